"""One open project: the door through which everybody else reaches the project file."""

import contextlib
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

import sqlite_utils

from db import disk, leftovers, schema
from db.alarm import Loss
from db.backups import Backup
from db.errors import NotFoundError, ProjectError
from db.ids import new_id
from db.keeper import Keeper, Keeping
from db.opener import Opener
from db.schema import CURRENT, Format
from db.session import Clock, Session, rfc3339, utc_now
from db.worker import Worker

P = ParamSpec("P")
T = TypeVar("T")
KeepingOf = Callable[[str, Path], Keeping]
"""Says for a project, by its id and real path, where copies of it are kept."""


class Project:
    """A project file that this process holds alone, until `close`.

    `ask` and `send` run functions of this room on the one thread that owns the one connection; what they
    return are frozen snapshots. Use as a context manager, or close; a forgotten project closes itself.
    """

    def __init__(
        self,
        path: Path,
        program: str,
        *,
        form: Format = CURRENT,
        clock: Clock = utc_now,
        keeping: KeepingOf | None = None,
    ) -> None:
        self.path = path
        # From here on the real file counts, whatever becomes of a link that led to it.
        self._opener = opener = Opener(Path(os.path.realpath(path)), program, form, clock)
        self._worker = Worker(f"project {path.name}", opener.start, opener.stop)
        self.id = opener.project
        self.holder = str(opener.holder)
        self.kit = self._worker.session.kit
        """In a kit the id of its coder, the only one who may write; "" in a project."""
        self._keeper = Keeper(self._worker, keeping(self.id, opener.path)) if keeping else None
        self._finalizer = weakref.finalize(self, _close, self._keeper, self._worker)

    @classmethod
    def create(
        cls, path: Path, *, program: str, clock: Clock = utc_now, keeping: KeepingOf | None = None
    ) -> Self:
        """Make an empty project file and open it; ProjectError where something stands there already."""
        _make(path, program, clock)
        return cls.open(path, program=program, clock=clock, keeping=keeping)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        program: str,
        form: Format = CURRENT,
        clock: Clock = utc_now,
        keeping: KeepingOf | None = None,
    ) -> Self:
        """Open a project file; ProjectHeldError within a second if anybody has it open already.

        `keeping` says where copies are kept; without it none are. NotFoundError for no file,
        NotAProjectError for anything that is not a sound project file.
        """
        return cls(path, program, form=form, clock=clock, keeping=keeping)

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

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What the newest copy held when the project was opened, and the project did not; for an alarm."""
        return self._keeper.losses if self._keeper else ()

    @property
    def keeping_trouble(self) -> str:
        """Why there is no backup, or no second copy of what was saved, in a sentence; "" where there are."""
        return self._keeper.trouble if self._keeper else ""

    def back_up(self, why: str) -> Backup | None:
        """Copy the project, check the copy and let it count; None where the newest copy says the same.

        ProjectError where that fails, or where no copies are kept.
        """
        if self._keeper is None:
            raise ProjectError("No place for backups was named when the project was opened.")
        return self._keeper.back_up(why)

    @contextlib.contextmanager
    def copies_at_rest(self) -> Iterator[None]:
        """Have no copy made and no journal file written to while something is forgotten in all of them."""
        if self._keeper is None:
            yield
            return
        with self._keeper.at_rest():
            self.ask(lambda _: self._keeper.pause_journal() if self._keeper else None)
            yield

    def backups(self) -> tuple[Backup, ...]:
        """Return the copies that count, the newest first."""
        return self._keeper.listing() if self._keeper else ()

    def close(self) -> None:
        """Wait for what was sent, let the file go and take the lock file away; closing twice does nothing."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _close(keeper: Keeper | None, worker: Worker) -> None:
    if keeper:
        keeper.stop()
    worker.close()


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
