"""Bit flips: one byte of a project file is another one. The content is the same, or the damage is named."""

import json
import random
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from db import assignments, places, settings, verify
from db.errors import ProjectError
from db.project import Project
from db.records import Assignment, Place
from db.session import Session
from desktop.study.coders import all_coders
from desktop.study.opening import open_project
from tests.durability import base, oracle
from tests.durability.kills import NAME, first_article

Content = dict[str, list[str]]


def content(session: Session) -> Content:
    """Return all that a project holds, table by table."""
    tables = session.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {name: _rows(session, name) for (name,) in tables.fetchall() if not name.startswith("sqlite_")}


def _rows(session: Session, table: str) -> list[str]:
    return sorted(repr(row) for row in session.connection.execute(f"SELECT * FROM {table}"))


def make(path: Path, seed: int) -> Content:
    """Make a project in which every table that is written outside of a merge has a row."""
    base.make(path, seed, size=400)
    with open_project(path) as project:
        _fill(project)
        return project.ask(content)


def _fill(project: Project) -> None:
    article = first_article(project)
    everyone = all_coders(project)
    project.ask(assignments.set, tuple(Assignment(c.id, article, "pilot", n) for n, c in enumerate(everyone)))
    project.ask(settings.put, "numeral", "seven")
    for coder in everyone:
        project.ask(places.put, Place(coder.id, article, 70, 71, 60))


def judge(path: Path, before: Content) -> oracle.Found:
    """Open a flipped copy; what differs and is not named was changed silently."""
    try:
        with open_project(path) as project:
            if project.ask(verify.check):
                return oracle.Found()
            after = project.ask(content)
    except ProjectError:
        return oracle.Found()
    except Exception as error:  # noqa: BLE001 - what is tested is that nothing else comes through
        return oracle.Found(damage=(f"{type(error).__name__}: {error}",))
    different = [table for table in before if before[table] != after.get(table)]
    return oracle.Found(damage=(f"silently different: {', '.join(different)}",) if different else ())


def campaign(copies: int, seed: int) -> oracle.Toll:
    """Flip one byte in each of so many copies."""
    chance, toll = random.Random(seed), oracle.Toll()
    with tempfile.TemporaryDirectory() as place:
        template, copy = Path(place) / NAME, Path(place) / "copy" / NAME
        before = make(template, seed)
        whole = template.read_bytes()
        for _ in range(copies):
            copy.parent.mkdir()
            at = chance.randrange(len(whole))
            changed = bytes([whole[at] ^ chance.randrange(1, 256)])
            copy.write_bytes(whole[:at] + changed + whole[at + 1 :])
            toll.count("byte", judge(copy, before), in_flight=False)
            shutil.rmtree(copy.parent)
    return toll


def main(words: list[str]) -> None:
    """Run a campaign: SEED COPIES; print the toll as one line of JSON."""
    print(json.dumps(asdict(campaign(int(words[1]), int(words[0])))))


if __name__ == "__main__":
    main(sys.argv[1:])
