"""Long, short and odd articles: coded, closed, opened again, and the same."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import articles, zones
from db.records import Zone
from desktop.study.coders import add_coder
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.ui.desk.long_pane import LONG
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow
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
SPACES = "  \N{NO-BREAK SPACE}  "
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = (
    (Qt.Key.Key_E, NONE),
    (Qt.Key.Key_Right, CTRL),
    (Qt.Key.Key_Right, CTRL | SHIFT),
    (Qt.Key.Key_R, SHIFT),
    (Qt.Key.Key_C, NONE),
)
"""The first clause, then a word of it exactly; where that is in the way, the clause is cut back."""
ALL_OF_IT = ((Qt.Key.Key_A, CTRL), (Qt.Key.Key_E, SHIFT))


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


def in_the_window(window: OpenWindow, folder: Path, text: str) -> tuple[Person, Path]:
    """Make a project of one article and open it in the real window."""
    project = folder / "Odd study.pressmark"
    source = folder / "odd.txt"
    source.write_bytes(text.encode())
    with create(project) as made:
        add_coder(made, "A")
        assert not add_articles(made, [source]).refused
    person = window()
    person.open(project, "A")
    return person, project


def shown(person: Person) -> list[tuple[str, int, int, str]]:
    """Read what the window shows of each passage, and that it is what the text holds there."""
    text = person.made.deskside.desk.canvas.text
    assert all(text[p.start : p.end] == p.quote for p in person.passages())
    return [(p.label, p.start, p.end, p.quote) for p in person.passages()]


@pytest.mark.parametrize("name", [*ODD, "only spaces"])
def test_by_keys_in_the_real_window_and_after_a_restart_the_same(
    window: OpenWindow, tmp_path: Path, name: str
) -> None:
    text = SPACES if name == "only spaces" else ODD[name][0]
    person, project = in_the_window(window, tmp_path, text)
    pane = person.made.deskside.desk.pane
    pane.setFocus()
    for key, held in KEYS if name != "only spaces" else ALL_OF_IT:
        QTest.keyClick(pane, key, held)
    person.wait()
    before = shown(person)
    assert before, "nothing was marked"
    person.made.window.close()
    again = window()
    again.open(project, "A")
    assert again.made.deskside.desk.canvas.text == text
    assert shown(again) == before
    again.made.window.grab()


def test_ten_thousand_comments_in_the_real_window(window: OpenWindow, tmp_path: Path) -> None:
    comment = "It rained a lot, they say.\n\n"
    person, project = in_the_window(window, tmp_path, "An article.\n\n" + comment * 10_000)
    first, length = len("An article.\n\n"), len(comment)
    spans = [(start, start + length - 2) for start in range(first, first + 10_000 * length, length)]
    desk = person.made.deskside.desk
    assert desk.article is not None
    article = desk.article.article.id
    opened = person.made.place.project
    assert opened is not None
    accepted = [Zone(article, "comment", start, end, "accepted") for start, end in spans]
    opened.ask(zones.replace, article, accepted)
    person.made.place.open_article(article)
    person.wait()
    QTest.keyClick(desk.pane, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(desk.pane, Qt.Key.Key_U)
    QTest.keyClick(desk.pane, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    person.wait()
    before = shown(person)
    assert [(start, end) for _, start, end, _ in before] == spans
    person.made.window.close()
    again = window()
    again.open(project, "A")
    assert shown(again) == before


@pytest.mark.parametrize("name", ODD)
def test_an_odd_article_is_coded_and_the_same_when_opened_again(sit: Sit, name: str) -> None:
    text, quote = ODD[name]
    seat = sit(text)
    seat.select(quote)
    seat.press("Shift+E")
    same_after_reopening(seat, quote)


def test_an_article_of_only_spaces_opens_and_takes_an_exact_mark(sit: Sit) -> None:
    seat = sit(SPACES)
    seat.press("e", "Space", "j", "Ctrl+Down")
    assert seat.stored() == ()
    seat.press("Ctrl+A", "Shift+E")
    same_after_reopening(seat, SPACES)


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
