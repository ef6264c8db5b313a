"""Agreement on unitizing: uα, |uα, cuα and (k)uα as functions of additive statistics per article.

Krippendorff, Mathet, Bouvry and Widlöcher 2016, On the reliability of unitizing textual continua (Quality &
Quantity 50). The observed coincidences are those of single characters (or tokens), which the boundary sweep
gives; the expected ones leave out pairs within one and the same unit or gap, which are the squared lengths
here: a pair of places within one unit says nothing about agreement, while gaps are single places. All in
O(T log T) for T passages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.atoms import overlaps, sweep, units
from desktop.agreement.inputs import HEADLINE, Continuum, zone_bits
from desktop.agreement.joint import Joint, join
from desktop.agreement.matching import Edges, Pair
from desktop.agreement.measured import Measured, measure, squares
from desktop.agreement.rulers import CHARACTER
from desktop.agreement.scopes import Scopes, coders_of, scopes, set_statistics, shared
from desktop.agreement.statistics import Coefficient, divided


@dataclass(frozen=True, eq=False, slots=True)
class Segments:
    """What unitizing adds to the sums of a `Joint`, per article: additive like them.

    `by_label` (K, R, L) and `overall` (K, R): squared lengths of the units and lengths of the gaps, of each
    label and of all passages; `overlaps` (R,): whether a coder's passages of different labels overlap;
    `selves` (K, P, L): squared overlaps of a coder's units with what the other of the pair marked.
    """

    by_label: FloatArray
    overall: FloatArray
    overlaps: BoolArray
    selves: FloatArray


def segments(continuum: Continuum, joint: Joint, single: Measured, edges: Mapping[Pair, Edges]) -> Segments:
    """Return the segment sums of passages with overlaps of one label joined, and their overlapping pairs."""
    coders, labels = len(continuum.coders), len(continuum.labels)
    passages = single.passages
    group = passages.coder * labels + passages.label
    by_label = squares(group, coders * labels, single).reshape(len(single.size), coders, labels)
    lost = overlaps(passages, continuum.base)
    several = np.zeros(coders, dtype=bool)
    several[passages.coder[lost]] = True
    selves = _selves(single, joint, edges, labels)
    if not several.any():
        overall = by_label.sum(axis=2) - (labels - 1) * single.size[:, None]
        return Segments(by_label, overall, several, selves)
    return Segments(by_label, squares(*_union(single, coders)), several, selves)


def _union(single: Measured, coders: int) -> tuple[IntArray, int, Measured]:
    """Return what `squares` takes for passages with all overlaps joined, whatever the labels."""
    span = int(single.edge[-1]) + 1
    start = single.passages.coder * span + single.start
    end = start + single.length
    reach = np.maximum.accumulate(end)
    first = np.flatnonzero(np.concatenate(([True], start[1:] >= reach[:-1])))
    kept = single.passages.where(first)
    stop = np.maximum.reduceat(end, first) - kept.coder * span
    whole = replace(single, passages=kept, start=single.start[first], end=stop)
    return kept.coder, coders, whole


def _selves(single: Measured, joint: Joint, edges: Mapping[Pair, Edges], labels: int) -> FloatArray:
    """Return (K, P, L): Σ over both coders' units of the squared length that the other coder marked too.

    Right where no coder's passages of different labels overlap; elsewhere it is not asked for.
    """
    cells = len(joint.weight) * labels
    key = single.passages.article * labels + single.passages.label
    found = np.zeros((len(joint.weight), len(joint.pairs), labels))
    for number, ((i, j), (left, right)) in enumerate(edges.items()):
        a, b = single.of(i), single.of(j)
        over = np.minimum(a[1][left], b[1][right]) - np.maximum(a[0][left], b[0][right])
        for coder, at, size in ((i, left, len(a[0])), (j, right, len(b[0]))):
            met = np.bincount(at, over, size)
            own = key[single.first[coder] : single.first[coder + 1]]
            found[:, number] += np.bincount(own, np.square(met), cells).reshape(-1, labels)
    return found


def u_alpha(q: int) -> Coefficient:
    """Return uα (and |uα) from (…, 2 + q): Σ unequal coincidences, margins ℓ_c, pairs within segments.

    uα = 1 - D_o/D_e, D_o = Σ_{c≠k} ℓ_ck/ℓ.., D_e = Σ_{c≠k} ℓ_c ℓ_k/(ℓ..² - s), s = Σ L² of units + Σ L of
    gaps. q categories, the gap among them. With all categories but the gap and self-pairs for s, this is cuα.
    """

    def f(s: FloatArray) -> FloatArray:
        margins = s[..., 1 : 1 + q]
        n = margins.sum(axis=-1)
        unequal = np.square(n) - np.square(margins).sum(axis=-1)
        unequal = np.where(unequal > 1e-12 * np.square(n), unequal, 0.0)
        expected = divided(unequal, np.square(n) - s[..., 1 + q])
        return 1.0 - divided(divided(s[..., 0], n), expected)

    return f


def ku_alpha(s: FloatArray) -> FloatArray:
    """Return (k)uα from (…, 5): ℓ_k., ℓ_kk, ℓ.. (all over places that both marked), self-pairs, length of k.

    1 - D_o/D_e with D_o = (ℓ_k. - ℓ_kk)/ℓ_k. and D_e = ℓ_k.(ℓ.. - ℓ_k.)/(ℓ_k. ℓ.. - self-pairs).
    """
    own, same, n, selves = s[..., 0], s[..., 1], s[..., 2], s[..., 3]
    others = np.where(n - own > 1e-12 * n, n - own, 0.0)
    expected = divided(own * others, own * n - selves)
    alone = (others == 0.0) & (own > 0.0)
    value = 1.0 - divided(divided(own - same, own), expected)
    return np.where(alone & (np.abs(own - same) <= 1e-12 * own), 1.0, value)


def coverage(s: FloatArray) -> FloatArray:
    """Return the share of label k's length that met another coder's passage, from the sums of `ku_alpha`."""
    return divided(s[..., 0], s[..., 4])


def label_sums(joint: Joint, over: Scopes, found: Segments, s: FloatArray) -> FloatArray:
    """Return (K, S, L + 1, 4) for `u_alpha(2)`: each label against not, then any passage against none.

    `s` are the statistics of `scopes.label_statistics`.
    """
    self_pairs = np.concatenate((found.by_label, found.overall[:, :, None]), axis=2)
    coded = joint.coded.T[:, :, None]
    squared = np.matmul(over.coders, np.where(coded, self_pairs, 0.0)) * shared(joint, over)[:, :, None]
    return np.concatenate((s[..., 2:3], s[..., 4:6], squared[..., None]), axis=-1)


def set_sums(joint: Joint, over: Scopes, found: Segments, s: FloatArray) -> FloatArray:
    """Return (K, S, 2 + Q) for `u_alpha(Q)`: all labels as categories, the gap the first.

    `s` are the statistics of `scopes.set_statistics`.
    """
    q = len(joint.sets)
    squared = (over.coders @ np.where(joint.coded, found.overall.T, 0.0)).T * shared(joint, over)
    return np.concatenate((s[..., 2:3], s[..., 4 : 4 + q], squared[..., None]), axis=-1)


def marked_sums(joint: Joint, over: Scopes, found: Segments) -> FloatArray:
    """Return (K, S, 1 + Q) for `u_alpha(Q - 1)`: cuα, over places that both of a pair marked."""
    per_pair = np.concatenate(
        (
            2.0 * joint.met_apart[:, :, :1],
            joint.met_single[:, :, :, 1:].sum(axis=2),
            found.selves.sum(axis=2, keepdims=True),
        ),
        axis=2,
    )
    return _over_scopes(per_pair, joint, over)


def _over_scopes(per_pair: FloatArray, joint: Joint, over: Scopes) -> FloatArray:
    """Return Σ over the pairs of each scope, divided by the article's coders less one (K, S, …)."""
    m = np.maximum(coders_of(joint, over) - 1.0, 1.0)
    both = (joint.coded[joint.pairs[:, 0]] & joint.coded[joint.pairs[:, 1]]).T.astype(np.float64)
    return np.asarray(np.matmul(over.pairs, per_pair * both[:, :, None]) / m[:, :, None])


