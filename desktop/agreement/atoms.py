"""Atoms: elementary stretches between neighbouring boundaries, on which no coder changes the labels.

One sort of all boundaries of all articles; a coder's labels at a place are the bits of a word that every
boundary toggles, so one running XOR gives the labels of every atom. Weighted by their length, atoms give
exactly the value that single characters (or tokens) would give.
"""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.inputs import HEADLINE, Continuum, Passages, zone_bits
from desktop.agreement.rulers import CHARACTER, SENTENCE, WORD, ruler

_ARTICLE, _SENTENCE, _SENTENCE_END, _ZONE, _NOTHING = range(5)
_MARKERS = 5


@dataclass(frozen=True, eq=False, slots=True)
class Atoms:
    """All atoms of a continuum, in order of the articles laid end to end.

    `edge` (n + 1,): the places between atoms; `article` (n,); `sentence` (n,): index of the sentence or -1;
    `kinds` (n,): zone kind bits, or None where every article is one body; `masks` (R, n): the labels each
    coder gave, as bits (0 where nothing is marked or the coder did not finish); `marked` and `joined`: the
    passages that count, by coder, article and start, as marked and with overlaps of one label joined.
    """

    edge: IntArray
    article: IntArray
    sentence: IntArray
    kinds: IntArray | None
    masks: IntArray
    marked: Passages
    joined: Passages


@dataclass(frozen=True, eq=False, slots=True)
class Units:
    """What is compared: atoms or sentences with their values, one column each.

    `article` (n,) rising; `weight` (n,): how much a unit counts (tokens, characters, or 1); `values` (R, n):
    index into `sets`, -1 where the coder did not finish; `sets` (Q,): label bits, `sets[0]` is the empty
    set; `start` and `end` (n,): where each unit lies with all articles laid end to end.
    """

    article: IntArray
    weight: FloatArray
    values: IntArray
    sets: IntArray
    start: IntArray
    end: IntArray


def ordered(passages: Passages, base: IntArray) -> Passages:
    """Return the passages by coder, article and start."""
    if len(passages) < 2:
        return passages
    if (passages.coder[1:] < passages.coder[:-1]).any():
        # A stable sort of small numbers is quick, and mostly all that is needed.
        passages = passages.where(np.argsort(passages.coder.astype(np.uint16), kind="stable"))
    key = _by_coder(passages, base)
    return passages if (key[1:] >= key[:-1]).all() else passages.where(np.argsort(key, kind="stable"))


def _by_coder(passages: Passages, base: IntArray) -> IntArray:
    """Return the places where passages begin, all coders' articles laid end to end."""
    size = int(base[-1]) + 2 + int(passages.end.max())
    return np.asarray(passages.coder * size + base[passages.article] + passages.start)


def overlaps(passages: Passages, base: IntArray) -> BoolArray:
    """Return for each of `ordered` passages whether it begins before an earlier one of its coder ends."""
    if not len(passages):
        return np.zeros(0, dtype=bool)
    start = _by_coder(passages, base)
    reach = np.maximum.accumulate(start + passages.end - passages.start)
    return np.concatenate(([False], start[1:] < reach[:-1]))


def joined(passages: Passages, base: IntArray) -> Passages:
    """Return `ordered` passages with those of one coder and label that overlap as their union.

    Passages that only touch stay two. The result is ordered, too.
    """
    if not overlaps(passages, base).any():
        return passages
    parts = [united(passages.where(passages.label == label), base) for label in np.unique(passages.label)]
    merged = Passages(
        *(np.concatenate(columns) for columns in zip(*(_columns(p) for p in parts), strict=True))
    )
    return ordered(merged, base)


def united(passages: Passages, base: IntArray) -> Passages:
    """Return `ordered` passages with all overlaps of one coder joined (the first's label is kept)."""
    if not len(passages):
        return passages
    first = np.flatnonzero(~overlaps(passages, base))
    start = _by_coder(passages, base)
    reach = np.maximum.reduceat(start + passages.end - passages.start, first)
    kept = passages.where(first)
    return Passages(
        kept.article, kept.coder, kept.label, kept.start, reach - start[first] + kept.start, kept.unsure
    )


def _columns(p: Passages) -> tuple[IntArray, IntArray, IntArray, IntArray, IntArray, BoolArray]:
    return p.article, p.coder, p.label, p.start, p.end, p.unsure


