"""Intervals over articles: delete-one jackknife, bootstrap, two-way jackknife over articles and coders."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.distributions import t_cdf, t_quantile
from desktop.agreement.report import RELIABLE, TENTATIVE
from desktop.agreement.statistics import Coefficient

JACKKNIFE, BOOTSTRAP, LINEARISED = "jackknife-t", "bootstrap", "linearised"
FEWEST_ARTICLES = 5
FEWEST_FOR_BOOTSTRAP = 30
MOST_UNDEFINED = 0.05
"""Up to this share of resamples may be undefined; they are left out and counted."""
_AT_ONCE = 200_000
"""How many numbers a jackknife or bootstrap holds at a time: few enough for a processor's cache."""


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """Point values of a batch of figures with their standard errors, all of the batch's shape.

    `value` and `se` are NaN where undefined; `lost`: a deletion is undefined; `articles`: how many
    articles (clusters) each figure rests on; `low`, `high` are its bounds; `below`, for a bootstrap only,
    the shares of resamples under .667 and .800 and how many were dropped as undefined.
    """

    value: FloatArray
    se: FloatArray
    lost: BoolArray
    articles: FloatArray
    low: FloatArray
    high: FloatArray
    below: tuple[FloatArray, FloatArray] | None = None
    dropped: FloatArray | None = None