def one_label_sums(joint: Joint, over: Scopes, found: Segments, s: FloatArray) -> FloatArray:
    """Return (K, S, L, 5) for `ku_alpha` of each label (no coder's passages of different labels may overlap).

    `s` are the statistics of `scopes.label_statistics`.
    """
    labels = found.selves.shape[2]
    is_label = (joint.sets[:, None] == 1 << np.arange(labels)).astype(np.float64)
    both = joint.met_single.sum(axis=2)
    own, same = both @ is_label, 2.0 * joint.met_same @ is_label
    total = np.broadcast_to(both[:, :, 1:].sum(axis=2)[:, :, None], own.shape)
    per_pair = np.concatenate((own, same, total, found.selves), axis=2)
    sums = _over_scopes(per_pair, joint, over).reshape(*s.shape[:2], 4, labels)
    length = s[:, :, :labels, 5]
    return np.concatenate((np.moveaxis(sums, 2, 3), length[..., None]), axis=3)


def overall(continuum: Continuum, unit: str = CHARACTER, zones: tuple[str, ...] = HEADLINE) -> float:
    """Return uα over all labels and articles of a continuum, NaN where it is not defined.

    The coders' passages of different labels must not overlap.
    """
    atoms = sweep(continuum, sentences=False)
    measured = units(continuum, atoms, unit, zone_bits(zones), default=False)
    joint = join(measured, continuum.finished, len(continuum.labels))
    over = scopes(len(continuum.coders), joint.pairs, each_pair=False, left_out=False)
    single = measure(continuum, atoms.joined, unit, zones)
    found = segments(continuum, joint, single, {})  # self-pairs of two coders are for cuα alone
    if found.overlaps.any():
        return float("nan")
    return float(
        u_alpha(len(joint.sets))(set_sums(joint, over, found, set_statistics(joint, over, 0)).sum(axis=0))[0]
    )
