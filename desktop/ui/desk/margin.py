"""The margin beside the text: bars and letters of the passages in sight; a click goes to a passage."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.geometry import Lines
from desktop.ui.desk.margin_painter import WIDTH, Bar, Chips, bars, paint_bars
from desktop.ui.fonts import interface_font


class Margin(QWidget):
    """A strip of fixed width that stands in the text widget's own margin and scrolls with it."""

    picked = Signal(str)
    """The id of the passage whose bar was clicked."""

    def __init__(self, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._shown: dict[str, Bar] = {}
        self._chips: Chips = {}
        self._made: tuple[tuple[int, int, int], list[Bar]] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedWidth(WIDTH)
        self.setFont(interface_font())
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName("Margin with the labels of the passages in sight")

    def bars(self) -> list[Bar]:
        """Return where the passages in sight stand in the margin."""
        lines = self._canvas.lines(whole_paragraph=True)
        return bars(lines, self._canvas.marks(lines), self.width(), mirrored=self._canvas.from_right)

    def _bars_beside(self, area: QRect) -> list[Bar]:
        """Return the bars beside an area: those of its paragraphs, where nothing runs on beyond them."""
        lines = self._canvas.lines(whole_paragraph=True)
        top, bottom = area.top(), area.bottom()
        beside = [at for at, line in enumerate(lines) if line.y + line.height > top and line.y < bottom]
        if not beside:
            return []
        first, last = lines.paragraphs(beside[0], beside[-1] + 1)
        epoch, start, end = self._made[0] if self._made else (-1, 0, 0)
        if self._made is None or epoch != self._canvas.epoch or not start <= first <= last <= end:
            part = Lines(lines.items[first:last])
            marks = self._canvas.marks(part)
            start, end = part.span
            if any(mark.start < start or mark.end > end for mark in marks):
                part, marks = lines, self._canvas.marks(lines)
            made = bars(part, marks, self.width(), mirrored=self._canvas.from_right)
            self._made = (self._canvas.epoch, first, last), made
        return self._made[1]

    def refresh(self, top: int, bottom: int) -> None:
        """Paint anew what has changed between two heights."""
        area = QRect(0, top, self.width(), bottom - top)
        now = {bar.mark.id: bar for bar in self._bars_beside(area)}
        gone = [i for i, bar in self._shown.items() if i not in now and bar.hit.intersects(QRectF(area))]
        for identity in (*gone, *(i for i, bar in now.items() if self._shown.get(i) != bar)):
            for bar in (self._shown.get(identity), now.get(identity)):
                if bar is not None:
                    self.update(_box(bar))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        scene = self._canvas.scene
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(scene.theme.page))
        if not self._canvas.refusal:
            area = event.region()
            beside, whole = self._bars_beside(event.rect()), area.contains(self.rect())
            seen = beside if whole else [bar for bar in beside if area.intersects(_box(bar))]
            paint_bars(painter, seen, scene.styles, scene.theme, self.font(), self._chips)
            self._remember(seen, area, whole=whole)
        painter.end()

    def _remember(self, seen: list[Bar], area: QRegion, *, whole: bool) -> None:
        if whole:
            self._shown = {}
        for identity in [i for i, bar in self._shown.items() if area.contains(_box(bar))]:
            del self._shown[identity]
        self._shown |= {bar.mark.id: bar for bar in seen}

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the passage whose bar was clicked."""
        found = self._bar_at(event.position().toPoint().x(), event.position().toPoint().y())
        if found:
            self.picked.emit(found.mark.id)

    def event(self, event: QEvent) -> bool:
        """Name the label of the bar under the mouse."""
        if isinstance(event, QHelpEvent):
            found = self._bar_at(event.pos().x(), event.pos().y())
            text = self._canvas.scene.styles[found.mark.label].name if found else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _bar_at(self, x: int, y: int) -> Bar | None:
        return next((bar for bar in reversed(self.bars()) if bar.hit.contains(x, y)), None)


def _box(bar: Bar) -> QRect:
    """Return what a bar paints on, its outline included."""
    return bar.hit.adjusted(-1, -1, 1, 1).toAlignedRect()
