"""Dots by two quantities; those that stand out are named."""

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
    ticks = [(round(far * part / 4, -2), f"{round(far * part / 4, -2):,.0f}") for part in range(1, 5)]
    draw_plane(pen, plane, (picture.x_name, picture.y_name), ticks, picture.marks)
    spots = []
    for dot in picture.dots:
        place = plane.at(dot.x, dot.y)
        pen.shape(place, 2 if dot.named else 0, pen.look.text, hollow=not dot.named)
        spots.append(Spot(QRectF(place.x() - 9, place.y() - 9, 18, 18), dot.row, dot.name))
        if dot.named:
            room = width_of(dot.name, SMALL) + 4
            left = place.x() + 12 + room > plane.rect.right()
            beside = QRectF(place.x() - 12 - room if left else place.x() + 12, place.y() - 9, room, 18)
            pen.words(beside, dot.name, RIGHT if left else LEFT, size=SMALL)
    return spots
