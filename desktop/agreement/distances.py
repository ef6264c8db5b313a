"""How far two values are apart: the difference functions of Krippendorff's alpha, and agreement weights."""

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray

METRICS = ("nominal", "ordinal", "interval", "ratio")
SET_METRICS = ("nominal", "jaccard", "masi")
WEIGHTS = ("identity", "linear", "quadratic")


def nominal(categories: int) -> FloatArray:
    """Return (q, q): 0 where two values are the same, else 1."""
    return 1.0 - np.eye(categories)


def interval(numbers: FloatArray) -> FloatArray:
    """Return (q, q) squared differences of the numbers (q,)."""
    return np.square(numbers[:, None] - numbers[None, :])


def ratio(numbers: FloatArray) -> FloatArray:
    """Return (q, q) of ((c - k) / (c + k))², 0 where both are 0. Numbers of one sign keep it within [0, 1].

    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section E.
    """
    total = numbers[:, None] + numbers[None, :]
    apart = numbers[:, None] - numbers[None, :]
    return np.square(np.divide(apart, total, out=np.zeros_like(total), where=total != 0))


def ordinal(margins: FloatArray) -> FloatArray:
    """Return (…, q, q) ordinal distances for margins n_c (…, q) of categories in rising order.

    δ²(c, k) = (Σ n_g for g from c to k, less half of n_c and n_k)², Krippendorff 2011 section E: the
    squared difference of the mid-ranks.
    """
    rank = np.cumsum(margins, axis=-1) - margins / 2.0
    return np.square(rank[..., :, None] - rank[..., None, :])


def jaccard(sets: IntArray) -> FloatArray:
    """Return (q, q) of 1 - |A ∩ B| / |A ∪ B| for sets given as bits (q,); two empty sets are the same."""
    both = _sizes(sets[:, None] & sets[None, :])
    either = _sizes(sets[:, None] | sets[None, :])
    return 1.0 - np.divide(both, either, out=np.ones_like(both), where=either > 0)


def masi(sets: IntArray) -> FloatArray:
    """Return (q, q) MASI distances 1 - J·M for sets given as bits (q,).

    M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they only meet, 0 where they do not
    (Passonneau 2006, Measuring Agreement on Set-valued Items).
    """
    a, b = np.broadcast_arrays(sets[:, None], sets[None, :])
    common = a & b
    monotony = np.where(common == 0, 0.0, 1.0 / 3.0)
    monotony = np.where((common != 0) & ((common == a) | (common == b)), 2.0 / 3.0, monotony)
    monotony = np.where(a == b, 1.0, monotony)
    return 1.0 - (1.0 - jaccard(sets)) * monotony


def between_sets(metric: str, sets: IntArray) -> FloatArray:
    """Return (q, q) distances between sets of labels for nominal, jaccard or masi."""
    if metric == "nominal":
        return nominal(len(sets))
    return jaccard(sets) if metric == "jaccard" else masi(sets)


def _sizes(bits: IntArray) -> FloatArray:
    top = int(bits.max()).bit_length() if bits.size else 0
    return np.asarray(sum(((bits >> bit) & 1 for bit in range(top)), np.zeros_like(bits)), dtype=np.float64)


def weights(kind: str, numbers: FloatArray) -> FloatArray:
    """Return (q, q) agreement weights: identity, linear 1 - |c-k|/range, or quadratic 1 - ((c-k)/range)².

    `numbers` (q,) are the categories' values (their positions where they are words); Gwet 2014, Handbook of
    Inter-Rater Reliability, chapter 3.
    """
    if kind == "identity":
        return np.eye(len(numbers))
    spread = float(np.ptp(numbers)) if len(numbers) else 0.0
    apart = np.abs(numbers[:, None] - numbers[None, :]) / (spread or 1.0)
    return np.asarray(1.0 - (apart if kind == "linear" else apart**2))
