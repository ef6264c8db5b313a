"""Pictures look as they did, in light, dark and print, and everything in them can be read.

Run with PRESSMARK_PICTURES=1 to store the pictures anew, and look at them before they are committed.
"""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.errors import UserError
from desktop.study.workspace.pictured import (
    ALPHA_MARKS,
    Bar,
    Bars,
    Cell,
    Curves,
    Dot,
    Dots,
    Grid,
    Line,
    Picture,
    Point,
)
from desktop.ui.drawing.draw import draw, size_of
from desktop.ui.drawing.files import pdf_of, picture_bytes, png_of, svg_of
from desktop.ui.drawing.pen import PRINT, Pen
from desktop.ui.running import application
from desktop.ui.theme import DARK, LIGHT, TEXT_CONTRAST, THEMES, Theme, contrast, mix

STORED = Path(__file__).parent / "stored"
WIDTH = 520.0
PICTURES: dict[str, Picture] = {
    "bars": Bars(
        "α of each label",
        (
            Bar("Reporting", 0.777, 0.521, 1.0, "0.777 [0.521, 1.000]", 0, under="reliability not shown"),
            Bar("Editorialising", -0.2, -0.5, 0.1, "-0.200 [-0.500, 0.100]", 1, 0.4, "below standard"),
            Bar("User comment", None, None, None, "undefined: no variation", 2),
        ),
    ),
    "grid": Grid(
        "α of each two coders",
        "Coder", "", ("Anna", "Ben"), ("Anna", "Ben"),
        ((None, Cell("0.812", 0.188, 0)), (Cell("0.812", 0.188, 0), Cell("0.050", 0.95, 1))),
    ),
    "dots": Dots(
        "Articles by length",
        "Length in characters", "α of the article",
        (
            Dot("long.txt", 12_000, 0.7, named=False, row=0),
            Dot("odd.txt", 3_000, 0.2, named=True, row=1),
            Dot("b", 3_100, 0.21, named=True, row=2),
        ),
        ALPHA_MARKS,
    ),
    "curves": Curves(
        "α over time",
        "Finished", "α",
        (
            Line("Anna", (Point(0, 0.5, 0.4, 0.6, 0), Point(1, 0.8, None, None, 1))),
            Line("Ben", (Point(0, 0.3, None, None, 2), Point(1, 0.78, None, None, 3))),
        ),
        ((0.0, "2024-03-01"), (1.0, "2024-04-01")), ((0.5, "version 2"),), ALPHA_MARKS,
    ),
}  # fmt: skip
LOOKS = {"light": LIGHT, "dark": DARK, "print": PRINT}


def drawn(picture: Picture, look: Theme) -> QImage:
    size = size_of(picture, WIDTH)
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(look.page)
    painter = QPainter(image)
    draw(painter, picture, look, WIDTH)
    painter.end()
    return image


def pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), dtype=np.uint8)
    return flat.reshape(plain.height(), plain.width(), 4)[:, :, :3].astype(np.int16)


@pytest.fixture(autouse=True)
def ready(qtbot: QtBot) -> None:
    application()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_it_was_stored(name: str, look: str) -> None:
    image = drawn(PICTURES[name], LOOKS[look])
    path = STORED / f"{name}-{look}.png"
    if os.environ.get("PRESSMARK_PICTURES"):
        image.save(str(path))
    stored = QImage(str(path))
    assert stored.size() == image.size()
    apart = np.abs(pixels(image) - pixels(stored)).max(axis=2)
    assert float((apart > 64).mean()) < 0.01
    assert float(apart.mean()) < 2.0


@pytest.mark.parametrize("look", [*THEMES, PRINT], ids=lambda look: look.id)
def test_whatever_is_written_in_a_picture_can_be_read(look: Theme) -> None:
    for ink in (look.text, look.muted):
        assert contrast(ink, look.page) >= TEXT_CONTRAST
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pen = Pen(painter, look)
    for step in range(101):
        ink = pen.filled(QRectF(0, 0, 4, 4), step / 100)
        behind = mix(look.page, look.accent, 0.06 + 0.74 * step / 100)
        assert contrast(ink, behind) >= TEXT_CONTRAST, (look.id, step)
    painter.end()


@pytest.mark.parametrize("name", PICTURES)
def test_lines_and_marks_are_told_apart_without_colour(name: str) -> None:
    """In grey, what is drawn is still there: as many pixels stand off the page as in colour."""
    image = pixels(drawn(PICTURES[name], PRINT)).astype(np.float64)
    grey = image @ np.array([0.114, 0.587, 0.299])
    coloured = np.abs(image - 255).max(axis=2) > 100
    assert (np.abs(grey[coloured] - 255) > 60).mean() > 0.99


@pytest.mark.parametrize("name", PICTURES)
def test_the_svg_holds_its_title_and_its_words_as_text(name: str) -> None:
    picture = PICTURES[name]
    text = svg_of(picture)
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.title
    words = "".join(root.itertext())
    assert picture.title in words
    assert "Anna" in words or "Reporting" in words or "odd.txt" in words
    assert svg_of(picture) == text


def test_the_pdf_says_nothing_of_the_time_it_was_made_at() -> None:
    found = pdf_of(PICTURES["bars"])
    assert found == pdf_of(PICTURES["bars"])
    assert b"D:20000101000000" in found


def test_the_png_is_sharp_enough_to_print() -> None:
    image = png_of(PICTURES["grid"])
    assert image.width() == 2 * size_of(PICTURES["grid"]).width()


def test_other_kinds_of_picture_are_refused() -> None:
    with pytest.raises(UserError, match="svg, pdf, png"):
        picture_bytes(PICTURES["bars"], "gif")


@pytest.mark.parametrize("name", PICTURES)
def test_each_figure_of_the_table_has_its_place_in_the_picture(name: str) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    spots = draw(painter, PICTURES[name], LIGHT, WIDTH)
    painter.end()
    assert {spot.row for spot in spots} >= {0, 1}
    assert all(spot.words for spot in spots)
