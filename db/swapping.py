"""Writing a project file anew beside its place and letting the new one take it, whole or not at all."""

import sqlite3
from pathlib import Path

from db import disk


def write_copy(connection: sqlite3.Connection, draft: Path) -> None:
    """Write what `connection` holds to a new file, and bring it to the disk."""
    copy = sqlite3.connect(draft, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = EXTRA")
        copy.execute("PRAGMA fullfsync = ON")
        connection.backup(copy)
    finally:
        copy.close()
    disk.sync_file(draft)


def swap(connection: sqlite3.Connection, draft: Path, path: Path) -> None:
    """Put the draft in the old file's place, while that is still locked where the system allows it."""
    try:
        _take_over(draft, path)
    except PermissionError:  # Windows: an open file cannot be replaced
        connection.close()
        _take_over(draft, path)


def _take_over(draft: Path, path: Path) -> None:
    """First the old file's journal goes, for good: it would be played into the new file."""
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    disk.sync_folder(path.parent)
    disk.put_in_place(draft, path)