def jackknife(
    functions: Sequence[Coefficient], s: FloatArray, member: BoolArray, copies: FloatArray | None = None
) -> list[Spread]:
    """Return f(Σ S) of each f with its delete-one-article standard error, for statistics (K, …, M).

    `member` (K, …), of the shape of the values, says which articles a figure rests on; `copies` (K,) how many
    articles have exactly these statistics (1 if None). se² = (n-1)/n · Σ (θ_(-k) - mean)² over its n members
    (Efron and Stein 1981).
    """
    total = summed(s, copies)
    sums = {f: _Moments(f(total)) for f in functions}
    count = np.zeros(next(iter(sums.values())).shape)
    step = max(1, _AT_ONCE // max(1, total.size))
    for begin in range(0, len(s), step):
        left = _less(total, s[begin : begin + step])
        inside = np.broadcast_to(member[begin : begin + step], (len(left), *count.shape))
        times = None if copies is None else copies[begin : begin + step]
        count += summed(inside.astype(np.float64), times)
        for f, moments in sums.items():
            moments.add(f(left), inside, times)
    return [sums[f].spread(count) for f in functions]


def _less(total: FloatArray, part: FloatArray) -> FloatArray:
    """Return total - part with each statistic (last axis) lying together in memory."""
    first = np.moveaxis(part, -1, 0)
    left = np.subtract(np.moveaxis(total, -1, 0)[:, None], first, out=np.empty(first.shape))
    return np.moveaxis(left, 0, -1)


class _Moments:
    """Σ and Σ of squares of delete-one values, centred on the point so that squares keep their digits."""

    def __init__(self, value: FloatArray) -> None:
        self._value = value
        self._centre = np.nan_to_num(value)
        self._first, self._square = np.zeros(value.shape), np.zeros(value.shape)
        self._lost = np.zeros(value.shape, dtype=bool)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the values."""
        return self._value.shape

    def add(self, values: FloatArray, inside: BoolArray, copies: FloatArray | None) -> None:
        """Take in delete-one values (k, …); those outside a figure's articles count for nothing."""
        values = values - self._centre
        odd = np.isnan(values)
        if odd.any():
            self._lost |= (odd & inside).any(axis=0)
            values = np.where(odd, 0.0, values)
        if not inside.all():
            values = np.where(inside, values, 0.0)
        self._first += summed(values, copies)
        self._square += summed(np.square(values), copies)

    def spread(self, count: FloatArray) -> Spread:
        """Return value and standard error over `count` articles."""
        mean = self._first / np.maximum(count, 1.0)
        spread = np.maximum(self._square - np.square(mean) * count, 0.0)
        se = np.sqrt(
            (count - 1.0) / np.maximum(count, 1.0) * spread, where=count >= 1.0, out=np.zeros_like(count)
        )
        se = np.where(self._lost | (count < 2) | np.isnan(self._value), np.nan, se)
        blank = np.full(self._value.shape, np.nan)
        return Spread(self._value, se, self._lost, count, blank, blank)


def summed(s: FloatArray, copies: FloatArray | None = None) -> FloatArray:
    """Return Σ S over articles, each counted `copies` times."""
    return np.asarray(s.sum(axis=0) if copies is None else np.tensordot(copies, s, axes=1))


def bounds(spread: Spread, level: float) -> tuple[FloatArray, FloatArray]:
    """Return value ± t(K-1)·se, NaN where there is no standard error."""
    reach = np.full(spread.value.shape, np.nan)
    for articles in np.unique(spread.articles[spread.articles >= 2]):
        reach[spread.articles == articles] = t_quantile(0.5 + level / 2.0, float(articles) - 1.0)
    reach = reach * spread.se
    return spread.value - reach, spread.value + reach


def chance_below(value: float, se: float, degrees: float, mark: float) -> float | None:
    """Return P(figure < mark) under Student's t, None without a standard error.

    With se 0 it is 0 or 1.
    """
    if isnan(se) or isnan(value):
        return None
    if se == 0.0:
        return float(value < mark)
    return t_cdf((mark - value) / se, degrees)


@dataclass(frozen=True, slots=True)
class Resampling:
    """How a bootstrap is made: resamples, the seed that fixes them, and the level of its interval."""

    resamples: int
    seed: int
    level: float


def resample_counts(copies: FloatArray, how: Resampling) -> FloatArray:
    """Return (resamples, K): how often each article is drawn when as many as there are are drawn again.

    `copies` (K,): how many articles each stands for.
    """
    n = int(copies.sum())
    drawn = np.random.default_rng(how.seed).multinomial(n, copies / n, size=how.resamples)
    return np.asarray(drawn, dtype=np.float64)


def bootstrap(
    functions: Sequence[Coefficient], s: FloatArray, member: BoolArray, how: Resampling,
    copies: FloatArray | None, jackknifed: Sequence[Spread],
) -> list[Spread]:  # fmt: skip
    """Return the spreads of `jackknifed` with percentile intervals of f(W·S), for statistics (K, S, B, M).

    Scopes that rest on the same articles (`member` (K, S)) share their resamples. A figure that is undefined
    in more than 5 % of them has no interval.
    """
    found = [_Percentiles(spread.value.shape) for spread in jackknifed]
    patterns, which = np.unique(member, axis=1, return_inverse=True)
    for number in range(patterns.shape[1]):
        inside = np.flatnonzero(patterns[:, number])
        times = np.ones(len(inside)) if copies is None else copies[inside]
        if times.sum() < 2:
            continue
        some = np.flatnonzero(which.ravel() == number)
        counts = resample_counts(times, how)
        for f, percentiles in zip(functions, found, strict=True):
            percentiles.take(some, replicates(f, s[inside], counts)[:, some], how.level)
    return [percentiles.spread(old) for percentiles, old in zip(found, jackknifed, strict=True)]


class _Percentiles:
    """Ends, spread and shares of resampled values, filled scope by scope."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._low, self._high, self._se, self._under, self._short = (np.full(shape, np.nan) for _ in range(5))
        self._lost = np.zeros(shape, dtype=bool)
        self._dropped = np.zeros(shape)

    def take(self, scopes: IntArray, drawn: FloatArray, level: float) -> None:
        """Take in the values (resamples, scopes, B) of some scopes."""
        missing = np.isnan(drawn)
        self._dropped[scopes] = missing.sum(axis=0)
        lost = missing.mean(axis=0) > MOST_UNDEFINED
        self._lost[scopes] = lost
        clean = np.where(lost, 0.0, drawn)
        tails = (0.5 - level / 2.0, 0.5 + level / 2.0)
        ends = np.nanquantile(clean, tails, axis=0)
        parts = (
            ends[0],
            ends[1],
            np.nanstd(clean, axis=0, ddof=1),
            np.nanmean(_under(clean, TENTATIVE), axis=0),
        )
        short = np.nanmean(_under(clean, RELIABLE), axis=0)
        targets = (self._low, self._high, self._se, self._under, self._short)
        for target, part in zip(targets, (*parts, short), strict=True):
            target[scopes] = np.where(lost, np.nan, part)

    def spread(self, old: Spread) -> Spread:
        """Return a spread with the point and the articles of `old`."""
        return Spread(
            old.value, self._se, self._lost, old.articles, self._low, self._high,
            (self._under, self._short), self._dropped,
        )  # fmt: skip


def _under(values: FloatArray, mark: float) -> FloatArray:
    """Return 1 where a value is under the mark, 0 where not, NaN where it is undefined."""
    return np.where(np.isnan(values), np.nan, values < mark)


def replicates(f: Coefficient, s: FloatArray, counts: FloatArray) -> FloatArray:
    """Return f(W·S) (resamples, …) for counts W (resamples, K) and statistics (K, …, M)."""
    flat = s.reshape(len(s), -1)
    step = max(1, _AT_ONCE // max(1, flat.shape[1]))
    found = [
        f((counts[begin : begin + step] @ flat).reshape(-1, *s.shape[1:]))
        for begin in range(0, len(counts), step)
    ]
    return np.concatenate(found)


def two_way_se(
    whole: FloatArray, less_article: FloatArray, less_coder: FloatArray, less_both: FloatArray
) -> FloatArray:
    """Return the standard error when both articles and coders are samples, from six coders on.

    `whole` (…), `less_article` (K, …), `less_coder` (R, …), `less_both` (K, R, …) are the values with one
    article, one coder, or one of each left out. V = V_articles + V_coders - V_articles×coders, each a
    delete-one jackknife (two-way clustering after Cameron, Gelbach and Miller 2011), never below the larger
    of the first two.
    """
    k, r = len(less_article), len(less_coder)
    by_article = (k - 1) / k * np.square(less_article - less_article.mean(axis=0)).sum(axis=0)
    by_coder = (r - 1) / r * np.square(less_coder - less_coder.mean(axis=0)).sum(axis=0)
    inner = less_both - less_article[:, None] - less_coder[None, :] + whole
    by_both = (k - 1) * (r - 1) / (k * r) * np.square(inner).sum(axis=(0, 1))
    return np.asarray(np.sqrt(np.maximum(by_article + by_coder - by_both, np.maximum(by_article, by_coder))))
