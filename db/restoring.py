"""Bringing a copy back: it is checked first, and the file that it replaces is kept."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import backups, disk, guard, leftovers, locks
from db.backups import Backup
from db.counts import Counts
from db.errors import ProjectError, ProjectHeldError
from db.ids import new_id


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: what it holds, and where the file that it replaced lies (None for none).

    `waiting` revisions of a journal could not be used, because what stands before them is lost.
    """

    path: Path
    counts: Counts
    replaced: Path | None
    waiting: int = 0


def restore(path: Path, backup: Backup) -> Restored:
    """Put a copy in the place of the project at `path`; the file that was there is kept beside it.

    ProjectHeldError while anybody has the project open; ProjectError where the copy is damaged, or the disk
    fails: then all is as it was.
    """
    return put_in_place(path, lambda draft: _copy(backup, draft))


def _copy(backup: Backup, draft: Path) -> tuple[Counts, int]:
    if backups.sha256_of(backup.path) != backup.sha256:
        raise ProjectError(f"The backup “{backup.name}” is damaged: its bytes changed; choose another one.")
    shutil.copyfile(backup.path, draft)
    disk.sync_file(draft)
    return backups.check(draft, backup.counts), 0


def put_in_place(path: Path, write: Callable[[Path], tuple[Counts, int]]) -> Restored:
    """Have `write` make a whole project file, and put that in the place of the one at `path`.

    `write` returns what the file holds, and how many revisions had to be left out.
    """
    if guard.is_open_here(path):
        raise ProjectHeldError(f"“{path.name}” is open in this program; close it first.")
    if path.exists() and locks.held_elsewhere(path):
        raise ProjectHeldError(f"“{path.name}” is open in another program; close it first.")
    draft = path.with_name(f"{path.name}-new-{new_id()}")
    try:
        counts, waiting = write(draft)
        replaced = _keep(path) if path.exists() else None
        leftovers.set_aside(path)
        disk.put_in_place(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(
            f"“{path.name}” could not be brought back: {error}; nothing was changed."
        ) from error
    finally:
        backups.remove(draft)
    return Restored(path, counts, replaced, waiting)


def _keep(path: Path) -> Path:
    """Give the file at `path` a second name, under which it stays; its journal goes along."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    kept = path.with_name(f"{path.stem}.replaced-{stamp}{path.suffix}")
    while kept.exists():
        kept = path.with_name(f"{path.stem}.replaced-{stamp}-{new_id()[-4:]}{path.suffix}")
    try:
        kept.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copyfile(path, kept)
        disk.sync_file(kept)
    journal = path.with_name(path.name + "-journal")
    with contextlib.suppress(FileNotFoundError):
        journal.replace(kept.with_name(kept.name + "-journal"))
    disk.sync_folder(path.parent)
    return kept
