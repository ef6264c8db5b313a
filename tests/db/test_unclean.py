"""After a close that was none: checked before a label is taken, and no strange journal is played back."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import coders, locks, places, verify
from db.errors import NotAProjectError, ReadOnlyError
from db.project import Project
from db.records import Place

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

DIE_AT_WORK = """
import os, pathlib, signal, sys
from db import coders
from db.project import Project

def half(session):
    session.connection.execute("PRAGMA cache_size = 1")
    with session.write():
        for number in range(400):
            coders.add(session, f"{'long name ' * 40}{number}")
        os.kill(os.getpid(), signal.SIGKILL)

project = Project.open(pathlib.Path(sys.argv[1]), program="pressmark dying")
if sys.argv[2] == "amid":
    project.ask(half)
project.ask(coders.add, "Zoe")
os.kill(os.getpid(), signal.SIGKILL)
"""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a process kills itself by a signal")


def die(path: Path, when: str) -> None:
    done = subprocess.run([sys.executable, "-c", DIE_AT_WORK, str(path), when], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL


def names(project: Project) -> list[str | None]:
    return [coder.name for coder in project.ask(coders.all)]


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_project_that_was_closed_is_not_called_unclean(work: "Work", office: "Office") -> None:
    assert not work.project.unclean
    office.reopen(work)
    assert not work.project.unclean


@posix_only
@pytest.mark.parametrize(("when", "left"), [("between", ["Anna", "Zoe"]), ("amid", ["Anna"])])
def test_after_a_kill_the_project_is_checked_and_goes_on(
    work: "Work", office: "Office", when: str, left: list[str]
) -> None:
    work.project.close()
    die(work.project.path, when)
    project = office.open(work.project.path)
    assert project.unclean
    assert names(project) == left
    assert (project.damage, project.read_only) == ((), "")
    project.ask(coders.add, "Berta")
    project.close()
    assert not office.open(work.project.path).unclean


@posix_only
def test_damage_found_after_a_kill_opens_the_project_for_reading_only(work: "Work", office: "Office") -> None:
    marked = work.mark(17, 31)
    work.project.close()
    die(work.project.path, "between")
    change(work.project.path, "UPDATE passage SET label = 'reporting'")
    work.project = project = office.open(work.project.path)
    assert "passage" in project.damage[0]
    assert "only open for reading" in project.read_only
    assert [passage.id for passage in work.passages()] == [marked.id]
    with pytest.raises(ReadOnlyError, match="damaged"):
        work.mark(0, 3)
    project.ask(places.put, Place(work.coder.id, work.article.id, 1, 1, 0))
    assert project.ask(places.last, work.coder.id) is None


def test_damage_at_the_end_of_a_stream_is_found_at_every_opening(work: "Work", office: "Office") -> None:
    work.mark(17, 31)
    work.project.close()
    change(work.project.path, "UPDATE revision SET verb = 'relabel' WHERE verb = 'mark'")
    work.project = office.open(work.project.path)
    assert "are not what was written" in work.project.damage[0]
    with pytest.raises(ReadOnlyError):
        work.mark(0, 3)


@posix_only
def test_a_journal_of_another_file_is_not_played_into_a_restored_one(work: "Work", office: "Office") -> None:
    path, backup = work.project.path, work.project.path.with_name("backup")
    work.project.close()
    shutil.copyfile(path, backup)
    work.project = office.open(path)
    for start in range(0, 60, 4):
        work.mark(start, start + 3, note="a long note " * 200)
    work.project.close()
    die(path, "amid")
    shutil.copyfile(backup, path)
    project = office.open(path)
    assert names(project) == ["Anna"]
    assert project.ask(verify.check) == ()
    assert list(path.parent.glob("study.pressmark-journal.stray-*"))


@posix_only
def test_a_file_that_is_damaged_with_its_journal_and_without_is_left_as_it_is(
    work: "Work", office: "Office"
) -> None:
    path = work.project.path
    work.project.close()
    die(path, "amid")
    data = bytearray(path.read_bytes())
    data[3 * 4096 : 20 * 4096] = b"\xff" * (17 * 4096)
    path.write_bytes(data)
    journal = path.with_name(path.name + "-journal").read_bytes()
    with pytest.raises(NotAProjectError, match="with the journal that lies beside it and without"):
        office.open(path)
    assert path.read_bytes() == data
    assert path.with_name(path.name + "-journal").read_bytes() == journal


@posix_only
def test_what_a_killed_program_was_writing_beside_the_project_is_swept_away(
    work: "Work", office: "Office"
) -> None:
    path = work.project.path
    work.project.close()
    for name in (f"{path.name}-migrating-1", f"{path.name}-mending-2", "other.pressmark-migrating-3"):
        path.with_name(name).write_bytes(b"half")
    office.open(path)
    left = {found.name for found in path.parent.iterdir()}
    assert left == {path.name, f"{path.name}-lock", f"{path.name}-journal", "other.pressmark-migrating-3"}


def test_the_lock_of_another_process_is_seen_without_sqlite(work: "Work", tmp_path: Path) -> None:
    look = "import sys, pathlib; from db import locks; print(locks.held_elsewhere(pathlib.Path(sys.argv[1])))"

    def another_process_says() -> str:
        command = [sys.executable, "-c", look, str(work.project.path)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    assert another_process_says() == "True"
    work.project.close()
    assert another_process_says() == "False"
    assert not locks.held_elsewhere(tmp_path / "nowhere")
