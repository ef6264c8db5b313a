"""A lost project, made again from its journal: from the last backup on, or from nothing."""

import base64
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlite_utils

from db import backups, counts, disk, journal_entries, kits, limits, merging, schema, verify
from db.backups import Backup
from db.counts import Counts
from db.errors import ProjectError
from db.incoming import PROJECT_FILE, Aside, Incoming, Source, Stream
from db.journal_entries import Entry
from db.schema import CURRENT
from db.session import Cache, Session

NAME = "the journal"
_ADD_COPY = "INSERT OR IGNORE INTO copy (id, fingerprint, created_at) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Journaled:
    """All that the files of a journal hold."""

    meta: dict[str, str]
    entries: tuple[Entry, ...]


def read(folders: Iterable[Path]) -> Journaled:
    """Read the journals in these folders, what was set aside included."""
    entries: list[Entry] = []
    meta: dict[str, str] = {}
    for path in (path for folder in folders for path in journal_entries.all_files(folder)):
        for entry in journal_entries.read(path):
            if "head" in entry:
                meta |= entry["meta"]
            else:
                entries.append(entry)
    return Journaled(meta, tuple(entries))


def write(draft: Path, base: Backup | None, journaled: Journaled) -> tuple[Counts, int]:
    """Write to `draft` what a backup (or an empty project) and the journal make together.

    Returns its counts, and how many revisions wait for others that are lost. ProjectError where there is
    neither, where the journal begins after the backup ends, or where what comes out is not whole.
    """
    if base is None and not journaled.meta:
        raise ProjectError("There is no journal of this project on this computer, and no backup.")
    with _opened(draft, base, journaled.meta) as session:
        before = counts.of(session).revisions
        _add_copies(session, journaled.entries)
        (taken,) = merging.take_in(session, [_source(session, journaled)])
        if taken.waiting and before + taken.counts.revisions == 0:
            raise ProjectError("The journal begins later than any backup ends; nothing can be rebuilt.")
        damage = verify.check(session)
        if damage:
            raise ProjectError(f"What was rebuilt from the journal is not whole: {damage[0]}")
        found = counts.of(session)
    disk.sync_file(draft)
    return found, sum(last - first + 1 for _, ranges in taken.waiting for first, last in ranges)


@contextmanager
def _opened(draft: Path, base: Backup | None, meta: dict[str, str]) -> Iterator[Session]:
    if base is not None:
        if backups.sha256_of(base.path) != base.sha256:
            raise ProjectError(f"The backup “{base.name}” is damaged: its bytes changed.")
        draft.write_bytes(base.path.read_bytes())
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        limits.apply(connection)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        session = Session(connection, path=draft, program="")
        if base is None:
            _begin(session.tables, meta)
        yield session
    finally:
        connection.close()


def _begin(database: sqlite_utils.Database, meta: dict[str, str]) -> None:
    with database.atomic():
        schema.build(database, CURRENT)
        database.table("meta").insert_all({"key": key, "value": value} for key, value in meta.items())


def _add_copies(session: Session, entries: Iterable[Entry]) -> None:
    """Take over which file copies wrote the streams: they are this project's own, and can be undone in it."""
    rows = {entry["copy"][1]: entry["copy"][1:] for entry in entries if "copy" in entry}
    with session.write():
        session.connection.executemany(_ADD_COPY, rows.values())
    session.cache = Cache()


def _source(session: Session, journaled: Journaled) -> Source:
    return Source(
        name=NAME,
        kind=PROJECT_FILE,
        project=kits.project(session),
        coder="",
        parts=(),
        articles={},
        load=lambda: _loaded(session, journaled.entries),
    )


@contextmanager
def _loaded(session: Session, entries: Iterable[Entry]) -> Iterator[Incoming]:
    rows = session.connection.execute(
        "SELECT id, owner, layer, copy, purpose, created_at FROM stream"
    ).fetchall()
    streams = {row[0]: Stream(*row) for row in rows}
    revisions: dict[str, tuple[Any, ...]] = {}
    asides: dict[str, Aside] = {}
    contents: dict[str, dict[str, Any]] = {"text": {}, "original": {}, "codebook_text": {}}
    for entry in entries:
        if "stream" in entry:
            streams[entry["stream"][0]] = Stream(*entry["stream"])
        revisions[entry["revision"][4]] = _row(entry["revision"])
        for digest, kind, _, salt, content in entry.get("asides", ()):
            asides[digest] = (kind, bytes.fromhex(salt) if salt is not None else None, content)
        for table, found in contents.items():
            found.update(entry.get(table, ()))
    originals = contents["original"]
    yield Incoming(
        streams,
        [row for row in revisions.values() if row[1] in streams],
        asides,
        text=contents["text"].get,
        original=lambda sha256: base64.b64decode(originals[sha256]) if sha256 in originals else None,
        codebook=contents["codebook_text"].get,
    )


def _row(stored: list[Any]) -> tuple[Any, ...]:
    """Return a revision as a row of `log.COLUMNS`: hashes and payload are bytes again."""
    row = list(stored)
    row[3], row[4], row[15] = bytes.fromhex(row[3]), bytes.fromhex(row[4]), row[15].encode()
    return tuple(row)
