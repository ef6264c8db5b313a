"""A project file or kit on disk as a source to merge from: read only, under SQLite's own lock."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils

from db import guard, kits, opening
from db.errors import NotAProjectError, ProjectError
from db.incoming import KIT, PROJECT_FILE, Aside, Incoming, Part, Source, Stream
from db.log import COLUMNS
from db.records import CODER
from db.schema import CURRENT
from db.session import Session
from db.trouble import told


def project_file(path: Path) -> Source:
    """Return the project file or kit at `path` as a source; ProjectError, in words, where it is none.

    Of a kit only its coder's own work is taken. The file is neither changed nor kept open.
    """
    with opened(path) as session:
        coder = kits.coder(session)
        parts = () if _is_forked_or_waiting(session) else tuple(_parts(session, coder))
        articles = session.connection.execute("SELECT id, name, text_sha256 FROM article")
        return Source(
            name=path.name,
            kind=KIT if coder else PROJECT_FILE,
            project=kits.project(session),
            coder=coder,
            parts=parts,
            articles={row[0]: (row[1], row[2]) for row in articles},
            load=lambda: _load(path, coder),
        )


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    """Open a project file or kit to read it only; ProjectError, in words, where that cannot be."""
    if guard.is_open_here(path):
        raise ProjectError(f"“{path.name}” is open in this program; close it first, then merge it.")
    version = opening.check_header(path, CURRENT)
    if version < CURRENT.version:
        raise NotAProjectError(f"“{path.name}” has an older format: open it once, then merge it.")
    connection = opening.connect_to_read(path)
    try:
        database = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        opening.check_contents(database, path, CURRENT)
        yield Session(connection, path=path, program="")
    except sqlite3.Error as error:
        raise ProjectError(f"“{path.name}” cannot be read: {told(error)}; nothing was merged.") from error
    finally:
        connection.close()


def _is_forked_or_waiting(session: Session) -> bool:
    rows = session.connection.execute(
        "SELECT 1 FROM waiting UNION ALL"
        " SELECT 1 FROM (SELECT 1 FROM revision GROUP BY stream, sequence HAVING count(*) > 1) LIMIT 1"
    )
    return rows.fetchone() is not None


def _streams(session: Session, coder: str) -> dict[str, Stream]:
    """Return the streams to be taken: all of a project, of a kit those its coder coded."""
    rows = session.connection.execute("SELECT id, owner, layer, copy, purpose, created_at FROM stream")
    found = (Stream(*row) for row in rows)
    return {s.id: s for s in found if not coder or (s.owner, s.layer) == (coder, CODER)}


def _parts(session: Session, coder: str) -> Iterator[Part]:
    streams = _streams(session, coder)
    rows = session.connection.execute(
        "SELECT stream, min(sequence), max(sequence) FROM revision GROUP BY stream"
    )
    query = "SELECT hash FROM revision WHERE stream = ? AND sequence = ?"
    for stream, first, last in rows.fetchall():
        if stream in streams:
            row = session.connection.execute(query, (stream, last)).fetchone()
            if row is None:
                name = session.path.name
                raise NotAProjectError(f"“{name}” is damaged: an index of it is wrong; restore a backup.")
            yield Part(streams[stream], first, last, row[0])


@contextmanager
def _load(path: Path, coder: str) -> Iterator[Incoming]:
    with opened(path) as session:
        streams = _streams(session, coder)
        query = f"SELECT {COLUMNS} FROM revision UNION ALL SELECT {COLUMNS} FROM waiting"
        revisions = [row for row in session.connection.execute(query) if row[1] in streams]
        yield Incoming(
            streams,
            revisions,
            _asides(session),
            text=lambda sha256: _text(session, "text", sha256),
            original=lambda sha256: _original(session, sha256),
            codebook=lambda sha256: _text(session, "codebook_text", sha256),
        )


def _asides(session: Session) -> dict[str, Aside]:
    rows = session.connection.execute("SELECT digest, kind, salt, content FROM aside")
    return {digest.hex(): (kind, salt, content) for digest, kind, salt, content in rows}


def _text(session: Session, table: str, sha256: str) -> str | None:
    row = session.connection.execute(f"SELECT content FROM {table} WHERE sha256 = ?", (sha256,)).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def _original(session: Session, sha256: str) -> bytes | None:
    row = session.connection.execute("SELECT content FROM original WHERE sha256 = ?", (sha256,)).fetchone()
    return bytes(row[0]) if row and row[0] is not None else None
