"""Which comment answers which: by the name it gives, its time, and how deep it stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one comment: author, whom it names, its time (sortable, "" if unknown), its depth."""

    author: str
    target: str
    at: str
    depth: int


def key(name: str) -> str:
    """Give a name as names are compared: without case, white space of any kind as one space."""
    return " ".join(name.split()).casefold()


def find_parents(entries: Sequence[Entry], *, threaded: bool) -> list[int | None]:
    """Give each comment's parent as an index, None for comments of the first level and for orphans.

    A comment that names whom it answers gets the nearest earlier comment of that author, one it stands below
    if there is one; it must not be later than its answer. One that names nobody gets the comment it stands
    below. In a thread that is not `threaded` (newest first), earlier means earlier in time. O(n log n).
    """
    newest_first = not threaded and _descending(entries)
    order = range(len(entries) - 1, -1, -1) if newest_first else range(len(entries))
    deep = any(entry.depth for entry in entries)
    by_author: dict[str, _Earlier] = {}
    above: list[int] = []
    parents: list[int | None] = [None] * len(entries)
    for index in order:
        entry = entries[index]
        while deep and above and entries[above[-1]].depth >= entry.depth:
            above.pop()
        if entry.target:
            named = _among(above, entries, entry) if threaded else None
            earlier = by_author.get(key(entry.target))
            if named is None and earlier is not None:
                named = earlier.nearest(entry.at)
            parents[index] = named
        elif deep and above:
            parents[index] = above[-1]
        if not deep:
            _step(above, entry, parents[index])
        above.append(index)
        by_author.setdefault(key(entry.author), _Earlier()).add(index, entry.at)
    return parents


def _step(above: list[int], entry: Entry, parent: int | None) -> None:
    """Leave the comments that the next one cannot answer any more: answers stand below their branch."""
    if parent is None and not entry.target:
        above.clear()
    elif parent in above[-_DEEPEST:]:
        while above[-1] != parent:
            above.pop()


def _descending(entries: Sequence[Entry]) -> bool:
    times = [entry.at for entry in entries if entry.at]
    down = sum(later < earlier for earlier, later in pairwise(times))
    return len(times) > 1 and down > len(times) / 2


def _among(above: list[int], entries: Sequence[Entry], entry: Entry) -> int | None:
    """Give the nearest comment that `entry` stands below whose author it names."""
    for index in reversed(above[-_DEEPEST:]):
        candidate = entries[index]
        in_time = not (entry.at and candidate.at) or candidate.at <= entry.at
        if key(candidate.author) == key(entry.target) and in_time:
            return index
    return None


class _Earlier:
    """One author's comments so far, such that the nearest one not later than a time is found by bisection.

    A comment that a nearer one with an earlier or equal time hides can never be the answer, so it is dropped.
    """

    __slots__ = ("_indices", "_times")

    def __init__(self) -> None:
        self._indices: list[int] = []
        self._times: list[str] = []

    def add(self, index: int, at: str) -> None:
        while self._times and self._times[-1] >= at:
            self._times.pop()
            self._indices.pop()
        self._times.append(at)
        self._indices.append(index)

    def nearest(self, at: str) -> int | None:
        place = bisect_right(self._times, at) if at else len(self._times)
        return self._indices[place - 1] if place else None
