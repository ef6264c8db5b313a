"""The band beside the text: a bar along each zone with the name of its kind; a click chooses the zone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from db.records import Zone
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.geometry import Lines
from desktop.ui.desk.painter import draw_strokes
from desktop.ui.desk.styles import Line
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.zoning.looks import INNER, STATES, look_of, zone_styles

OUTER_LANE, INNER_LANE = 92, 88
WIDTH = OUTER_LANE + INNER_LANE
BAR = 3.0
ASKED = "? "
"""Stands before the name of a zone that nobody has confirmed."""

ZonesBetween = Callable[[int, int], Sequence[Zone]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One zone in the band: the box a click belongs to, where its bar runs, and its name if there is room."""

    zone: Zone
    box: QRectF
    x: float
    named: bool


def bars(lines: Lines, placed: Iterable[tuple[Zone, int, int]], line_height: float) -> list[Bar]:
    """Return the bars of zones given with their UTF-16 ranges, in reading order; names never collide."""
    found: list[Bar] = []
    last_name = {True: -line_height, False: -line_height}
    for zone, start, end in placed:
        first, last = lines.run(start, end)
        if first >= last:
            continue
        inner = zone.kind in INNER
        top = max(lines[first].y, 0.0)
        bottom = lines[last - 1].y + lines[last - 1].height
        left, width = (OUTER_LANE, INNER_LANE) if inner else (0, OUTER_LANE)
        named = top >= last_name[inner] + line_height * 0.8
        if named:
            last_name[inner] = top
        box = QRectF(left, top, width, max(bottom - top, line_height))
        found.append(Bar(zone, box, left + width - 8, named))
    return found


class ZoneBand(QWidget):
    """A strip of fixed width left of the text; it scrolls with it."""

    picked = Signal(str)
    """The id of the zone that was clicked."""

    def __init__(self, canvas: Canvas, between: ZonesBetween, parent: QWidget) -> None:
        """Ask `between` for the zones (ranges in code points) of what is in sight."""
        super().__init__(parent)
        self._canvas = canvas
        self._between = between
        self.current = ""
        self.setFixedWidth(WIDTH)
        self.setFont(scaled(interface_font(), 0.82))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName("Band with the names of the zones in sight")

    def bars(self) -> list[Bar]:
        """Return where the zones in sight stand."""
        canvas = self._canvas
        lines = canvas.lines()
        if not lines:
            return []
        first, last = lines.span
        zones = self._between(canvas.code_point(first), canvas.code_point(last) + 1)
        placed = ((zone, canvas.units(zone.start), canvas.units(zone.end)) for zone in zones)
        return bars(lines, placed, QFontMetricsF(self.font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars and the names."""
        scene = self._canvas.scene
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(scene.theme.page))
        if not self._canvas.refusal:
            for each in self.bars():
                self._paint(painter, each)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the zone that was clicked."""
        found = self._at(event.position().x(), event.position().y())
        if found is not None:
            self.picked.emit(found.zone.id)

    def event(self, event: QEvent) -> bool:
        """Tell the rule of the zone under the mouse."""
        if isinstance(event, QHelpEvent):
            found = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), told(found.zone) if found else "", self)
            return True
        return super().event(event)

    def _at(self, x: float, y: float) -> Bar | None:
        return next((bar for bar in reversed(self.bars()) if bar.box.contains(x, y)), None)

    def _paint(self, painter: QPainter, bar: Bar) -> None:
        theme = self._canvas.scene.theme
        style = zone_styles(theme)[bar.zone.kind]
        current = bar.zone.id == self.current
        ink = QColor(style.ink)
        if current:
            painter.fillRect(bar.box.adjusted(2, 0, -2, 0), QColor(style.strong))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        kind = Line.DASHED if bar.zone.state == "proposed" else Line.SOLID
        stroke = QLineF(bar.x, bar.box.top() + 2, bar.x, bar.box.bottom() - 2)
        draw_strokes(painter, [stroke], kind, ink, BAR + (1 if current else 0))
        if bar.named:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(theme.text) if current else ink)
            metrics = QFontMetricsF(font)
            room = QRectF(
                bar.box.left() + 6, bar.box.top() + 3, bar.x - bar.box.left() - 13, metrics.height()
            )
            name = metrics.elidedText(shown(bar.zone), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)


def shown(zone: Zone) -> str:
    """Return what the band writes beside a zone."""
    return (ASKED if zone.state == "proposed" else "") + look_of(zone.kind).short


def told(zone: Zone) -> str:
    """Return a zone in words: its kind, whether it is confirmed, and the rule that made it."""
    rule = f": {zone.rule}" if zone.rule else ""
    return f"{look_of(zone.kind).name}, {STATES.get(zone.state, zone.state)}{rule}"
