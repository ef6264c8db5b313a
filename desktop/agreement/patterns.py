"""Patterns: units on which all coders gave the same values are counted together, article by article."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray

_DENSE = 8_000_000
_SMALL = 1 << 16


@dataclass(frozen=True, eq=False, slots=True)
class Patterns:
    """Distinct columns of values (R, p), and for each unit its pattern, its article and its weight (n,)."""

    values: IntArray
    number: IntArray
    article: IntArray
    weight: FloatArray
    articles: int

    def summed(self, statistics: FloatArray) -> FloatArray:
        """Return (K, M): Σ over the units of each article of weight × statistics (p, M) of their patterns."""
        count = self.values.shape[1]
        if self.articles * count <= _DENSE:
            cell = self.article * count + self.number
            table = np.bincount(cell, self.weight, self.articles * count).reshape(self.articles, count)
            return np.asarray(table @ statistics)
        found = np.zeros((self.articles, statistics.shape[1]))
        step = max(1, _DENSE // statistics.shape[1])
        for begin in range(0, len(self.article), step):
            part = slice(begin, begin + step)
            rows = statistics[self.number[part]] * self.weight[part, None]
            article = self.article[part]
            first = np.flatnonzero(np.concatenate(([True], article[1:] != article[:-1])))
            found[article[first]] += np.add.reduceat(rows, first, axis=0)
        return found


def patterns(values: IntArray, article: IntArray, weight: FloatArray, size: tuple[int, int]) -> Patterns:
    """Return the patterns of units with values (R, n) from -1 to q - 1, article (n,) rising and weight (n,).

    `size` is (articles, q).
    """
    articles, q = size
    coders = len(values)
    if (q + 1) ** coders < 2**62:
        worth = np.power(q + 1, np.arange(coders))
        code = worth[0] * (values[0] + 1) if coders else np.zeros(len(article), dtype=np.int64)
        for i in range(1, coders):
            code += worth[i] * (values[i] + 1)
        if (q + 1) ** coders <= _SMALL:
            seen = np.bincount(code, minlength=1) > 0
            distinct = np.flatnonzero(seen)
            number = (np.cumsum(seen) - 1)[code]
        else:
            distinct, number = np.unique(code, return_inverse=True)
        found = distinct[None, :] // worth[:, None] % (q + 1) - 1
        return Patterns(found, number, article, weight, articles)
    found, number = np.unique(values, axis=1, return_inverse=True)
    return Patterns(found, number.ravel(), article, weight, articles)
