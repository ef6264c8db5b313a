"""Precedents in the window: opened by a key, of the rule in hand, and nothing that a coder may not see."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

PRACTICE = "00-practice-town-clock.txt"
QUOTE = "The council had three years to listen and preferred to hum."


def open_panel(person: Person) -> None:
    person.made.deskside.desk.pane.setFocus()
    person.press(Qt.Key.Key_P)


def read(person: Person) -> str:
    return person.words(person.made.deskside.desk.precedents)


def rest_on(person: Person, key: Qt.Key) -> None:
    """Say by a second key which rule the passage in hand rests on."""
    pane = person.made.deskside.desk.pane
    QTest.keyClick(pane, Qt.Key.Key_Apostrophe)
    QTest.keyClick(pane, key)
    person.wait()


def rules_of_the_answer(person: Person) -> set[str]:
    from db import passages
    from desktop.study.practice import ANSWER

    project = person.made.place.project
    assert project is not None
    found = project.ask(passages.select, "deleted = 0 AND layer = ?", (ANSWER,))
    return {each.rule for each in found if each.rule}


def test_without_a_rule_one_is_to_be_chosen(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    panel = person.made.deskside.desk.precedents
    assert not panel.isVisible()
    open_panel(person)
    assert panel.isVisible()
    assert "Choose a rule above." in read(person)
    person.press(Qt.Key.Key_P)
    assert not panel.isVisible()
    assert person.made.deskside.desk.pane.hasFocus()


def test_a_known_answer_is_shown_once_its_article_is_finished(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    (rule, *_) = sorted(rules_of_the_answer(person))
    panel = person.made.deskside.desk.precedents
    open_panel(person)
    panel.ask(rule)
    person.wait()
    assert "Nothing is settled under this rule" in read(person)
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.choose(PRACTICE)
    assert panel.isVisible()
    assert "known answer" in read(person)
    assert "1 case" in read(person)


def test_the_panel_follows_the_rule_of_the_passage_in_hand(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.mark(QUOTE, Qt.Key.Key_E)
    rest_on(person, Qt.Key.Key_J)
    panel = person.made.deskside.desk.precedents
    person.click("Precedents")
    assert panel.picker.text().startswith("R7  Judging words")
    rest_on(person, Qt.Key.Key_X)
    assert panel.rule == "R8"
    panel.cases.setFocus()
    person.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert person.made.deskside.desk.pane.hasFocus()


def test_what_other_coders_rest_on_a_rule_stays_with_them(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "B")
    person.choose(PRACTICE)
    if person.made.window.keys.reopen.isVisible():
        person.do("article.reopen")
    person.mark(QUOTE, Qt.Key.Key_E)
    rest_on(person, Qt.Key.Key_X)
    person.do("project.who")
    person.choose_who("A")
    open_panel(person)
    person.made.deskside.desk.precedents.ask("R8")
    person.wait()
    assert QUOTE not in read(person)
