"""Scopes: over which coders a figure is computed, and the statistics of every scope at once."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.joint import Joint
from desktop.agreement.statistics import stacked

POOLED, PAIR, LEFT_OUT = "pooled", "pair", "coder-left-out"


@dataclass(frozen=True, eq=False, slots=True)
class Scopes:
    """Sets of coders: `names` (S), `coders` (S, R) and `pairs` (S, P) as 0/1 floats.

    The first scope is all coders pooled, then each pair, then all but each coder.
    """

    names: tuple[str, ...]
    coders: FloatArray
    pairs: FloatArray

    def members(self, number: int) -> tuple[int, ...]:
        """Return the indexes of the coders in scope `number` (for coder-left-out: those who stay)."""
        return tuple(int(i) for i in np.flatnonzero(self.coders[number]))


def scopes(coders: int, pairs: IntArray, *, each_pair: bool = True, left_out: bool = True) -> Scopes:
    """Return the scopes of a comparison of `coders` coders; leaving one out needs three."""
    names = [POOLED]
    who = [np.ones(coders)]
    if each_pair:
        names += [PAIR] * len(pairs)
        who += [np.isin(np.arange(coders), pair).astype(np.float64) for pair in pairs]
    if left_out and coders > 2:
        names += [LEFT_OUT] * coders
        who += list(1.0 - np.eye(coders))
    chosen = np.array(who).reshape(len(names), coders)
    inside = chosen[:, pairs[:, 0]] * chosen[:, pairs[:, 1]] if len(pairs) else np.zeros((len(names), 0))
    return Scopes(tuple(names), chosen, inside)


def coders_of(joint: Joint, over: Scopes) -> FloatArray:
    """Return (K, S): how many coders of each scope coded each article."""
    return np.asarray(joint.coded.T.astype(np.float64) @ over.coders.T)


def shared(joint: Joint, over: Scopes) -> BoolArray:
    """Return (K, S): whether at least two coders of the scope coded the article; only those are compared."""
    return np.asarray(coders_of(joint, over) >= 2)


def label_statistics(joint: Joint, over: Scopes) -> FloatArray:
    """Return (K, S, B, 12): each label against not, and any label against none, as `Layout(2)`.

    Category 0 is no, 1 is yes. Within an article every unit has the values of all coders who finished it, so
    all statistics follow from the coders' and the pairs' sums.
    """
    m, yes, both, weight = _parts(joint, over)
    no = m * weight - yes
    apart = 2.0 * ((m - 1.0) * yes - 2.0 * both)
    neither = m * (m - 1.0) * weight - 2.0 * (m - 1.0) * yes + 2.0 * both
    possible = np.maximum(m - 1.0, 1.0)
    parts = (
        weight, weight,
        apart / possible, weight - apart / (m * possible),
        no, yes, no / m, yes / m,
        neither, 2.0 * both, possible * no, possible * yes,
    )  # fmt: skip
    return _only_shared(stacked(parts), joint, over)


def _parts(joint: Joint, over: Scopes) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return coders m, Σ yes, Σ both-yes over unordered pairs, and the weight, as (K, S, B or 1)."""
    m = np.maximum(coders_of(joint, over), 1.0)[:, :, None]
    yes = np.matmul(over.coders, joint.one)
    both = np.matmul(over.pairs, joint.both)
    return m, yes, both, joint.weight[:, None, None]


def _only_shared(stacked: FloatArray, joint: Joint, over: Scopes) -> FloatArray:
    keep = shared(joint, over).reshape(len(joint.weight), len(over.names), *[1] * (stacked.ndim - 2))
    return stacked if keep.all() else np.where(keep, stacked, 0.0)


def set_statistics(joint: Joint, over: Scopes, metric: int) -> FloatArray:
    """Return (K, S, 4 + 4Q): all labels as categories (sets of labels), distances by number of metric."""
    m = np.maximum(coders_of(joint, over), 1.0)[:, :, None]
    margins = np.matmul(over.coders, joint.single)
    apart = 2.0 * np.matmul(over.pairs, joint.apart[:, :, metric : metric + 1])
    weight = np.broadcast_to(joint.weight[:, None, None], apart.shape)
    possible = np.maximum(m - 1.0, 1.0)
    nothing = np.zeros_like(margins)
    parts = (
        weight,
        weight,
        apart / possible,
        weight - apart / (m * possible),
        margins,
        margins / m,
        nothing,
        nothing,
    )
    return _only_shared(np.concatenate(parts, axis=-1), joint, over)


def pair_cohen(joint: Joint) -> tuple[FloatArray, FloatArray]:
    """Return what `cohen` needs, for pairs: (K, P, B, 6) for labels and (K, P, 2 + 2Q) for all labels."""
    i, j = joint.pairs[:, 0], joint.pairs[:, 1]
    keep = (joint.coded[i] & joint.coded[j]).T.astype(np.float64)
    weight = keep * joint.weight[:, None]
    a, b = joint.one[:, i] * keep[..., None], joint.one[:, j] * keep[..., None]
    n = np.broadcast_to(weight[..., None], a.shape)
    same = n - (a + b - 2.0 * joint.both)
    labels = stacked((n, same, n - a, a, n - b, b))
    agreed = weight - joint.apart[:, :, 0]
    margins = (joint.single[:, i] * keep[..., None], joint.single[:, j] * keep[..., None])
    return labels, np.concatenate((weight[..., None], agreed[..., None], *margins), axis=-1)


def pair_marked(joint: Joint) -> tuple[FloatArray, FloatArray]:
    """Return what both of a pair marked, as (K, P, 4 + 4(Q-1)) statistics and (K, P, 2 + 2(Q-1)) for `cohen`.

    The empty set is no category here.
    """
    met = joint.met
    rows, columns = joint.met_single[:, :, 0, 1:], joint.met_single[:, :, 1, 1:]
    margins = rows + columns
    apart = 2.0 * joint.met_apart[:, :, 0]
    head = np.stack((met, met, apart, met - apart / 2.0), axis=-1)
    full = np.concatenate((head, margins, margins / 2.0, 2.0 * joint.met_same[..., 1:], margins), axis=-1)
    kappa = np.concatenate((np.stack((met, met - apart / 2.0), axis=-1), rows, columns), axis=-1)
    return full, kappa
