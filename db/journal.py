"""The second copy: each revision goes to a file in the data folder as soon as it is acknowledged.

It is trimmed once a verified backup covers it. With the last backup, or alone, a lost project can be rebuilt.
A journal that cannot be written is told of and tried again; it never keeps a label from being saved.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from db import journal_entries
from db.counts import Counts
from db.ids import new_id
from db.journal_entries import Last
from db.session import Session

_CATCH_UP = 5_000
"""Revisions of an unknown project that are still copied whole; a backup covers what is older."""


class Journal:
    """The journal of one open project; all but `trouble` on the project's thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None
        self._path: Path | None = None
        self._number = 0
        self.trouble = ""
        """Why the second copy is not written, in a sentence; "" where it is."""

    def begin(self, session: Session, covered: Counts | None) -> None:
        """Find out how far the journal goes; set aside what belongs to another state of the file."""
        try:
            found = self._aligned(session, covered)
        except (OSError, ValueError, KeyError, IndexError) as error:
            self.trouble = _sentence(error)
            return
        self._number = found
        self.follow(session)

    def _aligned(self, session: Session, covered: Counts | None) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        there = journal_entries.files(self._folder)
        last = next((end for path in reversed(there) if (end := journal_entries.last(path))), None)
        if last and _holds(session, last):
            return last.number
        if last:
            self._set_aside(there)
        total = _end(session)
        if covered and covered.last and _hash_at(session, covered.revisions) == covered.last:
            return covered.revisions
        return 0 if total <= _CATCH_UP else total

    def _set_aside(self, there: tuple[Path, ...]) -> None:
        place = self._folder / f"set-aside-{new_id()}"
        place.mkdir()
        for path in there:
            path.rename(place / path.name)

    def follow(self, session: Session) -> None:
        """Append what was stored since the last time; trouble is taken down, never raised."""
        try:
            for piece in journal_entries.since(session.connection, self._number):
                self._append(session, b"".join(map(journal_entries.line_of, piece)))
                self._number = piece[-1]["n"]
            self.trouble = ""
        except (OSError, sqlite3.Error, ValueError) as error:  # ValueError: damage that cannot be read
            self.trouble = _sentence(error)
            self._let_go()

    def _append(self, session: Session, lines: bytes) -> None:
        if self._file is None:
            meta = dict(session.connection.execute("SELECT key, value FROM meta").fetchall())
            head = journal_entries.head(meta.get("project", ""), meta, session.path)
            self._path = self._folder / f"{new_id()}{journal_entries.SUFFIX}"
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            lines = journal_entries.line_of(head) + lines
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(self._file, rest) :]

    def trim(self, covered: int) -> None:
        """Remove what a verified backup covers: files that end with a revision numbered up to `covered`."""
        if self._number <= covered:
            self._let_go()
        for path in journal_entries.files(self._folder):
            if path != self._path:
                with contextlib.suppress(OSError):
                    end = journal_entries.last(path)
                    if end is None or end.number <= covered:
                        path.unlink()

    def pause(self) -> None:
        """Let the file go, so that it can be rewritten; the next revision begins a new one."""
        self._let_go()

    def close(self) -> None:
        """Bring the journal to the disk and let it go."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.fsync(self._file)
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.close(self._file)
        self._file = self._path = None


def _sentence(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or error
    return f"The second copy of your work cannot be written ({reason}); the project itself is saved."


def _end(session: Session) -> int:
    return int(session.connection.execute("SELECT coalesce(max(number), 0) FROM revision").fetchone()[0])


def _hash_at(session: Session, number: int) -> str:
    query = "SELECT hex(hash) FROM revision WHERE number = ?"
    row = session.connection.execute(query, (number,)).fetchone()
    return row[0].lower() if row else ""


def _holds(session: Session, last: Last) -> bool:
    query = "SELECT id FROM revision WHERE number = ?"
    row = session.connection.execute(query, (last.number,)).fetchone()
    return bool(row and row[0] == last.id)
