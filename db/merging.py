"""Taking in what other files hold: a set union of streams, in one transaction, checked before, counted after.

Whatever comes, in whatever order and however often: the same revisions make the same project.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass

from db import asides, derive_project, heads, kits, purging
from db.arriving import Arriving, Counts, arrive, wait
from db.chaining import Chained, chain
from db.errors import ProjectError
from db.incoming import PROJECT_FILE, Incoming, Part, Source, Stream
from db.records import CODER
from db.session import Cache, Session
from db.streams import Range, runs
from db.vetting import SEQUENCE, STREAM

_ADD_STREAM = (
    "INSERT OR IGNORE INTO stream (id, owner, layer, copy, purpose, created_at) VALUES (?, ?, ?, ?, ?, ?)"
)
_EVERY = 2**63 - 1
_FORGET = (
    "UPDATE aside SET salt = NULL, content = NULL WHERE digest = ? AND content IS NOT NULL"
    " RETURNING kind, belongs_to"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: what came in, what was here, what waits, which numbers stand twice.

    `waiting` and `twice` give the numbers by stream.
    """

    source: Source
    counts: Counts
    already: int
    waiting: tuple[tuple[Stream, tuple[Range, ...]], ...] = ()
    twice: tuple[tuple[Stream, tuple[Range, ...]], ...] = ()


class _RehearsalError(Exception):
    """Ends a transaction that was not meant to last."""


def take_in(
    session: Session,
    sources: Sequence[Source],
    *,
    dry_run: bool = False,
    then: Callable[[Session], None] | None = None,
) -> tuple[Taken, ...]:
    """Merge files into this project, all of them or, where one cannot be, none.

    `then` is done in the same transaction. With `dry_run` everything is done and undone. ProjectError, one
    sentence that names file and place, for a file of another project or of somebody else, and for whatever
    in it is not credible.
    """
    taken: list[Taken] = []
    try:
        with session.write(), _uncollected():
            before = _revisions(session)
            taken += (_take(session, source) for source in sources)
            if _revisions(session) != before + sum(one.counts.revisions for one in taken):
                raise ProjectError("After merging, the counts do not add up; nothing was merged.")
            if then:
                then(session)
            if dry_run:
                raise _RehearsalError
    except _RehearsalError:
        pass
    finally:
        session.connection.execute("PRAGMA secure_delete = OFF")
        session.cache = Cache()
    return tuple(taken)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from searching all that is read for cycles: there are none, and it takes a fifth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _revisions(session: Session) -> int:
    return int(session.connection.execute("SELECT count(*) FROM revision").fetchone()[0])


def all_here(session: Session, sources: Iterable[Source]) -> bool:
    """Return whether the project has all that these files say they hold, so that merging changes nothing."""
    return all(_is_all_here(session, source) for source in sources)


def _is_all_here(session: Session, source: Source) -> bool:
    return bool(source.parts) and all(_is_here(session, part) for part in source.parts)


def _take(session: Session, source: Source) -> Taken:
    _admit(session, source)
    if _is_all_here(session, source):
        return Taken(source, Counts(), source.count)
    with source.load() as incoming:
        _admit_streams(source, incoming.streams.values())
        found = chain(session, source.name, incoming)
        _add_streams(session, found, incoming)
        arriving = Arriving(session, source.name, incoming)
        arrive(arriving, found.new)
        wait(arriving, found.waiting)
        _check_chains(session, source.name, {row[STREAM] for row in found.new})
        if source.kind == PROJECT_FILE:
            _forget(session, incoming)
        _keep_purged(session)
        waiting: dict[str, list[int]] = defaultdict(list)
        for row in found.waiting:
            waiting[row[STREAM]].append(row[SEQUENCE])
        named = incoming.streams
        return Taken(source, arriving.counts, found.already, _runs(waiting, named), _runs(found.twice, named))


def _runs(
    numbers: Mapping[str, list[int]], named: Mapping[str, Stream]
) -> tuple[tuple[Stream, tuple[Range, ...]], ...]:
    return tuple((named[stream], runs(found)) for stream, found in sorted(numbers.items()))


def _admit(session: Session, source: Source) -> None:
    if source.project != kits.project(session):
        raise ProjectError(f"{source.name} belongs to another project, so nothing was merged.")
    if session.kit and source.coder != session.kit:
        raise ProjectError(f"{source.name} holds the work of others; a kit takes in its own coder's alone.")
    if source.coder and not session.has_owner(source.coder):
        raise ProjectError(
            f"{source.name} is of a coder whom this project does not know, so nothing was merged;"
            " merge the project first that the kit was made from."
        )


def _admit_streams(source: Source, streams: Iterable[Stream]) -> None:
    for stream in streams:
        if source.coder and (stream.owner, stream.layer) != (source.coder, CODER):
            raise ProjectError(f"{source.name} holds more than its coder's own work, so nothing was merged.")


def _is_here(session: Session, part: Part) -> bool:
    query = "SELECT 1 FROM revision WHERE stream = ? AND sequence = ? AND hash = ?"
    values = (part.stream.id, part.last, part.head)
    return session.connection.execute(query, values).fetchone() is not None


def _add_streams(session: Session, found: Chained, incoming: Incoming) -> None:
    wanted = {row[STREAM] for row in (*found.new, *found.waiting)}
    rows = [astuple(stream) for identity, stream in incoming.streams.items() if identity in wanted]
    session.connection.executemany(_ADD_STREAM, rows)


def _check_chains(session: Session, source: str, touched: Iterable[str]) -> None:
    query = "SELECT count(DISTINCT sequence) = max(sequence) FROM revision WHERE stream = ?"
    for stream in touched:
        if not session.connection.execute(query, (stream,)).fetchone()[0]:
            raise ProjectError(f"{source}: after merging, stream {stream} has a gap; nothing was merged.")


def _forget(session: Session, incoming: Incoming) -> None:
    """Purge here what was purged in a copy of the project, names included."""
    emptied: list[tuple[str, str]] = []
    session.connection.execute("PRAGMA secure_delete = ON")
    for digest, (_, _, content) in incoming.asides.items():
        if content is None:
            emptied += session.connection.execute(_FORGET, (bytes.fromhex(digest),)).fetchall()
    for coder in {belongs_to for kind, belongs_to in emptied if kind == asides.NAME}:
        for head in heads.of_subject(session, coder):
            derive_project.coder(session, _EVERY, head.revision, head.body)


def _keep_purged(session: Session) -> None:
    """Let nothing come back of an article that was purged, here or by what just came.

    It may be something beside a revision that changes nothing any more, so each of them is looked at.
    """
    query = "SELECT id, text_sha256, original_sha256 FROM article WHERE purged = 1"
    for row in session.connection.execute(query).fetchall():
        session.connection.execute("PRAGMA secure_delete = ON")
        purging.empty(session, *row)
