"""How a project is opened, opened again after trouble, and closed: on the thread that owns the connection."""

import contextlib
import gc
import sqlite3
from pathlib import Path

from db import disk, guard, holder, kits, leftovers, migrations, opening, swapping, tails, verify
from db.errors import NotSavedError, ProjectError
from db.holder import Holder
from db.ids import new_id
from db.schema import Format
from db.session import Cache, Clock, Session, rfc3339

_NOT_WRITABLE = frozenset((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM))


class Opener:
    """Opens and closes one project file, for one worker."""

    def __init__(self, path: Path, program: str, form: Format, clock: Clock) -> None:
        self.path, self.program, self.form, self.clock = path, program, form, clock
        self.holder: Holder = holder.this_process(rfc3339(clock()), program)
        self.project = ""
        self.unclean = False
        """Whether whoever had the project last did not close it."""
        self._ticket = 0

    def start(self) -> Session:
        """Check, lock, migrate where needed, and check again."""
        self._ticket = guard.claim(self.path)
        try:
            return self._open()
        except BaseException as error:
            guard.release(self._ticket)
            if isinstance(error, sqlite3.Error | UnicodeDecodeError):
                raise opening.refusal(self.path, error) from error
            if isinstance(error, OSError):
                raise ProjectError(
                    f"“{self.path.name}” cannot be opened: {error.strerror or error}."
                ) from error
            raise

    def _open(self) -> Session:
        version = opening.check_header(self.path, self.form)
        self.unclean = leftovers.found(self.path)
        leftovers.settle(self.path, version, self.form)
        connection = opening.connect(self.path)
        if version < self.form.version:
            migrations.migrate(connection, self.path, version, self.form)
            guard.renew(self._ticket, self.path)
            connection = opening.connect(self.path)
        try:
            return self._begun(connection)
        except BaseException:
            connection.close()
            raise

    def _begun(self, connection: sqlite3.Connection) -> Session:
        session = Session(connection, path=self.path, program=self.program, clock=self.clock)
        self._check(session, thoroughly=self.unclean)
        session.fingerprint = opening.fingerprint(self.path, self.project)
        session.kit = kits.coder(session)
        session.mend = lambda: self._reopen(session)
        session.mend_to_write = lambda: self._rewrite(session)
        holder.announce(self.path, self.holder)
        leftovers.sweep(self.path)
        return session

    def _check(self, session: Session, *, thoroughly: bool) -> None:
        """Check a file just connected to; what is damaged but readable is opened for reading only."""
        opening.check_contents(session.tables, self.path, self.form)
        row = session.connection.execute("SELECT value FROM meta WHERE key = 'project'").fetchone()
        if row is None:
            raise ProjectError(f"“{self.path.name}” does not say which project it is; restore a backup.")
        self.project = row[0]
        session.damage = verify.check(session) if thoroughly else tails.damage(session)
        session.read_only = self._why_not_to_write(session)

    def _why_not_to_write(self, session: Session) -> str:
        if session.damage:
            return f"“{self.path.name}” is damaged and only open for reading: {session.damage[0]}"
        try:
            self._try_to_write(session)
        except OSError:  # the disk fails: all is written anew before the first act
            session.trouble.suspect = session.trouble.doubtful = True
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_WRITABLE:
                return (
                    f"“{self.path.name}” or its folder may not be written to, so it is only open for reading."
                )
            session.trouble.note(error)
        return ""

    def _try_to_write(self, session: Session) -> None:
        """Write something and take it back, which makes the journal; and make sure that its name will last.

        SQLite syncs the folder too, but goes on where that fails: a power loss could take the journal away.
        """
        try:
            session.connection.execute("BEGIN IMMEDIATE")
            # A row that stays the same would not be written at all.
            session.connection.execute("UPDATE meta SET value = value || ' ' WHERE key = 'project'")
        finally:
            with contextlib.suppress(sqlite3.Error):
                session.connection.execute("ROLLBACK")
        disk.sync_folder(self.path.parent)

    def _reopen(self, session: Session) -> None:
        """Close the file after trouble, open it and check all of it; NotSavedError where that cannot be."""
        with contextlib.suppress(sqlite3.Error):
            session.connection.close()
        session.cache = Cache()
        gc.collect()  # whatever still holds a cursor would keep SQLite's lock
        try:
            opening.check_header(self.path, self.form)
            connection = opening.connect(self.path)
        except ProjectError as error:
            raise NotSavedError(f"{error} Nothing more is saved until the file can be reached.") from error
        session.take(connection)
        self._check(session, thoroughly=True)
        session.trouble.suspect = False

    def _rewrite(self, session: Session) -> None:
        """Write the whole file anew where the system may show what the disk does not hold."""
        if not session.trouble.doubtful:
            return
        draft = self.path.with_name(f"{self.path.name}-mending-{new_id()}")
        try:
            swapping.write_copy(session.connection, draft)
            swapping.swap(session.connection, draft, self.path)
            session.connection.close()
            guard.renew(self._ticket, self.path)
            session.take(opening.connect(self.path))
            self._try_to_write(session)
        except (OSError, sqlite3.Error, ProjectError) as error:
            session.trouble.suspect = True
            raise NotSavedError(
                f"“{self.path.name}” was not saved: the disk still reports an error ({error});"
                " what was saved before is safe."
            ) from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        session.trouble.doubtful = False

    def stop(self, session: Session) -> None:
        """Let go: first the name, then the lock, so that nobody else's name is taken away."""
        try:
            for ending in session.endings:
                ending()
            holder.withdraw(self.path, self.holder)
            session.connection.close()
        finally:
            guard.release(self._ticket)
