"""Whether another process holds a file under SQLite's lock, found out without SQLite touching the file."""

import os
import sys
from pathlib import Path

_SHARED_FIRST = 0x4000_0002
_SHARED_SIZE = 510
"""The bytes that SQLite locks of any file, as its file format says."""


def held_elsewhere(path: Path) -> bool:
    """Return whether another process may write to `path` now; False where that cannot be told.

    For files that this process does not have open, or it would lose its own lock.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        return not _can_lock(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _can_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _SHARED_FIRST, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _SHARED_SIZE)
        except OSError:
            return False
        os.lseek(descriptor, _SHARED_FIRST, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, _SHARED_SIZE)
        return True

else:
    import fcntl

    def _can_lock(descriptor: int) -> bool:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True
