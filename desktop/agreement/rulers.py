"""Rulers: how much of the compared text lies before a place, in characters or tokens."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import IntArray
from desktop.agreement.inputs import Continuum, Stretches

CHARACTER, TOKEN, WORD, SENTENCE = "character", "token", "word", "sentence"


@dataclass(frozen=True, eq=False, slots=True)
class Ruler:
    """A rising function from places (articles laid end to end) to the measure that lies before them.

    With `marks` None it is the code points inside the stretches `first`..`last`; else the number of marks
    (first code points of tokens) before the place.
    """

    first: IntArray
    last: IntArray
    before: IntArray
    marks: IntArray | None = None

    def __call__(self, places: IntArray) -> IntArray:
        """Return the measure before each place, the same shape as `places`."""
        if self.marks is not None:
            return np.searchsorted(self.marks, places, side="left")
        if not len(self.first):
            return np.zeros_like(places)
        piece = np.maximum(np.searchsorted(self.first, places, side="right") - 1, 0)
        inside = np.clip(places - self.first[piece], 0, self.last[piece] - self.first[piece])
        return np.asarray(self.before[piece] + inside, dtype=np.int64)


def selected(continuum: Continuum, kinds: int) -> tuple[IntArray, IntArray]:
    """Return starts and ends, articles laid end to end, of the text that counts for the zone kinds (bits)."""
    base = continuum.base
    zones = continuum.zones
    if zones is None:
        return base, base + continuum.lengths
    keep = (zones.kinds & kinds) != 0
    return _joined(base, zones, keep)


def _joined(base: IntArray, zones: Stretches, keep: np.ndarray) -> tuple[IntArray, IntArray]:
    start = base[zones.article[keep]] + zones.start[keep]
    end = base[zones.article[keep]] + zones.end[keep]
    if not len(start):
        return start, end
    new = np.concatenate(([True], start[1:] != end[:-1]))
    return start[new], end[np.concatenate((new[1:], [True]))]


def ruler(continuum: Continuum, unit: str, kinds: int) -> Ruler:
    """Return the ruler for `unit` (character, token, or word: tokens that are words) in the zone kinds.

    A token belongs to the stretch that holds its first code point (design: text and offsets). Raises
    ValueError where tokens are asked of a continuum whose text is not known.
    """
    first, last = selected(continuum, kinds)
    before = np.concatenate(([0], np.cumsum(last - first)[:-1])).astype(np.int64)[: len(first)]
    if unit == CHARACTER:
        return Ruler(first, last, before)
    if continuum.tokens is None:
        raise ValueError("tokens are not known for this continuum")
    marks = continuum.base[continuum.tokens.article] + continuum.tokens.start
    if unit == WORD:
        marks = marks[continuum.tokens.word]
    if continuum.zones is not None:
        piece = np.searchsorted(first, marks, side="right") - 1
        inside = (
            (piece >= 0) & (marks < last[np.maximum(piece, 0)]) if len(first) else np.zeros(len(marks), bool)
        )
        marks = marks[inside]
    return Ruler(first, last, before, marks)
