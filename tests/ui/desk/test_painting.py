"""What a coder sees: tints under the text, one line a lane, letters in the margin, and nothing twice."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from desktop.ui.desk.styles import LabelStyle
from desktop.ui.theme import THEMES, Theme
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
    bars = seat.page.pane.margin.bars()
    assert len(bars) == 3
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
