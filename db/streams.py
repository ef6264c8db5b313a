"""What is here of each stream: how far it is complete, what waits, which number stands twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from db.incoming import Stream
from db.records import CODER
from db.session import Session

Range = tuple[int, int]
"""First and last number of a run of revisions, both counted."""


@dataclass(frozen=True, slots=True)
class StreamState:
    """A stream of the log: complete from 1 to `complete`; `waiting` came without what must stand before it.

    `twice` are the numbers that two copies of a file gave to different revisions; both are here.
    """

    stream: Stream
    complete: int
    waiting: tuple[Range, ...] = ()
    twice: tuple[Range, ...] = ()

    @property
    def missing(self) -> tuple[Range, ...]:
        """What has to come before all that waits can be taken in."""
        found, at = [], self.complete
        for first, last in self.waiting:
            if first > at + 1:
                found.append((at + 1, first - 1))
            at = max(at, last)
        return tuple(found)


def states(session: Session) -> tuple[StreamState, ...]:
    """Return the state of every stream, in the order in which they were begun."""
    rows = session.connection.execute
    last = dict(rows("SELECT stream, max(sequence) FROM revision GROUP BY stream"))
    waiting: dict[str, list[int]] = defaultdict(list)
    twice: dict[str, list[int]] = defaultdict(list)
    for stream, number in rows("SELECT DISTINCT stream, sequence FROM waiting ORDER BY stream, sequence"):
        waiting[stream].append(number)
    query = "SELECT stream, sequence FROM revision GROUP BY stream, sequence HAVING count(*) > 1"
    for stream, number in rows(query):
        twice[stream].append(number)
    found = rows(
        "SELECT id, owner, layer, copy, purpose, created_at FROM stream ORDER BY owner, layer, created_at, id"
    )
    return tuple(
        StreamState(Stream(*row), last.get(row[0], 0), runs(waiting[row[0]]), runs(twice[row[0]]))
        for row in found
    )


def coders(session: Session) -> frozenset[str]:
    """Return the ids of the coders of whose work anything is in this file."""
    rows = session.connection.execute("SELECT DISTINCT owner FROM stream WHERE layer = ?", (CODER,))
    return frozenset(row[0] for row in rows)


def runs(numbers: Iterable[int]) -> tuple[Range, ...]:
    """Return the runs of consecutive numbers, each as its first and last."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return tuple((first, last) for first, last in found)
