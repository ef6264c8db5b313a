"""Which passages are where, and in which lane each stands, so that overlap can be read."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from db.records import Passage

Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Placed:
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
    for at in sorted(range(len(ranges)), key=lambda i: (ranges[i][0], -ranges[i][1], i)):
        start, end = ranges[at]
        lane = next((i for i, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        ends[lane] = end
        lanes[at] = lane
    return lanes


class PassageIndex:
    """The passages of one article in reading order; changes and look-ups cost no walk over all of them.

    Offsets are code points. Passages of no length have no place on the page and are left out.
    """

    __slots__ = ("_by_id", "_keys", "_reach")

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._by_id = {p.id: p for p in passages if p.start < p.end}
        self._keys: list[Key] = sorted(_key(p) for p in self._by_id.values())
        self._reach = self._reaches()

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, passage: str) -> Passage | None:
        """Return the passage of that id, or None."""
        return self._by_id.get(passage)

    def all(self) -> tuple[Passage, ...]:
        """Return the passages by start, then end, then id."""
        return tuple(self._by_id[key[2]] for key in self._keys)

    def apply(self, put: Iterable[Passage] = (), gone: Iterable[str] = ()) -> None:
        """Put passages in (in place of the ones with their ids) and take others out."""
        put = tuple(put)
        moved = False
        for passage in put:
            old = self._by_id.get(passage.id)
            if old is None or _key(old) != _key(passage):
                moved = True
                self._take(passage.id)
                if passage.start < passage.end:
                    insort(self._keys, _key(passage))
            if passage.start < passage.end:
                self._by_id[passage.id] = passage
        for passage_id in gone:
            moved = self._take(passage_id) or moved
        if moved:
            self._reach = self._reaches()

    def between(self, start: int, end: int) -> list[Placed]:
        """Return what shares a character with the range, in reading order, each with its lane."""
        first, last = self._run(start, end)
        run = [self._by_id[key[2]] for key in self._keys[first:last]]
        lanes = assign_lanes([(p.start, p.end) for p in run])
        pairs = zip(run, lanes, strict=True)
        return [Placed(p, lane) for p, lane in pairs if p.start < end and start < p.end]

    def overlapping(self, start: int, end: int) -> list[Passage]:
        """Return what shares a character with the range, in reading order, without asking for lanes."""
        first, last = self._run(start, end)
        run = [self._by_id[key[2]] for key in self._keys[first:last]]
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
        return self._by_id[self._keys[at][2]] if at < len(self._keys) else None

    def before(self, caret: int) -> Passage | None:
        """Return the last passage that begins in front of the caret."""
        at = bisect_left(self._keys, (caret, -1, ""))
        return self._by_id[self._keys[at - 1][2]] if at else None

    def _run(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of all that may touch the range and of all that share lanes with those."""
        last = bisect_left(self._keys, (end, -1, ""))
        first = bisect_left(self._reach, start + 1, 0, last)
        while 0 < first < last and self._reach[first - 1] > self._keys[first][0]:
            first -= 1
        return first, last

    def _take(self, passage: str) -> bool:
        old = self._by_id.pop(passage, None)
        if old is None:
            return False
        del self._keys[bisect_left(self._keys, _key(old))]
        return True

    def _reaches(self) -> list[int]:
        """Return how far each passage and those before it reach: never falling, so it can be bisected."""
        return list(accumulate((key[1] for key in self._keys), max))


def _key(passage: Passage) -> Key:
    return passage.start, passage.end, passage.id
