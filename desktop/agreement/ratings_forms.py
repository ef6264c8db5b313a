"""Coefficients on ratings tables as statistics of single units and functions of their sums."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.agreement import distances
from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.counts import statistics_of_counts, tally
from desktop.agreement.intervals import summed
from desktop.agreement.ratings import Ratings
from desktop.agreement.ratings_alpha import alpha_form
from desktop.agreement.report import AgreementSettings
from desktop.agreement.statistics import Coefficient, chance_corrected, cohen, divided

_MOST = 20_000_000
"""How many statistics are held for an interval over single units."""
MOST_VALUES, MOST_RANKS, MOST_NAMES = 1000, 400, 20_000
"""Different values beyond which a coefficient of categories, an ordinal α, or a nominal α is not computed."""


@dataclass(frozen=True, eq=False, slots=True)
class Form:
    """A coefficient: `unit_statistics` maps values (R', n) to (n, M), `f` their sums to the value.

    `categories` q and `ordered` (does it matter who gave which value?) tell which units are alike; `most` is
    how many different values it can be computed for.
    """

    name: str
    metric: str | None
    weights: str | None
    categories: int
    f: Coefficient
    unit_statistics: Callable[[IntArray], FloatArray]
    ordered: bool = False
    most: int = MOST_VALUES


def weighting(ratings: Ratings, kind: str) -> FloatArray:
    """Return agreement weights (q, q) between the table's categories (positions stand for words)."""
    q = max(len(ratings.categories), 1)
    numbers = (
        ratings.numbers
        if ratings.numbers is not None and len(ratings.numbers)
        else np.arange(q, dtype=np.float64)
    )
    return distances.weights(kind, numbers)


def forms_of(ratings: Ratings, settings: AgreementSettings) -> list[Form]:
    """Return all coefficients of units × coders but Cohen's κ; AC2 where weights are asked for."""
    q = max(len(ratings.categories), 1)
    shown = None if settings.weights == "identity" else settings.weights
    metric = "nominal" if shown is None else None
    weights = weighting(ratings, settings.weights) if shown and q <= MOST_VALUES else None

    def plain(values: IntArray) -> FloatArray:
        return statistics_of_counts(tally(values, q))

    def weighted(values: IntArray) -> FloatArray:
        return statistics_of_counts(tally(values, q), agreement=weights)

    forms = [
        _alpha(ratings, q, settings.metric),
        Form("percent", None, None, q, raw_agreement, agreeing_pairs, most=q),
        Form("ac1", "nominal", None, q, chance_corrected(q, "gwet"), plain),
    ]
    if shown is not None:
        forms.append(Form("ac2", None, shown, q, chance_corrected(q, "gwet", weights), weighted))
    for name, kind in (("fleiss_kappa", "scott"), ("scott_pi", "scott"), ("bennett_s", "bennett")):
        forms.append(Form(name, metric, shown, q, chance_corrected(q, kind, weights), weighted))
    return forms


def _alpha(ratings: Ratings, q: int, metric: str) -> Form:
    most = {"nominal": MOST_NAMES, "ordinal": MOST_RANKS, "interval": q}.get(metric, MOST_VALUES)
    f, statistics = alpha_form(ratings.numbers, q, metric if q <= most else "nominal")
    return Form("alpha", metric, None, q, f, statistics, most=most)


def agreeing_pairs(values: IntArray) -> FloatArray:
    """Return (n, 2) for values (R, n): whether two coders rated a unit, and the share of pairs that agree."""
    given = values >= 0
    m = given.sum(axis=0)
    same = np.zeros(values.shape[1])
    for i in range(len(values)):
        for j in range(i):
            same += (values[i] == values[j]) & given[i]
    return np.column_stack((m >= 2, 2.0 * same / np.maximum(m * (m - 1.0), 1.0)))


def raw_agreement(s: FloatArray) -> FloatArray:
    """Return p_a from the sums of `agreeing_pairs` (…, 2)."""
    return divided(s[..., 1], s[..., 0])


def cohen_form(ratings: Ratings, settings: AgreementSettings) -> Form:
    """Return Cohen's κ of two coders, weighted where weights are asked for."""
    q = max(len(ratings.categories), 1)
    shown = None if settings.weights == "identity" else settings.weights
    weights = weighting(ratings, settings.weights) if shown and q <= MOST_VALUES else None

    def statistics(values: IntArray) -> FloatArray:
        both = np.asarray((values >= 0).all(axis=0))
        a, b = values[0], values[1]
        one = (a[:, None] == np.arange(q)) & both[:, None]
        other = (b[:, None] == np.arange(q)) & both[:, None]
        agreed = a == b if weights is None else weights[a, b]
        return np.column_stack((both, agreed * both, one, other)).astype(np.float64)

    metric = "nominal" if shown is None else None
    return Form("cohen_kappa", metric, shown, q, cohen(q, weights), statistics, ordered=True)


def point(values: IntArray) -> float:
    """Return raw agreement on values (R', n), for the reasons of undefined figures."""
    return float(raw_agreement(agreeing_pairs(values).sum(axis=0)))


@dataclass(frozen=True, eq=False, slots=True)
class Clusters:
    """Statistics per cluster `s` (K, groups·M), `copies` (K,) or None; `member` (K,): who is in the sample.

    Units that are clusters of their own and cannot be told apart share a line with a number of copies. If
    even so there are too many numbers, one line holds the sum of all and `whole` is False.
    """

    s: FloatArray
    copies: FloatArray | None
    member: BoolArray
    whole: bool = True


def clustered(form: Form, groups: Sequence[IntArray], article: IntArray | None) -> Clusters:
    """Return the statistics of groups of coders (R', n) by article, or by unit where `article` is None.

    A unit is in the sample if anyone rated it, an article if two coders of a group rated one of its units.
    """
    if article is not None:
        pairable = np.any([(values >= 0).sum(axis=0) >= 2 for values in groups], axis=0)
        member = np.asarray(np.bincount(article, pairable) > 0)
        return Clusters(_per_cluster(form, groups, article, None), None, member)
    copies: FloatArray | None = None
    key = _alike(form, groups)
    if key is not None:
        _, first, times = np.unique(key, return_index=True, return_counts=True)
        groups, copies = [values[:, first] for values in groups], times.astype(np.float64)
    n = groups[0].shape[1]
    width = form.unit_statistics(groups[0][:, :1]).shape[1]
    if n * width * len(groups) > _MOST:
        total = _per_cluster(form, groups, np.zeros(n, dtype=np.int64), copies)
        return Clusters(total, None, np.ones(1, dtype=bool), whole=False)
    member = np.any([(values >= 0).any(axis=0) for values in groups], axis=0)
    s = np.concatenate([form.unit_statistics(values) for values in groups], axis=1)
    return Clusters(s, copies, member)


def _per_cluster(
    form: Form, groups: Sequence[IntArray], place: IntArray, copies: FloatArray | None
) -> FloatArray:
    return np.concatenate(
        [_by_cluster(form.unit_statistics, values, place, copies) for values in groups], axis=1
    )


def _alike(form: Form, groups: Sequence[IntArray]) -> IntArray | None:
    """Return a number per unit that is equal for units with equal statistics, None if none fits a word."""
    if len(groups) == 1 and not form.ordered:
        values = groups[0]
        if (len(values) + 1) ** form.categories >= 2**62:
            return None
        worth = np.concatenate((np.power(len(values) + 1, np.arange(form.categories)), [0]))
        return np.asarray(sum((worth[line] for line in values), np.zeros(values.shape[1], dtype=np.int64)))
    lines = np.concatenate(list(groups))
    if (form.categories + 1) ** len(lines) >= 2**62:
        return None
    worth = np.power(form.categories + 1, np.arange(len(lines)))
    return np.asarray(worth @ (lines + 1))


def _by_cluster(
    statistics: Callable[[IntArray], FloatArray],
    values: IntArray,
    article: IntArray,
    copies: FloatArray | None,
) -> FloatArray:
    """Return (K, M) sums of unit statistics by cluster, some units at a time."""
    width = statistics(values[:, :1]).shape[1]
    found = np.zeros((int(article.max()) + 1, width))
    step = max(1, 4_000_000 // max(width, 1))
    for begin in range(0, values.shape[1], step):
        s = statistics(values[:, begin : begin + step])
        if copies is not None:
            s = s * copies[begin : begin + step, None]
        np.add.at(found, article[begin : begin + step], s)
    return found


def mean_of(f: Coefficient, s: FloatArray, copies: FloatArray | None, groups: int) -> tuple[Coefficient, int]:
    """Return the mean of f over groups as a function of (…, groups·M), and how many groups have no value."""
    width = s.shape[1] // groups
    defined = ~np.isnan(f(summed(s, copies).reshape(groups, width)))
    count = int(defined.sum())

    def mean(sums: FloatArray) -> FloatArray:
        values = f(sums.reshape(*sums.shape[:-1], groups, width))
        kept = np.where(defined, values, 0.0).sum(axis=-1)
        return kept / count if count else np.full(kept.shape, np.nan)

    return mean, groups - count
