"""The order of work: as assigned, on from where one stopped; after a return, reopening needs a reason."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from db import articles, assignments
from db.project import Project
from db.records import PRODUCTION, Assignment, State
from desktop.exchange.kits import write_kit
from desktop.exchange.returns import write_return
from desktop.study.coders import add_coder
from desktop.study.importing import add_articles
from desktop.study.opening import create, open_project
from desktop.ui.dialogs.reopen import ReopenSheet
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

NAMES = ("bridge.txt", "ferry.txt", "mill.txt")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Three articles, given to Anna in another order than that of their names."""
    path = tmp_path / "Ferry study.pressmark"
    with create(path) as project:
        folder = tmp_path / "articles"
        folder.mkdir()
        for name in NAMES:
            (folder / name).write_text(f"{name}\n\nIt closed. We doubt it.\n", encoding="utf-8")
        add_articles(project, [folder])
        anna, _ = add_coder(project, "Anna")
        order = [
            Assignment(anna.id, _id(project, NAMES[at]), PRODUCTION, n) for n, at in enumerate((2, 0, 1))
        ]
        project.ask(assignments.set, tuple(order))
    return path


@pytest.fixture
def kit(study: Path, tmp_path: Path) -> Path:
    """Anna's kit of that study."""
    path = tmp_path / "anna.pressmark"
    with open_project(study) as project:
        write_kit(project, "Anna", path)
    return path


def _id(project: Project, name: str) -> str:
    return project.ask(articles.find, name).id


def return_by_now(person: Person, tmp_path: Path) -> None:
    """Let Anna send back what she has done so far."""
    project = person.made.place.project
    assert project is not None
    write_return(project, tmp_path / "one.zip")


def test_articles_come_in_the_order_they_were_assigned(window: OpenWindow, study: Path) -> None:
    person = window()
    person.open(study, "Anna")
    seen = [person.title()]
    for _ in NAMES[1:]:
        person.press(Qt.Key.Key_Return, CTRL)
        seen.append(person.title())
    assert seen == ["mill.txt", "bridge.txt", "ferry.txt"]
    person.press(Qt.Key.Key_Return, CTRL)
    assert "You have finished every article" in person.words()


def test_one_goes_on_in_the_article_and_at_the_place_where_one_stopped(
    window: OpenWindow, study: Path
) -> None:
    person = window()
    person.open(study, "Anna")
    person.choose("ferry.txt")
    person.mark("We doubt it.", Qt.Key.Key_E)
    caret = person.made.deskside.desk.canvas.selection()
    person.made.window.close()
    again = window()
    again.open(study, "Anna")
    assert again.title() == "ferry.txt"
    assert again.made.deskside.desk.canvas.selection() == caret


def test_before_a_return_a_finished_article_is_just_reopened(window: OpenWindow, kit: Path) -> None:
    person = window()
    person.open(kit, "Anna")
    person.press(Qt.Key.Key_Return, CTRL)
    person.choose("mill.txt")
    person.do("article.reopen")
    assert person.no_sheet()
    assert person.row("mill.txt").state is State.BEGUN


def test_after_a_return_the_reason_is_asked_and_kept(window: OpenWindow, kit: Path, tmp_path: Path) -> None:
    person = window()
    person.open(kit, "Anna")
    person.press(Qt.Key.Key_Return, CTRL)
    return_by_now(person, tmp_path)
    person.choose("mill.txt")
    person.click("Reopen")
    sheet = person.sheet()
    assert isinstance(sheet, ReopenSheet)
    assert "The lead has “mill.txt” already" in person.words(sheet)
    yes = next(each for each in sheet.findChildren(QAbstractButton) if each.text() == "Reopen")
    assert not yes.isEnabled()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_I, Qt.Key.Key_P):
        person.press(key)
    assert yes.isEnabled()
    person.press(Qt.Key.Key_Return)
    assert person.no_sheet()
    assert (person.row("mill.txt").state, person.row("mill.txt").reason) == (State.BEGUN, "slip")
    person.press(Qt.Key.Key_Return, CTRL)
    person.choose("mill.txt")
    person.do("article.reopen")
    assert person.no_sheet(), "what was finished since the return is not with the lead yet"


def test_leaving_the_question_open_changes_nothing(window: OpenWindow, kit: Path, tmp_path: Path) -> None:
    person = window()
    person.open(kit, "Anna")
    person.press(Qt.Key.Key_Return, CTRL)
    return_by_now(person, tmp_path)
    person.choose("mill.txt")
    person.do("article.reopen")
    person.press(Qt.Key.Key_Escape)
    assert person.row("mill.txt").state is State.FINISHED
