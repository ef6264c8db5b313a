"""Making, opening and closing a project file; and what is not one."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import acts, coders, passages, schema
from db.errors import ConflictError, NotAProjectError, NotFoundError, ProjectError
from db.ids import new_id
from db.opening import PRAGMAS
from db.project import Project
from db.records import Act, PutPassage
from db.session import Session

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_was_stored_is_there_after_closing_and_opening(work: "Work", office: "Office") -> None:
    marked = work.mark(17, 31)
    office.reopen(work)
    assert work.passages() == (marked,)


def test_nothing_but_the_project_is_left_in_the_folder_after_closing(work: "Work", tmp_path: Path) -> None:
    work.mark(17, 31)
    assert (tmp_path / "study.pressmark-lock").exists()
    work.project.close()
    work.project.close()
    assert list(tmp_path.iterdir()) == [tmp_path / "study.pressmark"]


def test_closing_waits_for_what_was_sent(work: "Work", office: "Office") -> None:
    sent = [
        work.project.send(acts.commit, work.writer, work.act("mark", PutPassage(work.draft(i, i + 4))))
        for i in range(20)
    ]
    work.project.close()
    assert all(future.done() for future in sent)
    work.project = office.open(work.project.path)
    assert len(work.passages()) == 20


def test_a_closed_project_says_so(project: Project) -> None:
    project.close()
    with pytest.raises(ProjectError, match="is closed"):
        project.ask(coders.all)


def test_a_forgotten_project_closes_itself(office: "Office", tmp_path: Path) -> None:
    Project.create(tmp_path / "lost.pressmark", program="pressmark test")
    assert not (tmp_path / "lost.pressmark-lock").exists()
    office.open(tmp_path / "lost.pressmark").ask(coders.add, "Anna")


def test_asking_from_the_projects_own_thread_fails_instead_of_hanging(project: Project) -> None:
    with pytest.raises(RuntimeError, match="wait for itself"):
        project.ask(lambda _: project.ask(coders.all))


def test_the_file_is_held_in_the_mode_that_lost_nothing(project: Project) -> None:
    def modes(session: Session) -> dict[str, object]:
        names = [pragma.split()[1] for pragma in PRAGMAS] + ["busy_timeout"]
        return {name: session.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    found = project.ask(modes)
    assert found.pop("cache_size") == -65536
    assert int(str(found.pop("busy_timeout"))) < 1000  # a second opener is refused within a second
    assert found == {
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 3,
        "fullfsync": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_the_file_says_what_it_is(project: Project) -> None:
    project.close()
    header = project.path.read_bytes()[:100]
    assert header[68:72] == b"PRMK"
    assert int.from_bytes(header[60:64], "big") == schema.CURRENT.version


def test_a_project_is_never_made_over_something(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "notes.pressmark"
    other.write_text("my notes")
    for path in (project.path, other, tmp_path):
        with pytest.raises(ProjectError, match="is there already"):
            Project.create(path, program="pressmark test")
    assert other.read_text() == "my notes"
    with pytest.raises(NotFoundError, match="no folder"):
        Project.create(tmp_path / "nowhere" / "a.pressmark", program="pressmark test")


def test_a_journal_left_by_an_earlier_file_is_not_played_into_a_new_one(
    office: "Office", tmp_path: Path
) -> None:
    (tmp_path / "study.pressmark-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    project = office.create()
    assert project.ask(coders.add, "Anna").name == "Anna"
    assert list(tmp_path.glob("study.pressmark-journal.stray-*"))


@pytest.mark.parametrize("name", ["with space and é 漢😀.pressmark", "100%?#&.pressmark", "no-suffix"])
def test_odd_names_are_fine(office: "Office", tmp_path: Path, name: str) -> None:
    folder = tmp_path / "Мои документы"
    folder.mkdir()
    made = Project.create(folder / name, program="pressmark test")
    made.close()
    office.open(folder / name).ask(coders.add, "Ñandú")
    assert (folder / name).exists()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear editor, " * 30)


def folder(path: Path) -> None:
    path.mkdir()


def other_program(path: Path) -> None:
    change(path, "CREATE TABLE notes (text)")


def newer(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    change(path, f"PRAGMA user_version = {schema.CURRENT.version + 1}")


def hidden_trigger(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    change(path, "CREATE TRIGGER quiet AFTER INSERT ON passage BEGIN DELETE FROM passage; END")


def view_in_place_of_a_table(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    change(path, "DROP TABLE place")
    change(path, "CREATE VIEW place AS SELECT * FROM meta")


def missing_index(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    change(path, "DROP INDEX revision_subject")


def write_ahead_log(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    change(path, "PRAGMA journal_mode = WAL")


def truncated(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    path.write_bytes(path.read_bytes()[:-4096])


def cut_in_the_header(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    path.write_bytes(path.read_bytes()[:60])


def scribbled_over(path: Path) -> None:
    Project.create(path, program="pressmark test").close()
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)


BAD = {
    empty: "is empty",
    text: "not a project file",
    folder: "is a folder",
    other_program: "another program",
    newer: "update Pressmark",
    hidden_trigger: "quiet",
    view_in_place_of_a_table: "place",
    missing_index: "revision_subject",
    write_ahead_log: "write-ahead log",
    truncated: "cut off",
    cut_in_the_header: "not a project file",
    scribbled_over: "damaged",
}


@pytest.mark.parametrize(("spoil", "reason"), BAD.items(), ids=[spoil.__name__ for spoil in BAD])
def test_a_bad_file_is_refused_in_one_sentence(
    spoil: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.pressmark"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(NotAProjectError) as refused:
        Project.open(path, program="pressmark test")
    sentence = str(refused.value)
    assert reason in sentence
    assert "“bad.pressmark”" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not path.is_file() or path.read_bytes() == before
    assert not path.with_name("bad.pressmark-lock").exists()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no project file"):
        Project.open(tmp_path / "gone.pressmark", program="pressmark test")
    assert not list(tmp_path.iterdir())


def test_a_refused_file_can_be_opened_once_it_is_mended(tmp_path: Path, office: "Office") -> None:
    path = tmp_path / "bad.pressmark"
    hidden_trigger(path)
    with pytest.raises(NotAProjectError):
        Project.open(path, program="pressmark test")
    change(path, "DROP TRIGGER quiet")
    assert office.open(path).ask(coders.all) == ()


def test_several_verbs_in_one_transaction_are_stored_together_or_not_at_all(work: "Work") -> None:
    def add_and_fail(session: Session) -> None:
        with session.write():
            coders.add(session, "Berta")
            coders.add(session, "Anna")

    with pytest.raises(ConflictError):
        work.project.ask(add_and_fail)
    assert [coder.name for coder in work.project.ask(coders.all)] == ["Anna"]


def test_a_failure_that_is_caught_inside_still_stores_nothing(work: "Work") -> None:
    def add_and_shrug(session: Session) -> None:
        with session.write():
            coders.add(session, "Berta")
            with pytest.raises(ProjectError):
                acts.commit(session, work.writer, Act(new_id(), "mark", work.article.id, ()))

    with pytest.raises(ProjectError, match="nothing was"):
        work.project.ask(add_and_shrug)
    assert len(work.project.ask(coders.all)) == 1
    work.mark(0, 3)
    assert len(work.project.ask(passages.all)) == 1


def test_no_plugin_and_no_statement_gets_past_the_transaction(project: Project) -> None:
    assert project.ask(lambda session: session.connection.isolation_level) is None
    with pytest.raises(ProjectError, match="could not be read or written"):
        project.ask(lambda session: session.connection.execute("SELECT * FROM nowhere"))
