"""Which passages are where, and in which lane each stands, so that overlap can be read."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from db.records import Passage

Key = tuple[int, int, str]


class Placed(NamedTuple):
    """A passage and its lane; lane 0 is nearest to the text."""

    passage: Passage
    lane: int


def assign_lanes(ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Return a lane for each half-open range: the lowest that no overlapping range before it holds.

    Ranges are taken by start, longer ones first, so that what encloses stands nearer to the text than what it
    encloses; the number of lanes is the greatest number of ranges that share a character.
    """
    lanes = [0] * len(ranges)
    ends: list[int] = []
    for start, turned_end, at in sorted((start, -end, at) for at, (start, end) in enumerate(ranges)):
        lane = 0
        while lane < len(ends) and ends[lane] > start:
            lane += 1
        if lane == len(ends):
            ends.append(0)
        ends[lane] = -turned_end
        lanes[at] = lane
    return lanes


class PassageIndex:
    """The passages of one article in reading order; changes and look-ups cost no walk over all of them.

    Offsets are code points. Passages of no length have no place on the page and are left out.
    """

    __slots__ = ("_by_id", "_items", "_keys", "_reach")

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._items: list[Passage] = sorted((p for p in passages if p.start < p.end), key=_key)
        self._keys: list[Key] = [_key(p) for p in self._items]
        self._by_id = {p.id: p for p in self._items}
        self._reach: list[int] = list(accumulate((p.end for p in self._items), max))

    def __len__(self) -> int:
        return len(self._items)

    def get(self, passage: str) -> Passage | None:
        """Return the passage of that id, or None."""
        return self._by_id.get(passage)

    def all(self) -> tuple[Passage, ...]:
        """Return the passages by start, then end, then id."""
        return tuple(self._items)

    def apply(self, put: Iterable[Passage] = (), gone: Iterable[str] = ()) -> None:
        """Put passages in (in place of the ones with their ids) and take others out."""
        for passage_id in gone:
            self._take(passage_id)
        for passage in put:
            old = self._by_id.get(passage.id)
            if old is not None and _key(old) == _key(passage):
                self._items[bisect_left(self._keys, _key(old))] = passage
                self._by_id[passage.id] = passage
                continue
            self._take(passage.id)
            if passage.start < passage.end:
                self._insert(passage)

    def between(self, start: int, end: int) -> list[Placed]:
        """Return what shares a character with the range, in reading order, each with its lane."""
        first, last = self._run(start, end)
        run = self._items[first:last]
        lanes = assign_lanes([(p.start, p.end) for p in run])
        pairs = zip(run, lanes, strict=True)
        return [Placed(p, lane) for p, lane in pairs if p.start < end and start < p.end]

    def overlapping(self, start: int, end: int) -> list[Passage]:
        """Return what shares a character with the range, in reading order, without asking for lanes."""
        first, last = self._run(start, end)
        run = self._items[first:last]
        return [p for p in run if p.start < end and start < p.end]

    def at(self, caret: int) -> tuple[Passage, ...]:
        """Return what covers a caret, the innermost first; where nothing does, what ends there."""
        around = self.overlapping(max(caret - 1, 0), caret + 1)
        covering = [p for p in around if p.start <= caret < p.end]
        found = covering or [p for p in around if p.end == caret]
        return tuple(sorted(found, key=lambda p: (p.end - p.start, p.start, p.id)))

    def after(self, caret: int) -> Passage | None:
        """Return the first passage that begins behind the caret."""
        at = bisect_left(self._keys, (caret + 1, -1, ""))
        return self._items[at] if at < len(self._keys) else None

    def before(self, caret: int) -> Passage | None:
        """Return the last passage that begins in front of the caret."""
        at = bisect_left(self._keys, (caret, -1, ""))
        return self._items[at - 1] if at else None

    def _run(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of all that may touch the range and of all that share lanes with those."""
        last = bisect_left(self._keys, (end, -1, ""))
        first = bisect_left(self._reach, start + 1, 0, last)
        while 0 < first < last and self._reach[first - 1] > self._keys[first][0]:
            first -= 1
        return first, last

    def _insert(self, passage: Passage) -> None:
        key = _key(passage)
        at = bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self._items.insert(at, passage)
        self._by_id[passage.id] = passage
        self._reach.insert(at, 0)
        self._reach_from(at)

    def _take(self, passage: str) -> None:
        old = self._by_id.pop(passage, None)
        if old is None:
            return
        at = bisect_left(self._keys, _key(old))
        del self._keys[at], self._items[at], self._reach[at]
        self._reach_from(at)

    def _reach_from(self, at: int) -> None:
        """Set anew how far each passage and those before it reach: never falling, so it can be bisected."""
        reach = self._reach[at - 1] if at else 0
        for place in range(at, len(self._reach)):
            reach = max(reach, self._keys[place][1])
            if self._reach[place] == reach and place > at:
                return
            self._reach[place] = reach


def _key(passage: Passage) -> Key:
    return passage.start, passage.end, passage.id
