"""The one thread on which everything in a project file is read and written."""

import queue
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from db.errors import ProjectError
from db.session import Session
from db.trouble import told

_Task = tuple[Future[Any], Callable[[], Any]]


class Worker:
    """Opens a session on a thread of its own, runs tasks on it in order, and closes it.

    Knows nothing of `Project`, so that a forgotten project can be collected and closed.
    """

    def __init__(self, name: str, start: Callable[[], Session], stop: Callable[[Session], None]) -> None:
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._started: Future[Session] = Future()
        self._thread = threading.Thread(target=self._run, args=(start, stop), name=name, daemon=True)
        self._closing = threading.Lock()
        self._closed = False
        self._thread.start()
        self.session = self._wait_for_start()

    def _wait_for_start(self) -> Session:
        try:
            return self._started.result()
        except BaseException:
            self._thread.join()
            raise

    def send(self, task: Callable[[], Any]) -> Future[Any]:
        """Queue a task; ProjectError once the project is closed."""
        future: Future[Any] = Future()
        with self._closing:
            if self._closed:
                raise ProjectError("The project is closed.")
            self._tasks.put((future, task))
        return future

    def breathe(self) -> None:
        """Run what waits now, in the midst of a long task on this thread."""
        while not self.session.trouble.suspect:
            try:
                item = self._tasks.get_nowait()
            except queue.Empty:
                return
            if item is None:  # closing: that comes after the long task
                self._tasks.put(None)
                return
            _carry_out(*item, self.session)

    def is_current_thread(self) -> bool:
        """Return whether the caller runs on this worker's thread."""
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Run what was sent so far, close the session and wait until that is done."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._tasks.put(None)
        # A forgotten project may be collected on its own thread, which cannot wait for itself.
        if not self.is_current_thread():
            self._thread.join()

    def _run(self, start: Callable[[], Session], stop: Callable[[Session], None]) -> None:
        try:
            session = start()
        except BaseException as error:  # noqa: BLE001 - handed to whoever opens
            self._started.set_exception(error)
            return
        self._started.set_result(session)
        while (item := self._tasks.get()) is not None:
            _carry_out(*item, session)
            del item
        stop(session)


def _carry_out(future: Future[Any], task: Callable[[], Any], session: Session) -> None:
    """Run a task, answer, and only then write the second copy of what it stored, before the next task."""
    _run_task(future, task, session)
    if session.has_news:
        time.sleep(0)  # whoever waits for the answer comes first
        session.follow()


def _run_task(future: Future[Any], task: Callable[[], Any], session: Session) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        if session.trouble.suspect:
            session.mend()
        result = task()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        session.trouble.note(error)
        _let_go_of_cursors(error, session)
        failure = ProjectError(f"“{session.path.name}” could not be read or written: {told(error)}.")
        failure.__cause__ = error
        future.set_exception(failure)
    except BaseException as error:  # noqa: BLE001 - handed to whoever asked
        _let_go_of_cursors(error, session)
        future.set_exception(error)
    else:
        future.set_result(result)


def _let_go_of_cursors(error: BaseException, session: Session) -> None:
    """After trouble the file is closed: a cursor in a frame of the error would keep SQLite's lock on it."""
    link: BaseException | None = error if session.trouble.suspect else None
    while link is not None:
        traceback.clear_frames(link.__traceback__)
        link = link.__cause__ or link.__context__
