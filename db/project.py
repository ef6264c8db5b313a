"""One open project: the door through which everybody else reaches the project file."""

import contextlib
import os
import sqlite3
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

import sqlite_utils

from db import guard, holder, kits, migrations, opening, schema
from db.errors import NotFoundError, ProjectError
from db.holder import Holder
from db.ids import new_id
from db.schema import CURRENT, Format
from db.session import Clock, Session, rfc3339, utc_now
from db.worker import Worker

P = ParamSpec("P")
T = TypeVar("T")


class Project:
    """A project file that this process holds alone, until `close`.

    `ask` and `send` run functions of this room on the one thread that owns the one connection; what they
    return are frozen snapshots. Use as a context manager, or close; a forgotten project closes itself.
    """

    def __init__(self, path: Path, program: str, *, form: Format = CURRENT, clock: Clock = utc_now) -> None:
        self.path = path
        # From here on the real file counts, whatever becomes of a link that led to it.
        opener = _Opener(Path(os.path.realpath(path)), program, form, clock)
        self._worker = Worker(f"project {path.name}", opener.start, opener.stop)
        self.id = opener.project
        self.holder = str(opener.holder)
        self.kit = self._worker.session.kit
        """In a kit the id of its coder, the only one who may write; "" in a project."""
        self._finalizer = weakref.finalize(self, self._worker.close)

    @classmethod
    def create(cls, path: Path, *, program: str, clock: Clock = utc_now) -> Self:
        """Make an empty project file and open it; ProjectError where something stands there already."""
        _make(path, program, clock)
        return cls.open(path, program=program, clock=clock)

    @classmethod
    def open(cls, path: Path, *, program: str, form: Format = CURRENT, clock: Clock = utc_now) -> Self:
        """Open a project file; ProjectHeldError within a second if anybody has it open already.

        NotFoundError for no file, NotAProjectError for anything that is not a sound project file.
        """
        return cls(path, program, form=form, clock=clock)

    def ask(self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `function(session, …)` on the project's thread, wait, and return or raise what it did."""
        if self._worker.is_current_thread():
            raise RuntimeError("ask() on the project's own thread would wait for itself")
        return self.send(function, *args, **kw).result()

    def send(
        self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kw: P.kwargs
    ) -> Future[T]:
        """Have `function(session, …)` run after all that was sent before; do not wait for it."""
        session = self._worker.session
        return self._worker.send(lambda: function(session, *args, **kw))

    def close(self) -> None:
        """Wait for what was sent, let the file go and take the lock file away; closing twice does nothing."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Opener:
    """Opens and closes on the project's thread, so that the connection never meets another one."""

    def __init__(self, path: Path, program: str, form: Format, clock: Clock) -> None:
        self.path, self.program, self.form, self.clock = path, program, form, clock
        self.holder: Holder = holder.this_process(rfc3339(clock()), program)
        self.project = ""
        self._ticket = 0

    def start(self) -> Session:
        """Check, lock, migrate where needed, and check again."""
        self._ticket = guard.claim(self.path)
        try:
            return self._open()
        except BaseException:
            guard.release(self._ticket)
            raise

    def _open(self) -> Session:
        version = opening.check_header(self.path, self.form)
        connection = opening.connect(self.path)
        if version < self.form.version:
            migrations.migrate(connection, self.path, version, self.form)
            guard.renew(self._ticket, self.path)
            connection = opening.connect(self.path)
        try:
            return self._checked(connection)
        except BaseException:
            connection.close()
            raise

    def _checked(self, connection: sqlite3.Connection) -> Session:
        session = Session(connection, path=self.path, program=self.program, clock=self.clock)
        opening.check_contents(session.tables, self.path, self.form)
        row = connection.execute("SELECT value FROM meta WHERE key = 'project'").fetchone()
        if row is None:
            raise ProjectError(f"“{self.path.name}” does not say which project it is; restore a backup.")
        self.project = row[0]
        session.fingerprint = opening.fingerprint(self.path, self.project)
        session.kit = kits.coder(session)
        holder.announce(self.path, self.holder)
        return session

    def stop(self, session: Session) -> None:
        """Let go: first the name, then the lock, so that nobody else's name is taken away."""
        try:
            holder.withdraw(self.path, self.holder)
            session.connection.close()
        finally:
            guard.release(self._ticket)


def _make(path: Path, program: str, clock: Clock) -> None:
    """Write an empty project beside its place and move it there whole."""
    if os.path.lexists(path):
        raise ProjectError(f"“{path.name}” is there already; open it, or choose another name.")
    if not path.parent.is_dir():
        raise NotFoundError(f"There is no folder “{path.parent}” to put the project into.")
    draft = path.with_name(f"{path.name}-new-{new_id()}")
    try:
        _fill(draft, program, rfc3339(clock()))
        _set_strays_aside(path)
        draft.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(f"“{path.name}” cannot be made: {error}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _fill(draft: Path, program: str, now: str) -> None:
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA fullfsync = ON")
        database = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        with database.atomic():
            schema.build(database, CURRENT)
            rows = (("project", new_id()), ("created_at", now), ("created_by", program))
            database.table("meta").insert_all({"key": key, "value": value} for key, value in rows)
    finally:
        connection.close()


def _set_strays_aside(path: Path) -> None:
    """Move away a journal that an earlier file of this name left: SQLite would play it into the new one."""
    for suffix in ("-journal", "-wal", "-shm"):
        stray = path.with_name(path.name + suffix)
        if stray.exists():
            stray.rename(path.with_name(f"{stray.name}.stray-{new_id()}"))
