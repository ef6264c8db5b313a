"""Long, short and odd articles: coded, closed, opened again, and the same."""

import pytest
from PySide6.QtWidgets import QApplication

from db import articles, zones
from db.records import Zone
from desktop.ui.desk.long_pane import LONG
from tests.ui.desk.seat import Seat, Sit

SENTENCE = "The ferry line cancelled nine sailings on Monday, and the union blamed the boss for it. "
FAMILY = "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}"
ODD = {
    "a paragraph of 200 KB": (SENTENCE * 2300, "nine sailings on Monday"),
    "one character": ("x", "x"),
    "Arabic with Latin quotes": (
        "قال الوزير “we doubt it” أمس في بيروت.\n\nولم يصدقه أحد.\n",
        "الوزير “we doubt it”",
    ),
    "emoji families": (f"They came {FAMILY}{FAMILY} and sang.\n", f"came {FAMILY}{FAMILY} and"),
    "soft hyphens": (
        "A Donau\u00addampf\u00adschiff went by, slow\u00adly.\n",
        "Donau\u00addampf\u00adschiff went",
    ),
    "combining marks": ("Le cafe\u0301 e\u0301tait ferme\u0301.\n", "cafe\u0301 e\u0301tait"),
}


def widget(seat: Seat) -> str:
    return type(seat.page.pane).__name__


def same_after_reopening(seat: Seat, quote: str) -> None:
    stored = seat.stored()
    assert [p.quote for p in stored] == [quote]
    seat.page.clear()
    seat.reopen()
    assert seat.coded == stored
    assert seat.text[stored[0].start : stored[0].end] == quote
    seat.page.pane.viewport().grab()


@pytest.mark.parametrize("name", ODD)
def test_an_odd_article_is_coded_and_the_same_when_opened_again(sit: Sit, name: str) -> None:
    text, quote = ODD[name]
    seat = sit(text)
    seat.select(quote)
    seat.press("Shift+E")
    same_after_reopening(seat, quote)


def test_an_article_of_only_spaces_opens_and_takes_an_exact_mark(sit: Sit) -> None:
    seat = sit("  \N{NO-BREAK SPACE}  ")
    seat.press("e", "Space", "j", "Ctrl+Down")
    assert seat.stored() == ()
    seat.press("Ctrl+A", "Shift+E")
    same_after_reopening(seat, "  \N{NO-BREAK SPACE}  ")


def test_keys_in_a_paragraph_of_200_kb_go_word_by_word(sit: Sit) -> None:
    seat = sit(SENTENCE * 2300)
    middle = seat.range("cancelled", 1000)[0]
    seat.put_caret(middle)
    seat.press("Ctrl+Right")
    assert seat.text[seat.page.canvas.selection().caret :].startswith("nine sailings")
    seat.press("Alt+Down", "e")
    assert seat.marks() == [("editorialising", "The ferry line cancelled nine sailings on Monday")]


def test_a_long_text_is_coded_on_the_second_widget_and_opens_where_it_was_left(sit: Sit) -> None:
    seat = sit((SENTENCE * 3 + "\n\n") * (LONG // 260 + 1), "A short one.\n")
    assert widget(seat) == "LongPane"
    place = seat.range("cancelled", 1500)[0]
    seat.put_caret(place)
    seat.page.canvas.reveal()
    QApplication.processEvents()
    seat.press("e")
    (passage,) = seat.stored()
    assert passage.start == place - len("The ferry line ")
    caret, top = seat.page.canvas.selection().caret, seat.page.canvas.top()
    assert abs(top - place) < 3000
    bars = seat.page.pane.margin.bars()
    assert [bar.mark.id for bar in bars] == [passage.id]
    seat.page.clear()
    seat.reopen()
    assert seat.page.canvas.selection().caret == caret
    assert abs(seat.page.canvas.top() - top) <= 300


def test_short_and_long_articles_take_turns(sit: Sit) -> None:
    seat = sit((SENTENCE * 3 + "\n\n") * (LONG // 260 + 1), "A short one.\n")
    long = seat.article
    short = next(row.id for row in seat.project.ask(articles.summaries) if row.id != long)
    seat.open(short)
    assert widget(seat) == "TextPane"
    seat.page.pane.setFocus()
    seat.press("r")
    assert seat.marks() == [("reporting", "A short one.")]
    seat.open(long)
    assert widget(seat) == "LongPane"
    assert seat.page.pane.hasFocus()
    seat.press("r")
    assert seat.marks() == [("reporting", SENTENCE.strip())]


def test_ten_thousand_comments_are_labelled_by_one_gesture(sit: Sit) -> None:
    comment = "It rained a lot, they say.\n\n"
    seat = sit("An article.\n\n" + comment * 10_000)
    first, length = len("An article.\n\n"), len(comment)
    spans = [(start, start + length - 2) for start in range(first, first + 10_000 * length, length)]
    accepted = [Zone(seat.article, "comment", start, end, "accepted") for start, end in spans]
    seat.project.ask(zones.replace, seat.article, accepted)
    seat.reopen()
    seat.press("Ctrl+U")
    seat.qtbot.waitUntil(lambda: seat.page.controller.unsaved == 0, timeout=60_000)
    stored = seat.stored()
    assert [(p.start, p.end) for p in stored] == spans
    seat.reopen()
    assert seat.coded == stored
