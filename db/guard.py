"""Which project files this process holds: nothing but SQLite may touch those.

Closing any other handle of an open project file drops SQLite's lock (a property of POSIX locks), after which
a second process could write. So ask `is_open_here` before opening any file for reading.
"""

import os
import threading
from pathlib import Path

from db.errors import ProjectHeldError

# The one thing that has to be known of the whole process, and so cannot live in an object.
_held: dict[int, tuple[str, tuple[int, int] | None]] = {}
_lock = threading.Lock()


def _identity(path: Path) -> tuple[str, tuple[int, int] | None]:
    real = os.path.realpath(path)
    try:
        status = Path(real).stat()
    except OSError:
        return os.path.normcase(real), None
    return os.path.normcase(real), (status.st_dev, status.st_ino) if status.st_ino else None


def _is_held(identity: tuple[str, tuple[int, int] | None]) -> bool:
    real, node = identity
    return any(real == other or (node and node == held) for other, held in _held.values())


def is_open_here(path: Path) -> bool:
    """Return whether `path` is, under any name, a project file open in this process; opens nothing itself."""
    identity = _identity(path)
    with _lock:
        return _is_held(identity)


def claim(path: Path) -> int:
    """Reserve `path` for this process and return a ticket for `release`; ProjectHeldError if it is taken."""
    identity = _identity(path)
    with _lock:
        if _is_held(identity):
            raise ProjectHeldError(f"“{path.name}” is already open in this program.")
        ticket = max(_held, default=0) + 1
        _held[ticket] = identity
        return ticket


def renew(ticket: int, path: Path) -> None:
    """Take down that the file under `path` was replaced by another (after a migration)."""
    identity = _identity(path)
    with _lock:
        _held[ticket] = identity


def release(ticket: int) -> None:
    """Give a claimed file free again."""
    with _lock:
        _held.pop(ticket, None)
