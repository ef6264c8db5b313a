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
    top = int(found.size.max(initial=0)) + 2
    key = np.sort(narrow(cell * top + found.length))
    cell, length = key // top, (key % top).astype(np.float64)
    room = _longer_gaps(key, length, _gaps(found, m, labels, top), top, cells)
    count = np.bincount(cell, minlength=cells)
    square = np.square(length)
    others = (count[cell] - 1.0) / 3.0 * (2.0 * square * length - 3.0 * square + length)
    over = np.bincount(cell, others + square * room, cells).reshape(articles, labels)
    lost = np.bincount(cell, square - length, cells).reshape(articles, labels)
    size = found.size.astype(np.float64)[:, None]
    under = size * (m * size * (m * size - 1.0) - lost)
    return np.nan_to_num(divided((2.0 * over).astype(np.float64), under))


def _gaps(found: Measured, coders: int, labels: int, top: int) -> IntArray:
    """Return cell × `top` + length of all coders' and labels' gaps, rising; an unused label is one gap."""
    articles = len(found.size)
    order = np.argsort(found.passages.label.astype(np.uint8), kind="stable")
    start, end = found.start[order], found.end[order]
    article, label = found.passages.article[order], found.passages.label[order]
    group = (label * coders + found.passages.coder[order]) * articles + article
    first = np.concatenate(([True], group[1:] != group[:-1]))[: len(group)]
    before = np.where(first, found.edge[article], np.concatenate(([0], end[:-1]))[: len(group)])
    stop = np.tile(found.edge[:-1], coders * labels)
    last = np.concatenate((first[1:], [True]))[: len(group)]
    stop[group[last]] = end[last]
    after = np.tile(found.edge[1:], coders * labels) - stop
    cells = np.tile(np.arange(articles) * labels, coders * labels)
    cells += np.repeat(np.arange(labels), coders * articles)
    inner = article * labels + label
    cell, length = np.concatenate((inner, cells)), np.concatenate((start - before, after))
    return np.sort(narrow(cell * top + length))


def _longer_gaps(key: IntArray, length: FloatArray, gaps: IntArray, top: int, cells: int) -> FloatArray:
    """Return for each unit (keys like the gaps') Σ (gap - unit + 1) over gaps of its cell no shorter."""
    sums = np.concatenate(([0.0], np.cumsum(gaps % top + 1.0)))
    ends = np.cumsum(np.bincount(gaps // top, minlength=cells))
    low = np.searchsorted(gaps, key, side="left")
    high = ends[key // top]
    return sums[high] - sums[low] - (high - low) * length
