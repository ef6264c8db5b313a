"""Is the project whole? Every promise of the file checked again, the damage told in words."""

import sqlite3
from collections.abc import Iterator

from db import asides, derive, log, passages, unhashed
from db.encoding import bytes_sha256, text_sha256
from db.records import Revision
from db.schema import DERIVED_TABLES
from db.session import Session


def check(session: Session) -> tuple[str, ...]:
    """Return what is damaged, in sentences; empty where the project is whole. Changes nothing."""
    structure = tuple(_structure(session))
    return structure or (*truth(session), *_quotes(session), *_derived(session))


def truth(session: Session) -> tuple[str, ...]:
    """Return what is damaged of all that cannot be derived: the log, and what stands beside it."""
    parts = (
        log.damage(session),
        _waiting(session),
        unhashed.damage(session),
        _asides(session),
        _contents(session),
    )
    return tuple(sentence for part in parts for sentence in part)


def _structure(session: Session) -> Iterator[str]:
    for (found,) in session.connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield f"The file itself is damaged: {' '.join(found.split())}."
    for table, row, parent, _ in session.connection.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of “{table}” refers to something in “{parent}” that is not there."


def _waiting(session: Session) -> Iterator[str]:
    for row in session.connection.execute(f"SELECT {log.COLUMNS} FROM waiting"):
        revision = Revision(*row)
        if log.hash_of(revision) != revision.hash:
            place = f"revision {revision.sequence} of stream {revision.stream}"
            yield f"The contents of {place}, which waits for an earlier part, are not what was written."


def _asides(session: Session) -> Iterator[str]:
    rows = session.connection.execute(
        "SELECT digest, kind, salt, content FROM aside WHERE content IS NOT NULL"
    )
    for digest, kind, salt, content in rows:
        if salt is None or asides.digest_of(kind, salt, content) != digest:
            yield f"A {kind} is not what was written ({digest.hex()[:12]})."


def _contents(session: Session) -> Iterator[str]:
    for table in ("text", "codebook_text"):
        rows = session.connection.execute(f"SELECT sha256, content FROM {table} WHERE content IS NOT NULL")
        for sha256, content in rows:
            if text_sha256(content) != sha256:
                yield f"A stored {table.replace('_', ' ')} is not what was written ({sha256[:12]})."
    rows = session.connection.execute("SELECT sha256, content FROM original WHERE content IS NOT NULL")
    for sha256, content in rows:
        if bytes_sha256(content) != sha256:
            yield f"The original bytes of an article are not what was read ({sha256[:12]})."


def _quotes(session: Session) -> Iterator[str]:
    texts = session.connection.execute(
        "SELECT id, name, content FROM article JOIN text ON text.sha256 = text_sha256"
        " WHERE purged = 0 AND content IS NOT NULL"
    )
    for identity, name, text in texts:
        for passage in passages.select(session, "article = ? AND deleted = 0", (identity,)):
            # A quote that was purged in this copy is empty; one that is gone otherwise is seen below.
            if passage.quote and text[passage.start : passage.end] != passage.quote:
                place = f"{passage.start}-{passage.end}"
                yield f"In “{name}” the passage at {place} does not say what its quote says ({passage.id})."


def _derived(session: Session) -> Iterator[str]:
    """Derive everything again in a temporary copy, and compare."""
    copy = sqlite3.connect("", isolation_level=None)
    try:
        session.connection.backup(copy)
        fresh = Session(copy, path=session.path, program=session.program)
        with fresh.write():
            derive.rebuild(fresh)
        for table in DERIVED_TABLES:
            yield from _differences(session.connection, copy, table)
    except (sqlite3.Error, KeyError, TypeError, ValueError, IndexError) as error:
        yield f"What stands now cannot be derived from the log ({type(error).__name__}: {error})."
    finally:
        copy.close()


def _differences(stored: sqlite3.Connection, fresh: sqlite3.Connection, table: str) -> Iterator[str]:
    rows = [set(connection.execute(f"SELECT * FROM {table}")) for connection in (stored, fresh)]
    missing, extra = len(rows[1] - rows[0]), len(rows[0] - rows[1])
    if missing or extra:
        yield (
            f"“{table.replace('_', ' ')}” is not what follows from the log:"
            f" {missing} rows should be there and are not, {extra} are there and should not be."
        )
