"""The article's text with its zones: tinted stretches, a band with their names, ends that can be dragged."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from db.records import Zone
from desktop.ui.desk.geometry import Lines
from desktop.ui.desk.painter import Mark, band
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.desk.typesetting import column_width, reading_font
from desktop.ui.theme import Reading, Theme
from desktop.ui.zoning.band import WIDTH, ZoneBand
from desktop.ui.zoning.looks import held_styles, ordered, zone_styles

WITHIN_LINES = frozenset({"quotation", "duplicate"})
"""The kinds that may begin in the middle of a line; all others are drawn as wide as the column."""


class ZonePane(TextPane):
    """One article with its zones; `band` says which was clicked, `handles` to where an end was dragged."""

    def __init__(self, look: Theme, reading: Reading, parent: QWidget | None = None) -> None:
        """Begin without an article."""
        self._zones: tuple[Zone, ...] = ()
        self._starts: list[int] = []
        self._reach: list[int] = []
        self._current: Zone | None = None
        self._reading = reading
        self._styles = zone_styles(look)
        super().__init__(Scene(look, held_styles(look)), reading, parent)
        self.set_look(look)
        self.margin.hide()
        self.band = ZoneBand(self.canvas, self.between, self)
        self.setAccessibleName("Article with its zones")

    def show_zones(self, zones: Sequence[Zone], current: Zone | None) -> None:
        """Show these zones; rejected ones are not drawn unless chosen."""
        self._current = current
        self._zones = ordered(z for z in zones if z.state != "rejected")
        self._starts = [zone.start for zone in self._zones]
        self._reach = list(accumulate((zone.end for zone in self._zones), max))
        self.band.current = current.id if current else ""
        self.repaint_marks()
        self.band.update()

    def between(self, start: int, end: int) -> Sequence[Zone]:
        """Return the zones that share a character with a range of code points, in reading order."""
        last = bisect_left(self._starts, end)
        first = bisect_left(self._reach, start + 1, 0, last)
        return [zone for zone in self._zones[first:last] if zone.end > start]

    def set_look(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._styles = zone_styles(look)
        self.set_scene(Scene(look, held_styles(look), self._marks))

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type."""
        self._reading = reading
        super().set_reading(reading)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the zones, then what lies on them, then the text."""
        if not self.canvas.refusal:
            painter = QPainter(self.viewport())
            self._paint_zones(painter, event.rect())
            painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the band beside the column."""
        super().resizeEvent(event)
        self._place_band()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll the band along."""
        super().scrollContentsBy(dx, dy)
        if "band" in self.__dict__:
            self.band.update()

    def _lay_out(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        column = min(column_width(self._reading, reading_font(self._reading)), room - WIDTH)
        left = max(WIDTH, (room - column) // 2)
        self.setViewportMargins(left, 0, max(room - column - left, 0), 0)

    def _place_band(self) -> None:
        if "band" in self.__dict__:  # Qt sends events while the parts are being made
            page = self.viewport().geometry()
            self.band.setGeometry(QRect(page.left() - WIDTH, page.top(), WIDTH, page.height()))

    def _marks(self, start: int, end: int) -> Sequence[Mark]:
        """Give the chosen zone alone: its ends are what the mouse takes hold of."""
        zone, canvas = self._current, self.canvas
        if zone is None:
            return []
        first, last = canvas.units(zone.start), canvas.units(zone.end)
        if last <= start or end <= first:
            return []
        return [Mark(zone.id, zone.kind, first, last, current=True)]

    def _paint_zones(self, painter: QPainter, area: QRect) -> None:
        canvas = self.canvas
        lines = canvas.lines().within(area.top() - 12, area.bottom() + 12)
        if not lines:
            return
        first, last = lines.span
        shown = self.between(canvas.code_point(first), canvas.code_point(last) + 1)
        for zone in shown:
            tint = self._styles[zone.kind].tint
            if tint != canvas.scene.theme.page:
                self._paint_zone(painter, lines, zone, QColor(tint))
        if self._current is not None:
            self._paint_current(painter, lines, self._current)

    def _paint_current(self, painter: QPainter, lines: Lines, zone: Zone) -> None:
        """Paint the chosen zone strongly, with a bar at each end in sight: the mouse can take them."""
        style = self._styles[zone.kind]
        self._paint_zone(painter, lines, zone, QColor(style.strong))
        start, end = self.canvas.units(zone.start), self.canvas.units(zone.end)
        parts = lines.pieces(start, end)
        if not parts:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for part, there, right in (
            (parts[0], lines[parts[0].line].start <= start, lines[parts[0].line].turned),
            (parts[-1], end <= lines[parts[-1].line].end, not lines[parts[-1].line].turned),
        ):
            if there:
                box = band(lines[part.line], part)
                x = box.right() if right else box.left()
                painter.fillRect(QRectF(x - 1, box.top(), 2, box.height()), QColor(style.ink))

    def _paint_zone(self, painter: QPainter, lines: Lines, zone: Zone, colour: QColor) -> None:
        start, end = self.canvas.units(zone.start), self.canvas.units(zone.end)
        if zone.kind in WITHIN_LINES:
            for part in lines.pieces(start, end):
                painter.fillRect(band(lines[part.line], part), colour)
            return
        run = lines.run(start, end)
        if run[0] < run[1]:
            top = lines[run[0]].y
            bottom = lines[run[1] - 1].y + lines[run[1] - 1].height
            painter.fillRect(QRectF(0, top, self.viewport().width(), bottom - top), colour)
