"""A file of an older format becomes one of the present format: on a copy, checked, then swapped."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlite_utils

from db import passages, schema, verify
from db.errors import NotAProjectError, ProjectError
from db.project import Project
from db.schema import CURRENT, Format

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

EXTRA = "CREATE TABLE extra (id TEXT NOT NULL PRIMARY KEY) STRICT"
NEXT = CURRENT.version + 1


def with_step(*statements: str) -> Format:
    """Return a made-up next format with one more table, reached by `statements`."""

    def step(database: sqlite_utils.Database) -> None:
        for statement in statements:
            database.execute(statement)

    return Format(NEXT, (*CURRENT.statements, EXTRA), (*CURRENT.migrations, step))


def open_as(path: Path, form: Format) -> Project:
    return Project.open(path, program="pressmark next", form=form)


def only_the_project_is_here(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


def test_an_older_file_is_brought_up_and_loses_nothing(work: "Work", office: "Office") -> None:
    marked = work.mark(17, 31, note="keep me")
    work.undo()
    work.redo()
    stands = work.passages()
    work.project.close()
    with open_as(work.project.path, with_step(EXTRA)) as project:
        assert project.ask(passages.all) == stands
        assert project.ask(verify.check) == ()
        assert project.id == work.project.id
        assert project.ask(lambda s: s.tables.table_names().count("extra")) == 1
    with pytest.raises(NotAProjectError, match="update Pressmark"):
        office.open(work.project.path)
    kept = work.project.path.with_name(f"study.before-format-{NEXT}.pressmark")
    assert {path.name for path in kept.parent.iterdir()} == {kept.name, work.project.path.name}
    old = office.open(kept)
    assert [passage.id for passage in old.ask(passages.all)] == [marked.id]
    with open_as(work.project.path, with_step(EXTRA)) as again:
        assert again.ask(passages.all) == stands


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ((EXTRA, "CREATE TABLE broken ("), "could not be renewed"),
        ((EXTRA, "DELETE FROM revision"), "lost revisions"),
        ((), "extra"),
        ((EXTRA, "CREATE TRIGGER quiet AFTER INSERT ON passage BEGIN SELECT 1; END"), "quiet"),
    ],
    ids=["a step fails", "a step loses revisions", "a step does too little", "a step does too much"],
)
def test_a_migration_that_goes_wrong_leaves_the_old_file(
    work: "Work", office: "Office", statements: tuple[str, ...], said: str
) -> None:
    work.mark(17, 31)
    work.project.close()
    before = work.project.path.read_bytes()
    with pytest.raises(ProjectError, match=said):
        open_as(work.project.path, with_step(*statements))
    assert work.project.path.read_bytes() == before
    assert only_the_project_is_here(work.project.path)
    assert len(office.open(work.project.path).ask(passages.all)) == 1


def test_an_older_file_with_a_hidden_trigger_is_refused_before_anything_runs(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("CREATE TRIGGER quiet AFTER INSERT ON meta BEGIN DELETE FROM revision; END")
    connection.close()
    with pytest.raises(NotAProjectError, match="quiet"):
        open_as(project.path, with_step(EXTRA))
    assert only_the_project_is_here(project.path)


def test_every_step_between_an_old_and_the_present_format_is_taken_in_order(work: "Work") -> None:
    more = "CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY) STRICT"

    def second(database: sqlite_utils.Database) -> None:
        assert "extra" in database.table_names()
        database.execute(more)

    first = with_step(EXTRA)
    later = Format(NEXT + 1, (*first.statements, more), (*first.migrations, second))
    work.project.close()
    with open_as(work.project.path, later) as project:
        assert project.ask(lambda s: schema.objects(s.tables)) == schema.expected(later)


def test_the_steps_lead_from_the_first_format_to_the_present_one() -> None:
    assert len(CURRENT.migrations) == CURRENT.version - 1
