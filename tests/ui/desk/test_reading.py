"""Reading: the place is kept, the text is the stored text, nothing is fetched, looks can be changed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from db import places
from desktop.study.desk import load
from desktop.ui.theme import DARK, Reading
from tests.ui.desk.seat import Sit

LONG = "\n\n".join(f"Sentence number {at} of a long article, which goes on for a while." for at in range(300))


def test_a_new_article_opens_at_its_top(sit: Sit) -> None:
    seat = sit(LONG)
    assert seat.page.canvas.top() == 0
    assert seat.page.canvas.selection().caret == 0


def test_an_article_opens_where_its_coder_stopped(sit: Sit) -> None:
    seat = sit(LONG, "Another one.\n")
    place = seat.range("number 200")[0]
    seat.put_caret(place)
    seat.page.canvas.scroll_to(place - 300)
    QApplication.processEvents()
    top = seat.page.canvas.top()
    seat.page.clear()
    seat.reopen()
    assert seat.page.canvas.selection().caret == place
    assert seat.page.canvas.top() == top
    stored = seat.project.ask(places.get, seat.desk.coder.id, seat.article)
    assert stored is not None
    assert (stored.caret, stored.top) == (place, top)


def test_what_is_in_sight_stands_right_before_the_rest_is_laid_out(sit: Sit) -> None:
    seat = sit(LONG)
    pane = seat.page.pane
    pane.show_text(LONG)
    early = [(line.start, line.y) for line in pane.canvas.lines()]
    assert pane.document().lastBlock().layout().lineCount() == 0, "the end is not laid out yet"
    QApplication.processEvents()
    pane.document().documentLayout().documentSize()
    assert early == [(line.start, line.y) for line in pane.canvas.lines()]
    assert early[0][0] == 0
    assert early[-1][1] > pane.viewport().height() - 60, "the lines reach down to the end of the page"


def test_an_article_whose_text_is_not_what_the_screen_shows_is_refused(sit: Sit) -> None:
    seat = sit("A fine article.\n")
    loaded = load(seat.desk, seat.article)
    broken = replace(loaded, article=replace(loaded.article, text="A fine\rarticle.\n"))
    sentence = seat.page.open(seat.desk, broken)
    assert "cannot be coded" in sentence
    assert seat.page.refusal.isVisible()
    assert seat.page.refusal.sentence() == sentence
    seat.press("r")
    assert seat.stored() == ()


def test_passages_that_do_not_stand_at_their_quotes_are_not_painted_over_other_words(sit: Sit) -> None:
    seat = sit("A fine article.\n")
    seat.select("fine")
    seat.press("e")
    seat.settle()
    loaded = load(seat.desk, seat.article)
    wrong = replace(loaded, passages=(replace(loaded.passages[0], start=4, end=8),))
    assert "1 of the 1 passages" in seat.page.open(seat.desk, wrong)
    assert seat.page.refusal.isVisible()


def test_nothing_is_loaded_from_anywhere(sit: Sit, tmp_path: object) -> None:
    seat = sit("<img src='file:///etc/hostname'> <link rel=stylesheet href='http://example.org'>\n")
    kind = QTextDocument.ResourceType.ImageResource.value
    assert seat.page.pane.loadResource(kind, QUrl("file:///etc/hostname")) is None
    assert seat.text.startswith("<img")
    assert seat.page.pane.document().toRawText().startswith("<img")


def test_what_is_copied_is_the_stored_text(sit: Sit) -> None:
    seat = sit("Two\N{NO-BREAK SPACE}words\nand 😀 more.\n")
    seat.press("Ctrl+A", "Ctrl+C")
    assert QApplication.clipboard().text() == "Two\N{NO-BREAK SPACE}words\nand 😀 more.\n"
    QApplication.clipboard().clear()


@pytest.mark.parametrize("reading", [Reading(size=20), Reading(column=50), Reading(line_height=2.0)])
def test_another_type_keeps_caret_and_place(sit: Sit, reading: Reading) -> None:
    seat = sit(LONG)
    place = seat.range("number 150")[0]
    seat.put_caret(place)
    seat.page.canvas.scroll_to(place)
    top = seat.page.canvas.top()
    seat.page.set_reading(reading)
    QApplication.processEvents()
    assert seat.page.canvas.selection().caret == place
    assert seat.page.canvas.top() == top


def test_the_column_keeps_its_width_however_wide_the_window(sit: Sit) -> None:
    seat = sit(LONG)
    seat.window.resize(1800, 800)
    QApplication.processEvents()
    wide = seat.page.pane.viewport().width()
    left = seat.page.pane.viewport().geometry().left()
    right = seat.page.pane.width() - seat.page.pane.viewport().geometry().right()
    assert 480 < wide < 640
    assert abs(left - right) < 40
    seat.window.resize(760, 600)
    QApplication.processEvents()
    assert seat.page.pane.viewport().geometry().left() >= seat.page.pane.margin.width()


def test_another_theme_repaints_page_and_passages(sit: Sit) -> None:
    seat = sit(LONG)
    seat.select("number 3")
    seat.press("e")
    seat.settle()
    seat.page.set_theme(DARK)
    QApplication.processEvents()
    image = seat.page.pane.viewport().grab().toImage()
    assert image.pixelColor(2, 2).name() == DARK.page
    assert seat.page.canvas.scene.theme is DARK
