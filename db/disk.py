"""What a folder must be told so that a new or changed name in it outlasts a power loss."""

import errno
import os
import sys
from pathlib import Path

_UNABLE = frozenset((errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR))
"""What systems answer that cannot sync a folder, such as network shares: there is nothing more to do."""


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk; OSError where the disk fails. Windows does so by itself."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno in _UNABLE:
            return
        raise
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Bring the contents of a closed file to the disk; OSError where the disk fails."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def put_in_place(draft: Path, path: Path) -> None:
    """Let `draft`, whose contents are on the disk, take the place of `path`, for good."""
    draft.replace(path)
    sync_folder(path.parent)
