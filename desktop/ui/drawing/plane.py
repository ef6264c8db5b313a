"""The plane that dots and curves are drawn on: two axes, their names, ticks and marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.ui.drawing.pen import CENTRE, EDGE, LEFT, RIGHT, SMALL, Pen

HEIGHT = 340.0
TOP = 44.0
FOOT = 44.0
LEFT_EDGE = 58.0
Marks = Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where values lie: the inner rectangle and the ranges of both axes."""

    rect: QRectF
    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def at(self, x: float, y: float) -> QPointF:
        """Return the place of a point, kept inside."""
        return QPointF(self.x(x), self.y(y))

    def x(self, value: float) -> float:
        """Return where a value lies across."""
        share = (value - self.x_low) / ((self.x_high - self.x_low) or 1.0)
        return self.rect.left() + min(max(share, 0.0), 1.0) * self.rect.width()

    def y(self, value: float) -> float:
        """Return where a value lies upright."""
        share = (value - self.y_low) / ((self.y_high - self.y_low) or 1.0)
        return self.rect.bottom() - min(max(share, 0.0), 1.0) * self.rect.height()


def inner(width: float, right: float) -> QRectF:
    """Return the rectangle that values are drawn in, with room for words at the right."""
    return QRectF(LEFT_EDGE, TOP, max(width - LEFT_EDGE - right, 120.0), HEIGHT - TOP - FOOT)


def draw_plane(pen: Pen, plane: Plane, names: tuple[str, str], ticks: Marks, marks: Marks) -> None:
    """Draw axes and their names, ticks below and marks across."""
    rect, look = plane.rect, pen.look
    pen.words(QRectF(EDGE, 2, rect.right(), 18), names[1], LEFT, ink=look.muted, size=SMALL)
    below = QRectF(rect.left(), rect.bottom() + 22, rect.width(), 18)
    pen.words(below, names[0], RIGHT, ink=look.muted, size=SMALL)
    pen.flat(rect.bottom(), rect.left(), rect.right(), look.control, Qt.PenStyle.SolidLine)
    pen.upright(rect.left(), rect.top(), rect.bottom(), look.control, Qt.PenStyle.SolidLine)
    for value, words in (*_ends(plane), *marks):
        y = plane.y(value)
        if (value, words) in marks:
            pen.flat(y, rect.left(), rect.right(), look.control, Qt.PenStyle.DotLine)
        pen.words(QRectF(2, y - 8, LEFT_EDGE - 10, 16), words, RIGHT, ink=look.muted, size=SMALL)
    last = -1e9
    for value, words in ticks:
        x = plane.x(value)
        if x - last < 64:
            continue
        last = x
        pen.upright(x, rect.bottom(), rect.bottom() + 4, look.control, Qt.PenStyle.SolidLine)
        pen.words(QRectF(x - 40, rect.bottom() + 5, 80, 16), words, CENTRE, ink=look.muted, size=SMALL)


def _ends(plane: Plane) -> tuple[tuple[float, str], ...]:
    return tuple((value, f"{value:.3g}") for value in (plane.y_low, plane.y_high))
