"""Bringing an older project file to the present format: on a copy, checked, then swapped."""

import contextlib
import sqlite3
from pathlib import Path

import sqlite_utils

from db import disk, opening, schema, swapping
from db.errors import NotAProjectError, ProjectError
from db.ids import new_id
from db.schema import Format


def migrate(connection: sqlite3.Connection, path: Path, version: int, form: Format) -> None:
    """Replace the file at `path`, held by `connection`, by one of format `form`; the old one is kept.

    Whatever happens, `path` is the old file whole or the new file whole. Closes `connection`.
    """
    draft = path.with_name(f"{path.name}-migrating-{new_id()}")
    try:
        _refuse_active_objects(connection, path)
        _write_draft(connection, draft, path, version, form)
        _keep_old(connection, path, version)
        swapping.swap(connection, draft, path)
    except OSError as error:
        raise ProjectError(
            f"The format of “{path.name}” could not be renewed: {error.strerror or error}; nothing is lost."
        ) from error
    finally:
        connection.close()
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _refuse_active_objects(connection: sqlite3.Connection, path: Path) -> None:
    row = connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchone()
    if row:
        raise NotAProjectError(f"“{path.name}” holds a trigger or view (“{row[0]}”), so it is not opened.")


def _write_draft(connection: sqlite3.Connection, draft: Path, path: Path, version: int, form: Format) -> None:
    swapping.write_copy(connection, draft)
    copy = sqlite3.connect(draft, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = EXTRA")
        copy.execute("PRAGMA fullfsync = ON")
        database = sqlite_utils.Database(copy, execute_plugins=False, recursive_triggers=False)
        before = _revisions(copy)
        with database.atomic():
            for step in form.migrations[version - 1 :]:
                step(database)
            schema.stamp(database, form)
        if _revisions(copy) != before:
            raise ProjectError(
                f"“{path.name}” lost revisions while its format was renewed; it was left as it is."
            )
        opening.check_contents(database, path, form)
    except sqlite3.Error as error:
        raise ProjectError(
            f"The format of “{path.name}” could not be renewed: {error}; it was left as it is."
        ) from error
    finally:
        copy.close()


def _revisions(connection: sqlite3.Connection) -> tuple[int, bytes | None]:
    row = connection.execute("SELECT count(*), max(hash) FROM revision").fetchone()
    return row[0], row[1]


def _keep_old(connection: sqlite3.Connection, path: Path, version: int) -> None:
    kept = path.with_name(f"{path.stem}.before-format-{version + 1}{path.suffix}")
    if kept.exists():
        return
    draft = path.with_name(f"{kept.name}-{new_id()}")
    try:
        swapping.write_copy(connection, draft)
        disk.put_in_place(draft, kept)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
