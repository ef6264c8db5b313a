"""One key, a few letters, Return: every action and every article is that near."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.desk.movement import Selection
from desktop.ui.palette.offers import OFFER
from desktop.ui.palette.sheet import Palette
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def palette(person: Person) -> Palette:
    person.made.window.activateWindow()
    person.wait()
    person.press(Qt.Key.Key_P, CTRL_SHIFT)
    return next(each for each in person.made.window.findChildren(Palette) if each.isVisible())


def titles(shown: Palette) -> list[str]:
    return [offer.title for offer in shown.model.offers]


def typing(person: Person, shown: Palette, words: str) -> None:
    shown.typed.setFocus()
    QTest.keyClicks(shown.typed, words)
    person.wait()


def test_every_action_of_the_program_is_offered_with_its_keys(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = palette(person)
    offered = {offer.id: offer for offer in shown.model.offers}
    assert {command.id for command in person.made.commands.all()} <= set(offered)
    assert person.menu_ids() <= set(offered)
    assert offered["label.editorialising"].keys == ("E",)
    assert offered["article.next"].keys == ("Ctrl+PageDown",)
    assert offered["article.next"].spoken == "Next article, Ctrl+PageDown, Article"
    shown.reject()


def test_a_label_is_given_by_its_name_with_the_selection_still_there(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    desk = person.made.deskside.desk
    start = desk.controller.text.index("preferred to hum")
    desk.canvas.select(Selection(start, start + len("preferred to hum")))
    shown = palette(person)
    typing(person, shown, "mark edit")
    assert titles(shown)[0] == "Mark as editorialising"
    person.press(Qt.Key.Key_Return)
    assert "preferred to hum" in [passage.quote for passage in person.passages()]
    assert QApplication.focusWidget() is desk.pane


def test_an_article_is_gone_to_by_words_of_its_title(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    other = next(row for row in person.made.place.survey.rows if row.name != person.title() and row.title)
    shown = palette(person)
    typing(person, shown, " ".join(other.title.split()[-2:]))
    assert other.title in titles(shown)
    while shown.list.currentIndex().data(OFFER).title != other.title:
        person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert person.title() == other.name


def test_what_was_used_last_comes_first_and_escape_changes_nothing(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = palette(person)
    typing(person, shown, "sepia")
    person.press(Qt.Key.Key_Return)
    assert person.made.look.id == "sepia"
    shown = palette(person)
    assert titles(shown)[0] == "Theme: sepia"
    typing(person, shown, "no such thing at all")
    assert titles(shown) == []
    assert "No action" in person.words(shown)
    person.press(Qt.Key.Key_Escape)
    assert not [each for each in person.made.window.findChildren(Palette) if each.isVisible()]
    person.do("theme.light")


def test_what_can_be_pressed_on_a_page_is_offered_too(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = palette(person)
    here = {offer.title for offer in shown.model.offers if offer.group == "On this page"}
    assert "Label to read about: Editorialising" in here
    assert "Set aside…" in here
    assert not any("Mark" in title or title == "Editorialising" for title in here)
    typing(person, shown, "read about user")
    person.press(Qt.Key.Key_Return)
    assert person.made.window.codebook.picker.current == "user-comment"
    person.made.place.sit(None)
    person.do("study.agreement")
    shown = palette(person)
    pushed = [b for b in person.page().findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    buttons = {b.accessibleName() or b.text() for b in pushed}
    titles_ = {title.rstrip("… ").casefold() for title in titles(shown)}
    assert {words.rstrip("… ").casefold() for words in buttons if words} <= titles_
    shown.reject()


def test_keys_of_the_text_are_offered_only_where_a_text_is(window: OpenWindow, demo: Path) -> None:
    person = window()
    start = {offer.id for offer in palette(person).model.offers}
    assert "project.open" in start
    assert not any(each.startswith(("label.", "article.")) for each in start)
    person.press(Qt.Key.Key_Escape)
    person.sit_as_lead(demo)
    lead = {offer.id for offer in palette(person).model.offers}
    assert "study.agreement" in lead
    assert "passage.delete" not in lead
    person.press(Qt.Key.Key_Escape)
