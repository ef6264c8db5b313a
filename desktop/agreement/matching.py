"""Matching of passages between two coders: who found the same passage, one to one, as many as possible."""

from collections.abc import Mapping

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.measured import Measured, narrow

EXACT, HALF, ANY = "exact", "half", "any"
Edges = tuple[IntArray, IntArray]
Ends = tuple[IntArray, IntArray]
"""Starts and ends of ranges."""
Pair = tuple[int, int]


def overlapping(a: Ends, b: Ends) -> Edges:
    """Return the pairs (index in a, index in b) of half-open ranges that share a place.

    `a`, `b` are starts and ends; b must be sorted by start. O((n + m) log m + pairs found).
    """
    b_start, b_end = b
    if not len(b_start) or not len(a[0]):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    reach = np.maximum.accumulate(b_end)
    low = np.searchsorted(reach, a[0], side="right")
    count = np.maximum(np.searchsorted(b_start, a[1], side="left") - low, 0)
    left = np.repeat(np.arange(len(count)), count)
    right = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count - low, count)
    if (reach == b_end).all():  # b does not overlap itself: all between are hits
        return left, right
    kept = b_end[right] > a[0][left]
    return left[kept], right[kept]


def largest_matching(edges: Edges, size: tuple[int, int]) -> Edges:
    """Return a largest choice of edges with no end in common, between `size` left and right nodes.

    A node with one edge left can always take it (Karp and Sipser 1981); that settles passages that do not
    overlap others of their own coder. What then remains is cyclic and goes through augmenting paths.
    """
    left, right = edges
    taken: list[Edges] = []
    while len(left):
        alone_left, alone_right = _alone(left, size[0]), _alone(right, size[1])
        if not taken and (alone_left & alone_right).all():
            return edges
        at = np.flatnonzero(alone_left | alone_right)
        if not len(at):
            taken.append(_augmented(left, right))
            break
        at = at[_firsts(left[at], size[0])]
        at = at[_firsts(right[at], size[1])]
        taken.append((left[at], right[at]))
        left, right = _without(left, right, at, size)
    if not taken:
        return left, right
    return np.concatenate([part[0] for part in taken]), np.concatenate([part[1] for part in taken])


def _alone(nodes: IntArray, size: int) -> BoolArray:
    """Return which edges are the only one of their node."""
    if not _rising(nodes):
        return np.asarray(np.bincount(nodes, minlength=size)[nodes] == 1)
    new = np.concatenate(([True], nodes[1:] != nodes[:-1], [True]))
    return new[1:] & new[:-1]


def _rising(nodes: IntArray) -> bool:
    """Return whether equal nodes lie together, as they do where a coder's passages do not overlap."""
    return bool((nodes[1:] >= nodes[:-1]).all())


def _firsts(nodes: IntArray, size: int) -> IntArray:
    """Return the index of the first occurrence of every node, rising."""
    if _rising(nodes):
        return np.flatnonzero(np.concatenate(([True], nodes[1:] != nodes[:-1]))[: len(nodes)])
    first = np.zeros(size, dtype=np.int64)
    first[nodes[::-1]] = np.arange(len(nodes))[::-1]
    return np.flatnonzero(first[nodes] == np.arange(len(nodes)))


def _without(left: IntArray, right: IntArray, at: IntArray, size: tuple[int, int]) -> Edges:
    free_left, free_right = np.ones(size[0], dtype=bool), np.ones(size[1], dtype=bool)
    free_left[left[at]] = False
    free_right[right[at]] = False
    kept = free_left[left] & free_right[right]
    return left[kept], right[kept]


def _augmented(left: IntArray, right: IntArray) -> Edges:
    """Return a largest matching by augmenting paths (Kuhn), for the odd leftovers."""
    near: dict[int, list[int]] = {}
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        near.setdefault(a, []).append(b)
    holder: dict[int, int] = {}
    for start in near:
        _augment(start, near, holder)
    ends = sorted((node, other) for other, node in holder.items())
    return np.array([a for a, _ in ends], dtype=np.int64), np.array([b for _, b in ends], dtype=np.int64)


def _augment(start: int, near: dict[int, list[int]], holder: dict[int, int]) -> None:
    """Find a path from `start` to a free right node, without recursion, and swap along it."""
    came: dict[int, int] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        for other in near[node]:
            if other in came:
                continue
            came[other] = node
            if other not in holder:
                _swap(other, came, holder, start)
                return
            waiting.append(holder[other])


