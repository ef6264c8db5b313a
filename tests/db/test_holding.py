"""One project, one writer: other processes and other handles of our own are kept out."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import coders, guard
from db.errors import NotAProjectError, ProjectHeldError
from db.project import Project

if TYPE_CHECKING:
    from tests.db.conftest import Office

TRY = """
import sys, pathlib
from db.errors import ProjectError
from db.project import Project
try:
    with Project.open(pathlib.Path(sys.argv[1]), program="pressmark other") as project:
        print("opened")
except ProjectError as refusal:
    print(f"{type(refusal).__name__}: {refusal}")
"""
HOLD = """
import sys, pathlib
from db import coders
from db.project import Project
project = Project.open(pathlib.Path(sys.argv[1]), program="pressmark other")
project.ask(coders.add, "Berta")
print("holding", flush=True)
sys.stdin.read()
"""


def another_process_tries(path: Path) -> str:
    command = [sys.executable, "-c", TRY, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


@contextmanager
def another_process_holding(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == "holding"
            yield process
        finally:
            process.kill()


def test_a_second_process_is_refused_and_told_who_holds_the_project(project: Project) -> None:
    answer = another_process_tries(project.path)
    assert answer.startswith("ProjectHeldError: “study.pressmark” is open already:")
    assert f"process {os.getpid()}" in answer
    assert "pressmark test" in answer
    project.close()
    assert another_process_tries(project.path) == "opened"


def test_we_are_refused_where_another_process_holds_it_and_name_it(office: "Office") -> None:
    project = office.create()
    project.close()
    with another_process_holding(project.path) as process:
        with pytest.raises(ProjectHeldError, match=rf"process {process.pid}\b"):
            Project.open(project.path, program="pressmark test")
        assert json.loads(Path(f"{project.path}-lock").read_text())["pid"] == process.pid


def test_the_name_of_a_holder_that_died_keeps_nobody_out(office: "Office") -> None:
    project = office.create()
    project.close()
    with another_process_holding(project.path) as process:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()
    assert Path(f"{project.path}-lock").exists()
    project = office.open(project.path)
    assert [coder.name for coder in project.ask(coders.all)] == ["Berta"]
    assert json.loads(Path(f"{project.path}-lock").read_text())["pid"] == os.getpid()
    project.close()
    assert not Path(f"{project.path}-lock").exists()


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"pid": "x"}', "{}"])
def test_a_lock_file_that_cannot_be_read_is_no_obstacle(office: "Office", content: str) -> None:
    project = office.create()
    Path(f"{project.path}-lock").write_text(content)
    assert "held by another program" in another_process_tries(project.path)
    project.close()
    assert office.open(project.path).ask(coders.all) == ()


def test_a_second_opening_in_this_process_is_refused_and_lets_nobody_in(project: Project) -> None:
    for _ in range(3):
        with pytest.raises(ProjectHeldError, match="already open in this program"):
            Project.open(project.path, program="pressmark test")
    assert another_process_tries(project.path).startswith("ProjectHeldError")


def test_an_open_project_is_known_under_every_name(project: Project, tmp_path: Path) -> None:
    symbolic, hard = tmp_path / "link.pressmark", tmp_path / "hard.pressmark"
    try:
        symbolic.symlink_to(project.path)
        hard.hardlink_to(project.path)
    except OSError:
        pytest.skip("this file system makes no links")
    names = (project.path, symbolic, hard, tmp_path / "." / "study.pressmark")
    assert all(guard.is_open_here(name) for name in names)
    for name in names:
        with pytest.raises(ProjectHeldError):
            Project.open(name, program="pressmark test")
    assert another_process_tries(project.path).startswith("ProjectHeldError")
    project.close()
    assert not any(guard.is_open_here(name) for name in names)


def test_other_files_are_not_guarded(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "article.txt"
    other.write_text("The mill closed.")
    assert not guard.is_open_here(other)
    assert not guard.is_open_here(tmp_path / "nothing-here")


def test_a_hash_that_asks_the_guard_first_never_lets_a_second_writer_in(project: Project) -> None:
    def careful_hash(path: Path) -> str:
        return "" if guard.is_open_here(path) else hashlib.sha256(path.read_bytes()).hexdigest()

    assert careful_hash(project.path) == ""
    assert another_process_tries(project.path).startswith("ProjectHeldError")
    project.ask(coders.add, "Anna")
    project.close()
    assert careful_hash(project.path)


def test_a_file_that_was_refused_is_not_guarded_any_more(tmp_path: Path) -> None:
    path = tmp_path / "bad.pressmark"
    path.write_text("no project")
    with pytest.raises(NotAProjectError):
        Project.open(path, program="pressmark test")
    assert not guard.is_open_here(path)
