"""A damaged project: what is derived is made anew in a copy, what is not is never made up."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import counts, passages, places, repair, verify
from db.errors import NotAProjectError, ProjectError
from db.project import Project
from db.records import Place, State

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def busy(work: "Work") -> "Work":
    """Some work of every kind, and the project closed."""
    first = work.mark(17, 31, note="why")
    work.delete(first)
    work.undo()
    work.mark(0, 8, "reporting")
    work.set(State.FINISHED)
    work.project.ask(places.put, Place(work.coder.id, work.article.id, 3, 4, 0))
    work.project.close()
    return work


@pytest.mark.parametrize(
    "damage",
    [
        ("DELETE FROM passage",),
        ("UPDATE passage SET label = 'user-comment', quote = 'never said'",),
        ("DELETE FROM act", "DELETE FROM progress"),
        ("DELETE FROM article", "DELETE FROM zone"),
        ("DELETE FROM coder",),
        ("INSERT INTO setting (key, value, revision) VALUES ('a', 'b', 'c')",),
    ],
)
def test_what_is_derived_is_made_anew_in_a_copy(
    busy: "Work", office: "Office", damage: tuple[str, ...]
) -> None:
    path = busy.project.path
    with Project.open(path, program="pressmark test") as project:
        before, numbers = project.ask(passages.all), project.ask(counts.of)
    change(path, "PRAGMA foreign_keys = OFF", *damage)
    spoiled = path.read_bytes()
    repaired = repair.repair(path)
    assert repaired.path.name == "study.repaired.pressmark"
    assert repaired.counts == numbers
    assert path.read_bytes() == spoiled
    copy = office.open(repaired.path)
    assert copy.ask(verify.check) == ()
    assert copy.ask(passages.all) == before
    assert copy.ask(places.get, busy.coder.id, busy.article.id) is not None
    assert repair.repair(path).path.name == "study.repaired-2.pressmark"


def test_a_broken_index_is_made_anew_too(busy: "Work", office: "Office") -> None:
    path = busy.project.path
    connection = sqlite3.connect(path)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'revision_subject'"
    ).fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 + 200 : page * 4096] = b"\xff" * (4096 - 200)
    path.write_bytes(data)
    with pytest.raises(NotAProjectError, match="damaged"):
        office.open(path)
    copy = office.open(repair.repair(path).path)
    assert copy.ask(verify.check) == ()
    assert len(copy.ask(passages.all)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE revision SET payload = x'7b7d' WHERE verb = 'mark'",
        "DELETE FROM revision WHERE verb = 'undo'",
        "UPDATE aside SET content = 'another quote' WHERE kind = 'quote'",
        "UPDATE text SET content = 'Another text.'",
        "DELETE FROM aside WHERE kind = 'note'",
    ],
)
def test_what_is_not_derived_is_never_made_up(busy: "Work", damage: str) -> None:
    path = busy.project.path
    change(path, damage)
    with pytest.raises(ProjectError, match=r"cannot be repaired.*[Rr]estore a backup"):
        repair.repair(path)
    assert list(path.parent.iterdir()) == [path]


def test_the_projects_own_data_is_not_made_up_either(busy: "Work") -> None:
    path = busy.project.path
    data = path.read_bytes()
    identity = busy.project.id.encode()
    at = data.index(identity)
    path.write_bytes(data[:at] + b"f" + data[at + 1 :])
    with pytest.raises(ProjectError, match="“meta” is damaged"):
        repair.repair(path)


def test_an_open_project_is_not_repaired(work: "Work") -> None:
    with pytest.raises(ProjectError, match="close it first"):
        repair.repair(work.project.path)


@pytest.mark.parametrize("word", ["kind", "state", "parents", "act", "article"])
def test_a_payload_that_lost_a_word_is_named_and_nothing_else_happens(busy: "Work", word: str) -> None:
    changed = f"replace(CAST(payload AS TEXT), '\"{word}\":', '\"lost\":')"
    change(busy.project.path, f"UPDATE revision SET payload = CAST({changed} AS BLOB)")
    with Project.open(busy.project.path, program="pressmark test") as project:
        assert "damaged" in project.read_only
        assert any("not what was written" in sentence for sentence in project.ask(verify.check))
