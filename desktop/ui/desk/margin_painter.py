"""Paints the margin: for each visible passage a bar along its lines, headed by its label's letter."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from desktop.ui.desk.geometry import Lines
from desktop.ui.desk.lanes import assign_lanes
from desktop.ui.desk.painter import Mark, Stored, draw_strokes
from desktop.ui.desk.styles import LabelStyle, Styles
from desktop.ui.theme import Theme

CHIP = 16.0
GAP = 3.0
LANES = 4
"""Lanes that have room at full width; more of them stand closer together."""
WIDTH = round(LANES * (CHIP + GAP) + 9)
MOST_CHIPS = 500
Chips = dict[tuple[object, ...], QPixmap]
"""Letters in their boxes, painted once, by all that makes them look as they do."""


class Bar(NamedTuple):
    """Where one passage stands in the margin: the box of its letter and the bar below, in pixels."""

    mark: Mark
    chip: QRectF
    top: float
    bottom: float

    @property
    def hit(self) -> QRectF:
        """The box that a click belongs to."""
        return QRectF(self.chip.left(), self.top, self.chip.width(), max(self.bottom - self.top, CHIP))


def bars(lines: Lines, marks: Iterable[Mark], width: float, *, mirrored: bool = False) -> list[Bar]:
    """Return the bars of the marks on these lines; lane 0 stands next to the text.

    That is at the right, or `mirrored` at the left, where the text is read from the right.

    Two passages that share a line share no lane, whether their text overlaps or not: letters never collide.
    """
    shown: list[tuple[int, int, Mark]] = []
    for mark in marks:
        first, last = lines.run(mark.start, mark.end)
        if first < last:
            shown.append((-1 if mark.start < lines[0].start else first, last, mark))
    found: list[Bar] = []
    for group in _sharing(sorted(shown, key=lambda each: each[:2])):
        taken = assign_lanes([(first, last) for first, last, _ in group])
        step = min(CHIP + GAP, (width - 9) / (max(taken) + 1))
        size = min(CHIP, max(step - 1, 8.0))
        for (first, last, mark), lane in zip(group, taken, strict=True):
            top, bottom = lines.items[max(first, 0)].band_top, lines.items[last - 1].band_bottom
            bar = _bar(mark, top, bottom, width - 6 - lane * step, size)
            if mirrored:
                bar.chip.moveLeft(width - bar.chip.right())
            found.append(bar)
    return found


def _sharing(shown: list[tuple[int, int, Mark]]) -> list[list[tuple[int, int, Mark]]]:
    """Return the marks in groups that share no line with each other."""
    groups: list[list[tuple[int, int, Mark]]] = []
    reach = -2
    for each in shown:
        if each[0] >= reach or not groups:
            groups.append([])
        groups[-1].append(each)
        reach = max(reach, each[1])
    return groups


def _bar(mark: Mark, top: int, bottom: int, right: float, size: float) -> Bar:
    head = top if 2 <= top <= bottom - size else min(max(top, 2), max(bottom - size, top))
    return Bar(mark, QRectF(round(right - size), round(head) + 1, size, size), top, bottom)


def paint_bars(
    painter: QPainter, found: Iterable[Bar], styles: Styles, theme: Theme, font: QFont, chips: Chips
) -> None:
    """Paint bars and letters; the passage at the caret is filled, the others only outlined.

    `chips` keeps each kind of letter as it was painted first: there are few kinds, and many letters.
    """
    found = tuple(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    strokes: dict[tuple[str, bool], list[QLineF]] = {}
    for bar in found:
        foot = bar.chip.bottom()
        if bar.bottom > foot + CHIP / 2:
            x = bar.chip.center().x()
            stroke = QLineF(x, foot + 2, x, bar.bottom)
            strokes.setdefault((bar.mark.label, bar.mark.current), []).append(stroke)
    for (label, current), drawn in strokes.items():
        style = styles[label]
        draw_strokes(painter, drawn, style.line, QColor(style.ink), 4 if current else 2)
    at_hand: Chips = {}
    for bar in found:
        mark, box = bar.mark, bar.chip
        short = (mark.label, mark.current, mark.unsure, mark.stored, box.width())
        if short not in at_hand:
            at_hand[short] = _kept(bar, styles[mark.label], theme, font, chips, painter)
        painter.drawPixmap(box.topLeft(), at_hand[short])


def _kept(bar: Bar, style: LabelStyle, theme: Theme, font: QFont, chips: Chips, painter: QPainter) -> QPixmap:
    """Return the letter of a bar from `chips`, made where it is not there yet."""
    ratio = painter.device().devicePixelRatioF()
    mark = bar.mark
    key = (style, mark.current, mark.unsure, mark.stored, theme.id, font.key(), bar.chip.width(), ratio)
    if key not in chips:
        if len(chips) > MOST_CHIPS:
            chips.clear()
        chips[key] = _chip(bar, style, theme, font, ratio)
    return chips[key]


def _chip(bar: Bar, style: LabelStyle, theme: Theme, font: QFont, ratio: float) -> QPixmap:
    size = bar.chip.size()
    made = QPixmap((size * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    letter_font = QFont(font)
    letter_font.setWeight(QFont.Weight.DemiBold)
    letter_font.setPixelSize(max(round(size.height() * 0.66), 7))
    painter.setFont(letter_font)
    paint_chip(painter, QRectF(QPointF(0, 0), size), bar.mark, style, theme)
    painter.end()
    return made


def paint_chip(painter: QPainter, box: QRectF, mark: Mark, style: LabelStyle, theme: Theme) -> None:
    """Paint a label's letter in its box: filled for the passage at the caret, else outlined."""
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
