"""Runs verbs away from the window's thread and tells every view what they changed."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from db.errors import ProjectError
from desktop.errors import UserError
from desktop.study.changes import Changes

T = TypeVar("T")
log = logging.getLogger(__name__)


class Dispatcher(QObject):
    """The one place where work leaves the window's thread and where its results come back.

    Callbacks run on the window's thread. An error the user can do something about goes to `failed`, or else
    out through `refused` as its sentence; any other error is ours and goes out through `broken`.
    """

    changed = Signal(object, object)
    """What changed (`Changes`) and who started it (any object, or None): the starter skips its own echo."""
    refused = Signal(str)
    broken = Signal(object)
    busy = Signal(int)
    """How many pieces of work are under way."""
    _came_back = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without any thread: they come with the work."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="verb")
        self._under_way = 0
        self._closed = False
        self._came_back.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        *,
        failed: Callable[[str], object] | None = None,
        dropped: Callable[[T], object] | None = None,
        initiator: object = None,
    ) -> None:
        """Do `work` on another thread, then `then(result)` here.

        A result that is, or carries, `Changes` is announced to every view before `then` is called. A result
        that comes after `close` goes to `dropped`: what was opened must be closed.
        """
        self._begin()
        calls = _Calls(then, failed, initiator, dropped)
        self._pool.submit(self._carry_out, work, calls)

    def follow(
        self,
        future: "Future[T]",
        then: Callable[[T], object] | None = None,
        *,
        failed: Callable[[str], object] | None = None,
        initiator: object = None,
    ) -> None:
        """Call `then` here once `future` (work that the project's own thread does) has its result."""
        self._begin()
        calls = _Calls(then, failed, initiator)

        def settled(done: "Future[T]") -> None:
            error = done.exception()
            value = None if error else done.result()
            self._emit(calls, value, error if isinstance(error, Exception) or error is None else None)

        future.add_done_callback(settled)

    def announce(self, changes: Changes, initiator: object = None) -> None:
        """Tell every view what changed, where the work was done here."""
        if changes:
            self.changed.emit(changes, initiator)

    def report(self, error: Exception) -> None:
        """Show an error that was raised here as a sentence, or as our own fault."""
        if isinstance(error, (UserError, ProjectError)):
            self.refused.emit(str(error))
        else:
            log.error("A verb failed", exc_info=error)
            self.broken.emit(error)

    def close(self) -> None:
        """Wait for what is under way; its results are dropped."""
        self._closed = True
        self._pool.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    @property
    def idle(self) -> bool:
        """True when nothing is under way and every result has been handed over."""
        return self._under_way == 0

    def _carry_out(self, work: Callable[[], object], calls: "_Calls") -> None:
        """Do a piece of work; runs on a thread of the pool."""
        try:
            value, error = work(), None
        except Exception as raised:  # noqa: BLE001  (whatever it is, the window's thread must hear of it)
            value, error = None, raised
        self._emit(calls, value, error)

    def _begin(self) -> None:
        self._under_way += 1
        self.busy.emit(self._under_way)

    def _emit(self, calls: "_Calls", value: object, error: Exception | None) -> None:
        try:
            self._came_back.emit(calls, value, error)
        except RuntimeError:  # the window, and this object with it, is gone: nobody waits any more
            log.debug("A result came after the window was closed")

    def _finish(self, calls: "_Calls", value: object, error: Exception | None) -> None:
        self._under_way -= 1
        self.busy.emit(self._under_way)
        if self._closed:
            if calls.dropped is not None and error is None:
                calls.dropped(value)
            return
        if error is not None:
            self._fail(calls, error)
            return
        changes = changes_of(value)
        if changes:
            self.changed.emit(changes, calls.initiator)
        if calls.then is not None:
            calls.then(value)

    def _fail(self, calls: "_Calls", error: Exception) -> None:
        if calls.failed is not None and isinstance(error, (UserError, ProjectError)):
            calls.failed(str(error))
        else:
            self.report(error)


def changes_of(value: object) -> Changes | None:
    """Return what a verb's result says that it changed."""
    if isinstance(value, tuple):
        return next((each for each in value if isinstance(each, Changes)), None)
    found = value if isinstance(value, Changes) else getattr(value, "changes", None)
    return found if isinstance(found, Changes) else None


@dataclass(frozen=True, slots=True)
class _Calls:
    """Whom to call with a result, and who started the work."""

    then: Callable[[Any], object] | None
    failed: Callable[[str], object] | None
    initiator: object
    dropped: Callable[[Any], object] | None = None
