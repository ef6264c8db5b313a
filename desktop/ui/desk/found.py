"""Paints what was found in an article: a frame and a tint under each place, apart from any label's."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.ui.desk.geometry import Lines
from desktop.ui.desk.painter import band
from desktop.ui.desk.styles import tint
from desktop.ui.theme import Theme

SHARE = 0.18
"""How much of the ink is mixed into the page, at most; the text stays readable in any case."""


class FoundPlaces:
    """Where something was found: sorted ranges that do not overlap, in UTF-16 units."""

    __slots__ = ("_ends", "_ranges", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._ranges = tuple(ranges)
        self._starts = [start for start, _ in self._ranges]
        self._ends = [end for _, end in self._ranges]

    def __len__(self) -> int:
        return len(self._ranges)

    def between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the ranges that share a unit with this one."""
        return self._ranges[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def colour(theme: Theme) -> str:
    """Return the tint under what was found, on which the theme's text can be read."""
    return tint(theme, theme.saving, SHARE)


def paint_hollow(painter: QPainter, lines: Lines, ranges: Iterable[tuple[int, int]], theme: Theme) -> None:
    """Paint a broken frame and no tint around ranges of text: places to look at, which nobody marked."""
    painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, end in ranges:
        for part in lines.pieces(start, end):
            painter.drawRect(QRectF(band(lines[part.line], part)).adjusted(-1.5, 0.5, 0.5, 0.5))


def paint_found(painter: QPainter, lines: Lines, ranges: Iterable[tuple[int, int]], theme: Theme) -> None:
    """Paint tint and frame under ranges of text."""
    painter.setPen(QPen(QColor(theme.saving), 1))
    painter.setBrush(QColor(colour(theme)))
    for start, end in ranges:
        for part in lines.pieces(start, end):
            painter.drawRect(QRectF(band(lines[part.line], part)).adjusted(-0.5, -0.5, 0.5, -0.5))
