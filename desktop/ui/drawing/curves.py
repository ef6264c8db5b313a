"""Lines over an axis, told apart by dashes and shapes, named at their ends."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from desktop.study.workspace.pictured import Curves, Line
from desktop.ui.drawing.pen import DASHES, LEFT, SMALL, Pen, Spot, widest
from desktop.ui.drawing.plane import HEIGHT, TOP, Plane, draw_plane, inner


def curves_size(_picture: Curves, width: float) -> QSizeF:
    """Return the room that the picture takes."""
    return QSizeF(width, HEIGHT)


def draw_curves(pen: Pen, picture: Curves, width: float) -> list[Spot]:
    """Draw the picture from the top left corner; return where its points stand."""
    xs = [point.x for line in picture.lines for point in line.points] + [x for x, _ in picture.ticks]
    right = widest((line.name for line in picture.lines), width * 0.26, SMALL) + 36
    low, high = (min(xs), max(xs)) if xs else (0.0, 1.0)
    plane = Plane(inner(width, right), low, high, picture.low, picture.high)
    draw_plane(pen, plane, (picture.x_name, picture.y_name), picture.ticks, picture.marks)
    for x, words in picture.cuts:
        at = plane.x(x)
        pen.upright(at, TOP - 20, plane.rect.bottom(), pen.look.control, Qt.PenStyle.DashLine)
        pen.words(QRectF(at + 4, TOP - 22, 120, 16), words, LEFT, ink=pen.look.muted, size=SMALL)
    spots: list[Spot] = []
    for number, line in enumerate(picture.lines):
        spots += _draw_line(pen, line, plane, number)
    _name_lines(pen, picture, plane, right)
    return spots


def _draw_line(pen: Pen, line: Line, plane: Plane, number: int) -> list[Spot]:
    ink = pen.look.text
    places = [plane.at(point.x, point.y) for point in line.points]
    for one, other in pairwise(places):
        pen.line(one, other, ink, 1.5, DASHES[number % len(DASHES)])
    spots = []
    for point, place in zip(line.points, places, strict=True):
        if point.low is not None and point.high is not None:
            pen.line(plane.at(point.x, point.low), plane.at(point.x, point.high), pen.look.muted, 1.0)
        pen.shape(place, number, ink)
        spots.append(Spot(QRectF(place.x() - 9, place.y() - 9, 18, 18), point.row, line.name))
    return spots


def _name_lines(pen: Pen, picture: Curves, plane: Plane, right: float) -> None:
    """Write the names at the right, each at the height of its end, moved apart where they would touch."""
    ends = [(plane.y(line.points[-1].y), number) for number, line in enumerate(picture.lines) if line.points]
    below = -1e9
    for y, number in sorted(ends):
        at = max(y, below + 17)
        below = at
        left = plane.rect.right() + 12
        pen.line(QPointF(left, at), QPointF(left + 18, at), pen.look.text, 1.5, DASHES[number % len(DASHES)])
        pen.shape(QPointF(left + 9, at), number, pen.look.text, size=3.5)
        pen.words(QRectF(left + 22, at - 9, right - 34, 18), picture.lines[number].name, LEFT, size=SMALL)
