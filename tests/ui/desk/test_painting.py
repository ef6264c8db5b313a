"""What a coder sees: tints under the text, one line a lane, letters in the margin, and nothing twice."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from desktop.ui.desk.styles import LabelStyle
from desktop.ui.theme import TEXT_CONTRAST, THEMES, Theme, contrast
from tests.ui.desk.seat import Seat, Sit

STORY = "The ferry line cancelled nine sailings on Monday, and the union blamed the boss for it.\n"
OVERLAPPING = "# Overlapping\n\n" + "".join(
    f'## {name} {{#{name.lower()} key={key} colour="{colour}" overlap=yes}}\n\nText.\n\n'
    for name, key, colour in (("One", "o", "#1f5fa8"), ("Two", "t", "#b3261e"), ("Three", "h", "#7a5c00"))
)


def picture(seat: Seat) -> QImage:
    return seat.page.pane.viewport().grab().toImage()


def style(seat: Seat, label: str) -> LabelStyle:
    return seat.page.canvas.scene.styles[label]


def colours(image: QImage, left: int, right: int, top: int, bottom: int) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(left, right)
        for y in range(top, bottom)
        if image.valid(x, y)
    }


def in_hand(seat: Seat) -> str:
    return seat.page.coding.current or ""


def near(one: str, other: str) -> bool:
    a, b = QColor(one), QColor(other)
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= 2


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_three_overlapping_labels_can_be_told_apart(sit: Sit, theme: Theme) -> None:
    seat = sit(STORY, codebook=OVERLAPPING, look=theme)
    for quote, key in (
        ("ferry line cancelled nine sailings", "o"),
        ("line cancelled nine", "t"),
        ("cancelled", "h"),
    ):
        seat.select(quote)
        seat.press(key)
    seat.settle()
    seat.put_caret(len(STORY) - 3)
    box = seat.page.canvas.box(*seat.range("cancelled"))
    image = picture(seat)
    below = colours(image, box.left() + 2, box.right() - 2, box.bottom() + 1, box.bottom() + 10)
    for label in ("one", "two", "three"):
        assert any(near(colour, style(seat, label).ink) for colour in below), label
    text_box = image.copy(box.adjusted(0, 4, 0, -4))
    seen = colours(text_box, 0, text_box.width(), 0, text_box.height())
    assert max(contrast(colour, style(seat, "three").tint) for colour in seen) >= TEXT_CONTRAST
    bars = seat.page.pane.margin.bars()
    assert len(bars) == 3
    margin = seat.page.pane.margin.grab().toImage()
    for bar in bars:
        inside = bar.chip.toRect().adjusted(3, 3, -3, -3)
        letter = colours(margin, inside.left(), inside.right(), inside.top(), inside.bottom())
        assert max(contrast(colour, theme.lane) for colour in letter) >= TEXT_CONTRAST, bar.mark.label
    assert not any(one.chip.intersects(other.chip) for at, one in enumerate(bars) for other in bars[:at])


def test_a_passage_is_tinted_from_its_first_to_its_last_character_and_no_further(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("nine sailings")
    seat.press("e")
    seat.settle()
    seat.put_caret(len(STORY) - 3)
    tint = style(seat, "editorialising").tint
    image, box = picture(seat), seat.page.canvas.box(*seat.range("nine sailings"))
    middle = box.top() + 2
    assert near(image.pixelColor(box.left() + 1, middle).name(), tint)
    assert near(image.pixelColor(box.right() - 1, middle).name(), tint)
    assert not near(image.pixelColor(box.left() - 3, middle).name(), tint)
    assert not near(image.pixelColor(box.right() + 3, middle).name(), tint)


def test_the_passage_at_the_caret_stands_out(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("nine sailings")
    seat.press("e")
    seat.put_caret(seat.range("sailings")[0])
    box = seat.page.canvas.box(*seat.range("nine sailings"))
    colour = picture(seat).pixelColor(box.left() + 2, box.top() + 2).name()
    assert near(colour, style(seat, "editorialising").strong)


def test_right_to_left_passages_are_painted_where_their_letters_are(sit: Sit) -> None:
    text = "אחת שתיים abc def שלוש\n"
    seat = sit(text)
    seat.select("שתיים abc")
    seat.press("e")
    seat.settle()
    canvas = seat.page.canvas
    (line,) = [line for line in canvas.lines() if line.end - line.start > 5]
    parts = line.pieces(*[canvas.units(at) for at in seat.range("שתיים abc")])
    assert len(parts) == 2, "the two words stand apart where directions mix"
    latin = line.pieces(*[canvas.units(at) for at in seat.range("abc")])
    assert any(abs(left - latin[0][0]) < 1 or abs(right - latin[0][1]) < 1 for left, right in parts)
    width = sum(right - left for left, right in parts)
    assert 0 < width < line.right


ARABIC = (
    "قال الوزير إن الجسر سيبقى مغلقا حتى الربيع.\n“The bridge is fine,” قال المهندس، وهو قرار متهور.\n"
) * 3


def test_an_article_read_from_the_right_has_its_margin_at_the_right(sit: Sit) -> None:
    seat = sit(ARABIC, codebook=OVERLAPPING)
    pane = seat.page.pane
    for quote, key in (("الجسر سيبقى مغلقا", "o"), ("سيبقى", "t"), ("The bridge is fine", "h")):
        seat.select(quote)
        seat.press(key)
    seat.settle()
    page = pane.viewport().geometry()
    assert pane.margin.geometry().left() == page.right() + 1
    assert pane.rect().contains(pane.margin.geometry())
    for line in (line for line in seat.page.canvas.lines() if line.end > line.start):
        assert line.line.naturalTextRect().left() > 20, "the text stands at the right"
    chips = {bar.mark.label: bar.chip for bar in pane.margin.bars()}
    assert chips["one"].left() < chips["two"].left(), "what encloses stands nearest to the text"
    box = seat.page.canvas.box(*seat.range("سيبقى"))
    ink = colours(picture(seat), box.left(), box.right(), box.bottom() + 1, box.bottom() + 8)
    assert any(near(colour, style(seat, "two").ink) for colour in ink)
    article = seat.page.article
    assert article is not None
    assert {passage.quote for passage in article.passages} == {
        "الجسر سيبقى مغلقا",
        "سيبقى",
        "The bridge is fine",
    }


def test_latin_words_in_a_line_read_from_the_right_are_painted_to_the_letter(sit: Sit) -> None:
    seat = sit("قال abc def غدا.\n")
    canvas = seat.page.canvas
    line = canvas.lines()[0]

    def ends(quote: str) -> tuple[float, float]:
        (piece,) = line.pieces(*[canvas.units(at) for at in seat.range(quote)])
        return piece

    assert ends("abc")[0] == pytest.approx(ends("a")[0])
    assert ends("abc")[1] == pytest.approx(ends("bc")[1])
    assert (
        ends("abc def")[1] - ends("abc def")[0]
        > ends("abc")[1] - ends("abc")[0]
        > ends("a")[1] - ends("a")[0]
    )
    assert ends("a")[1] == pytest.approx(ends("bc")[0], abs=0.6)
    assert ends("غدا")[1] <= ends("abc")[0] < ends("abc")[1] <= ends("قال")[0]


def test_the_margin_goes_back_to_the_left_for_the_next_article(sit: Sit) -> None:
    seat = sit(STORY)
    pane = seat.page.pane
    left = pane.margin.geometry()
    pane.show_text(ARABIC)
    assert pane.margin.geometry().left() > pane.viewport().geometry().left()
    pane.show_text(STORY)
    assert pane.margin.geometry() == left


def test_only_what_is_in_sight_is_asked_for_and_painted(sit: Sit) -> None:
    seat = sit("\n".join(f"Sentence number {at} of a long article." for at in range(2000)))
    asked: list[tuple[int, int]] = []
    scene = seat.page.canvas.scene

    def marks(start: int, end: int) -> tuple[()]:
        asked.append((start, end))
        return ()

    from dataclasses import replace

    seat.page.pane.set_scene(replace(scene, marks=marks))
    seat.page.canvas.scroll_to(40_000)
    picture(seat)
    start, end = asked[-1]
    assert 38_000 < start < end < 43_000


def test_a_click_on_a_letter_in_the_margin_goes_to_its_passage(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("nine sailings")
    seat.press("e")
    seat.settle()
    seat.put_caret(0)
    assert in_hand(seat) == ""
    (bar,) = seat.page.pane.margin.bars()
    QTest.mouseClick(
        seat.page.pane.margin,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        bar.chip.center().toPoint(),
    )
    assert in_hand(seat) == bar.mark.id
    assert seat.page.canvas.selection().caret == seat.range("nine sailings")[0]


def test_letters_never_collide_however_many_passages_a_line_has(sit: Sit) -> None:
    seat = sit(STORY)
    for quote in ("The", "ferry", "line", "cancelled", "nine", "sailings"):
        seat.select(quote)
        seat.press("e")
    seat.settle()
    bars = seat.page.pane.margin.bars()
    assert len(bars) == 6
    assert not any(one.chip.intersects(two.chip) for at, one in enumerate(bars) for two in bars[:at])
    assert all(bar.chip.left() >= 0 and bar.chip.right() <= seat.page.pane.margin.width() for bar in bars)


def test_a_click_in_the_overview_goes_there(sit: Sit) -> None:
    seat = sit("\n\n".join(f"Sentence number {at} of a long article." for at in range(300)))
    strip = seat.page.overview
    QTest.mouseClick(
        strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, strip.height() // 2)
    )
    assert abs(seat.page.canvas.top() - len(seat.text) / 2) < len(seat.text) / 20
