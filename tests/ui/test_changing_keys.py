"""Any key can be another one; no key means two things; everything shows the keys as they are now."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from desktop.ui.desk.commands import LABELS
from desktop.ui.dialogs.key_rows import row_height
from desktop.ui.dialogs.keys import KeysSheet
from desktop.ui.menus import sequence
from desktop.ui.preferences import Store
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def sheet(person: Person) -> KeysSheet:
    person.do("help.keys")
    shown = person.sheet()
    assert isinstance(shown, KeysSheet)
    return shown


def change(person: Person, shown: KeysSheet, command: str, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    row = shown.rows[command]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert row.waiting
    QTest.keyClick(row, key, held)
    person.wait()


def actions(person: Person) -> dict[str, QAction]:
    return {a.data(): a for a in person.made.window.menuBar().findChildren(QAction) if a.data()}


def test_a_changed_key_works_is_shown_everywhere_and_is_there_after_a_restart(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person = window(Store(tmp_path / "window.json"))
    person.open(demo, "A")
    shown = sheet(person)
    change(person, shown, "article.next", Qt.Key.Key_F5, CTRL)
    assert shown.rows["article.next"].accessibleName() == "Next article: Ctrl+F5, changed"
    change(person, shown, "passage.note", Qt.Key.Key_K, NONE)
    change(person, shown, "find.next", Qt.Key.Key_F4, CTRL)
    assert person.made.finding.bar.on.toolTip() == "Next place (Ctrl+F4)"
    assert person.made.finding.bar.back.toolTip() == "Previous place (Shift+F3)"
    shown.reject()
    assert actions(person)["article.next"].shortcut() == sequence("Ctrl+F5")
    assert actions(person)["passage.note"].text() == "Write a note\tK"
    before = person.title()
    person.made.window.activateWindow()
    person.made.deskside.desk.pane.setFocus()
    person.wait()
    person.press(Qt.Key.Key_F5, CTRL)
    assert person.title() != before
    person.made.window.close()
    again = window(Store(tmp_path / "window.json"))
    again.open(demo, "A")
    assert again.made.commands.keys_of("article.next") == ("Ctrl+F5",)
    assert again.made.commands.at_key("K") is again.made.commands.get("passage.note")


def test_a_key_that_is_taken_is_refused_by_the_name_of_what_has_it(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = sheet(person)
    for key, held, words in (
        (Qt.Key.Key_F, CTRL, "Ctrl+F is the key of “Find in this article”"),
        (Qt.Key.Key_E, NONE, "E is the key of “Mark as editorialising”"),
        (Qt.Key.Key_2, CTRL, "Ctrl+2 is the key of “Agreement”"),  # the lead's, though a coder sits here
        (Qt.Key.Key_Left, NONE, "← has its own use in every text"),
        (Qt.Key.Key_Tab, NONE, "Tab has its own use in every text"),
    ):
        change(person, shown, "article.next", key, held)
        assert words in person.words(shown)
        assert person.made.commands.keys_of("article.next") == ("Ctrl+PageDown",)
    shown.reject()


def test_label_keys_stand_in_the_codebook_and_the_sheet_says_so(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = sheet(person)
    assert "Label – from the codebook" in person.words(shown)
    row = next(row for row in shown.rows.values() if row.command.group == LABELS)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert not row.waiting
    assert "stands in the codebook" in person.words(shown)
    shown.reject()


def test_one_key_or_all_of_them_go_back_to_what_they_were(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = sheet(person)
    assert not shown.all_back.isEnabled()
    change(person, shown, "article.next", Qt.Key.Key_F5, CTRL)
    change(person, shown, "article.previous", Qt.Key.Key_F6, CTRL)
    shown.rows["article.next"].setFocus()
    shown.one_back.click()
    assert person.made.commands.keys_of("article.next") == ("Ctrl+PageDown",)
    assert person.made.commands.keys_of("article.previous") == ("Ctrl+F6",)
    change(person, shown, "article.next", Qt.Key.Key_F5, CTRL)
    change(person, shown, "find.next", Qt.Key.Key_PageDown, CTRL)
    shown.rows["article.next"].setFocus()
    shown.one_back.click()
    assert "Ctrl+PageDown is the key of “Next place”" in person.words(shown)
    shown.all_back.click()
    assert person.made.commands.keys_of("article.next") == ("Ctrl+PageDown",)
    assert person.made.commands.keys_of("find.next") == ("F3",)
    shown.reject()


def test_escape_and_leaving_keep_the_key_and_arrows_go_from_row_to_row(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "A")
    shown = sheet(person)
    row = shown.rows["passage.note"]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    QTest.keyClick(row, Qt.Key.Key_Escape)
    assert not row.waiting
    assert shown.isVisible()
    QTest.keyClick(row, Qt.Key.Key_Return)
    shown.filter.setFocus()
    assert not row.waiting
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert shown.focusWidget() is shown.rows["passage.end.later"]
    QTest.keyClick(shown.rows["passage.end.later"], Qt.Key.Key_Up)
    assert shown.focusWidget() is row
    shown.reject()


def test_words_find_also_the_actions_that_have_no_key(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    shown = sheet(person)
    assert not shown.rows["theme.sepia"].isVisible()
    shown.filter.setText("sepia")
    assert shown.rows["theme.sepia"].isVisible()
    assert not shown.rows["article.next"].isVisible()
    change(person, shown, "theme.sepia", Qt.Key.Key_F5, CTRL)
    assert person.made.commands.keys_of("theme.sepia") == ("Ctrl+F5",)
    shown.reject()


@pytest.mark.parametrize("size", [(1280, 800), (1000, 613)])
def test_no_line_is_cut_at_the_foot_of_a_list(window: OpenWindow, demo: Path, size: tuple[int, int]) -> None:
    person = window(size=size)
    person.open(demo, "A")
    view = person.made.window.articles.list
    assert view.viewport().height() % view.sizeHintForRow(0) == 0
    shown = sheet(person)
    area = shown.rows["article.next"].parentWidget()
    assert area is not None
    seen = area.parentWidget()
    assert seen is not None
    assert seen.height() % row_height() == 0
    assert all(row.height() == row_height() for row in shown.rows.values() if row.isVisible())
    shown.reject()