def sweep(continuum: Continuum, *, sentences: bool = True) -> Atoms:
    """Return the atoms of a continuum in O(B log B) for B boundaries.

    Passages of coders who did not finish are left out; overlapping passages of one coder and label count as
    their union.
    """
    coders, labels = len(continuum.coders), max(1, len(continuum.labels))
    marked = ordered(continuum.counted(), continuum.base)
    passages = joined(marked, continuum.base)
    places, codes = _boundaries(continuum, passages, sentences=sentences)
    shift = int(_MARKERS + coders * labels).bit_length()
    keys = (places << shift) | codes
    if len(keys) and (int(places.max()) << shift) < 2**31 - (1 << shift):
        keys = keys.astype(np.int32)  # half the width sorts in half the time
    keys.sort(kind="stable")  # starts and ends come in sorted runs, one a coder: merging beats sorting
    places, codes = (keys >> shift).astype(np.int64), keys & ((1 << shift) - 1)
    last = np.flatnonzero(np.concatenate((places[1:] != places[:-1], [False])))
    article = np.cumsum(codes == _ARTICLE)[last] - 1
    sentence = np.full(len(last), -1, dtype=np.int64)
    if sentences and continuum.sentences is not None:
        begun = np.cumsum(codes == _SENTENCE)[last]
        over = np.cumsum(codes == _SENTENCE_END)[last]
        sentence = np.where(begun > over, begun - 1, -1)
    kinds = None
    if continuum.zones is not None:
        zone = _zone_runs(continuum)[1]
        kinds = zone[np.cumsum(codes == _ZONE)[last] - 1]
    masks = _label_masks(codes, last, coders, labels)
    edge = np.append(places[last], places[-1]) if len(places) else np.zeros(1, dtype=np.int64)
    return Atoms(edge, article, sentence, kinds, masks, marked, passages)


def _boundaries(continuum: Continuum, passages: Passages, *, sentences: bool) -> tuple[IntArray, IntArray]:
    """Return places and codes: markers first, then one code per coder and label that toggles it."""
    base = continuum.base
    labels = max(1, len(continuum.labels))
    toggle = _MARKERS + passages.coder * labels + passages.label
    offset = base[passages.article]
    places = [offset + passages.start, offset + passages.end, base, base + continuum.lengths]
    codes = [toggle, toggle, np.full(len(base), _ARTICLE), np.full(len(base), _NOTHING)]
    if sentences and continuum.sentences is not None:
        s = continuum.sentences
        places += [base[s.article] + s.start, base[s.article] + s.end]
        codes += [np.full(len(s.start), _SENTENCE), np.full(len(s.start), _SENTENCE_END)]
    if continuum.zones is not None:
        runs = _zone_runs(continuum)[0]
        places.append(runs)
        codes.append(np.full(len(runs), _ZONE))
    return np.concatenate(places), np.concatenate(codes)


def _zone_runs(continuum: Continuum) -> tuple[IntArray, IntArray]:
    """Return where a zone or a gap between zones begins, and its kinds (0 for a gap)."""
    zones = continuum.zones
    assert zones is not None  # noqa: S101 - the callers looked
    base = continuum.base
    start, end = base[zones.article] + zones.start, base[zones.article] + zones.end
    places = np.concatenate(([0] if len(base) else [], start, end)).astype(np.int64)
    kinds = np.concatenate(([0] if len(base) else [], zones.kinds, np.zeros_like(zones.kinds))).astype(
        np.int64
    )
    rank = np.concatenate(([0] if len(base) else [], np.full(len(start), 2), np.ones(len(end)))).astype(
        np.int64
    )
    order = np.lexsort((rank, places))
    return places[order], kinds[order]


