"""Taking an article's words, or a coder's name, out of files: the project, its copies, its journal.

Offsets, hashes and the log stay as they are. Pages are written anew, so that nothing is left in unused ones.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db import asides, guard, journal_entries, opening, purging
from db.errors import NotFoundError, ProjectError, ProjectHeldError
from db.schema import CURRENT
from db.session import Cache, Session


@dataclass(frozen=True, slots=True)
class Article:
    """An article to be forgotten; `texts` are the hashes of what no other article shares."""

    id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A coder, by id, whose name is to be forgotten."""

    id: str


Gone = Article | Name


def article(session: Session, identity: str) -> Article:
    """Return what has to go with an article; NotFoundError where there is none."""
    row = session.connection.execute(
        "SELECT text_sha256, original_sha256 FROM article WHERE id = ?", (identity,)
    ).fetchone()
    if row is None:
        raise NotFoundError(f"No article with the id “{identity}” is in the project.")
    columns = ("text_sha256", "original_sha256")
    query = "SELECT 1 FROM article WHERE {} = ? AND id <> ? AND purged = 0"
    alone = [
        sha256
        for column, sha256 in zip(columns, row, strict=True)
        if not session.connection.execute(query.format(column), (sha256, identity)).fetchone()
    ]
    return Article(identity, tuple(alone))


def versions(session: Session, name: str) -> tuple[str, ...]:
    """Return the ids of all versions of an article that are not purged, the oldest first."""
    rows = session.connection.execute(
        "SELECT id FROM article WHERE name = ? AND purged = 0 ORDER BY version, added", (name,)
    )
    return tuple(row[0] for row in rows)


def compact(session: Session) -> None:
    """Write every page of the file anew and let the journal go, so that nothing purged is left in them."""
    _vacuum(session.connection)
    session.trouble.suspect = True  # closes, which removes the journal; opens and checks
    session.mend()


def _vacuum(connection: sqlite3.Connection) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # VACUUM attaches the file that it writes
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
    finally:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def in_file(path: Path, gone: Iterable[Gone]) -> bool:
    """Forget in a closed copy of the project; return whether anything of it was there.

    ProjectError where the file cannot be read, is held, or has an older format.
    """
    if guard.is_open_here(path):
        raise ProjectHeldError(f"“{path.name}” is open in this program.")
    if opening.check_header(path, CURRENT) != CURRENT.version:
        raise ProjectError(f"“{path.name}” has an older format.")
    connection = opening.connect(path)
    try:
        session = Session(connection, path=path, program="")
        opening.check_contents(session.tables, path, CURRENT)
        changed = [_forget(session, one) for one in gone]
        if any(changed):
            _vacuum(connection)
        return any(changed)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise opening.refusal(path, error) from error
    finally:
        connection.close()


def _forget(session: Session, gone: Gone) -> bool:
    before = session.connection.total_changes
    with session.write():
        session.connection.execute("PRAGMA secure_delete = ON")
        if isinstance(gone, Name):
            if asides.purge(session, gone.id, kinds=(asides.NAME,)):
                session.connection.execute("UPDATE coder SET name = NULL WHERE id = ?", (gone.id,))
        else:
            row = session.connection.execute(
                "SELECT text_sha256, original_sha256 FROM article WHERE id = ?", (gone.id,)
            ).fetchone()
            if row:
                purging.empty(session, gone.id, *row)
        session.cache = Cache()
    return session.connection.total_changes != before


def in_journal(folder: Path, gone: Iterable[Gone]) -> int:
    """Forget in the files of a journal, which nobody is writing; return how many were changed."""
    wanted = tuple(gone)

    def change(entry: journal_entries.Entry) -> journal_entries.Entry:
        for one in wanted:
            kinds = (asides.NAME,) if isinstance(one, Name) else purging.KINDS
            texts = () if isinstance(one, Name) else one.texts
            entry = journal_entries.without_content(entry, one.id, kinds, texts)
        return entry

    return sum(journal_entries.rewrite(path, change) for path in journal_entries.all_files(folder))
