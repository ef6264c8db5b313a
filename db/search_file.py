"""The side file of the search: a throw-away SQLite file in a cache folder, never part of a project."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.search_feed import Delta, Mark, Sheet, Step, Tip

FORM = 1
"""Raised with every change of the tables below: a side file of another form is made anew."""
SUFFIX = ".search"
KEPT_DAYS = 90
_APPLICATION_ID = 0x50524D53
_BESIDE = ("", "-wal", "-shm", "-journal")

ARTICLE_BITS, START_BITS = 40, 12
"""A piece's number holds article, start and a slot, so that the order of numbers is reading order."""
_MOST_START = (1 << (ARTICLE_BITS - START_BITS)) - 1
_SLOTS = 1 << START_BITS

_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_TABLES = f"""
CREATE TABLE stamp (
  project TEXT NOT NULL, number INTEGER NOT NULL, revision TEXT NOT NULL, whole INTEGER NOT NULL
);
CREATE TABLE article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, outlet TEXT NOT NULL,
  stale INTEGER NOT NULL
);
CREATE TABLE progress (
  article INTEGER NOT NULL, coder TEXT NOT NULL, phase TEXT NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (article, coder, phase)
) WITHOUT ROWID;
CREATE TABLE paragraph (number INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE mark (
  number INTEGER PRIMARY KEY, passage TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, layer TEXT NOT NULL,
  label TEXT NOT NULL, "end" INTEGER NOT NULL, unsure INTEGER NOT NULL, quote TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE VIRTUAL TABLE paragraph_words USING fts5(
  words, content = 'paragraph', content_rowid = 'number', {_TOKENS}
);
CREATE VIRTUAL TABLE mark_words USING fts5(
  quote, note, content = 'mark', content_rowid = 'number', {_TOKENS}
);
"""
# The markers that show where a word was found must stand nowhere else; in texts they stand nowhere anyway.
_MARKERS = str.maketrans({"\ufdd0": " ", "\ufdd1": " "})