def _label_masks(codes: IntArray, last: IntArray, coders: int, labels: int) -> IntArray:
    """Return (R, n) label bits by a running XOR; as many coders at a time as fit into one word."""
    masks: IntArray = np.empty((coders, len(last)), dtype=np.min_scalar_type((1 << labels) - 1))
    at_once = max(1, 62 // labels)
    table = np.zeros(1 << int(_MARKERS + coders * labels).bit_length(), dtype=np.int64)
    for first in range(0, coders, at_once):
        some = min(at_once, coders - first)
        table[:] = 0
        begin = _MARKERS + first * labels
        table[begin : begin + some * labels] = np.left_shift(1, np.arange(some * labels))
        word = np.bitwise_xor.accumulate(table[codes])[last] if len(codes) else last
        for i in range(some):
            masks[first + i] = (word >> (i * labels)) & ((1 << labels) - 1)
    return masks


def units(
    continuum: Continuum, atoms: Atoms, unit: str, kinds: int, *, default: bool = True, share: float = 0.0
) -> Units:
    """Return what is compared in the zone kinds (bits): weighted atoms, or sentences of weight 1.

    A sentence holds a label when a passage covers more than `share` of its characters (any, by default). With
    `default`, unmarked text of the headline zones counts as the labels given by default; a sentence then
    holds them when a word of it is unmarked.
    """
    fill = sum(1 << label for label in continuum.by_default) if default else 0
    if unit != SENTENCE:
        weight = _length(continuum, atoms, unit, kinds)
        kept = np.flatnonzero(weight > 0)
        if len(kept) > 0.9 * len(weight):
            kept = np.arange(len(weight))  # the few without weight do no harm, and copying costs
            masks = atoms.masks
        else:
            masks = atoms.masks[:, kept]
        if fill:
            masks = np.where((masks == 0) & _in_default_zones(atoms, kept), fill, masks)
        place = (atoms.edge[kept], atoms.edge[kept + 1])
        return _as_units(continuum, atoms.article[kept], weight[kept].astype(np.float64), masks, place)
    return _sentence_units(continuum, atoms, kinds, fill, share)


def _length(continuum: Continuum, atoms: Atoms, unit: str, kinds: int) -> IntArray:
    """Return how much of the compared text each atom holds (n,); nothing between articles."""
    if continuum.zones is not None or unit != CHARACTER:
        return np.diff(ruler(continuum, unit, kinds)(atoms.edge))
    ends = continuum.base + continuum.lengths
    return np.where(atoms.edge[:-1] == ends[atoms.article], 0, np.diff(atoms.edge))


def _sentence_units(continuum: Continuum, atoms: Atoms, kinds: int, fill: int, share: float) -> Units:
    if continuum.sentences is None:
        raise ValueError("sentences are not known for this continuum")
    length = _length(continuum, atoms, CHARACTER, kinds)
    kept = np.flatnonzero((length > 0) & (atoms.sentence >= 0))
    sentence = atoms.sentence[kept]
    masks = atoms.masks[:, kept]
    if not len(kept):
        return _as_units(continuum, sentence, np.zeros(0), masks, (sentence, sentence))
    if fill:
        words = (
            np.diff(ruler(continuum, WORD, kinds)(atoms.edge))[kept]
            if continuum.tokens is not None
            else length[kept]
        )
        masks = np.where((masks == 0) & _in_default_zones(atoms, kept) & (words > 0), fill, masks)
    first = np.flatnonzero(np.concatenate(([True], sentence[1:] != sentence[:-1])))
    if share > 0.0:
        held = _covered(masks, length[kept], first, share, len(continuum.labels))
    else:
        held = np.bitwise_or.reduceat(masks, first, axis=1)
    which = sentence[first]
    at = continuum.base[continuum.sentences.article[which]]
    place = (at + continuum.sentences.start[which], at + continuum.sentences.end[which])
    return _as_units(continuum, atoms.article[kept][first], np.ones(len(first)), held, place)


def _covered(masks: IntArray, length: IntArray, first: IntArray, share: float, labels: int) -> IntArray:
    """Return (R, sentences) bits of the labels that cover more than `share` of a sentence's characters."""
    whole = np.add.reduceat(length, first)
    held = np.zeros((len(masks), len(first)), dtype=np.int64)
    for label in range(labels):
        part = np.add.reduceat(((masks >> label) & 1) * length, first, axis=1)
        held |= np.where(part > share * whole, 1 << label, 0)
    return held


def _in_default_zones(atoms: Atoms, kept: IntArray) -> BoolArray:
    if atoms.kinds is None:
        return np.ones(len(kept), dtype=bool)
    return np.asarray((atoms.kinds[kept] & zone_bits(HEADLINE)) != 0)


def _as_units(
    continuum: Continuum,
    article: IntArray,
    weight: FloatArray,
    masks: IntArray,
    place: tuple[IntArray, IntArray],
) -> Units:
    """Number the sets of labels that occur (the empty set first) and blank out who did not finish."""
    values: IntArray
    if len(continuum.labels) <= 12:
        seen = np.zeros(1 << max(1, len(continuum.labels)), dtype=bool)
        seen[0] = True
        for line in masks:
            seen |= np.bincount(line, minlength=len(seen)) > 0
        sets = np.flatnonzero(seen)
        values = _numbered(masks, (np.cumsum(seen) - 1).astype(np.int16))
    else:
        sets, inverse = np.unique(np.append(masks.ravel(), 0), return_inverse=True)
        values = inverse[:-1].reshape(masks.shape)
    if not continuum.finished.all():
        values = np.where(continuum.finished[:, article], values, -1)
    return Units(article, weight, values, sets, *place)


def _numbered(masks: IntArray, number: IntArray) -> IntArray:
    """Return (R, n) the number of each set of labels; bytes are looked up at a tenth of the cost."""
    quick = masks.dtype == np.uint8 and len(number) <= 128
    values: IntArray = np.empty(masks.shape, dtype=np.int8 if quick else np.int16)
    table = number.astype(np.uint8).tobytes().ljust(256, b"\0")
    for coder, line in enumerate(masks):
        found = np.frombuffer(line.tobytes().translate(table), dtype=np.int8) if quick else number[line]
        values[coder] = found
    return values
