"""ICC(2,1): two-way random effects, absolute agreement, single rating, from additive statistics."""

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.statistics import Coefficient, divided


def icc_sums(values: FloatArray) -> FloatArray:
    """Return (n, R + 3) per unit: 1, (Σ_j x)², Σ_j x², and the R values, for complete values (R, n)."""
    total = values.sum(axis=0)
    ones = np.ones(values.shape[1])
    return np.column_stack((ones, np.square(total), np.square(values).sum(axis=0), values.T))


def icc_2_1(coders: int) -> Coefficient:
    """Return ICC(2,1) = (MSR - MSE)/(MSR + (k-1)MSE + k(MSC - MSE)/n), Shrout and Fleiss 1979.

    From sums of `icc_sums` (…, k + 3) over n units for k coders; NaN where nothing varies.
    """
    k = float(coders)

    def f(s: FloatArray) -> FloatArray:
        n = s[..., 0]
        columns = s[..., 3:]
        grand = np.square(columns.sum(axis=-1)) / np.maximum(n * k, 1.0)
        rows = s[..., 1] / k - grand
        between = np.square(columns).sum(axis=-1) / np.maximum(n, 1.0) - grand
        rest = s[..., 2] - grand - rows - between
        free = np.maximum(n - 1.0, 1.0)
        msr, msc = rows / free, between / max(k - 1.0, 1.0)
        mse = rest / (free * max(k - 1.0, 1.0))
        under = msr + (k - 1.0) * mse + k * (msc - mse) / np.maximum(n, 1.0)
        flat = np.abs(s[..., 2] - grand) <= 1e-12 * np.abs(s[..., 2])
        return np.where(flat | (n < 2), np.nan, divided(msr - mse, under))

    return f
