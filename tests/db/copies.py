"""Project files in memory, quick to make and to copy, for tests that need thousands of them."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlite_utils

from db import derive, kits, log, schema
from db.incoming import PROJECT_FILE, RETURN, Incoming, Row, Source, Stream
from db.schema import CURRENT, DERIVED_TABLES
from db.session import Session

Contents = dict[str, set[tuple[Any, ...]]]
_numbers = itertools.count(1)


@dataclass
class Clock:
    """A clock that goes on by a millisecond each time, and can be put wrong."""

    at: datetime = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass
class File:
    """One copy of a project."""

    session: Session
    clock: Clock = field(default_factory=Clock)

    @classmethod
    def new(cls) -> "File":
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        database = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        with database.atomic():
            schema.build(database, CURRENT)
            database.table("meta").insert({"key": "project", "value": "0190-test"})
        return cls._around(connection, f"place {next(_numbers)}", Clock())

    @classmethod
    def _around(cls, connection: sqlite3.Connection, fingerprint: str, clock: Clock) -> "File":
        session = Session(
            connection, path=Path("memory"), program="test", clock=clock, fingerprint=fingerprint
        )
        session.kit = kits.coder(session)
        return cls(session, clock)

    def copy(self, *, same_place: bool = False) -> "File":
        """Return a copy of the file, elsewhere, or in the same place: then it writes the same streams."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.session.connection.backup(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        place = self.session.fingerprint if same_place else f"place {next(_numbers)}"
        return File._around(connection, place, Clock(self.clock.at))

    def close(self) -> None:
        self.session.connection.close()

    def source(self) -> Source:
        """Return the whole file as a source to merge from."""
        return self._source("copy", PROJECT_FILE, "", lambda _: True, lambda _: True)

    def returned(self, coder: str, keep: Callable[[Row], bool]) -> Source:
        """Return a coder's work, or that part of it which `keep` keeps."""
        return self._source("return", RETURN, coder, lambda s: (s.owner, s.layer) == (coder, "coder"), keep)

    def _source(
        self, name: str, kind: str, coder: str, wanted: Callable[[Stream], bool], keep: Callable[[Row], bool]
    ) -> Source:
        return Source(name, kind, kits.project(self.session), coder, (), {}, lambda: self._load(wanted, keep))

    @contextmanager
    def _load(self, wanted: Callable[[Stream], bool], keep: Callable[[Row], bool]) -> Iterator[Incoming]:
        run = self.session.connection.execute
        found = (
            Stream(*row) for row in run("SELECT id, owner, layer, copy, purpose, created_at FROM stream")
        )
        streams = {stream.id: stream for stream in found if wanted(stream)}
        query = f"SELECT {log.COLUMNS} FROM revision UNION ALL SELECT {log.COLUMNS} FROM waiting"
        rows = [row for row in run(query) if row[1] in streams and keep(row)]
        stored = run("SELECT digest, kind, salt, content FROM aside")
        asides = {digest.hex(): (kind, salt, content) for digest, kind, salt, content in stored}
        yield Incoming(
            streams, rows, asides, self._table("text").get, self._table("original").get,
            self._table("codebook_text").get,
        )  # fmt: skip

    def _table(self, name: str) -> Mapping[str, Any]:
        return dict(self.session.connection.execute(f"SELECT sha256, content FROM {name}"))


def contents(session: Session) -> Contents:
    """Return everything that a project says, without what is of one file copy only (places, undo)."""
    run = session.connection.execute
    tables = [table for table in (*DERIVED_TABLES, "aside", "text", "original") if table != "act"]
    found = {table: set(run(f"SELECT * FROM {table}")) for table in tables}
    for table in ("revision", "waiting"):
        found[table] = set(run(f"SELECT {log.COLUMNS} FROM {table}"))
    return found


def derived_again(session: Session) -> Contents:
    """Return what a project says when everything is derived anew from the log."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        session.connection.backup(copy)
        fresh = Session(copy, path=session.path, program="test")
        with fresh.write():
            derive.rebuild(fresh)
        return contents(fresh)
    finally:
        copy.close()
