"""Taking a finished article up again: a reason is asked only once the lead has it."""

from pathlib import Path

import pytest

from db import progress
from db.errors import ProjectError
from db.project import Project
from db.records import State
from desktop.errors import UserError
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study import finishing
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load
from desktop.study.opening import open_project
from desktop.study.planning import after, finish, reopen
from tests.exchange.team import Team


@pytest.fixture
def kit(team: Team) -> Path:
    path = team.folder / "anna.pressmark"
    write_kit(team.project, "Anna", path)
    with open_project(path) as opened:
        finishing.finish(opened, "bridge.txt", "Anna")
    return path


def state(project: Project, article: str) -> tuple[State, str]:
    coder = find_coder(project, "Anna").id
    found = next(row for row in project.ask(progress.all) if row.coder == coder and row.article == article)
    return found.state, found.reason


def test_before_a_return_no_reason_is_asked(team: Team, kit: Path) -> None:
    with open_project(kit) as opened:
        finishing.reopen(opened, "bridge.txt", "Anna")
        assert state(opened, team.article("bridge.txt").id) == (State.BEGUN, "")


def test_after_a_return_one_is(team: Team, kit: Path) -> None:
    with open_project(kit) as opened:
        write_return(opened, team.folder / "one.zip")
        with pytest.raises(UserError, match="say why"):
            finishing.reopen(opened, "bridge.txt", "Anna")
        finishing.reopen(opened, "bridge.txt", "Anna", "missed the last paragraph")
        assert state(opened, team.article("bridge.txt").id) == (State.BEGUN, "missed the last paragraph")
        finishing.finish(opened, "bridge.txt", "Anna")
        finishing.reopen(opened, "bridge.txt", "Anna")


def test_what_is_finished_after_the_return_is_not_with_the_lead_yet(team: Team, kit: Path) -> None:
    with open_project(kit) as opened:
        write_return(opened, team.folder / "one.zip")
        finishing.finish(opened, "otter.txt", "Anna")
        finishing.reopen(opened, "otter.txt", "Anna")
        write_return(opened, team.folder / "two.zip")
        with pytest.raises(UserError, match="say why"):
            finishing.reopen(opened, "bridge.txt", "Anna")


def test_a_return_gives_the_same_bytes_again(team: Team, kit: Path) -> None:
    with open_project(kit) as opened:
        write_return(opened, team.folder / "one.zip")
        write_return(opened, team.folder / "two.zip")
    assert (team.folder / "one.zip").read_bytes() == (team.folder / "two.zip").read_bytes()


def test_in_the_project_what_came_in_a_return_needs_a_reason_too(team: Team, kit: Path) -> None:
    with open_project(kit) as opened:
        write_return(opened, team.folder / "one.zip")
    merge(team.project, [team.folder / "one.zip"])
    finishing.finish(team.project, "otter.txt", "Anna")
    finishing.reopen(team.project, "otter.txt", "Anna")
    with pytest.raises((UserError, ProjectError), match="say why"):
        finishing.reopen(team.project, "bridge.txt", "Anna")
    finishing.reopen(team.project, "bridge.txt", "Anna", "another look")


def test_earlier_work_that_came_along_with_a_kit_is_with_the_lead(team: Team) -> None:
    finishing.finish(team.project, "bridge.txt", "Anna")
    path = team.folder / "anna.pressmark"
    write_kit(team.project, "Anna", path)
    with open_project(path) as opened, pytest.raises(UserError, match="say why"):
        finishing.reopen(opened, "bridge.txt", "Anna")


def test_on_the_desk_a_reason_is_wanted_once(team: Team, kit: Path) -> None:
    with open_project(kit) as opened:
        write_return(opened, team.folder / "one.zip")
        article = load(Desk(opened, find_coder(opened, "Anna")), team.article("bridge.txt").id)
        assert article.handed_over
        taken_up = after(article, reopen(article, "a slip"))
        assert not taken_up.handed_over
        reopen(after(taken_up, finish(taken_up)))
