"""Time at work: announced to coders, switched off by the lead, and then no longer stored."""

from pathlib import Path

from PySide6.QtCore import Qt

from db.project import Project
from desktop.exchange.kits import write_kit
from desktop.study.opening import open_project
from desktop.study.timing import MEASURED, NOT_MEASURED, active_times, is_measured
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

QUOTE = "The council had three years to listen and preferred to hum."


def spent(person: Person) -> int:
    return sum(each.ms for each in active_times(project(person)))


def project(person: Person) -> Project:
    found = person.made.place.project
    assert found is not None
    return found


def switch(person: Person) -> str:
    return person.made.commands.get("study.time").title


def test_coders_are_told_once_when_the_project_is_opened(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    assert person.notice() == MEASURED
    person.click("Close")
    person.do("article.next")
    person.do("project.who")
    person.answer("Open")
    assert person.notice() == ""
    person.do("project.close")
    person.open(demo, "A")
    assert person.notice() == MEASURED


def test_a_kit_says_so_too(window: OpenWindow, demo: Path, tmp_path: Path) -> None:
    with open_project(demo) as opened:
        write_kit(opened, "B", tmp_path / "b.pressmark")
    person = window()
    person.open(tmp_path / "b.pressmark", "B")
    assert person.notice() == MEASURED


def test_the_lead_switches_it_off_and_on_again(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    assert switch(person) == "Stop measuring time at work"
    person.do("study.time")
    assert person.notice() == NOT_MEASURED
    assert not is_measured(project(person))
    assert switch(person) == "Measure time at work"
    person.do("study.time")
    assert is_measured(project(person))
    person.do("project.close")
    person.open(demo, "A")
    assert "study.time" not in person.menu_ids()


def test_what_is_not_measured_is_not_stored(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.time")
    before = spent(person)
    person.do("project.who")
    person.choose_who("A")
    assert person.notice() == ""
    person.mark(QUOTE, Qt.Key.Key_E)
    person.mark("Winder Bros. lashed out at the mayor.", Qt.Key.Key_E)
    assert spent(person) == before


def test_what_is_measured_is_stored_with_the_article(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    before = spent(person)
    person.mark(QUOTE, Qt.Key.Key_E)
    person.mark("Winder Bros. lashed out at the mayor.", Qt.Key.Key_E)
    assert spent(person) > before
