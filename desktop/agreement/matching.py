"""Matching of passages between two coders: who found the same passage, one to one, as many as possible."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.measured import Measured

EXACT, HALF, ANY = "exact", "half", "any"
Edges = tuple[IntArray, IntArray]
Ends = tuple[IntArray, IntArray]
"""Starts and ends of ranges."""


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
    kept = b_end[right] > a[0][left]
    return (left, right) if kept.all() else (left[kept], right[kept])


def largest_matching(edges: Edges, size: tuple[int, int]) -> Edges:
    """Return a largest choice of edges with no end in common, between `size` left and right nodes.

    A node with one edge left can always take it (Karp and Sipser 1981); that settles passages that do not
    overlap others of their own coder. What then remains is cyclic and goes through augmenting paths.
    """
    left, right = edges
    taken: list[Edges] = []
    while len(left):
        alone = (np.bincount(left, minlength=size[0])[left] == 1) | (
            np.bincount(right, minlength=size[1])[right] == 1
        )
        at = np.flatnonzero(alone)
        if not len(at):
            taken.append(_augmented(left, right))
            break
        at = at[np.unique(left[at], return_index=True)[1]]
        at = at[np.unique(right[at], return_index=True)[1]]
        taken.append((left[at], right[at]))
        left, right = _without(left, right, at, size)
    if not taken:
        return left, right
    return np.concatenate([part[0] for part in taken]), np.concatenate([part[1] for part in taken])


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


def good_enough(kind: str, edges: Edges, a: Ends, b: Ends) -> Edges:
    """Return the edges that count: any overlap; at least half of the longer passage; the same ends."""
    left, right = edges
    if kind == ANY:
        return edges
    start_a, end_a, start_b, end_b = a[0][left], a[1][left], b[0][right], b[1][right]
    if kind == EXACT:
        kept = (start_a == start_b) & (end_a == end_b)
    else:
        common = np.minimum(end_a, end_b) - np.maximum(start_a, start_b)
        kept = 2 * common >= np.maximum(end_a - start_a, end_b - start_b)
    return left[kept], right[kept]


def hits(found: Measured, coded: BoolArray, pairs: IntArray, labels: int) -> dict[str, FloatArray]:
    """Return for exact, half and any: (K, P, L + 2, 3) sums for `dice`, additive over articles.

    Questions are each label, any label (whatever the labels), all labels (labels must be the same too). The
    sums are matched pairs and the two coders' passages. One coder's overlapping passages stay separate.
    """
    articles = len(found.size)
    sums = {kind: np.zeros((articles, len(pairs), labels + 2, 3)) for kind in (EXACT, HALF, ANY)}
    span = int(found.edge[-1]) + 1
    by_coder = [_line(found, coder, span) for coder in range(len(coded))]
    for number, (i, j) in enumerate(pairs):
        both = coded[i] & coded[j]
        a, b = by_coder[i], by_coder[j]
        for kind, (at, _) in _matched(a.apart, b.apart).items():
            found_by_label = _per_label(a, at, articles, labels)
            sums[kind][:, number, :labels, 0] = found_by_label
            sums[kind][:, number, labels + 1, 0] = found_by_label.sum(axis=1)
        for kind, (at, _) in _matched(a.together, b.together).items():
            article = a.article_together[at]
            sums[kind][:, number, labels, 0] = np.bincount(article, minlength=articles)
        for side, line in ((1, a), (2, b)):
            counts = _per_label(line, np.arange(len(line.label)), articles, labels)
            for part in sums.values():
                part[:, number, :labels, side] = counts
                part[:, number, labels:, side] = counts.sum(axis=1)[:, None]
        for part in sums.values():
            part[~both, number] = 0.0
    return sums


def matched_passages(found: Measured, coded: BoolArray, pairs: IntArray, kind: str) -> tuple[Edges, IntArray]:
    """Return the passages of each pair of coders that match with the same label, by index in `found`.

    Second value: the article of each match. Only articles that both coders finished.
    """
    span = int(found.edge[-1]) + 1
    place = found.passages.label * span + found.start
    lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for i, j in pairs:
        kept = (coded[i] & coded[j])[found.passages.article]
        a, b = (np.flatnonzero(kept & (found.passages.coder == coder)) for coder in (i, j))
        a, b = a[np.argsort(place[a], kind="stable")], b[np.argsort(place[b], kind="stable")]
        ends = [(place[side], place[side] + found.length[side]) for side in (a, b)]
        edges = good_enough(kind, overlapping(ends[0], ends[1]), ends[0], ends[1])
        left, right = largest_matching(edges, (len(a), len(b)))
        lefts.append(a[left])
        rights.append(b[right])
    both = (np.concatenate(lefts), np.concatenate(rights))
    return both, found.passages.article[both[0]]


@dataclass(frozen=True, eq=False, slots=True)
class _Line:
    """One coder's passages sorted for matching: with labels apart, and with labels together."""

    label: IntArray
    article: IntArray
    apart: Ends
    article_together: IntArray
    together: Ends


def _line(found: Measured, coder: int, span: int) -> _Line:
    mine = np.flatnonzero(found.passages.coder == coder)
    start, end, label = found.start[mine], found.end[mine], found.passages.label[mine]
    article = found.passages.article[mine]
    place = label * span + start
    by_label = np.argsort(place, kind="stable")
    by_start = np.argsort(start, kind="stable")
    return _Line(
        label[by_label], article[by_label], (place[by_label], (place + end - start)[by_label]),
        article[by_start], (start[by_start], end[by_start]),
    )  # fmt: skip


def _matched(a: Ends, b: Ends) -> dict[str, Edges]:
    edges = overlapping(a, b)
    size = (len(a[0]), len(b[0]))
    return {kind: largest_matching(good_enough(kind, edges, a, b), size) for kind in (EXACT, HALF, ANY)}


def _per_label(line: _Line, at: IntArray, articles: int, labels: int) -> FloatArray:
    cell = line.article[at] * labels + line.label[at]
    return np.bincount(cell, minlength=articles * labels).reshape(articles, labels).astype(np.float64)
