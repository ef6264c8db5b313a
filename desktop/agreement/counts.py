"""Statistics of units whose number of values differs from unit to unit: ratings tables, and marked places."""

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.statistics import Layout


def tally(values: IntArray, q: int) -> FloatArray:
    """Return (n, q): how many coders gave each unit each category, for values (R, n) with -1 missing."""
    n = values.shape[1]
    cell = np.arange(n) * (q + 1) + 1 + values
    return np.bincount(cell.ravel(), minlength=n * (q + 1)).reshape(n, q + 1)[:, 1:].astype(np.float64)


def statistics_of_counts(
    counts: FloatArray, weight: FloatArray | None = None, distance: FloatArray | None = None,
    agreement: FloatArray | None = None,
) -> FloatArray:  # fmt: skip
    """Return the statistics of each unit (n, 4 + 4q) as `Layout` orders them.

    `counts` (n, q) values per category, `weight` (n,) or None for 1, `distance` δ² (q, q) and agreement
    weights (q, q), nominal and identity if None. Units with one value count for the shares only.
    """
    n, q = counts.shape
    at = Layout(q)
    m = counts.sum(axis=1)
    pairable = m >= 2
    same = np.square(counts) - counts
    pairs = m * (m - 1.0)
    agreed = same.sum(axis=1) if agreement is None else _weighted(counts, agreement)
    apart = pairs - same.sum(axis=1) if distance is None else ((counts @ distance) * counts).sum(axis=1)
    s = np.empty((n, at.width))
    s[:, 0] = pairable
    s[:, 1] = m >= 1
    s[:, 2] = apart / np.maximum(m - 1.0, 1.0)
    s[:, 3] = agreed / np.maximum(pairs, 1.0)
    s[:, at.margins] = np.where(pairable[:, None], counts, 0.0)
    s[:, at.shares] = counts / np.maximum(m, 1.0)[:, None]
    s[:, at.agreeing] = same
    s[:, at.possible] = counts * np.maximum(m - 1.0, 0.0)[:, None]
    return s if weight is None else s * weight[:, None]


def _weighted(counts: FloatArray, agreement: FloatArray) -> FloatArray:
    """Return Σ over ordered pairs of different coders of the weights a of their values (n,)."""
    return np.asarray(((counts @ agreement - np.diag(agreement)) * counts).sum(axis=1))
