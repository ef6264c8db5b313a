"""Keeps copies of an open project: at open, while it changes, and when asked before a great change."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import alarm, backups, counts
from db.alarm import Loss
from db.backups import Backup, Draft
from db.errors import ProjectError
from db.journal import Journal
from db.session import Session
from db.worker import Worker

OPENED, CHANGED = "opened", "changed"
_LARGE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where and how copies of one project are kept: at most `most_bytes`, one every `every` seconds."""

    backups: Path
    journal: Path
    most_bytes: int = 2_000_000_000
    every: float = 600.0


class Keeper:
    """Makes the copies of one open project, on a thread of its own that asks the project's thread."""

    def __init__(self, worker: Worker, keeping: Keeping) -> None:
        self._worker = worker
        self._keeping = keeping
        self._journal = Journal(keeping.journal)
        self._stopped = threading.Event()
        self._one_at_a_time = threading.Lock()
        self._newest: tuple[int, str] = (0, "")
        self._trouble = ""
        self.losses: tuple[Loss, ...] = ()
        """Work that the newest copy held at open and the project did not."""
        begun = worker.send(lambda: self._begin(worker.session))
        self._thread = threading.Thread(target=self._run, args=(begun,), name="keeper", daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> str:
        """Why there is no backup or no second copy, in a sentence; "" where there are."""
        return self._trouble or self._journal.trouble

    def _begin(self, session: Session) -> Draft | None:
        """Compare the project with its newest copy, begin the journal, and copy it as it is now."""
        folder = self._keeping.backups
        backups.sweep(folder)
        newest = next(iter(backups.listing(folder)), None)
        if newest:
            self.losses = alarm.losses(session, newest.counts, counts.of(session))
            if self.losses:
                backups.pin(newest)
            self._newest = (newest.counts.revisions, newest.counts.last)
        if session.read_only:
            return None
        self._journal.begin(session, newest.counts if newest else None)
        session.followers.append(self._journal.follow)
        session.endings.append(self._journal.close)
        return None if newest and self._is_recent_and_large(newest) else self._copy(session, OPENED)

    @staticmethod
    def _is_recent_and_large(newest: Backup) -> bool:
        age = datetime.now(UTC) - datetime.fromisoformat(newest.made_at)
        return newest.size > _LARGE and age < timedelta(minutes=10)

    def _copy(self, session: Session, why: str) -> Draft | None:
        if session.read_only or counts.end(session) == self._newest:
            return None
        draft = backups.write(session, self._keeping.backups, why, self._worker.breathe)
        self._journal.pause()
        return draft

    def _run(self, begun: Future[Draft | None]) -> None:
        self._finish(begun.result)
        while not self._stopped.wait(self._keeping.every):
            self._finish(lambda: self._send(CHANGED))

    def _send(self, why: str) -> Draft | None:
        sent: Future[Draft | None] = self._worker.send(lambda: self._copy(self._worker.session, why))
        return sent.result()

    def _finish(self, drafted: Callable[[], Draft | None]) -> Backup | None:
        """Check a draft and let it count; trouble is taken down."""
        try:
            with self._one_at_a_time:
                return self._confirm(drafted())
        except (ProjectError, OSError, sqlite3.Error) as error:
            self._trouble = f"No backup could be made: {error}"
            return None

    def _confirm(self, draft: Draft | None) -> Backup | None:
        if draft is None:
            return None
        backup = backups.confirm(draft)
        self._newest = (backup.counts.revisions, backup.counts.last)
        self._trouble = ""
        self._worker.send(lambda: self._journal.trim(backup.counts.revisions))
        backups.thin(self._keeping.backups, self._keeping.most_bytes)
        return backup

    def back_up(self, why: str) -> Backup | None:
        """Copy the project now and check the copy; None where the newest copy says the same already.

        ProjectError where there is no such copy. Not to be called on the project's thread.
        """
        with self._one_at_a_time:
            return self._confirm(self._send(why))

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Have no copy made for as long as something else is done with those there are."""
        with self._one_at_a_time:
            yield

    def listing(self) -> tuple[Backup, ...]:
        """Return the copies that count, the newest first."""
        return backups.listing(self._keeping.backups)

    def pause_journal(self) -> None:
        """Let the journal's file go, so that it can be rewritten; on the project's thread."""
        self._journal.pause()

    def stop(self) -> None:
        """Finish the copy that is being made, and make no more."""
        self._stopped.set()
        if threading.current_thread() is not self._thread and not self._worker.is_current_thread():
            self._thread.join()
