"""Passages laid on one line and measured in characters or tokens of the compared text."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.atoms import merge_overlaps
from desktop.agreement.inputs import Continuum, Passages, zone_bits
from desktop.agreement.rulers import CHARACTER, ruler


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """Passages of coders who finished, cut to the compared text, in order of `passages`.

    `index` (n,): which of the given passages these are; `start` and `end` (n,) are measures with all articles
    end to end; `at` (n, 2) the places in code points; `edge` (K + 1,): where each article begins and the last
    ends.
    """

    index: IntArray

    passages: Passages
    start: IntArray
    end: IntArray
    at: IntArray
    edge: IntArray

    @property
    def length(self) -> IntArray:
        """How long each passage is (n,)."""
        return self.end - self.start

    @property
    def size(self) -> IntArray:
        """How long each article is (K,)."""
        return np.diff(self.edge)


def measure(continuum: Continuum, passages: Passages, unit: str, zones: tuple[str, ...]) -> Measured:
    """Return the passages measured in `unit` (character, token) within the zones; empty ones are dropped."""
    base = continuum.base
    offset = base[passages.article]
    at = np.stack((offset + passages.start, offset + passages.end), axis=1)
    ends = np.append(base, base[-1:] + continuum.lengths[-1:])
    index = np.arange(len(passages))
    if continuum.zones is None and unit == CHARACTER:
        # All text is compared: only the free places between articles do not count.
        numbers = np.append(np.arange(len(base)), len(base) - 1)
        return Measured(
            index, passages, at[:, 0] - passages.article, at[:, 1] - passages.article, at, ends - numbers
        )
    gauge = ruler(continuum, unit, zone_bits(zones))
    start, end = gauge(at[:, 0]), gauge(at[:, 1])
    kept = end > start
    if not kept.all():
        index, passages = index[kept], passages.where(kept)
        start, end, at = start[kept], end[kept], at[kept]
    return Measured(index, passages, start, end, at, gauge(ends))


def merged(continuum: Continuum, unit: str, zones: tuple[str, ...]) -> Measured:
    """Return the measured passages with overlaps of one coder and label joined; touching ones stay two."""
    return measure(continuum, merge_overlaps(continuum.counted(), continuum.base), unit, zones)


def squares(group: IntArray, groups: int, found: Measured) -> FloatArray:
    """Return (K, G): Σ of squared lengths of the units of each group of passages, plus that of its gaps.

    These are the pairs of places within one unit, and of single gap places with themselves. `group` (n,)
    from 0 to `groups` - 1; passages of a group must not overlap.
    """
    length = found.length.astype(np.float64)
    key = found.passages.article * groups + group
    own = np.bincount(key, np.square(length) - length, len(found.size) * groups)
    return np.asarray(own.reshape(len(found.size), groups) + found.size[:, None])
