"""Figures with their intervals below each other on one scale."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from desktop.study.workspace.pictured import Bar, Bars
from desktop.ui.drawing.pen import CENTRE, EDGE, LEFT, RIGHT, SMALL, Pen, Spot, widest

ROW = 38.0
TOP = 26.0
FOOT = 26.0
GAP = 16.0


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    right: float
    low: float
    high: float

    def at(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return self.left + (inside - self.low) / ((self.high - self.low) or 1.0) * (self.right - self.left)


def bars_size(picture: Bars, width: float) -> QSizeF:
    """Return the room that the picture takes."""
    return QSizeF(width, TOP + ROW * max(len(picture.bars), 1) + FOOT)


def draw_bars(pen: Pen, picture: Bars, width: float) -> list[Spot]:
    """Draw the picture from the top left corner; return where its rows stand."""
    names = widest((bar.name for bar in picture.bars), width * 0.3)
    said = widest((words for bar in picture.bars for words in (bar.said, bar.under)), width * 0.34, SMALL)
    scale = _Scale(
        EDGE + names + GAP, max(width - EDGE - said - GAP, EDGE + names + 90), picture.low, picture.high
    )
    bottom = TOP + ROW * len(picture.bars)
    _draw_scale(pen, picture, scale, bottom)
    spots = []
    for number, bar in enumerate(picture.bars):
        middle = TOP + ROW * (number + 0.5)
        pen.words(QRectF(EDGE, middle - ROW / 2, names, ROW), bar.name)
        _draw_bar(pen, bar, scale, middle)
        _say(pen, bar, scale.right + GAP, middle, width - EDGE)
        spots.append(Spot(QRectF(0, middle - ROW / 2, width, ROW), bar.row, f"{bar.name}: {bar.said}"))
    return spots


def _say(pen: Pen, bar: Bar, left: float, middle: float, right: float) -> None:
    """Write at the right what a figure is, and what it allows to say below it."""
    lines = (
        [(bar.said, pen.look.text), (bar.under, pen.look.muted)] if bar.under else [(bar.said, pen.look.text)]
    )
    top = middle - 8.0 * len(lines)
    for number, (words, ink) in enumerate(lines):
        pen.words(QRectF(left, top + 16 * number, right - left, 16), words, LEFT, ink=ink, size=SMALL)


def _draw_scale(pen: Pen, picture: Bars, scale: _Scale, bottom: float) -> None:
    look = pen.look
    for value, words in picture.marks:
        x = scale.at(value)
        pen.upright(x, TOP - 4, bottom, look.control, Qt.PenStyle.DotLine)
        near = min((abs(scale.at(other) - x) for other, _ in picture.marks if other != value), default=99.0)
        align = CENTRE if near > 40 else (RIGHT if value == picture.marks[0][0] else LEFT)
        left = {CENTRE: x - 24, RIGHT: x - 42, LEFT: x - 6}[align]
        pen.words(QRectF(left, 4, 48, 16), words, align, ink=look.muted, size=SMALL)
    pen.flat(bottom, scale.left, scale.right, look.control, Qt.PenStyle.SolidLine)
    middle = (scale.low + scale.high) / 2
    for value, align in ((scale.low, LEFT), (middle, CENTRE), (scale.high, RIGHT)):
        x = scale.at(value)
        pen.upright(x, bottom, bottom + 4, look.control, Qt.PenStyle.SolidLine)
        around = {LEFT: x, CENTRE: x - 40, RIGHT: x - 80}[align]
        pen.words(QRectF(around, bottom + 5, 80, 16), f"{value:.3g}", align, ink=look.muted, size=SMALL)


def _draw_bar(pen: Pen, bar: Bar, scale: _Scale, y: float) -> None:
    ink = pen.look.text
    pen.flat(y, scale.left, scale.right, pen.look.border, Qt.PenStyle.SolidLine)
    if bar.before is not None:
        pen.shape(QPointF(scale.at(bar.before), y), 0, pen.look.muted, hollow=True)
    if bar.value is None:
        return
    if bar.low is not None and bar.high is not None:
        left, right = scale.at(bar.low), scale.at(bar.high)
        pen.line(QPointF(left, y), QPointF(right, y), ink, 2.0)
        for x, beyond, way in ((left, bar.low < scale.low, 1), (right, bar.high > scale.high, -1)):
            _draw_end(pen, x, y, way if beyond else 0)
    pen.shape(QPointF(scale.at(bar.value), y), 0, ink)


def _draw_end(pen: Pen, x: float, y: float, way: int) -> None:
    """Draw where an interval ends, or with `way` that it goes on beyond the scale."""
    if way:
        pen.line(QPointF(x, y), QPointF(x + 4 * way, y - 4), pen.look.text, 2.0)
        pen.line(QPointF(x, y), QPointF(x + 4 * way, y + 4), pen.look.text, 2.0)
    else:
        pen.line(QPointF(x, y - 4), QPointF(x, y + 4), pen.look.text, 2.0)
