"""α_U in the form of 2004, for single categories: kept as a check against the older literature.

Krippendorff 1995 and 2004 (Content Analysis, 2nd ed., section 11.6): differences between overlapping units
are squared distances of their ends; a unit inside another coder's gap costs its squared length. The form of
2016 replaced it; for more than two coders it does not behave as one expects.
"""

from collections.abc import Mapping

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.matching import Edges, Pair
from desktop.agreement.measured import Measured, narrow
from desktop.agreement.statistics import divided

_TABLE = 4_000_000
"""Up to so many cells, gaps are counted in a table of every length; beyond, they are sorted."""


def alpha_u_2004(s: FloatArray) -> FloatArray:
    """Return 1 - D_o/D_e from (…, 2): Σ D_o·L² and Σ D_e·L² over articles (and labels, for all of them)."""
    return 1.0 - divided(s[..., 0], s[..., 1])


def sums_2004(
    found: Measured, coders: int, labels: int, coded: BoolArray, edges: Mapping[Pair, Edges]
) -> FloatArray:
    """Return (K, L, 2): D_o·L² and D_e·L² of each article and label, between all coders.

    `found` with overlaps joined, `edges` as `matching.pair_edges` gives them for it. Articles that not all
    coders finished count as nothing: this form knows no missing coder.
    """
    articles = len(found.size)
    observed = np.zeros((articles, labels))
    # A unit that meets none of another coder's lies in a gap of that coder, once for every such coder.
    alone = np.full(len(found.start), coders - 1, dtype=np.int64)
    for (i, j), (left, right) in edges.items():
        a, b = found.first[i] + left, found.first[j] + right
        same = found.passages.label[a] == found.passages.label[b]
        a, b = a[same], b[same]
        apart = np.square(found.start[a] - found.start[b]) + np.square(found.end[a] - found.end[b])
        observed += 2.0 * _by_label(found, a, apart.astype(np.float64), labels)
        for coder, at in ((i, left[same]), (j, right[same])):
            mine = slice(int(found.first[coder]), int(found.first[coder + 1]))
            alone[mine] -= np.bincount(at, minlength=len(alone[mine])) > 0
    cost = alone.astype(np.float64) * np.square(found.length)
    observed += 2.0 * _by_label(found, np.arange(len(alone)), cost, labels)
    expected = _expected(found, coders, labels)
    size = found.size.astype(np.float64)[:, None]
    parts = np.stack((observed / max(coders * (coders - 1), 1), expected * np.square(size)), axis=-1)
    whole = np.asarray(coded.all(axis=0))
    return np.where(whole[:, None, None], parts, 0.0)


def _by_label(found: Measured, which: IntArray, amount: FloatArray, labels: int) -> FloatArray:
    key = found.passages.article[which] * labels + found.passages.label[which]
    return np.asarray(
        np.bincount(key, amount, len(found.size) * labels).reshape(-1, labels), dtype=np.float64
    )


def _expected(found: Measured, m: int, labels: int) -> FloatArray:
    """Return D_e (K, L): what units and gaps thrown at random along the article would differ by."""
    articles = len(found.size)
    cells = articles * labels
    cell: IntArray = found.passages.article * labels + found.passages.label
    room = _longer_gaps(cell, found.length, _gaps(found, m, labels), cells)
    length = found.length.astype(np.float64)
    count = np.bincount(cell, minlength=cells)
    square = np.square(length)
    others = (count[cell] - 1.0) / 3.0 * (2.0 * square * length - 3.0 * square + length)
    over = np.bincount(cell, others + square * room, cells).reshape(articles, labels)
    lost = np.bincount(cell, square - length, cells).reshape(articles, labels)
    size = found.size.astype(np.float64)[:, None]
    under = size * (m * size * (m * size - 1.0) - lost)
    return np.nan_to_num(divided((2.0 * over).astype(np.float64), under))


def _gaps(found: Measured, coders: int, labels: int) -> tuple[IntArray, IntArray]:
    """Return cell and length of all coders' and labels' gaps; a label that a coder left unused is one gap."""
    articles = len(found.size)
    order = np.argsort(found.passages.label.astype(np.uint8), kind="stable")
    start, end = narrow(found.start)[order], narrow(found.end)[order]
    line = narrow(found.passages.coder * articles + found.passages.article)[order]
    cell = narrow(found.passages.article * labels + found.passages.label)[order]
    group = line + np.sort(found.passages.label) * (coders * articles)
    first = np.concatenate(([True], group[1:] != group[:-1]))[: len(group)]
    before = np.concatenate(([0], end[:-1]))[: len(group)]
    before[first] = found.edge[line[first] % articles]
    stop = np.tile(found.edge[:-1], coders * labels)
    last = np.concatenate((first[1:], [True]))[: len(group)]
    stop[group[last]] = end[last]
    after = np.tile(found.edge[1:], coders * labels) - stop
    cells = np.tile(np.arange(articles) * labels, coders * labels)
    cells += np.repeat(np.arange(labels), coders * articles)
    return np.concatenate((cell, cells)), np.concatenate((start - before, after))


def _longer_gaps(cell: IntArray, length: IntArray, gaps: tuple[IntArray, IntArray], cells: int) -> FloatArray:
    """Return for each unit Σ (gap - unit + 1) over the gaps of its cell that are no shorter."""
    top = int(length.max(initial=0)) + 1
    if cells * top > _TABLE:
        return _longer_gaps_sorted(cell, length, gaps, cells)
    # How many gaps there are of each length, those beyond every unit as one, summed from the long end.
    key = gaps[0] * top + np.minimum(gaps[1], top - 1)
    count, size = np.bincount(key, minlength=cells * top), np.bincount(key, gaps[1] + 1.0, cells * top)
    count, size = (part.reshape(cells, top)[:, ::-1].cumsum(axis=1).ravel() for part in (count, size))
    at = cell * top + (top - 1 - length)
    return np.asarray(size[at] - count[at] * length, dtype=np.float64)


def _longer_gaps_sorted(
    cell: IntArray, length: IntArray, gaps: tuple[IntArray, IntArray], cells: int
) -> FloatArray:
    """Return the same where units are so long that a table of all lengths would not fit."""
    top = int(max(length.max(initial=0), gaps[1].max(initial=0))) + 1
    key = np.sort(narrow(gaps[0] * top + gaps[1]))
    sums = np.concatenate(([0.0], np.cumsum(key % top + 1.0)))
    ends = np.cumsum(np.bincount(gaps[0], minlength=cells))
    low = np.searchsorted(key, cell * top + length, side="left")
    high = ends[cell]
    return np.asarray(sums[high] - sums[low] - (high - low) * length, dtype=np.float64)
