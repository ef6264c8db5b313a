"""Repair: a copy in which all that is derived was made anew from the log. The file itself stays as it is.

What the log says, and what stands beside it, is never made up: where that is damaged, a backup has to do.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import sqlite_utils

from db import backups, counts, derive, disk, guard, kits, limits, opening, schema, verify
from db.counts import Counts
from db.errors import ProjectError
from db.ids import new_id
from db.schema import CURRENT, TWINS
from db.session import Session

_TRUE_TABLES = (
    "meta",
    "copy",
    "stream",
    "revision",
    "waiting",
    "aside",
    "text",
    "original",
    "codebook_text",
    "place",
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Where the repaired copy is, and what it holds."""

    path: Path
    counts: Counts


def repair(path: Path) -> Repaired:
    """Write a repaired copy beside a closed project file and return it.

    ProjectError where the file is held, no project file, or damaged in what cannot be derived.
    """
    if guard.is_open_here(path):
        raise ProjectError(f"“{path.name}” is open in this program; close it first.")
    opening.check_header(path, CURRENT)
    draft = path.with_name(f"{path.name}-mending-{new_id()}")
    try:
        found = _write(path, draft)
        disk.sync_file(draft)
        place = _free_name(path)
        disk.put_in_place(draft, place)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise ProjectError(
            f"“{path.name}” cannot be repaired: {error}; restore a backup (pressmark backups)."
        ) from error
    finally:
        backups.remove(draft)
    return Repaired(place, found)


def _free_name(path: Path) -> Path:
    number, place = 1, path.with_name(f"{path.stem}.repaired{path.suffix}")
    while place.exists():
        number += 1
        place = path.with_name(f"{path.stem}.repaired-{number}{path.suffix}")
    return place


def _write(path: Path, draft: Path) -> Counts:
    source = opening.connect_to_read(path)
    copy = sqlite3.connect(draft, isolation_level=None)
    try:
        limits.apply(copy)
        database = sqlite_utils.Database(copy, execute_plugins=False, recursive_triggers=False)
        session = Session(copy, path=path, program="")
        with session.write():
            schema.build(database, CURRENT)
            for table in _TRUE_TABLES:
                _take(source, copy, table)
            damage = verify.truth(session)
            if damage:
                raise ProjectError(
                    f"“{path.name}” cannot be repaired, because more than what is derived is damaged:"
                    f" {damage[0]} Restore a backup (pressmark backups)."
                )
            derive.rebuild(session)
        session.kit = kits.coder(session)
        left = verify.check(session)
        if left:
            raise ProjectError(f"“{path.name}” cannot be repaired: {left[0]} Restore a backup.")
        return counts.of(session)
    finally:
        copy.close()
        source.close()


def _take(source: sqlite3.Connection, copy: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in copy.execute(f"PRAGMA table_info({table})")]
    names = ", ".join(f'"{name}"' for name in columns)
    where = f" WHERE twin = {TWINS[table]}" if table == "place" else ""
    if table in TWINS and table != "place":
        wrong = source.execute(f"SELECT count(*) FROM {table} WHERE twin <> {TWINS[table]}").fetchone()[0]
        if wrong:
            raise ProjectError(
                f"“{table}” is damaged ({wrong} rows are not what was written), and is not derived;"
                " restore a backup (pressmark backups)."
            )
    rows = source.execute(f"SELECT {names} FROM {table}{where}")
    marks = ", ".join("?" * len(columns))
    copy.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
