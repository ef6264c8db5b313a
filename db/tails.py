"""The ends of the streams, looked at whenever a project is opened."""

from collections import defaultdict
from collections.abc import Iterator

from db.log import COLUMNS, FIRST, hash_of
from db.records import Revision
from db.session import Session

LAST = 8
"""How many revisions of each stream are looked at."""


def damage(session: Session) -> tuple[str, ...]:
    """Return, in words, where the last revisions of a stream are not what was written, or do not follow."""
    streams = session.connection.execute("SELECT id FROM stream ORDER BY id").fetchall()
    return tuple(sentence for (stream,) in streams for sentence in _of_stream(session, stream))


def _of_stream(session: Session, stream: str) -> Iterator[str]:
    rows = session.connection.execute(
        f"SELECT {COLUMNS} FROM revision WHERE stream = ? ORDER BY sequence DESC LIMIT {LAST}", (stream,)
    )
    found = [Revision(*row) for row in rows]
    hashes: dict[int, set[bytes]] = defaultdict(set, {0: {FIRST}})
    for revision in found:
        hashes[revision.sequence].add(revision.hash)
    for revision in found:
        place = f"revision {revision.sequence} of stream {stream}"
        if hash_of(revision) != revision.hash:
            yield f"The contents of {place} are not what was written."
        before = hashes.get(revision.sequence - 1)
        if before and revision.previous not in before:
            yield f"The chain is broken at {place}: it does not follow the one before it."
