"""Student's t distribution, without SciPy."""

import math
from functools import cache

_TINY = 1e-300
_NEXT_TO_NOTHING = -700.0


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1.

    Continued fraction by the modified Lentz method (Abramowitz and Stegun 26.5.8), on the side where it
    converges fast.
    """
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _beta_fraction(a, b, x) / a if log_front > _NEXT_TO_NOTHING else 0.0


def _beta_fraction(a: float, b: float, x: float) -> float:
    c = 1.0
    d = 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for numerator in (even, odd):
            d = 1.0 / _away_from_zero(1.0 + numerator * d)
            c = _away_from_zero(1.0 + numerator / c)
            value *= d * c
        if abs(d * c - 1.0) < 1e-16:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY


def t_cdf(x: float, df: float) -> float:
    """Return P(T <= x) for Student's t with `df` > 0 degrees of freedom (x may be infinite)."""
    if math.isinf(x):
        return 1.0 if x > 0 else 0.0
    tail = _upper_tail(abs(x), df)
    return 1.0 - tail if x > 0 else tail


@cache
def t_quantile(p: float, df: float) -> float:
    """Return x with P(T <= x) = p for Student's t with `df` > 0 degrees of freedom and 0 < p < 1.

    Bisection on the upper tail, to the last digits of a double; symmetric by construction.
    """
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -t_quantile(1.0 - p, df)
    tail = 1.0 - p
    low, high = 0.0, 1.0
    while _upper_tail(high, df) > tail:
        low, high = high, high * 2.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if _upper_tail(middle, df) > tail:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _upper_tail(x: float, df: float) -> float:
    """Return P(T > x) for x >= 0, by the half of the beta function that keeps its digits."""
    if x * x < df:
        return 0.5 - 0.5 * incomplete_beta(0.5, df / 2.0, x * x / (df + x * x))
    return 0.5 * incomplete_beta(df / 2.0, 0.5, df / (df + x * x))