def _swap(free: int, came: dict[int, int], holder: dict[int, int], start: int) -> None:
    """Give each left node on the path its next right node, back to `start`."""
    held = {node: right for right, node in holder.items()}
    right = free
    while True:
        node = came[right]
        before = held.get(node)
        holder[right] = node
        if node == start or before is None:
            return
        right = before


def good_enough(kind: str, edges: Edges, a: Ends, b: Ends) -> BoolArray:
    """Return which edges count: any overlap; at least half of the longer passage; the same ends."""
    left, right = edges
    if kind == ANY:
        return np.ones(len(left), dtype=bool)
    start_a, end_a, start_b, end_b = a[0][left], a[1][left], b[0][right], b[1][right]
    if kind == EXACT:
        return np.asarray((start_a == start_b) & (end_a == end_b))
    common = np.minimum(end_a, end_b) - np.maximum(start_a, start_b)
    return np.asarray(2 * common >= np.maximum(end_a - start_a, end_b - start_b))


def pair_edges(found: Measured, pairs: IntArray) -> dict[Pair, Edges]:
    """Return for each pair of coders which of their passages overlap, labels aside.

    Indexes count from each coder's first passage, `found.first`.
    """
    ends = [tuple(narrow(part) for part in found.of(coder)) for coder in range(len(found.first) - 1)]
    return {
        (i, j): overlapping((ends[i][0], ends[i][1]), (ends[j][0], ends[j][1])) for i, j in pairs.tolist()
    }


def hits(
    found: Measured, coded: BoolArray, edges: Mapping[Pair, Edges], labels: int
) -> dict[str, FloatArray]:
    """Return for exact, half and any: (K, P, L + 2, 3) sums for `dice`, additive over articles.

    Questions are each label, any label (whatever the labels), all labels (labels must be the same too). The
    sums are matched pairs and the two coders' passages. One coder's overlapping passages stay separate.
    """
    articles, coders = len(found.size), len(coded)
    passages = found.passages
    cell = passages.article * labels + passages.label
    counts = np.bincount(passages.coder * articles * labels + cell, minlength=coders * articles * labels)
    counts = counts.reshape(coders, articles, labels)
    shape = (3, articles, len(edges), labels + 2)
    sums = {kind: np.moveaxis(np.zeros(shape), 0, -1) for kind in (EXACT, HALF, ANY)}
    if not edges:
        return sums
    for number, ((i, j), (left, right)) in enumerate(edges.items()):
        same = passages.label[found.first[i] + left] == passages.label[found.first[j] + right]
        a, b = found.of(i), found.of(j)
        size = (len(a[0]), len(b[0]))
        for kind, part in sums.items():
            good = good_enough(kind, (left, right), a, b)
            at = found.first[i] + largest_matching((left[good], right[good]), size)[0]
            part[:, number, labels, 0] = np.bincount(passages.article[at], minlength=articles)
            good &= same
            at = found.first[i] + largest_matching((left[good], right[good]), size)[0]
            by_label = np.bincount(cell[at], minlength=articles * labels).reshape(articles, labels)
            part[:, number, :labels, 0] = by_label
            part[:, number, labels + 1, 0] = by_label.sum(axis=1)
    both = np.stack([coded[i] & coded[j] for i, j in edges], axis=1)
    marked = np.concatenate((counts, *[counts.sum(axis=2, keepdims=True)] * 2), axis=2)
    for part in sums.values():
        for side in (0, 1):
            part[..., side + 1] = np.stack([marked[pair[side]] for pair in edges], axis=1)
        part[~both] = 0.0
    return sums


def matched_passages(found: Measured, coded: BoolArray, pairs: IntArray, kind: str) -> tuple[Edges, IntArray]:
    """Return the passages of each pair of coders that match with the same label, by index in `found`.

    Second value: the article of each match. Only articles that both coders finished.
    """
    lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    passages = found.passages
    for (i, j), (left, right) in pair_edges(found, pairs).items():
        a, b = found.first[i] + left, found.first[j] + right
        kept = (passages.label[a] == passages.label[b]) & (coded[i] & coded[j])[passages.article[a]]
        kept &= good_enough(kind, (left, right), found.of(i), found.of(j))
        size = (len(found.of(i)[0]), len(found.of(j)[0]))
        one, other = largest_matching((left[kept], right[kept]), size)
        lefts.append(found.first[i] + one)
        rights.append(found.first[j] + other)
    both = (np.concatenate(lefts), np.concatenate(rights))
    return both, passages.article[both[0]]
