"""Passages laid on one line and measured in characters or tokens of the compared text."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.inputs import Continuum, Passages, zone_bits
from desktop.agreement.rulers import CHARACTER, ruler


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """Passages of coders who finished, cut to the compared text, in order of `passages`.

    `index` (n,): which of the given passages these are; `start` and `end` (n,) are measures with all articles
    end to end; `edge` (K + 1,): where each article begins and the last ends; `first` (R + 1,): where each
    coder's passages begin.
    """

    index: IntArray
    passages: Passages
    start: IntArray
    end: IntArray
    edge: IntArray
    first: IntArray

    def of(self, coder: int) -> tuple[IntArray, IntArray]:
        """Return starts and ends of one coder's passages, by start."""
        mine = slice(int(self.first[coder]), int(self.first[coder + 1]))
        return self.start[mine], self.end[mine]

    @property
    def length(self) -> IntArray:
        """How long each passage is (n,)."""
        return self.end - self.start

    @property
    def size(self) -> IntArray:
        """How long each article is (K,)."""
        return np.diff(self.edge)


def measure(continuum: Continuum, passages: Passages, unit: str, zones: tuple[str, ...]) -> Measured:
    """Return `atoms.ordered` passages measured in `unit` (character, token); empty ones are dropped."""
    base = continuum.base
    offset = base[passages.article]
    start: IntArray = offset + passages.start
    end: IntArray = offset + passages.end
    ends: IntArray = np.append(base, base[-1:] + continuum.lengths[-1:])
    index = np.arange(len(passages))
    if continuum.zones is None and unit == CHARACTER:
        # All text is compared: only the free places between articles do not count.
        start, end = start - passages.article, end - passages.article
        ends = ends - np.append(np.arange(len(base)), len(base) - 1)
    else:
        gauge = ruler(continuum, unit, zone_bits(zones))
        start, end, ends = gauge(start), gauge(end), gauge(ends)
        kept = end > start
        if not kept.all():
            index, passages, start, end = index[kept], passages.where(kept), start[kept], end[kept]
    first = np.searchsorted(passages.coder, np.arange(len(continuum.coders) + 1))
    return Measured(index, passages, start, end, ends, first)


def narrow(numbers: IntArray) -> IntArray:
    """Return numbers in half the width where they fit: they are sorted and searched in half the time."""
    return numbers.astype(np.int32) if numbers.max(initial=0) < 2**31 else numbers


def squares(group: IntArray, groups: int, found: Measured) -> FloatArray:
    """Return (K, G): Σ of squared lengths of the units of each group of passages, plus that of its gaps.

    These are the pairs of places within one unit, and of single gap places with themselves. `group` (n,)
    from 0 to `groups` - 1; passages of a group must not overlap.
    """
    length = found.length.astype(np.float64)
    key = found.passages.article * groups + group
    own = np.bincount(key, np.square(length) - length, len(found.size) * groups)
    return np.asarray(own.reshape(len(found.size), groups) + found.size[:, None])
