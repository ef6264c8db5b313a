"""Opening a project file: every check before the first row is read, and the lock that nobody shares."""

import hashlib
import os
import platform
import sqlite3
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import sqlite_utils

from db import beside, holder, limits, schema
from db.errors import NotAProjectError, NotFoundError, ProjectError, ProjectHeldError
from db.schema import Format
from db.trouble import told

_HEADER = 100
_PATIENCE = 0.3
"""Seconds to wait for a process that is just closing the project."""
_OLDEST_SQLITE = (3, 37, 0)

PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",
)

_TO_READ = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA query_only = ON",
    "BEGIN",
    "SELECT count(*) FROM sqlite_schema",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a SQLite file say of it."""

    wal: bool
    page_size: int
    pages: int
    user_version: int
    application_id: int


def check_header(path: Path, form: Format) -> int:
    """Return the format version of a project file; NotAProjectError, in words, if it is anything else.

    Reads the file, so the caller makes sure first that it is not open in this process.
    """
    name = path.name
    if path.is_dir():
        raise NotAProjectError(f"“{name}” is a folder, not a project file.")
    try:
        with path.open("rb") as file:
            data, size = file.read(_HEADER), file.seek(0, os.SEEK_END)
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no project file “{path}”.") from error
    except OSError as error:
        raise ProjectError(f"“{name}” cannot be read: {error.strerror or error}.") from error
    if not data:
        raise NotAProjectError(f"“{name}” is empty, so it is not a project file.")
    header = _parse(data)
    if header is None or header.application_id != schema.APPLICATION_ID:
        kind = "not a project file" if header is None else "a database of another program, not a project file"
        raise NotAProjectError(f"“{name}” is {kind}.")
    _check_stamps(header, name, form, size, has_journal=path.with_name(name + "-journal").exists())
    return header.user_version


def _parse(data: bytes) -> Header | None:
    if len(data) < _HEADER or not data.startswith(b"SQLite format 3\0"):
        return None
    (page_size,) = struct.unpack_from(">H", data, 16)
    change, pages = struct.unpack_from(">II", data, 24)
    (user_version,) = struct.unpack_from(">I", data, 60)
    (application_id,) = struct.unpack_from(">I", data, 68)
    (valid_for,) = struct.unpack_from(">I", data, 92)
    known = pages if valid_for == change else 0
    return Header(
        2 in data[18:20], 65536 if page_size == 1 else page_size, known, user_version, application_id
    )


def _check_stamps(header: Header, name: str, form: Format, size: int, *, has_journal: bool) -> None:
    if header.user_version > form.version:
        raise NotAProjectError(
            f"“{name}” has format {header.user_version}, this program knows {form.version}: update Pressmark."
        )
    if header.user_version < 1:
        raise NotAProjectError(f"“{name}” has a format this program does not know ({header.user_version}).")
    if header.wal:
        raise NotAProjectError(
            f"“{name}” was changed by another program (write-ahead log), so it is not opened."
        )
    # With a journal beside it, SQLite may still have to bring the file back to its size.
    if size < header.pages * header.page_size and not has_journal:
        raise NotAProjectError(
            f"“{name}” is cut off: {size} bytes are left of {header.pages * header.page_size};"
            " restore a backup."
        )


def library_problem() -> str:
    """Return what is wrong with the SQLite of this Python, in a sentence; "" for nothing."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        return f"Pressmark needs SQLite 3.37 or newer, and this Python has {sqlite3.sqlite_version}."
    return ""


def connect(path: Path) -> sqlite3.Connection:
    """Return the connection that holds `path` alone; ProjectHeldError, naming the holder, within a second."""
    if problem := library_problem():
        raise ProjectError(problem)
    return _connect(path, (*PRAGMAS, "BEGIN EXCLUSIVE", "COMMIT"))


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that reads one moment of `path`, never writes, and is refused while it is held."""
    if beside.has_hot_journal(path):
        raise ProjectError(f"“{path.name}” was not closed as it should be: open it once, then try again.")
    return _connect(path, _TO_READ)


def _connect(path: Path, statements: Sequence[str]) -> sqlite3.Connection:
    if beside.has_log_of_another_program(path):
        raise NotAProjectError(
            f"Beside “{path.name}” lies a log of another program (“{path.name}-wal”), so it is not opened."
        )
    absolute = path.absolute().as_posix()
    uri = f"file://{'' if absolute.startswith('/') else '/'}{quote(os.fsencode(absolute), safe='/:')}?mode=rw"
    try:
        connection = sqlite3.connect(
            uri, uri=True, timeout=_PATIENCE, isolation_level=None, cached_statements=256
        )
    except sqlite3.Error as error:
        raise ProjectError(f"“{path.name}” cannot be opened: {error}.") from error
    try:
        limits.apply(connection)
        for statement in statements:
            connection.execute(statement)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        raise refusal(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def refusal(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> ProjectError:
    """Return what to tell the user where SQLite could not open a file, or not make sense of it."""
    if isinstance(error, UnicodeDecodeError):  # SQLite names something that is no text any more
        return NotAProjectError(f"“{path.name}” is damaged: a name in it cannot be read; restore a backup.")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        found = holder.read(path)
        return ProjectHeldError(f"“{path.name}” is open already: {found or 'held by another program'}.")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotAProjectError(f"“{path.name}” is damaged: {told(error)}; restore a backup.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ProjectError(f"“{path.name}” cannot be written to: {error}.")
    return ProjectError(f"“{path.name}” cannot be opened: {error}.")


def check_contents(database: sqlite_utils.Database, path: Path, form: Format) -> None:
    """Refuse a file whose schema is not exactly the format's, or that SQLite finds damaged."""
    try:
        found, wanted = schema.objects(database), schema.expected(form)
        strange = sorted(item[1] for item in found - wanted) or sorted(item[1] for item in wanted - found)
        if strange:
            raise NotAProjectError(
                f"“{path.name}” is not as a project file must be (see “{strange[0]}”), so it is not opened."
            )
        damage = database.conn.execute("PRAGMA quick_check(1)").fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise NotAProjectError(f"“{path.name}” is damaged: {told(error)}; restore a backup.") from error
    if damage != "ok":
        raise NotAProjectError(f"“{path.name}” is damaged: {' '.join(damage.split())}; restore a backup.")


def fingerprint(path: Path, project: str) -> str:
    """Return what tells this file copy from others (path, inode, host), hashed so that it tells no more."""
    real = Path(os.path.realpath(path))
    parts = (project, os.path.normcase(real), str(real.stat().st_ino), platform.node())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
