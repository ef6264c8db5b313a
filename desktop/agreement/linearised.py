"""Standard errors of Gwet's linearised kind, for ratings tables whose units are the sample.

Gwet 2008 and 2014 (Handbook of Inter-Rater Reliability, chapters 2, 3 and 5): the variance of a coefficient
is that of its first-order influence of each unit, se² = Σ (influence - coefficient)² / (n(n-1)), n units
rated at all (for α: by two coders or more); for a complete table of two coders Gwet divides by n². Intervals
are value ± t(n-1)·se with n the units rated at all. No correction for a finite population.
"""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Linearised:
    """A coefficient with its linearised standard error over `units` units (NaN where undefined)."""

    value: float
    se: float
    units: int


def _se(influence: FloatArray, value: float, n: int, *, complete_pair: bool = False) -> float:
    if n < 2:
        return float("nan")
    return float(np.sqrt(np.square(influence - value).sum() / (n * (n if complete_pair else n - 1.0))))


def chance_corrected_se(counts: FloatArray, kind: str, agreement: FloatArray) -> Linearised:
    """Return AC1/AC2 (gwet), Fleiss' κ or Scott's π (scott), Bennett's S (bennett) and its standard error.

    `counts` (n, q) values per unit and category, `agreement` weights (q, q). Units without any value are
    dropped; units with one count for the shares π_c only.
    """
    counts = counts[counts.sum(axis=1) > 0]
    n, q = counts.shape
    m = counts.sum(axis=1)
    pairable = m >= 2
    both = int(pairable.sum())
    if both < 1 or q < 2:
        return Linearised(float("nan"), float("nan"), n)
    agreed = np.where(pairable, _agreeing(counts, agreement) / np.maximum(m * (m - 1.0), 1.0), 0.0)
    pi = (counts / m[:, None]).mean(axis=0)
    own = counts / m[:, None]
    if kind == "gwet":
        scale = agreement.sum() / (q * (q - 1.0))
        expected, per_unit = float(scale * (pi * (1.0 - pi)).sum()), scale * (own @ (1.0 - pi))
    elif kind == "scott":
        expected = float(pi @ agreement @ pi)
        per_unit = own @ ((agreement @ pi + agreement.T @ pi) / 2.0)
    else:
        expected = float(agreement.sum() / q**2)
        per_unit = np.full(n, expected)
    if expected >= 1.0 - 1e-12:
        return Linearised(float("nan"), float("nan"), n)
    value = float((agreed.sum() / both - expected) / (1.0 - expected))
    influence = n / both * (agreed - expected * pairable) / (1.0 - expected)
    influence = influence - 2.0 * (1.0 - value) * (per_unit - expected) / (1.0 - expected)
    return Linearised(value, _se(influence, value, n, complete_pair=bool((m == 2).all())), n)


def percent_se(counts: FloatArray) -> Linearised:
    """Return raw agreement with its standard error for `counts` (n, q)."""
    counts = counts[counts.sum(axis=1) > 0]
    m = counts.sum(axis=1)
    n, pairable = len(m), m >= 2
    if not pairable.any():
        return Linearised(float("nan"), float("nan"), n)
    agreed = np.where(
        pairable, _agreeing(counts, np.eye(counts.shape[1])) / np.maximum(m * (m - 1.0), 1.0), 0.0
    )
    value = float(agreed.sum() / pairable.sum())
    return Linearised(
        value, _se(n / pairable.sum() * agreed, value, n, complete_pair=bool((m == 2).all())), n
    )


def alpha_se(counts: FloatArray, agreement: FloatArray) -> Linearised:
    """Return Krippendorff's α with its linearised standard error for `counts` (n, q).

    `agreement` = 1 - δ²/max δ² (q, q). Gwet 2014, chapter 3, in the form of the R package irrCAC 1.4: the
    influences are those of α without its small-sample term, on the units with two values or more.
    """
    rated = int((counts.sum(axis=1) > 0).sum())
    counts = counts[counts.sum(axis=1) >= 2]
    n = len(counts)
    if n < 2:
        return Linearised(float("nan"), float("nan"), rated)
    m = counts.sum(axis=1)
    mean = m.mean()
    small = 1.0 / (n * mean)
    raw = _agreeing(counts, agreement) / (mean * (m - 1.0))
    prime = float(raw.mean())
    pi = counts.mean(axis=0) / mean
    expected = float(pi @ agreement @ pi)
    if expected >= 1.0 - 1e-12:
        return Linearised(float("nan"), float("nan"), rated)
    value = ((1.0 - small) * prime + small - expected) / (1.0 - expected)
    plain = (prime - expected) / (1.0 - expected)
    observed = raw - prime * (m - mean) / mean
    chance = counts @ ((agreement @ pi + agreement.T @ pi) / 2.0) / mean - expected * (m - mean) / mean
    influence = (observed - expected) / (1.0 - expected) - 2.0 * (1.0 - plain) * (chance - expected) / (
        1.0 - expected
    )
    return Linearised(value, _se(influence, plain, n), rated)


def _agreeing(counts: FloatArray, agreement: FloatArray) -> FloatArray:
    return np.asarray((counts * (counts @ agreement.T - 1.0)).sum(axis=1))


def cohen_se(table: FloatArray, agreement: FloatArray) -> Linearised:
    """Return Cohen's κ with its large-sample standard error for a table (q, q) of two coders.

    Fleiss, Cohen and Everitt 1969, with weights a: n(1-p_e)⁴ var =
    Σ p_ck (a_ck(1-p_e) - (w_c. + w_.k)(1-p_o))² - (p_o p_e - 2p_e + p_o)².
    """
    n = float(table.sum())
    if n < 1:
        return Linearised(float("nan"), float("nan"), int(n))
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, expected = float((agreement * p).sum()), float(rows @ agreement @ columns)
    if expected >= 1.0 - 1e-12:
        return Linearised(float("nan"), float("nan"), int(n))
    value = (observed - expected) / (1.0 - expected)
    lines = (agreement @ columns)[:, None] + (rows @ agreement)[None, :]
    inner = np.square(agreement * (1.0 - expected) - lines * (1.0 - observed))
    spread = (p * inner).sum() - (observed * expected - 2.0 * expected + observed) ** 2
    se = float(np.sqrt(max(spread, 0.0) / n)) / (1.0 - expected) ** 2
    return Linearised(value, se, int(n))
