"""What the functions of this room get as first argument, on the one thread that owns the connection."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import sqlite_utils

from db.errors import NotFoundError, NotSavedError, ProjectError, ReadOnlyError
from db.ids import Ids
from db.trouble import Trouble

Clock = Callable[[], datetime]
"""Gives the present moment, with a time zone."""

_TEXTS_KEPT = 8


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def _nothing() -> None:
    """Mend nothing: for sessions that were opened to look at a file."""


def rfc3339(moment: datetime) -> str:
    """Return a moment as RFC 3339 in UTC with milliseconds."""
    moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


@dataclass(slots=True)
class StreamHead:
    """Where a stream of this file copy ends: its last sequence and that revision's hash."""

    id: str
    sequence: int
    hash: bytes


@dataclass(slots=True)
class Cache:
    """What the session remembers of the file; thrown away whole when a transaction fails."""

    copy: str = ""
    streams: dict[tuple[str, str, str], StreamHead] = field(default_factory=dict)
    texts: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    coders: frozenset[str] | None = None
    articles: set[str] | None = None
    local: dict[str, bool] = field(default_factory=dict)
    codebook: str | None = None


class Session:
    """One sitting at one project file: connection, clock, program version and file copy.

    `write` is the only way to change the file. Nothing here may be used from another thread.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        path: Path,
        program: str,
        clock: Clock = utc_now,
        fingerprint: str = "",
        kit: str = "",
    ) -> None:
        self.connection = connection
        self.tables = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        self.path = path
        self.program = program
        self.fingerprint = fingerprint
        self.kit = kit
        """In a kit, the id of its coder, the only one who may write; "" in a project."""
        self._clock = clock
        self._ids = Ids()
        self.sitting = self.new_id()
        self.cache = Cache()
        self._doomed = False
        self.read_only = ""
        """Why nothing may be written, in a sentence; "" where it may."""
        self.damage: tuple[str, ...] = ()
        self.commits = 0
        self.followers: list[Callable[[Session], None]] = []
        """What is done after each task that changed the file, once whoever asked was answered."""
        self.endings: list[Callable[[], None]] = []
        """What is done before the file is closed."""
        self._followed = 0
        self.trouble = Trouble()
        self.mend: Callable[[], None] = _nothing
        """Closes the file, opens and checks it again; set by whoever opened it."""
        self.mend_to_write: Callable[[], None] = _nothing
        """Brings to the disk again what it may only seem to hold; set by whoever opened it."""

    def take(self, connection: sqlite3.Connection) -> None:
        """Go on with another connection to the same file."""
        self.connection = connection
        self.tables = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        self.cache = Cache()

    def new_id(self) -> str:
        """Return a UUIDv7 greater than every one this session made."""
        return self._ids.new()

    def now(self) -> str:
        """Return the present moment as RFC 3339 in UTC with milliseconds."""
        return rfc3339(self._clock())

    @contextmanager
    def write(self) -> Iterator[None]:
        """Run what stands inside as one transaction: stored whole, or not at all.

        Inside another one it joins that; a failure dooms the outer one even where somebody catches it.
        ReadOnlyError where nothing may be written, NotSavedError where the disk does not take it.
        """
        outermost = not self.connection.in_transaction
        if outermost:
            self._begin()
        try:
            yield
            if outermost:
                self._commit()
        except BaseException as error:
            self._doomed = True
            self.cache = Cache()
            self.trouble.note(error)
            if outermost:
                self._roll_back()
            if outermost and self.trouble.is_the_disks(error):
                raise NotSavedError(self.trouble.sentence(self.path.name, error)) from error
            raise

    def _begin(self) -> None:
        if self.read_only:
            raise ReadOnlyError(self.read_only)
        self._doomed = False
        self.mend_to_write()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self.trouble.note(error)
            if self.trouble.is_the_disks(error):
                raise NotSavedError(self.trouble.sentence(self.path.name, error)) from error
            raise

    def _commit(self) -> None:
        if self._doomed:
            raise ProjectError("A part of it could not be stored, so nothing was.")
        self.connection.execute("COMMIT")
        self.commits += 1

    def _roll_back(self) -> None:
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self.trouble.note(error)

    @property
    def has_news(self) -> bool:
        """Whether anything was stored that the followers do not know yet."""
        return self._followed != self.commits

    def follow(self) -> None:
        """Tell the followers what was stored since the last time."""
        self._followed = self.commits
        for follower in self.followers:
            follower(self)

    def text_of(self, article: str) -> tuple[str, str]:
        """Return an article's text hash and canonical text; NotFoundError, or ProjectError if purged."""
        found = self.cache.texts.get(article)
        if found is None:
            row = self.connection.execute(
                "SELECT text_sha256, CASE purged WHEN 0 THEN content END"
                " FROM article JOIN text ON text.sha256 = text_sha256 WHERE id = ?",
                (article,),
            ).fetchone()
            if row is None:
                raise NotFoundError(f"No article with the id “{article}” is in the project.")
            while len(self.cache.texts) >= _TEXTS_KEPT:
                self.cache.texts.pop(next(iter(self.cache.texts)))
            found = self.cache.texts[article] = (row[0], row[1])
        sha256, text = found
        if text is None:
            raise ProjectError(f"The text of the article “{article}” was purged; it can no longer be coded.")
        return sha256, text

    def has_owner(self, owner: str) -> bool:
        """Return whether `owner` is a coder of this project."""
        if self.cache.coders is None:
            rows = self.connection.execute("SELECT id FROM coder")
            self.cache.coders = frozenset(row[0] for row in rows)
        return owner in self.cache.coders

    def has_article(self, article: str) -> bool:
        """Return whether an article is here with the very text that its id stands for."""
        if self.cache.articles is None:
            rows = self.connection.execute("SELECT id FROM article")
            self.cache.articles = {row[0] for row in rows}
        return article in self.cache.articles

    def is_local(self, stream: str) -> bool:
        """Return whether a stream was written in this file, and not in a kit or another copy."""
        known = self.cache.local.get(stream)
        if known is None:
            query = "SELECT 1 FROM stream JOIN copy ON copy.id = stream.copy WHERE stream.id = ?"
            known = self.connection.execute(query, (stream,)).fetchone() is not None
            self.cache.local[stream] = known
        return known

    def codebook(self) -> str:
        """Return the hash of the current codebook version, or "" where there is none."""
        if self.cache.codebook is None:
            row = self.connection.execute(
                "SELECT sha256 FROM codebook_version"
                " ORDER BY number DESC, installed_at DESC, revision DESC LIMIT 1"
            ).fetchone()
            self.cache.codebook = row[0] if row else ""
        return self.cache.codebook
