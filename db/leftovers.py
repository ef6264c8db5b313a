"""What a program that did not end well leaves beside a project: its name, and a journal to be played back.

A journal says nothing of the file that it belongs to. Where a restored copy was put in the place of another
file, SQLite would play the other file's journal into it; so a journal is first tried on a copy.
"""

import contextlib
import glob
import shutil
import sqlite3
import tempfile
from pathlib import Path

import sqlite_utils

from db import beside, holder, locks, opening, verify
from db.errors import NotAProjectError, ProjectError
from db.ids import new_id
from db.schema import Format
from db.session import Session

_BESIDE = (beside.JOURNAL, beside.WAL, beside.SHM)
_DRAFTS = ("-migrating-*", "-mending-*", "-new-*")


def found(path: Path) -> bool:
    """Return whether whoever had the project last did not close it (or has it still)."""
    return holder.lock_path(path).exists() or beside.path_of(path, beside.JOURNAL).exists()


def settle(path: Path, version: int, form: Format) -> None:
    """Move aside what is not this file's; leave it to SQLite to play back a journal that is.

    NotAProjectError where the file is whole neither with it nor without it. The caller knows that this
    process does not have the file open.
    """
    if locks.held_elsewhere(path):
        return
    if beside.has_log_of_another_program(path) or beside.journal_names_a_file(path):
        set_aside(path)
    if not beside.has_hot_journal(path):
        return
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as place:
            if _is_whole(path, Path(place), version, form, with_journal=True):
                return
            if not _is_whole(path, Path(place), version, form, with_journal=False):
                raise NotAProjectError(
                    f"“{path.name}” is damaged, with the journal that lies beside it and without;"
                    " restore a backup."
                )
    except OSError:  # no room to try it: SQLite's own rules have to do
        return
    set_aside(path)


def set_aside(path: Path) -> tuple[Path, ...]:
    """Rename what lies beside a project and belongs to another file of its name; return the new names."""
    moved = []
    for suffix in _BESIDE:
        stray = beside.path_of(path, suffix)
        if stray.exists():
            moved.append(stray.rename(path.with_name(f"{stray.name}.stray-{new_id()}")))
    return tuple(moved)


def sweep(path: Path) -> None:
    """Remove the drafts that a killed program left beside a project; the caller holds the project."""
    with contextlib.suppress(OSError):
        for pattern in _DRAFTS:
            for draft in path.parent.glob(glob.escape(path.name) + pattern):
                draft.unlink(missing_ok=True)
        for place in path.parent.glob(f".{glob.escape(path.name)}-*"):
            shutil.rmtree(place, ignore_errors=True)


def _is_whole(path: Path, place: Path, version: int, form: Format, *, with_journal: bool) -> bool:
    copy = place / f"{new_id()}.pressmark"
    shutil.copyfile(path, copy)
    if with_journal:
        shutil.copyfile(beside.path_of(path, beside.JOURNAL), beside.path_of(copy, beside.JOURNAL))
    try:
        connection = opening.connect(copy)
    except (ProjectError, UnicodeDecodeError):
        return False
    try:
        if version != form.version:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
        database = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        opening.check_contents(database, copy, form)
        return not verify.check(Session(connection, path=copy, program=""))
    except (ProjectError, sqlite3.Error, UnicodeDecodeError):
        return False
    finally:
        connection.close()
