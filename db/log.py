"""The append-only log: revisions in streams, each chained by its hash to the one before it."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from db.encoding import Body, canonical_json, hash_fields
from db.records import Revision, Writer
from db.session import Session, StreamHead

FIRST = bytes(32)
"""What the first revision of a stream has as the hash of the previous one."""
OWN = ""
"""The purpose of a stream written by its owner at work; an import on a coder's behalf names itself."""

COLUMNS = (
    "id, stream, sequence, previous, hash, owner, layer, sitting, active_ms, program, time, verb, subject,"
    " text_sha256, codebook, payload"
)
_INSERT = f"INSERT INTO revision ({COLUMNS}) VALUES ({', '.join('?' * 16)})"
_EVERY = 2**63 - 1
_DOMAIN = b"pressmark revision 1\0"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written: `body` becomes the payload; `id` is given where a retry must find it again."""

    verb: str
    subject: str
    body: Body
    time: str
    text_sha256: str = ""
    codebook: str = ""
    active_ms: int = 0
    id: str = ""
    purpose: str = OWN


def hash_of(revision: Revision) -> bytes:
    """Return the hash over all that a revision says, the previous hash and the exact payload included."""
    words = (
        revision.id,
        revision.stream,
        str(revision.sequence),
        revision.owner,
        revision.layer,
        revision.sitting,
        str(revision.active_ms),
        revision.program,
        revision.time,
        revision.verb,
        revision.subject,
        revision.text_sha256,
        revision.codebook,
    )
    return _hash(words, revision.payload, revision.previous)


def hash_of_row(row: tuple[Any, ...]) -> bytes:
    """Return the same for the columns `COLUMNS` of a revision: merging makes no object of each."""
    words = (row[0], row[1], str(row[2]), *row[5:8], str(row[8]), *row[9:15])
    return _hash(words, row[15], row[3])


def _hash(words: Iterable[str], payload: bytes, previous: bytes) -> bytes:
    return hash_fields(_DOMAIN, (*map(str.encode, words), payload, previous))


def append(session: Session, writer: Writer, entry: Entry) -> tuple[int, Revision]:
    """Write one revision at the end of the writer's stream; return its number in this file, and itself."""
    head = _head(session, writer, entry)
    fields = (
        entry.id or session.new_id(),
        head.id,
        head.sequence + 1,
        head.hash,
        b"",
        writer.owner,
        writer.layer,
        session.sitting,
        entry.active_ms,
        session.program,
        entry.time,
        entry.verb,
        entry.subject,
        entry.text_sha256,
        entry.codebook,
        canonical_json(entry.body).encode(),
    )
    own_hash = hash_of(Revision(*fields))
    row = (*fields[:4], own_hash, *fields[5:])
    number = session.connection.execute(_INSERT, row).lastrowid
    head.sequence, head.hash = head.sequence + 1, own_hash
    return number or 0, Revision(*row)


def _head(session: Session, writer: Writer, entry: Entry) -> StreamHead:
    key = (writer.owner, writer.layer, entry.purpose)
    head = session.cache.streams.get(key)
    if head is None:
        head = session.cache.streams[key] = _found_head(session, *key) or _new_stream(session, *key)
    return head


def _found_head(session: Session, owner: str, layer: str, purpose: str) -> StreamHead | None:
    row = session.connection.execute(
        "SELECT stream.id, sequence, hash FROM stream JOIN revision ON revision.stream = stream.id"
        " WHERE stream.owner = ? AND stream.layer = ? AND purpose = ? AND copy = ?"
        " ORDER BY sequence DESC LIMIT 1",
        (owner, layer, purpose, _copy(session)),
    ).fetchone()
    return StreamHead(*row) if row else None


def _new_stream(session: Session, owner: str, layer: str, purpose: str) -> StreamHead:
    head = StreamHead(session.new_id(), 0, FIRST)
    session.connection.execute(
        "INSERT INTO stream (id, owner, layer, copy, purpose, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (head.id, owner, layer, _copy(session), purpose, session.now()),
    )
    return head


def _copy(session: Session) -> str:
    """Return the id of this file copy: the last one seen, or a new one where the file lies elsewhere now."""
    if not session.cache.copy:
        last = session.connection.execute(
            "SELECT id, fingerprint FROM copy ORDER BY number DESC LIMIT 1"
        ).fetchone()
        if last and last[1] == session.fingerprint:
            session.cache.copy = last[0]
        else:
            session.cache.copy = session.new_id()
            session.connection.execute(
                "INSERT INTO copy (id, fingerprint, created_at) VALUES (?, ?, ?)",
                (session.cache.copy, session.fingerprint, session.now()),
            )
    return session.cache.copy


def revisions(session: Session, stream: str | None = None) -> tuple[Revision, ...]:
    """Return the revisions of one stream by sequence, or all of them in the order they reached this file."""
    if stream is None:
        rows = session.connection.execute(f"SELECT {COLUMNS} FROM revision ORDER BY number")
    else:
        rows = session.connection.execute(
            f"SELECT {COLUMNS} FROM revision WHERE stream = ? ORDER BY sequence", (stream,)
        )
    return tuple(Revision(*row) for row in rows)


def of_subject(session: Session, subject: str, upto: int | None = None) -> tuple[Revision, ...]:
    """Return every revision of one subject (with a number up to `upto`), as they reached this file."""
    rows = session.connection.execute(
        f"SELECT {COLUMNS} FROM revision WHERE subject = ? AND number <= ? ORDER BY number",
        (subject, _EVERY if upto is None else upto),
    )
    return tuple(Revision(*row) for row in rows)


def find(session: Session, identity: str) -> Revision | None:
    """Return the revision with this id, or None."""
    row = session.connection.execute(f"SELECT {COLUMNS} FROM revision WHERE id = ?", (identity,)).fetchone()
    return Revision(*row) if row else None


def damage(session: Session) -> Iterator[str]:
    """Yield, in words, every place where a stream's chain does not hold."""
    rows: sqlite3.Cursor = session.connection.execute(
        f"SELECT {COLUMNS} FROM revision ORDER BY stream, sequence"
    )
    for stream, found in groupby((Revision(*row) for row in rows), key=lambda revision: revision.stream):
        before, now, sequence = {FIRST}, {FIRST}, 0
        for revision in found:
            place = f"revision {revision.sequence} of stream {stream}"
            if revision.sequence != sequence:
                before, now = now, set()
                if revision.sequence != sequence + 1:
                    yield f"Before {place} something is missing."
                    before = {revision.previous}
                sequence = revision.sequence
            # One number may stand twice, where two copies of a file went on under the same name.
            if revision.previous not in before:
                yield f"The chain is broken at {place}: it does not follow the one before it."
            if hash_of(revision) != revision.hash:
                yield f"The contents of {place} are not what was written."
            now.add(revision.hash)
