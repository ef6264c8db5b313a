"""What of an incoming stream is here already, what continues it, and what must wait for an earlier part.

A stream is a chain, and a chain whose file was copied under its own name may fork: the same number with two
contents. Both branches are kept and both count, for a rule that prefers one would make the result depend on
what came first, or take away what somebody was told is saved.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from db.errors import ProjectError
from db.incoming import Incoming, Row, Stream
from db.log import COLUMNS, FIRST
from db.session import Session
from db.vetting import (
    HASH,
    LAYER,
    OWNER,
    PREVIOUS,
    SEQUENCE,
    STREAM,
    NotCredibleError,
    check_columns,
)

_Known = dict[int, set[bytes]]


@dataclass(slots=True)
class Chained:
    """Rows that continue what is here, rows that wait, how many are here, numbers that stand twice."""

    new: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)
    already: int = 0
    twice: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def place(source: str, row: Row) -> str:
    """Return how a message names a revision of a file."""
    return f"{source}: revision {row[SEQUENCE]} of stream {row[STREAM]}"


def chain(session: Session, source: str, incoming: Incoming) -> Chained:
    """Sort out the rows of a file, and what waited for them; ProjectError where one is not credible.

    What waited is taken out of the file's `waiting` table and comes back as new, or as waiting again.
    """
    found = Chained()
    rows = sorted(incoming.revisions, key=lambda row: (row[STREAM], row[SEQUENCE], row[HASH]))
    for stream, part in groupby(rows, key=lambda row: row[STREAM]):
        told = incoming.streams.get(stream)
        if told is None:
            raise ProjectError(f"{source}: the stream {stream} is not announced, so nothing was merged.")
        _check_stream(session, source, told)
        known = _known(session, stream)
        waited = _take_waiting(session, stream)
        _continue(source, told, known, _union(part, waited), {row[HASH] for row in waited}, found)
    return found


def _check_stream(session: Session, source: str, told: Stream) -> None:
    row = session.connection.execute("SELECT owner, layer FROM stream WHERE id = ?", (told.id,)).fetchone()
    if row and row != (told.owner, told.layer):
        raise ProjectError(f"{source}: the stream {told.id} is somebody else's here, so nothing was merged.")


def _known(session: Session, stream: str) -> _Known:
    known: _Known = defaultdict(set)
    known[0].add(FIRST)
    rows = session.connection.execute("SELECT sequence, hash FROM revision WHERE stream = ?", (stream,))
    for sequence, digest in rows:
        known[sequence].add(digest)
    return known


def _take_waiting(session: Session, stream: str) -> list[Row]:
    rows = session.connection.execute(f"SELECT {COLUMNS} FROM waiting WHERE stream = ?", (stream,)).fetchall()
    if rows:
        session.connection.execute("DELETE FROM waiting WHERE stream = ?", (stream,))
    return rows


def _union(part: Iterable[Row], waited: list[Row]) -> list[Row]:
    rows = list(part)
    if waited:
        came = {row[HASH] for row in rows}
        rows += [row for row in waited if row[HASH] not in came]
        rows.sort(key=lambda row: (row[SEQUENCE], row[HASH]))
    return rows


def _continue(
    source: str, told: Stream, known: _Known, rows: list[Row], waited: set[bytes], found: Chained
) -> None:
    """Go along one stream; `waited` are the hashes of rows that were checked when they came."""
    for row in rows:
        here = known[row[SEQUENCE]]
        if row[HASH] in here:
            found.already += row[HASH] not in waited
            continue
        try:
            _check(told, row)
        except NotCredibleError as error:
            raise ProjectError(f"{place(source, row)}: {error}; nothing was merged.") from error
        if row[PREVIOUS] not in known[row[SEQUENCE] - 1]:
            found.waiting.append(row)
            continue
        if here:
            found.twice[told.id].append(row[SEQUENCE])
        here.add(row[HASH])
        found.new.append(row)


def _check(told: Stream, row: Row) -> None:
    check_columns(row)
    if (row[OWNER], row[LAYER]) != (told.owner, told.layer):
        raise NotCredibleError("it is not of the stream's owner and layer")
