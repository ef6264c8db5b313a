"""A made-up next format of the project file, so that the bench has something to migrate to."""

from pathlib import Path

import sqlite_utils

from db import log, opening, passages, verify
from db.errors import ProjectError
from db.project import Project
from db.schema import CURRENT, Format
from tests.durability.oracle import Found

_TABLE = "CREATE TABLE extra (id TEXT NOT NULL PRIMARY KEY, length INTEGER NOT NULL) STRICT"


def _step(database: sqlite_utils.Database) -> None:
    database.execute(_TABLE)
    database.execute("INSERT INTO extra SELECT id, length(payload) FROM revision")


NEXT = Format(CURRENT.version + 1, (*CURRENT.statements, _TABLE), (*CURRENT.migrations, _step))


def open_next(path: Path) -> Project:
    """Open a project with the next version of the program, which migrates it."""
    return Project.open(path, program="pressmark next", form=NEXT)


def judge_migration(path: Path, before: tuple[object, ...]) -> Found:
    """The file is the old one whole or the new one whole, and opens with the next version."""
    try:
        version = opening.check_header(path, NEXT)
        if version == CURRENT.version:
            with Project.open(path, program="pressmark test") as project:
                if held(project) != before:
                    return Found(lost=("the old file does not hold what it held",))
        with open_next(path) as project:
            if held(project) != before:
                return Found(lost=("the new file does not hold what the old one held",))
            damage = project.ask(verify.check)
    except ProjectError as error:
        return Found(damage=(f"not opened: {error}",))
    strays = [found.name for found in path.parent.iterdir() if "-migrating-" in found.name]
    return Found(half=tuple(f"{name} was left" for name in strays), damage=damage)


def held(project: Project) -> tuple[object, ...]:
    """Return what must not be lost."""
    return project.ask(log.revisions), project.ask(passages.all)
