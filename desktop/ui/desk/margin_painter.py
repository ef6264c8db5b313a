"""Paints the margin: for each visible passage a bar along its lines, headed by its label's letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.ui.desk.geometry import TextLineAt, line_run
from desktop.ui.desk.lanes import assign_lanes
from desktop.ui.desk.painter import Mark, Stored, draw_strokes, extent
from desktop.ui.desk.styles import LabelStyle, Styles
from desktop.ui.theme import Theme

CHIP = 16.0
GAP = 3.0
LANES = 4
"""Lanes that have room at full width; more of them stand closer together."""
WIDTH = round(LANES * (CHIP + GAP) + 9)


@dataclass(frozen=True, slots=True)
class Bar:
    """Where one passage stands in the margin: the box of its letter and the bar below, in pixels."""

    mark: Mark
    chip: QRectF
    top: float
    bottom: float

    @property
    def hit(self) -> QRectF:
        """The box that a click belongs to."""
        return QRectF(self.chip.left(), self.top, self.chip.width(), max(self.bottom - self.top, CHIP))


def bars(lines: Sequence[TextLineAt], marks: Iterable[Mark], width: float) -> list[Bar]:
    """Return the bars of the marks on these lines; lane 0 stands at the right, next to the text.

    Two passages that share a line share no lane, whether their text overlaps or not: letters never collide.
    """
    lines = list(lines)
    shown: list[tuple[Mark, int, int]] = []
    for mark in marks:
        first, last = line_run(lines, mark.start, mark.end)
        if first < last:
            begins_above = mark.start < lines[0].start
            shown.append((mark, -1 if begins_above else first, last))
    taken = assign_lanes([(first, last) for _, first, last in shown])
    step = min(CHIP + GAP, (width - 9) / max(max(taken, default=0) + 1, 1))
    found = []
    for (mark, _, _), lane in zip(shown, taken, strict=True):
        top, bottom = extent(lines, mark.start, mark.end) or (0.0, 0.0)
        size = min(CHIP, max(step - 1, 8.0))
        left = width - 6 - lane * step - size
        head = min(max(top, 2.0), max(bottom - size, top))
        found.append(Bar(mark, QRectF(round(left), round(head) + 1, size, size), top, bottom))
    return found


def paint_bars(painter: QPainter, found: Iterable[Bar], styles: Styles, theme: Theme, font: QFont) -> None:
    """Paint bars and letters; the passage at the caret is filled, the others only outlined."""
    letter_font = QFont(font)
    letter_font.setWeight(QFont.Weight.DemiBold)
    for bar in found:
        style = styles[bar.mark.label]
        letter_font.setPixelSize(max(round(bar.chip.height() * 0.66), 7))
        painter.setFont(letter_font)
        _paint_bar(painter, bar, style)
        paint_chip(painter, bar.chip, bar.mark, style, theme)


def _paint_bar(painter: QPainter, bar: Bar, style: LabelStyle) -> None:
    if bar.bottom <= bar.chip.bottom() + CHIP / 2:
        return
    x = bar.chip.center().x()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    stroke = QLineF(x, bar.chip.bottom() + 2, x, bar.bottom)
    draw_strokes(painter, [stroke], style.line, QColor(style.ink), 4 if bar.mark.current else 2)


def paint_chip(painter: QPainter, box: QRectF, mark: Mark, style: LabelStyle, theme: Theme) -> None:
    """Paint a label's letter in its box: filled for the passage at the caret, else outlined."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    not_saved = mark.stored is Stored.NOT_SAVED
    ink = QColor(theme.warning if not_saved else style.ink)
    fill = QColor(style.ink) if mark.current else QColor(theme.warning_soft if not_saved else theme.lane)
    painter.setPen(
        QPen(ink, 1, Qt.PenStyle.DotLine if mark.stored is Stored.SAVING else Qt.PenStyle.SolidLine)
    )
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(style.on_ink) if mark.current else ink)
    text = "!" if not_saved else style.letter + ("?" if mark.unsure else "")
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
