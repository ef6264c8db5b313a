"""What two coders gave at the same places, summed per article: the raw material of every coefficient."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.atoms import Units
from desktop.agreement.distances import SET_METRICS, between_sets
from desktop.agreement.measured import narrow

_DENSE, _DENSE_CELLS = 4_000_000, 4096
"""Up to so many numbers, and so many for one article, the sets of all coders are counted together."""


@dataclass(frozen=True, eq=False, slots=True)
class Joint:
    """Per-article sums over units, for every coder and every pair of coders; all additive over articles.

    K articles, R coders, P = R(R-1)/2 pairs, Q sets of labels, B binary questions (each label, then any
    label). `weight` (K,) is what was to be compared; `coded` (R, K) who coded it; `one` (K, R, B) and `both`
    (K, P, B): weight where a coder, or both of a pair, answer yes; `single` (K, R, Q): weight per set of
    labels; `apart` (K, P, metric): Σ weight·distance between the pair's sets; for units that both marked:
    `met` (K, P) their weight, `met_apart` (K, P, metric), `met_single` (K, P, 2, Q), `met_same` (K, P, Q):
    both gave the set.
    """

    weight: FloatArray
    units: IntArray
    coded: BoolArray
    pairs: IntArray
    sets: IntArray
    single: FloatArray
    one: FloatArray
    both: FloatArray
    apart: FloatArray
    met: FloatArray
    met_apart: FloatArray
    met_single: FloatArray
    met_same: FloatArray


def answers(sets: IntArray, labels: int) -> FloatArray:
    """Return (B, Q): whether a set of labels (bits) holds each label, and in the last row any label."""
    held = (sets[None, :] >> np.arange(labels)[:, None]) & 1
    return np.vstack((held, sets != 0)).astype(np.float64)


def join(units: Units, finished: BoolArray, labels: int) -> Joint:
    """Return the per-article sums of all coders and pairs: one pass over the units for each pair."""
    coders, articles = finished.shape
    size = len(units.sets)
    pairs = np.array(list(combinations(range(coders), 2)), dtype=np.int64).reshape(-1, 2)
    weight = np.bincount(units.article, units.weight, articles).astype(np.float64)
    question = answers(units.sets, labels)
    features, widths = _features(tuple(units.sets.tolist()), labels)
    sums = np.zeros((articles, len(pairs), features.shape[1]))
    single = np.zeros((articles, coders, size))
    begin = units.article * size**2
    rows, of_rows = begin, -1
    for number, (i, j) in enumerate(pairs.tolist()):
        if i != of_rows:
            rows, of_rows = np.multiply(units.values[i], size, dtype=np.int64) + begin, i
        both = finished[i] & finished[j]
        table = _contingency(units, both, rows, units.values[j])
        sums[:, number] = table @ features
        if finished.all():
            single[:, i] = table.reshape(articles, size, size).sum(axis=2)
            single[:, j] = table.reshape(articles, size, size).sum(axis=1)
    if not finished.all() or not len(pairs):
        single = _each_coder(units, coders, articles)
    parts = np.split(sums, np.cumsum(widths)[:-1], axis=2)
    return Joint(
        weight=weight,
        units=np.bincount(units.article, minlength=articles),
        coded=finished & (weight > 0),
        pairs=pairs,
        sets=units.sets,
        single=single,
        one=single @ question.T,
        both=parts[0],
        apart=parts[1],
        met=parts[2][:, :, 0],
        met_apart=parts[3],
        met_single=parts[4].reshape(articles, len(pairs), 2, size),
        met_same=parts[5],
    )


def _each_coder(units: Units, coders: int, articles: int) -> FloatArray:
    """Return (K, R, Q): weight of the units of each article by each coder's set."""
    size = len(units.sets)
    key = units.article * (size + 1) + 1
    single = np.empty((articles, coders, size))
    for coder in range(coders):
        flat = np.bincount(key + units.values[coder], units.weight, articles * (size + 1))
        single[:, coder] = flat.reshape(articles, size + 1)[:, 1:]
    return single


def together(units: Units, articles: int) -> FloatArray | None:
    """Return (K, Q**R): weight of each article's units by the sets of all coders, None where that is large.

    All coders must have finished all articles.
    """
    size, coders = len(units.sets), len(units.values)
    cells = size**coders
    if not coders or articles * cells > _DENSE or cells > _DENSE_CELLS:
        return None
    code = narrow(units.article * cells)  # the product is what has to fit
    place = cells
    for line in units.values:
        place //= size
        code += line * code.dtype.type(place)
    table = np.bincount(code, units.weight, articles * cells)
    return np.asarray(table.reshape(articles, cells), dtype=np.float64)


def _contingency(units: Units, shared: BoolArray, rows: IntArray, columns: IntArray) -> FloatArray:
    """Return (K, Q·Q): weight of the units of each article by the two coders' sets.

    `rows` (n,) are the first coder's cells, (article·Q + set)·Q, `columns` the second coder's sets.
    """
    articles, cells = len(shared), len(units.sets) ** 2
    if shared.all():
        table = np.bincount(rows + columns, units.weight, articles * cells)
    else:
        kept = np.flatnonzero(shared[units.article])
        table = np.bincount(rows[kept] + columns[kept], units.weight[kept], articles * cells)
    return np.asarray(table.reshape(articles, cells), dtype=np.float64)


@lru_cache(maxsize=64)
def _features(held: tuple[int, ...], labels: int) -> tuple[FloatArray, tuple[int, ...]]:
    """Return (Q·Q, F): what each cell of a pair's table adds to the sums of `Joint`, and their widths.

    It hangs on the sets (bits) and the number of labels alone, so a project's units need it once.
    """
    sets = np.array(held, dtype=np.int64)
    question = answers(sets, labels)
    size = len(sets)
    both = question[:, :, None] * question[:, None, :]
    apart = np.stack([between_sets(metric, sets) for metric in SET_METRICS])
    marked = question[-1]
    met = marked[:, None] * marked[None, :]
    rows = np.eye(size)[:, :, None] * met
    columns = np.eye(size)[:, None, :] * met
    same = np.eye(size)[:, :, None] * np.eye(size)[:, None, :] * met
    blocks = [both, met[None], apart * met, np.concatenate((rows, columns)), same]
    blocks.insert(1, apart)
    features = np.concatenate(blocks).reshape(-1, size * size).T.copy()
    features.flags.writeable = False  # shared by all who ask again
    return features, tuple(len(block) for block in blocks)
