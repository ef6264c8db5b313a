"""Cells with names above and at the left, darker where there is more."""

from PySide6.QtCore import QRectF, QSizeF

from desktop.study.workspace.pictured import Grid
from desktop.ui.drawing.pen import CENTRE, EDGE, LEFT, RIGHT, SMALL, Pen, Spot, widest

ROW = 38.0
TOP = 46.0
FOOT = 8.0
NARROW, WIDE = 30.0, 150.0


def grid_size(picture: Grid, width: float) -> QSizeF:
    """Return the room that the picture takes."""
    return QSizeF(width, TOP + ROW * len(picture.rows) + FOOT)


def draw_grid(pen: Pen, picture: Grid, width: float) -> list[Spot]:
    """Draw the picture from the top left corner; return where its cells stand."""
    names = max(widest(picture.rows, width * 0.3), widest([picture.down], width * 0.3, SMALL))
    left = EDGE + names + 12
    across = min(max((width - EDGE - left) / max(len(picture.columns), 1), NARROW), WIDE)
    muted = pen.look.muted
    pen.words(QRectF(left, 4, width - left - EDGE, 16), picture.across, LEFT, ink=muted, size=SMALL)
    pen.words(QRectF(EDGE, TOP - 22, names, 20), picture.down, RIGHT, ink=muted, size=SMALL)
    for at, name in enumerate(picture.columns):
        pen.words(QRectF(left + at * across + 2, TOP - 22, across - 4, 20), name, CENTRE)
    spots = []
    for down, (name, cells) in enumerate(zip(picture.rows, picture.cells, strict=True)):
        top = TOP + down * ROW
        pen.words(QRectF(EDGE, top, names, ROW), name, RIGHT)
        for at, cell in enumerate(cells):
            if cell is None:
                continue
            rect = QRectF(left + at * across + 1, top + 1, across - 2, ROW - 2)
            ink = pen.filled(rect, cell.share)
            pen.words(rect, cell.words, CENTRE, ink=ink)
            spots.append(Spot(rect, cell.row, f"{name}, {picture.columns[at]}: {cell.words}"))
    return spots
