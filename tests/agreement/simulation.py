"""Simulated projects: coders who guess, and coders who agree by a known α in articles that differ."""

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray
from desktop.agreement.intervals import bounds, jackknife
from desktop.agreement.planning import Assumed, assumed_articles
from desktop.agreement.statistics import alpha


def guessing(random: np.random.Generator, articles: int, sentences: int, prevalence: float) -> FloatArray:
    """Return the statistics (K, 12) of two coders who give a label to sentences at random, independently."""
    a = random.random((articles, sentences)) < prevalence
    b = random.random((articles, sentences)) < prevalence
    yes, no = (a & b).sum(axis=1), (~a & ~b).sum(axis=1)
    odd = sentences - yes - no
    n = np.full(articles, sentences)
    one, none = 2 * yes + odd, 2 * no + odd
    parts = (n, n, 2 * odd, n - odd, none, one, none / 2, one / 2, 2 * no, 2 * yes, none, one)
    return np.stack(parts, axis=1).astype(np.float64)


def intervals_of(s: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return α with the ends of its jackknife interval for many projects at once, statistics (K, N, 12)."""
    (spread,) = jackknife([alpha(2)], s, np.ones((len(s), 1), dtype=bool))
    low, high = bounds(spread, 0.95)
    return spread.value, low, high


def covered(articles: int, prevalence: float, agreement: float, projects: int, seed: int) -> BoolArray:
    """Return for each simulated project with an interval whether the interval holds the true α."""
    random = np.random.default_rng(seed)
    pool = assumed_articles(prevalence, agreement, Assumed(), articles * projects, random)
    s = pool.reshape(projects, articles, -1).swapaxes(0, 1)
    _, low, high = intervals_of(s)
    known = ~np.isnan(low) & ((s[..., 5] > 0).sum(axis=0) >= 5)
    return np.asarray(((low <= agreement) & (agreement <= high))[known])
