"""Four looks, each readable, and the one the system wants by default."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.preferences import Store
from desktop.ui.style import palette, sheet
from desktop.ui.theme import (
    DARK,
    LIGHT,
    SEPIA,
    TEXT_CONTRAST,
    THEMES,
    Reading,
    Theme,
    contrast,
    mix,
    readable,
    theme,
)
from tests.ui.conftest import OpenWindow

LOOKS = pytest.mark.parametrize("look", THEMES, ids=lambda look: look.id)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@LOOKS
def test_whatever_is_read_has_the_contrast_that_reading_needs(look: Theme) -> None:
    for background in (
        look.window,
        look.panel,
        look.page,
        look.field,
        look.lane,
        look.hover,
        look.accent_soft,
    ):
        for ink in (look.text, look.muted, look.accent):
            assert contrast(ink, background) >= TEXT_CONTRAST, (ink, background)
    for background in (look.window, look.panel, look.page, look.warning_soft):
        for ink in (look.warning, look.saving, look.saved):
            assert contrast(ink, background) >= TEXT_CONTRAST, (ink, background)
    assert contrast(look.on_accent, look.accent) >= TEXT_CONTRAST
    assert contrast(look.selection_text, look.selection) >= TEXT_CONTRAST
    assert contrast(look.dim, look.page) >= TEXT_CONTRAST
    assert contrast(look.text, look.warning_soft) >= TEXT_CONTRAST


@LOOKS
def test_edges_of_controls_can_be_made_out(look: Theme) -> None:
    for background in (look.window, look.panel, look.page, look.field):
        assert contrast(look.control, background) >= 3


@LOOKS
@given(colour=colours)
def test_any_colour_of_any_codebook_becomes_readable(look: Theme, colour: str) -> None:
    ink = look.label_ink(colour)
    for background in (look.page, look.lane, look.panel, look.window):
        assert contrast(ink, background) >= TEXT_CONTRAST
    assert contrast(look.on_label(colour), ink) >= TEXT_CONTRAST
    assert contrast(look.text, look.label_tint(colour)) >= TEXT_CONTRAST


@given(one=colours, other=colours)
def test_contrast_is_that_of_the_standard(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001
    assert mix(one, other, 0) == one
    assert mix(one, other, 1) == other


def test_contrast_agrees_with_published_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)


@given(colour=colours, background=colours)
def test_a_colour_is_changed_no_more_than_needed(colour: str, background: str) -> None:
    if contrast(colour, background) >= TEXT_CONTRAST:
        assert readable(colour, background) == colour
    else:
        assert contrast(readable(colour, background), background) >= TEXT_CONTRAST


def test_the_system_decides_unless_somebody_chose() -> None:
    assert theme("system", system_dark=False) is LIGHT
    assert theme("system", system_dark=True) is DARK
    assert theme("sepia", system_dark=True) is SEPIA
    assert theme("no such theme", system_dark=True) is DARK


@LOOKS
def test_the_style_sheet_leaves_no_name_open(look: Theme) -> None:
    assert "@" not in sheet(look)
    assert palette(look).color(QPalette.ColorRole.Window) == QColor(look.window)


def test_a_theme_that_is_chosen_dresses_the_whole_window_and_is_remembered(
    window: OpenWindow, demo: Path
) -> None:
    store = Store()
    person = window(store)
    person.open(demo, "A")
    person.do("theme.dark")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert store.now.theme == "dark"
    picture = person.made.window.grab().toImage()
    assert picture.pixelColor(4, 4) == QColor(DARK.window)
    pane = person.made.deskside.desk.pane.viewport()
    assert pane.grab().toImage().pixelColor(2, 2) == QColor(DARK.page)
    person.do("theme.light")
    assert person.made.window.grab().toImage().pixelColor(4, 4) == QColor(LIGHT.window)


def test_the_text_grows_shrinks_and_finds_back_to_its_usual_size(window: OpenWindow, demo: Path) -> None:
    store = Store()
    person = window(store)
    person.open(demo, "A")
    pane = person.made.deskside.desk.pane
    usual = pane.document().defaultFont().pointSizeF()
    person.do("view.larger")
    assert pane.document().defaultFont().pointSizeF() == usual + 1
    person.do("view.smaller")
    person.do("view.smaller")
    assert store.now.reading.size == usual - 1
    person.do("view.usual")
    assert store.now.reading == Reading()
    assert Reading().at(1000).size == 40
    assert Reading().at(0).size == 8
