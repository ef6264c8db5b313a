"""Krippendorff's α on ratings tables in the smallest additive form of each metric."""

from collections.abc import Callable

import numpy as np

from desktop.agreement import distances
from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.counts import tally
from desktop.agreement.statistics import Coefficient, divided

Form = tuple[Coefficient, Callable[[IntArray], FloatArray]]


def alpha_form(numbers: FloatArray | None, q: int, metric: str) -> Form:
    """Return α for a metric as (function of sums, statistics of units from values (R, n)).

    `numbers` (q,) rising values of the categories; None for words, which only the nominal metric takes.
    """
    if metric == "interval" and numbers is not None:
        return _interval(numbers)
    if metric == "ordinal":
        return _ordinal(q)
    if metric == "ratio" and numbers is not None:
        return with_distance(q, distances.ratio(numbers))
    return with_distance(q, None)


def with_distance(q: int, distance: FloatArray | None) -> Form:
    """Return α with any distance δ² (q, q), nominal if None: statistics Σ δ²/(m-1), then margins (1 + q)."""

    def f(s: FloatArray) -> FloatArray:
        margins = s[..., 1:]
        n = margins.sum(axis=-1)
        if distance is None:
            expected = np.square(n) - np.square(margins).sum(axis=-1)
        else:
            expected = ((margins @ distance) * margins).sum(axis=-1)
        expected = np.where(np.abs(expected) > 1e-12 * np.square(n), expected, 0.0)
        return 1.0 - divided((n - 1.0) * s[..., 0], expected)

    def statistics(values: IntArray) -> FloatArray:
        counts = tally(values, q)
        m = counts.sum(axis=1)
        if distance is None:
            apart = np.square(m) - np.square(counts).sum(axis=1)
        else:
            apart = ((counts @ distance) * counts).sum(axis=1)
        pairable = m >= 2
        apart = np.where(pairable, apart / np.maximum(m - 1.0, 1.0), 0.0)
        return np.column_stack((apart, counts * pairable[:, None]))

    return f, statistics


def _interval(numbers: FloatArray) -> Form:
    """Statistics Σ δ²/(m-1), n, Σ x, Σ x² (4): squares of differences need no margins."""
    centred = numbers - numbers.mean() if len(numbers) else numbers

    def f(s: FloatArray) -> FloatArray:
        n, first, second = s[..., 1], s[..., 2], s[..., 3]
        expected = 2.0 * (n * second - np.square(first))
        expected = np.where(expected > 1e-12 * n * second, expected, 0.0)
        return 1.0 - divided((n - 1.0) * s[..., 0], expected)

    def statistics(values: IntArray) -> FloatArray:
        given = values >= 0
        x = np.where(given, centred[values] if len(centred) else 0.0, 0.0)
        m = given.sum(axis=0).astype(np.float64)
        pairable = m >= 2
        first, second = x.sum(axis=0), np.square(x).sum(axis=0)
        apart = 2.0 * (m * second - np.square(first)) / np.maximum(m - 1.0, 1.0)
        return np.asarray(np.column_stack((apart, m, first, second)) * pairable[:, None])

    return f, statistics


def _ordinal(q: int) -> Form:
    """Statistics: margins, then coincidences of each pair of categories (q + q(q-1)/2).

    The distance depends on the margins, so the pairs are summed apart.
    """
    upper = np.triu_indices(q, 1)

    def f(s: FloatArray) -> FloatArray:
        margins = s[..., :q]
        n = margins.sum(axis=-1)
        rank = np.cumsum(margins, axis=-1) - margins / 2.0
        apart = 2.0 * (s[..., q:] * np.square(rank[..., upper[0]] - rank[..., upper[1]])).sum(axis=-1)
        expected = 2.0 * (
            n * (margins * np.square(rank)).sum(axis=-1) - np.square((margins * rank).sum(axis=-1))
        )
        expected = np.where(expected > 1e-12 * np.square(np.square(n)), expected, 0.0)
        return 1.0 - divided((n - 1.0) * apart, expected)

    def statistics(values: IntArray) -> FloatArray:
        counts = tally(values, q)
        m = counts.sum(axis=1)
        pairable = m >= 2
        together = counts[:, upper[0]] * counts[:, upper[1]] / np.maximum(m - 1.0, 1.0)[:, None]
        return np.asarray(np.column_stack((counts, together)) * pairable[:, None])

    return f, statistics
