"""Dots by two quantities; those that stand out are named."""

from math import floor, log10

from PySide6.QtCore import QRectF, QSizeF

from desktop.study.workspace.pictured import Dots
from desktop.ui.drawing.pen import LEFT, RIGHT, SMALL, Pen, Spot, width_of
from desktop.ui.drawing.plane import HEIGHT, Plane, draw_plane, inner


def dots_size(_picture: Dots, width: float) -> QSizeF:
    """Return the room that the picture takes."""
    return QSizeF(width, HEIGHT)


def draw_dots(pen: Pen, picture: Dots, width: float) -> list[Spot]:
    """Draw the picture from the top left corner; return where its dots stand."""
    xs = [dot.x for dot in picture.dots]
    ys = [dot.y for dot in picture.dots]
    far = max(xs, default=1.0) * 1.05 or 1.0
    plane = Plane(inner(width, 24), 0.0, far, min([0.0, *ys]), max([1.0, *ys]))
    draw_plane(pen, plane, (picture.x_name, picture.y_name), ticks(far), picture.marks)
    spots = []
    for dot in picture.dots:
        place = plane.at(dot.x, dot.y)
        pen.shape(place, 2 if dot.named else 0, pen.look.text, hollow=not dot.named)
        spots.append(Spot(QRectF(place.x() - 9, place.y() - 9, 18, 18), dot.row, dot.name))
    _name_dots(pen, picture, plane)
    return spots


def ticks(far: float) -> list[tuple[float, str]]:
    """Return round places between 0 and `far`, about five of them."""
    rough = far / 5
    power = 10.0 ** floor(log10(rough))
    step = next(power * part for part in (1, 2, 5, 10) if power * part >= rough)
    return [(step * at, f"{step * at:,.0f}") for at in range(1, int(far / step) + 1)]


def _name_dots(pen: Pen, picture: Dots, plane: Plane) -> None:
    """Write the names of what stands out, below each other where they would touch."""
    written: list[QRectF] = []
    named = [dot for dot in picture.dots if dot.named]
    for dot in sorted(named, key=lambda dot: (-dot.y, dot.x)):
        place = plane.at(dot.x, dot.y)
        room = width_of(dot.name, SMALL) + 4
        left = place.x() + 12 + room > plane.rect.right()
        beside = QRectF(place.x() - 12 - room if left else place.x() + 12, place.y() - 8, room, 15)
        while any(beside.intersects(other) for other in written):
            beside.translate(0, 4)
        written.append(beside)
        pen.words(beside, dot.name, RIGHT if left else LEFT, size=SMALL)
