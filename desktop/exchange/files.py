"""Files out: written beside their place, then moved into it, so that a failure leaves the old ones whole."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from db import guard
from desktop.errors import UserError

_SQLITE = b"SQLite format 3\x00"
_BESIDE_A_PROJECT = (
    ".pressmark",
    ".pressmark-lock",
    ".pressmark-journal",
    ".pressmark-wal",
    ".pressmark-shm",
)


def write_file(path: Path, content: bytes) -> None:
    """Write one file so that its place holds the old content or the new, never a part; raises `UserError`."""
    write_files({path: content})


def write_text(path: Path, text: str) -> None:
    """Write one file of text in UTF-8, its line ends as they are, whole or not at all; raises `UserError`."""
    write_file(path, text.encode())


def write_files(contents: Mapping[Path, bytes], folder: Path | None = None) -> None:
    """Write all files or none: each is on disk under another name before the first takes its place.

    Only `folder`, and what is below it, is made where it is missing. Raises `UserError` naming the file.
    """
    places = {path: _place(path, folder) for path in contents}
    parts: dict[Path, Path] = {}
    try:
        for path, place in places.items():
            _write_beside(path, place, contents[path], parts)
        for place, part in parts.items():
            _move(part, place)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def read_input(path: Path, limit: int) -> bytes:
    """Return the bytes of a file handed in, at most `limit` of them; raises `UserError` naming the file."""
    if guard.is_open_here(path):
        raise UserError(f"{path} is the project itself, not a file to read from.")
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder; name the file itself.")
        if path.stat().st_size > limit:
            raise UserError(f"{path} is larger than {limit // 1_000_000} MB, which no file of this kind is.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.") from error
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error


def _place(path: Path, folder: Path | None) -> Path:
    """Return where `path` really leads; refuse folders and everything that holds a project."""
    place = path.resolve()
    if place.is_dir():
        raise UserError(f"{path} is a folder; name a file to write.")
    if guard.is_open_here(place) or place.name.endswith(_BESIDE_A_PROJECT) or _is_database(place):
        raise UserError(f"{path} belongs to a project and is not overwritten; choose another file.")
    made = folder is not None and path.is_relative_to(folder)
    parent = folder.resolve().parent if folder is not None and made else place.parent
    if not parent.is_dir():
        raise UserError(f"There is no folder {parent}; make it first or choose another place.")
    return place


def _is_database(place: Path) -> bool:
    with suppress(OSError):
        if place.is_file():
            with place.open("rb") as file:
                return file.read(len(_SQLITE)) == _SQLITE
    return False


def _write_beside(path: Path, place: Path, content: bytes, parts: dict[Path, Path]) -> None:
    try:
        if place.exists() and not place.is_file():  # a device or a pipe is written to, never replaced
            place.write_bytes(content)
            return
        part = place.with_name(f".{place.name[:80]}.{secrets.token_hex(6)}.part")
        parts[place] = part
        place.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from error


def _move(part: Path, place: Path) -> None:
    try:
        part.replace(place)
    except OSError as error:
        raise UserError(f"{place} cannot be replaced: {error.strerror or error}.") from error
