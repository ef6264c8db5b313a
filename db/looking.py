"""A closed project file, looked at and not changed: for copies, whose contents must be known to be whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils

from db import guard, opening
from db.errors import ProjectError
from db.schema import CURRENT
from db.session import Session


@contextmanager
def looked_at(path: Path) -> Iterator[Session]:
    """Give a session that reads one moment of a file; ProjectError where it cannot be read."""
    if guard.is_open_here(path):
        raise ProjectError(f"“{path.name}” is open in this program.")
    version = opening.check_header(path, CURRENT)
    if version != CURRENT.version:
        raise ProjectError(f"“{path.name}” has an older format; open it once to bring it up.")
    connection = opening.connect_to_read(path)
    try:
        database = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False)
        opening.check_contents(database, path, CURRENT)
        yield Session(connection, path=path, program="")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise opening.refusal(path, error) from error
    finally:
        connection.close()


def identity(session: Session) -> str:
    """Return the id of the project that a file holds."""
    return str(session.connection.execute("SELECT value FROM meta WHERE key = 'project'").fetchone()[0])
