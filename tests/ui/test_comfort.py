"""Type, colours and quiet: as one likes it, at once, and the same tomorrow."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.desk.typesetting import column_width
from desktop.ui.dialogs.comfort import OURS, ComfortSheet, families
from desktop.ui.preferences import Store
from desktop.ui.theme import DARK, LIGHT, Reading, reading
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow


def comfort(person: Person) -> ComfortSheet:
    person.do("view.comfort")
    sheet = person.sheet()
    assert isinstance(sheet, ComfortSheet)
    return sheet


def test_what_is_chosen_is_seen_in_the_article_behind_and_kept(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person = window(Store(tmp_path / "window.json"), size=(1920, 1080))
    person.open(demo, "A")
    pane = person.made.deskside.desk.pane
    before = pane.viewport().width()
    sheet = comfort(person)
    sheet.family.setCurrentIndex(sheet.family.findData("Inter"))
    sheet.points.setValue(16)
    sheet.line_height.setValue(2)
    sheet.column.setValue(50)
    sheet.theme.setCurrentIndex(sheet.theme.findData("sepia"))
    person.wait()
    font = pane.document().defaultFont()
    assert font.families()[0] == "Inter"
    assert font.pointSizeF() == 16
    assert pane.viewport().width() == column_width(Reading("Inter", 16, 2, 50), font) != before
    assert pane.document().firstBlock().blockFormat().lineHeight() == pytest.approx(2 * 16 * 96 / 72, abs=2)
    assert person.made.look.id == "sepia"
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    person.made.window.close()
    kept = Store(tmp_path / "window.json").now
    assert kept.reading == Reading("Inter", 16, 2, 50)
    assert kept.theme == "sepia"
    window().do("theme.light")


def test_escape_brings_back_what_was_before_and_a_button_what_came_with_the_program(
    window: OpenWindow, demo: Path
) -> None:
    store = Store()
    person = window(store)
    person.open(demo, "A")
    person.do("theme.light")
    person.do("view.larger")
    before = store.now
    sheet = comfort(person)
    sheet.column.setValue(100)
    sheet.theme.setCurrentIndex(sheet.theme.findData("dark"))
    assert store.now.reading.column == 100
    assert person.made.look is DARK
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert store.now == before
    assert person.made.look is LIGHT
    sheet = comfort(person)
    sheet.usual.click()
    assert store.now.reading == Reading()
    sheet.accept()


def test_the_typefaces_are_ours_and_those_of_the_computer(qapp: QApplication) -> None:
    found = families()
    assert found[: len(OURS)] == OURS
    assert len(set(found)) == len(found)


def test_a_setting_that_nobody_could_read_is_brought_within_bounds() -> None:
    assert reading("", 1000, 0, 3) == Reading(Reading().family, 40, 1.2, 40)


def test_the_window_follows_the_system_while_it_is_open(window: OpenWindow, demo: Path) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    person = window(look=DARK)  # so the system was a moment ago; by now it is light
    person.open(demo, "A")
    application.styleHints().colorSchemeChanged.emit(application.styleHints().colorScheme())
    person.wait()
    assert person.made.look is LIGHT
    assert application.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    assert person.made.deskside.desk.pane.canvas.scene.theme is LIGHT


# Nothing but the article


def in_sight(person: Person) -> dict[str, bool]:
    window, desk = person.made.window, person.made.deskside.desk
    parts: dict[str, QWidget] = {
        "articles": window.articles,
        "codebook": window.codebook,
        "inspector": desk.inspector,
        "keys": window.keys,
        "overview": desk.overview,
        "findings": person.made.finding.panel,
        "precedents": desk.precedents,
    }
    return {name: part.isVisible() for name, part in parts.items()}


def test_nothing_but_the_article_comes_and_goes_and_leaves_all_as_it_was(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "window.json")
    person = window(store)
    person.open(demo, "A")
    made = person.made
    person.do("view.codebook")
    person.do("find.project")
    made.deskside.desk.show_precedents()
    made.deskside.desk.pane.setFocus()
    before, sizes, size = in_sight(person), made.window.columns.sizes(), made.window.size()
    person.press(Qt.Key.Key_F11)
    assert not any(in_sight(person).values())
    assert made.deskside.desk.pane.isVisible()
    assert made.deskside.desk.pane.margin.isVisible()
    assert made.window.menuBar().height() == 0
    assert made.window.isFullScreen()
    assert "F11 brings everything back." in person.words()
    assert "Article 1 of" in person.words(made.window.header)
    assert "Lamp study" not in person.words(made.window.header)
    person.mark("preferred to hum", Qt.Key.Key_E)
    person.press(Qt.Key.Key_F11)
    assert in_sight(person) == before
    assert made.window.size() == size
    assert made.window.columns.sizes() == sizes
    assert made.window.menuBar().height() > 0


def test_it_is_still_so_after_a_restart_and_then_all_comes_back(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "window.json")
    person = window(store)
    person.open(demo, "A")
    person.do("view.inspector")
    before, size = in_sight(person), person.made.window.size()
    person.do("view.only-text")
    person.made.window.close()
    again = window(Store(tmp_path / "window.json"))
    assert not again.made.window.isFullScreen()  # there is no article yet
    again.open(demo, "A")
    assert not any(in_sight(again).values())
    again.do("view.only-text")
    assert in_sight(again) == before
    assert again.made.window.size() == size


def test_the_lead_reads_quietly_too_but_sees_figures_with_everything_around(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.desk")
    person.do("view.only-text")
    assert not person.made.window.articles.isVisible()
    person.do("study.agreement")
    assert person.made.window.menuBar().height() > 0
    person.do("study.desk")
    assert person.made.window.menuBar().height() == 0
    person.do("view.only-text")
    assert person.made.window.articles.isVisible()


def test_heights_and_widths_come_back_even_of_what_is_put_away(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person = window(Store(tmp_path / "window.json"))
    person.open(demo, "A")
    person.made.window.right.setSizes([300, 330])
    person.made.window.columns.setSizes([250, 680, 350])
    person.wait()
    heights, widths = person.made.window.right.sizes(), person.made.window.columns.sizes()
    person.do("view.articles")
    person.made.window.close()
    again = window(Store(tmp_path / "window.json"))
    again.open(demo, "A")
    again.do("view.articles")
    assert again.made.window.right.sizes() == pytest.approx(heights, abs=4)
    assert again.made.window.columns.sizes()[0] == pytest.approx(widths[0], abs=4)
