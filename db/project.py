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

from db import disk, leftovers, schema
from db.errors import NotFoundError, ProjectError
from db.ids import new_id
from db.opener import Opener
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
        self._opener = opener = Opener(Path(os.path.realpath(path)), program, form, clock)
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

    @property
    def read_only(self) -> str:
        """Why nothing is stored in this project, in a sentence; "" where everything is."""
        return self._worker.session.read_only

    @property
    def damage(self) -> tuple[str, ...]:
        """What was found damaged when the file was opened (again), in sentences."""
        return self._worker.session.damage

    @property
    def unclean(self) -> bool:
        """Whether whoever had the project last did not close it; it was checked in full then."""
        return self._opener.unclean

    def close(self) -> None:
        """Wait for what was sent, let the file go and take the lock file away; closing twice does nothing."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make(path: Path, program: str, clock: Clock) -> None:
    """Write an empty project beside its place and move it there whole."""
    if os.path.lexists(path):
        raise ProjectError(f"“{path.name}” is there already; open it, or choose another name.")
    if not path.parent.is_dir():
        raise NotFoundError(f"There is no folder “{path.parent}” to put the project into.")
    draft = path.with_name(f"{path.name}-new-{new_id()}")
    try:
        _fill(draft, program, rfc3339(clock()))
        leftovers.set_aside(path)
        draft.rename(path)
        disk.sync_folder(path.parent)
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
