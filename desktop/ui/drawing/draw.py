"""One door to all kinds of picture: how large each is, and drawing it."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from desktop.study.workspace.pictured import Bars, Dots, Grid, Picture
from desktop.ui.drawing.bars import bars_size, draw_bars
from desktop.ui.drawing.curves import curves_size, draw_curves
from desktop.ui.drawing.dots import dots_size, draw_dots
from desktop.ui.drawing.grid import draw_grid, grid_size
from desktop.ui.drawing.pen import Pen, Spot
from desktop.ui.theme import Theme

WIDTH = 760.0
"""How wide a picture is in files and on paper, in pixels."""


def size_of(picture: Picture, width: float = WIDTH) -> QSizeF:
    """Return the room that a picture takes at this width, in logical pixels."""
    if isinstance(picture, Bars):
        return bars_size(picture, width)
    if isinstance(picture, Grid):
        return grid_size(picture, width)
    if isinstance(picture, Dots):
        return dots_size(picture, width)
    return curves_size(picture, width)


def draw(painter: QPainter, picture: Picture, look: Theme, width: float = WIDTH) -> list[Spot]:
    """Draw a picture from the painter's origin; return the places that stand for rows of its table."""
    pen = Pen(painter, look)
    if isinstance(picture, Bars):
        return draw_bars(pen, picture, width)
    if isinstance(picture, Grid):
        return draw_grid(pen, picture, width)
    if isinstance(picture, Dots):
        return draw_dots(pen, picture, width)
    return draw_curves(pen, picture, width)
