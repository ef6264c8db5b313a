"""α_U in the form of 2004, for single categories: kept as a check against the older literature.

Krippendorff 1995 and 2004 (Content Analysis, 2nd ed., section 11.6): differences between overlapping units
are squared distances of their ends; a unit inside another coder's gap costs its squared length. The form of
2016 replaced it; for more than two coders it does not behave as one expects.
"""

from itertools import combinations

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.matching import overlapping
from desktop.agreement.measured import Measured
from desktop.agreement.statistics import divided


def alpha_u_2004(s: FloatArray) -> FloatArray:
    """Return 1 - D_o/D_e from (…, 2): Σ D_o·L² and Σ D_e·L² over articles (and labels, for all of them)."""
    return 1.0 - divided(s[..., 0], s[..., 1])


def sums_2004(found: Measured, coders: tuple[int, ...], labels: int, coded: np.ndarray) -> FloatArray:
    """Return (K, L, 2): D_o·L² and D_e·L² of each article and label, between `coders` of a merged continuum.

    Articles that not all of these coders finished count as nothing: this form knows no missing coder.
    """
    articles = len(found.size)
    m = len(coders)
    whole = np.asarray(coded[list(coders)].all(axis=0))
    observed = np.zeros((articles, labels))
    chosen = [np.flatnonzero(found.passages.coder == coder) for coder in coders]
    span = int(found.edge[-1]) + 1
    for i, j in combinations(range(m), 2):
        observed += 2.0 * _between(found, chosen[i], chosen[j], labels, span)
    expected = _expected(found, coders, labels)
    size = found.size.astype(np.float64)[:, None]
    pairs = max(m * (m - 1), 1)
    parts = np.stack((observed / pairs, expected * np.square(size)), axis=-1)
    return np.where(whole[:, None, None], parts, 0.0)


def _between(found: Measured, a: IntArray, b: IntArray, labels: int, span: int) -> FloatArray:
    """Return (K, L): Σ of differences between the units and gaps of two coders."""
    place = found.passages.label * span
    b = b[np.argsort((place + found.start)[b], kind="stable")]
    left, right = overlapping(
        ((place + found.start)[a], (place + found.end)[a]), ((place + found.start)[b], (place + found.end)[b])
    )
    apart = np.square(found.start[a[left]] - found.start[b[right]]) + np.square(
        found.end[a[left]] - found.end[b[right]]
    )
    total = _by_label(found, a[left], apart.astype(np.float64), labels)
    for mine, seen in ((a, left), (b, right)):
        alone = np.ones(len(mine), dtype=bool)
        alone[seen] = False
        total = total + _by_label(
            found, mine[alone], np.square(found.length[mine[alone]]).astype(np.float64), labels
        )
    return total


def _by_label(found: Measured, which: IntArray, amount: FloatArray, labels: int) -> FloatArray:
    key = found.passages.article[which] * labels + found.passages.label[which]
    return np.asarray(
        np.bincount(key, amount, len(found.size) * labels).reshape(-1, labels), dtype=np.float64
    )


def _expected(found: Measured, coders: tuple[int, ...], labels: int) -> FloatArray:
    """Return D_e (K, L): what units and gaps thrown at random along the article would differ by."""
    articles, m = len(found.size), len(coders)
    mine = np.flatnonzero(np.isin(found.passages.coder, coders))
    passages, length = found.passages.where(_mask(len(found.start), mine)), found.length[mine]
    cell = passages.article * labels + passages.label
    count = np.bincount(cell, minlength=articles * labels).reshape(articles, labels)
    gap_cell, gap = _gaps(found, coders, labels)
    n = length.astype(np.float64)
    room = _longer_gaps(cell, n, gap_cell, gap)
    others = (count.ravel()[cell] - 1.0) / 3.0 * (2.0 * n**3 - 3.0 * n**2 + n)
    top = np.bincount(cell, others + np.square(n) * room, articles * labels).reshape(articles, labels)
    lost = np.bincount(cell, n * (n - 1.0), articles * labels).reshape(articles, labels)
    size = found.size.astype(np.float64)[:, None]
    under = size * (m * size * (m * size - 1.0) - lost)
    return np.nan_to_num(divided((2.0 * top).astype(np.float64), under))


def _mask(n: int, which: IntArray) -> np.ndarray:
    mask = np.zeros(n, dtype=bool)
    mask[which] = True
    return mask


def _gaps(found: Measured, coders: tuple[int, ...], labels: int) -> tuple[IntArray, FloatArray]:
    """Return (cell, length) of every gap of every coder and label; an unused label is one gap."""
    articles = len(found.size)
    cells, lengths = [], []
    for coder in coders:
        mine = np.flatnonzero(found.passages.coder == coder)
        key = found.passages.label[mine] * articles + found.passages.article[mine]
        order = np.lexsort((found.start[mine], key))
        mine, key = mine[order], key[order]
        stops = np.concatenate((key, np.arange(articles * labels)))
        begin = np.concatenate((found.start[mine], np.tile(found.edge[1:], labels)))
        rank = np.lexsort((begin, stops))
        stops, begin = stops[rank], begin[rank]
        end = np.concatenate((found.end[mine], np.zeros(articles * labels, dtype=np.int64)))[rank]
        first = np.concatenate(([True], stops[1:] != stops[:-1]))
        before = np.where(first, found.edge[:-1][stops % articles], np.concatenate(([0], end[:-1])))
        cells.append((stops % articles) * labels + stops // articles)
        lengths.append(begin - before)
    return np.concatenate(cells), np.concatenate(lengths).astype(np.float64)


def _longer_gaps(cell: IntArray, length: FloatArray, gap_cell: IntArray, gap: FloatArray) -> FloatArray:
    """Return for each unit Σ (gap - unit + 1) over the gaps of its cell that are at least as long."""
    top = max(float(gap.max(initial=0.0)), float(length.max(initial=0.0))) + 2.0
    key = gap_cell * top + gap
    order = np.argsort(key)
    key, gap, gap_cell = key[order], gap[order], gap_cell[order]
    sums = np.concatenate(([0.0], np.cumsum(gap + 1.0)))
    low = np.searchsorted(key, cell * top + length, side="left")
    high = np.searchsorted(gap_cell, cell, side="right")
    return sums[high] - sums[low] - (high - low) * length