def side_path(folder: Path, project: str, path: Path) -> Path:
    """Return where the side file of a project file lies; it tells neither name nor place of the project."""
    real = os.path.normcase(os.path.realpath(path))
    name = hashlib.sha256(f"{project}\0{real}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / f"{name}{SUFFIX}"


def throw_away(path: Path) -> None:
    """Delete a side file and what SQLite left beside it; nothing happens where that cannot be."""
    for ending in _BESIDE:
        try:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        except OSError:  # open in this or another window: stale at worst, and made anew there
            continue


def tidy(folder: Path, days: int = KEPT_DAYS) -> None:
    """Delete the side files of projects that nobody searched for so many days."""
    long_ago = time.time() - days * 86_400
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            if path.stat().st_mtime < long_ago:
                throw_away(path)
        except OSError:  # gone already
            continue


def piece(article: int, start: int, slot: int = 0) -> int:
    """Return the number of what stands at a code point of the article with that number."""
    return (article << ARTICLE_BITS) + (min(start, _MOST_START) << START_BITS) + slot


def article_of(number: int) -> int:
    """Return the number of the article that a piece stands in."""
    return number >> ARTICLE_BITS


def start_of(number: int) -> int:
    """Return the code point at which a piece begins."""
    return (number >> START_BITS) & _MOST_START


class SideFile:
    """One open side file; used from one thread. With no path it stands in memory and is gone when closed."""

    def __init__(self, path: Path | None, project: str) -> None:
        self._path = path
        self._project = project
        self.connection = self._connect()

    def close(self) -> None:
        """Close it; what was committed stays."""
        self.connection.close()

    def renew(self) -> None:
        """Throw everything away and begin anew."""
        self.close()
        if self._path is not None:
            throw_away(self._path)
        self.connection = self._connect()

    @property
    def tip(self) -> Tip:
        """Up to which revision of the project this is true."""
        row = self.connection.execute("SELECT number, revision FROM stamp").fetchone()
        return Tip(*row)

    @property
    def whole(self) -> bool:
        """Whether every article is in it; False while it is being made."""
        return bool(self.connection.execute("SELECT whole FROM stamp").fetchone()[0])

    def stamp(self, tip: Tip, *, whole: bool) -> None:
        """Say up to which revision this is true."""
        self.connection.execute(
            "UPDATE stamp SET number = ?, revision = ?, whole = ?", (tip.number, tip.revision, whole)
        )

    @contextmanager
    def write(self) -> Iterator[None]:
        """Run what stands inside as one transaction."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def fresh_articles(self) -> frozenset[str]:
        """Return the ids of the articles that are in it as they are in the project."""
        return frozenset(row[0] for row in self.connection.execute("SELECT id FROM article WHERE NOT stale"))

    def keep_articles(self, listed: Collection[str]) -> None:
        """Take out every article that is not among these."""
        for number, identity in self.connection.execute("SELECT number, id FROM article").fetchall():
            if identity not in listed:
                self._empty(number)
                self.connection.execute("DELETE FROM article WHERE number = ?", (number,))

    def put_sheet(self, sheet: Sheet) -> None:
        """Put an article in, in place of what is there of it."""
        execute = self.connection.execute
        row = execute("SELECT number FROM article WHERE id = ?", (sheet.id,)).fetchone()
        if row:
            self._empty(row[0])
        number = row[0] if row else execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()[0]
        execute(
            "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, 0)",
            (number, sheet.id, sheet.title, sheet.outlet),
        )
        paragraphs = list(_paragraphs(number, sheet.text))
        self.connection.executemany("INSERT INTO paragraph VALUES (?, ?)", paragraphs)
        self.connection.executemany("INSERT INTO paragraph_words (rowid, words) VALUES (?, ?)", paragraphs)
        for mark in sheet.marks:
            self.put_mark(mark)
        for step in sheet.steps:
            self.put_step(step)

    def put_delta(self, delta: Delta) -> None:
        """Bring passages and progress up to the delta's tip; its articles are stale from now on."""
        self.connection.executemany(
            "UPDATE article SET stale = 1 WHERE id = ?", [(i,) for i in delta.articles]
        )
        for passage in delta.gone:
            self._drop_mark(passage)
        for mark in delta.marks:
            self.put_mark(mark)
        for step in delta.steps:
            self.put_step(step)

    def put_step(self, step: Step) -> None:
        """Take down how far a coder is with an article."""
        coder, article, phase, state = step
        self.connection.execute(
            "INSERT OR REPLACE INTO progress SELECT number, ?, ?, ? FROM article WHERE id = ?",
            (coder, phase, state, article),
        )

    def put_mark(self, mark: Mark) -> None:
        """Put a passage in, or bring it up to date; one of an article that is not here is left out."""
        article = self.connection.execute(
            "SELECT number FROM article WHERE id = ?", (mark.article,)
        ).fetchone()
        if article is None:
            return
        known = self._drop_mark(mark.passage)
        base = piece(article[0], mark.start)
        number = known if known and base < known < base + _SLOTS else self._free(base)
        quote, note = (words.translate(_MARKERS) for words in (mark.quote, mark.note))
        self.connection.execute(
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, mark.passage, mark.owner, mark.layer, mark.label, mark.end, mark.unsure, quote, note),
        )
        self.connection.execute(
            "INSERT INTO mark_words (rowid, quote, note) VALUES (?, ?, ?)", (number, quote, note)
        )

    def _drop_mark(self, passage: str) -> int:
        row = self.connection.execute(
            "SELECT number, quote, note FROM mark WHERE passage = ?", (passage,)
        ).fetchone()
        if row is None:
            return 0
        self.connection.execute(
            "INSERT INTO mark_words (mark_words, rowid, quote, note) VALUES ('delete', ?, ?, ?)", row
        )
        self.connection.execute("DELETE FROM mark WHERE number = ?", row[:1])
        return int(row[0])

    def _free(self, base: int) -> int:
        """Return a number of its own for a passage; only after thousands at one place it stands elsewhere."""
        row = self.connection.execute(
            "SELECT coalesce(max(number), ?) + 1 FROM mark WHERE number > ? AND number < ?",
            (base, base, base + _SLOTS),
        ).fetchone()
        number = int(row[0])
        while self.connection.execute("SELECT 1 FROM mark WHERE number = ?", (number,)).fetchone():
            number += 1
        return number

    def _empty(self, article: int) -> None:
        execute, run = self.connection.execute, (piece(article, 0), piece(article + 1, 0))
        within = "number >= ? AND number < ?"
        execute(
            "INSERT INTO paragraph_words (paragraph_words, rowid, words)"
            f" SELECT 'delete', number, words FROM paragraph WHERE {within}",
            run,
        )
        execute(
            "INSERT INTO mark_words (mark_words, rowid, quote, note)"
            f" SELECT 'delete', number, quote, note FROM mark WHERE {within}",
            run,
        )
        execute(f"DELETE FROM paragraph WHERE {within}", run)
        execute(f"DELETE FROM mark WHERE {within}", run)
        execute("DELETE FROM progress WHERE article = ?", (article,))

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._open(self._path)
        except (sqlite3.Error, OSError):
            if self._path is None:
                raise
        throw_away(self._path)
        try:
            return self._open(self._path)
        except (
            sqlite3.Error,
            OSError,
        ):  # a folder that cannot be written to costs the memory, not the search
            self._path = None
            return self._open(None)

    def _open(self, path: Path | None) -> sqlite3.Connection:
        if path is not None:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            str(path) if path else ":memory:", isolation_level=None, timeout=1, check_same_thread=False
        )
        try:
            _prepare(connection, self._project)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, project: str) -> None:
    """Make the tables in an empty file; sqlite3.DatabaseError for a file that is another's."""
    execute = connection.execute
    for pragma in (
        "trusted_schema = OFF",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "cache_size = -32768",
    ):
        execute(f"PRAGMA {pragma}").fetchall()
    if not execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        connection.executescript(f"BEGIN;{_TABLES}COMMIT;")
        execute("INSERT INTO stamp VALUES (?, 0, '', 0)", (project,))
        execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        execute(f"PRAGMA user_version = {FORM}")
    stamps = [execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    owner = execute("SELECT project FROM stamp").fetchall()
    if stamps != [_APPLICATION_ID, FORM] or owner != [(project,)]:
        raise sqlite3.DatabaseError("not a side file of this project and form")


def _paragraphs(article: int, text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for words in text.split("\n"):
        if words.strip() and start <= _MOST_START:
            yield piece(article, start), words
        start += len(words) + 1
