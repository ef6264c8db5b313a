"""Progress and pace on the line on top: always for the lead, for coders only when they ask."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.records import Coder
from desktop.study.pace import CoderPace, ProjectPace
from desktop.ui.pace_line import of_coder, of_project
from desktop.ui.preferences import Store
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

QUOTE = "The council had three years to listen and preferred to hum."
HOUR = 3_600_000


def on_top(person: Person) -> str:
    return person.words(person.made.window.header)


def test_coders_see_no_pace_until_they_switch_it_on(window: OpenWindow, demo: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "window.json")
    person = window(store)
    person.open(demo, "A")
    assert "coded" not in on_top(person)
    person.mark(QUOTE, Qt.Key.Key_E)
    assert "coded" not in on_top(person)
    person.do("view.pace")
    length = len(person.made.deskside.desk.controller.text)
    assert f"{len(QUOTE) / length:.0%}".replace("%", " % coded") in on_top(person)
    assert "11 of 12 finished" in on_top(person)
    person.made.window.close()
    again = window(Store(tmp_path / "window.json"))
    again.open(demo, "A")
    assert " % coded" in on_top(again)
    again.do("view.pace")
    assert "coded" not in on_top(again)


def test_the_share_follows_each_mark_and_the_count_each_finish(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "C")
    person.do("view.pace")
    assert "0 % coded" in on_top(person)
    desk = person.made.deskside.desk
    desk.pane.setFocus()
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.press(Qt.Key.Key_U)
    assert "100 % coded" in on_top(person) or "99 % coded" in on_top(person)
    before = on_top(person)
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.wait()
    assert on_top(person) != before


def test_the_lead_sees_how_far_the_project_is(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    assert "of 12 finished by all" in on_top(person)
    assert "view.pace" not in person.menu_ids()


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (None, "3 of 12 finished by all"),
        (5 * HOUR, "3 of 12 finished by all · about 5 h left"),
    ],
)
def test_the_rest_is_told_only_where_it_is_known(rest: int | None, words: str) -> None:
    one = CoderPace(Coder("c", "Ada", ""), 12, 3, 0, 0, HOUR, rest, None, None)
    assert of_project(ProjectPace((one,), 12, 3)) == words
    assert of_project(ProjectPace((), 0, 0)) == ""
    left = " · about 5 h left" if rest else ""
    assert of_coder(one, 600_000, 0.345) == f"34 % coded in 10 min · 3 of 12 finished{left}"
    assert of_coder(one, 0, 0.0) == f"0 % coded · 3 of 12 finished{left}"
