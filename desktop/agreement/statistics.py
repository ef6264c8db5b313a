"""The additive statistics of one article, and the coefficients as functions of their sums.

Everything is an array (…, M): the last axis holds the statistics of one question, whatever stands before it
(articles, scopes, questions, resamples) is carried along. Point = f(Σ S), delete-one = f(Σ S - S_k),
bootstrap = f(W·S): the functions f of this module are all that a coefficient is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import FloatArray

Coefficient = Callable[[FloatArray], FloatArray]
"""From sums of statistics (…, M) to values (…,); NaN where the coefficient is not defined."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the statistics of a question with `q` categories stand on the last axis.

    With w a unit's weight, m its number of values, n_c how many of them are c, and sums over units:
    0 Σ w [m ≥ 2] · 1 Σ w [m ≥ 1] · 2 Σ w Σ_{i≠j} δ²/(m-1) · 3 Σ w Σ_{i≠j} a/(m(m-1)) with agreement weights
    a · then q each of: Σ w n_c [m ≥ 2] · Σ w n_c/m [m ≥ 1] · Σ w n_c(n_c-1) · Σ w n_c(m-1).
    """

    q: int

    @property
    def width(self) -> int:
        """How many statistics there are."""
        return 4 + 4 * self.q

    @property
    def margins(self) -> slice:
        """The values of pairable units, by category."""
        return slice(4, 4 + self.q)

    @property
    def shares(self) -> slice:
        """The units' shares of each category."""
        return slice(4 + self.q, 4 + 2 * self.q)

    @property
    def agreeing(self) -> slice:
        """Ordered pairs of values that are both of the category."""
        return slice(4 + 2 * self.q, 4 + 3 * self.q)

    @property
    def possible(self) -> slice:
        """Ordered pairs of values whose first is of the category."""
        return slice(4 + 3 * self.q, 4 + 4 * self.q)


def stacked(parts: Sequence[FloatArray]) -> FloatArray:
    """Return statistics (…,) as one array (…, M) in which each statistic lies together in memory."""
    return np.moveaxis(np.stack(np.broadcast_arrays(*parts), axis=0), 0, -1)


def divided(over: FloatArray, under: FloatArray) -> FloatArray:
    """Return over / under, NaN where `under` is 0 within rounding."""
    over, under = np.broadcast_arrays(over, under)
    found = np.divide(over, under, out=np.full(under.shape, np.nan), where=np.abs(under) > 1e-12)
    return np.asarray(found)


def alpha(q: int, distance: FloatArray | None = None) -> Coefficient:
    """Return Krippendorff's α = 1 - D_o/D_e for q categories and a distance matrix (nominal if None).

    D_o = Σ o_ck δ²/n, D_e = Σ n_c n_k δ²/(n(n-1)); Krippendorff 2011, section D. The statistics' δ² must be
    the same distance.
    """
    at = Layout(q)

    def f(s: FloatArray) -> FloatArray:
        margins = s[..., at.margins]
        n = margins.sum(axis=-1)
        if distance is None:
            expected = np.square(n) - np.square(margins).sum(axis=-1)
        else:
            expected = ((margins @ distance) * margins).sum(axis=-1)
        return 1.0 - divided((n - 1.0) * s[..., 2], _unless_tiny(expected, n))

    return f


def _unless_tiny(expected: FloatArray, n: FloatArray) -> FloatArray:
    """Return 0 for an expected disagreement that is only rounding (one category left after a deletion)."""
    return np.where(np.abs(expected) > 1e-12 * np.square(n), expected, 0.0)


def chance_corrected(q: int, kind: str, agreement: FloatArray | None = None) -> Coefficient:
    """Return (p_a - p_e)/(1 - p_e) with p_e of `kind`: scott (and Fleiss), gwet, or bennett.

    p_e = Σ a_ck π_c π_k (Scott 1955, Fleiss 1971) · Σ a_ck/(q(q-1)) · Σ π_c(1-π_c) (Gwet 2008: AC1, and AC2
    with weights) · Σ a_ck/q² (Bennett, Alpert and Goldstein 1954; Brennan and Prediger 1981). π_c is the
    mean over units of the share of values c; `agreement` are the weights a (q, q), the same value if None.
    """
    at = Layout(q)

    def f(s: FloatArray) -> FloatArray:
        observed = divided(s[..., 3], s[..., 0])
        expected = chance(s, q, kind, agreement)
        varied = (s[..., at.shares] > 1e-12 * s[..., 1:2]).sum(axis=-1) > 1
        return np.where(varied, divided(observed - expected, 1.0 - expected), np.nan)

    return f


def chance(s: FloatArray, q: int, kind: str, agreement: FloatArray | None = None) -> FloatArray:
    """Return the agreement expected by chance p_e (…,) of the kinds of `chance_corrected`."""
    total = float(q) if agreement is None else float(agreement.sum())
    if kind == "bennett":
        return np.full(s.shape[:-1], total / max(q, 1) ** 2)
    pi = divided(s[..., Layout(q).shares], s[..., 1:2])
    if kind == "gwet":
        scale = total / (q * (q - 1)) if q > 1 else 0.0
        return np.asarray(scale * (pi * (1.0 - pi)).sum(axis=-1))
    return np.asarray(
        np.square(pi).sum(axis=-1) if agreement is None else ((pi @ agreement) * pi).sum(axis=-1)
    )


def percent(s: FloatArray) -> FloatArray:
    """Return raw agreement p_a: the mean over units of the share of coder pairs that agree."""
    return divided(s[..., 3], s[..., 0])


def prevalence(q: int, category: int) -> Coefficient:
    """Return the share of all compared values that are `category`."""
    at = Layout(q)

    def f(s: FloatArray) -> FloatArray:
        margins = s[..., at.margins]
        return divided(margins[..., category], margins.sum(axis=-1))

    return f


def specific(q: int, category: int) -> Coefficient:
    """Return specific agreement: of all pairs with one value `category`, how many have the other.

    Σ n_c(n_c-1) / Σ n_c(m-1) (Cicchetti and Feinstein 1990; Uebersax for several coders).
    """
    at = Layout(q)

    def f(s: FloatArray) -> FloatArray:
        return divided(s[..., at.agreeing][..., category], s[..., at.possible][..., category])

    return f


def cohen(q: int, agreement: FloatArray | None = None) -> Coefficient:
    """Return Cohen's κ from (…, 2 + 2q): weight, weighted agreement, and the two coders' margins.

    p_e = Σ a_ck p_c. p_.k (Cohen 1960, 1968 with weights); `agreement` (q, q), identity if None.
    """

    def f(s: FloatArray) -> FloatArray:
        n = s[..., 0]
        rows, columns = s[..., 2 : 2 + q], s[..., 2 + q : 2 + 2 * q]
        weighted = rows if agreement is None else rows @ agreement
        expected = divided((weighted * columns).sum(axis=-1), np.square(n))
        return divided(divided(s[..., 1], n) - expected, 1.0 - expected)

    return f


def dice(s: FloatArray) -> FloatArray:
    """Return F1 = 2·hits/(a + b) from (…, 3): hits (passages or places both have), a, b of the two coders."""
    return divided(2.0 * s[..., 0], s[..., 1] + s[..., 2])


def overlap_over_union(s: FloatArray) -> FloatArray:
    """Return hits/(a + b - hits) from (…, 3) as in `dice`."""
    return divided(s[..., 0], s[..., 1] + s[..., 2] - s[..., 0])
