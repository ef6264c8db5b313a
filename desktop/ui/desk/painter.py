"""Paints passages under the text, on any painter: a tint, and one line per lane below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.ui.desk.geometry import Lines, Piece, TextLineAt
from desktop.ui.desk.styles import LabelStyle, Line, Styles
from desktop.ui.theme import Theme

TAG_HEIGHT = 15
LANE_LINE = 2
LANE_STEP = 3
"""Pixels from one lane's line to the next."""
_DASHES = {Line.DASHED: [4.0, 2.0], Line.DOTTED: [1.0, 1.5], Line.DASH_DOT: [5.0, 1.5, 1.0, 1.5]}


class Stored(Enum):
    """Whether what is painted is on disk."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"


class Mark(NamedTuple):
    """What the painter needs to know of a passage. The range is in UTF-16 units."""

    id: str
    label: str
    start: int
    end: int
    lane: int = 0
    current: bool = False
    unsure: bool = False
    stored: Stored = Stored.SAVED


@dataclass(frozen=True, slots=True)
class Tag:
    """The code of a place that can be gone to, and the UTF-16 unit it stands at."""

    at: int
    code: str


@dataclass(frozen=True, slots=True)
class Hint:
    """The unit that a label key without a selection would mark; UTF-16 units."""

    start: int
    end: int


def paint_marks(painter: QPainter, lines: Lines, marks: Iterable[Mark], styles: Styles, theme: Theme) -> None:
    """Paint tints and lane lines of the marks on these lines; what encloses first, so that nothing hides."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    strokes: dict[str, list[QLineF]] = {}
    colours: dict[str, QColor] = {}
    special: list[tuple[Mark, list[Piece]]] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.lane)):
        parts = lines.pieces(mark.start, mark.end)
        if mark.label not in strokes:
            strokes[mark.label], colours[mark.label] = [], QColor(styles[mark.label].tint)
        colour = QColor(styles[mark.label].strong) if mark.current else colours[mark.label]
        _paint_tint(painter, lines, mark, parts, colour, strokes[mark.label])
        if mark.current or mark.stored is Stored.NOT_SAVED:
            special.append((mark, parts))
    for label, drawn in strokes.items():
        draw_strokes(painter, drawn, styles[label].line, QColor(styles[label].ink), LANE_LINE)
    for mark, parts in special:
        if mark.current and parts:
            _paint_ends(painter, lines, mark, styles[mark.label], parts)
        if mark.stored is Stored.NOT_SAVED:
            _paint_not_saved(painter, lines, parts, theme)


def _paint_tint(
    painter: QPainter, lines: Lines, mark: Mark, parts: list[Piece], colour: QColor, strokes: list[QLineF]
) -> None:
    """Paint what stands behind the words of one mark (the box is `band`'s) and note the lines below them."""
    below = mark.lane * LANE_STEP + LANE_LINE / 2
    for at, begins, ends in parts:
        line = lines.items[at]
        left = round(begins)
        width = max(round(ends) - left, 1)
        painter.fillRect(left, line.band_top, width, line.band_bottom - line.band_top, colour)
        y = line.band_bottom + below
        strokes.append(QLineF(left, y, left + width, y))


def paint_hint(painter: QPainter, lines: Lines, hint: Hint, theme: Theme) -> None:
    """Paint small corners at both ends of the unit that a label key would mark."""
    parts = lines.pieces(hint.start, hint.end)
    if not parts:
        return
    painter.setPen(QPen(QColor(theme.control), 1))
    first, last = band(lines[parts[0].line], parts[0]), band(lines[parts[-1].line], parts[-1])
    if lines[parts[0].line].start <= hint.start:
        corner = QPointF(round(first.left()) - 1, first.bottom())
        painter.drawPolyline([corner - QPointF(0, 5), corner, corner + QPointF(5, 0)])
    if hint.end <= lines[parts[-1].line].end:
        corner = QPointF(round(last.right()) + 1, last.bottom())
        painter.drawPolyline([corner - QPointF(0, 5), corner, corner - QPointF(5, 0)])


def paint_veil(painter: QPainter, lines: Lines, stretches: Iterable[tuple[int, int]], theme: Theme) -> None:
    """Dim stretches of text (UTF-16 units) from above, to the theme's own dim and no further."""
    veil = QColor(theme.page)
    veil.setAlphaF(_veil_share(theme))
    for start, end in stretches:
        for part in lines.pieces(start, end):
            line = lines[part.line]
            left, right = round(part.left), round(part.right)
            painter.fillRect(QRectF(left, line.y, right - left, line.height), veil)


def paint_tags(painter: QPainter, lines: Lines, tags: Iterable[Tag], font: QFont, theme: Theme) -> None:
    """Paint codes at the beginnings of the places they lead to, raised so that words stay readable."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    small = QFont(font)
    small.setPixelSize(TAG_HEIGHT - 4)
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    metrics = QFontMetricsF(small)
    for tag in tags:
        parts = lines.pieces(tag.at, tag.at + 1)
        if parts:
            line = lines[parts[0].line]
            width = metrics.horizontalAdvance(tag.code.upper()) + 6
            left = parts[0].right - width if line.turned else parts[0].left - width / 2
            box = QRectF(round(left), line.band_top - 6, width, TAG_HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(theme.on_accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag.code.upper())


def band(line: TextLineAt, part: Piece) -> QRectF:
    """Return the box of the tint behind a piece: from above the capitals to below the descenders."""
    left, right = round(part.left), round(part.right)
    return QRectF(left, line.band_top, max(right - left, 1), line.band_bottom - line.band_top)


def draw_strokes(painter: QPainter, strokes: list[QLineF], kind: Line, colour: QColor, width: float) -> None:
    """Draw lines of one kind; a double one as two hairlines with the width's room between."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if kind in _DASHES:
        pen.setDashPattern(_DASHES[kind])
    if kind is not Line.DOUBLE:
        painter.setPen(pen)
        painter.drawLines(strokes)
        return
    pen.setWidthF(1)
    painter.setPen(pen)
    for shift in (-1.0, 1.0):
        painter.drawLines([_beside(stroke, shift) for stroke in strokes])


def _beside(stroke: QLineF, shift: float) -> QLineF:
    flat = stroke.dy() == 0
    return stroke.translated(0 if flat else shift, shift if flat else 0)


def _paint_ends(painter: QPainter, lines: Lines, mark: Mark, style: LabelStyle, parts: list[Piece]) -> None:
    """Stand a bar at each end of the passage at the caret: that is where the mouse can take hold."""
    first, last = parts[0], parts[-1]
    turned = lines[first.line].turned, lines[last.line].turned
    ink = QColor(style.ink)
    if lines[first.line].start <= mark.start:
        box = band(lines[first.line], first)
        painter.fillRect(
            QRectF((box.right() if turned[0] else box.left()) - 1, box.top(), 2, box.height()), ink
        )
    if mark.end <= lines[last.line].end:
        box = band(lines[last.line], last)
        painter.fillRect(
            QRectF((box.left() if turned[1] else box.right()) - 1, box.top(), 2, box.height()), ink
        )


def _paint_not_saved(painter: QPainter, lines: Lines, parts: list[Piece], theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.warning), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for part in parts:
        painter.drawRect(band(lines[part.line], part).adjusted(0, 0, -1, -1))


def _veil_share(theme: Theme) -> float:
    """Return how opaque the page must lie over the text to turn it into the theme's dim colour."""
    text, dim, page = (QColor(c).lightnessF() for c in (theme.text, theme.dim, theme.page))
    return min(max((dim - text) / (page - text), 0.0), 0.9) if page != text else 0.0
