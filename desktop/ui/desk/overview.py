"""A strip beside the text that stands for the whole article: its passages, and what is in sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.records import Passage
from desktop.ui.desk.styles import Styles
from desktop.ui.theme import Theme

WIDTH = 22
_COLUMN = 6.0
_EDGE = 2.0
_COLUMNS = 3

PassagesBetween = Callable[[int, int], Sequence[Passage]]


class Overview(QWidget):
    """Heights are shares of the article's characters. A click wants that place in sight."""

    wanted = Signal(int)
    """The code point that was clicked at."""

    def __init__(self, passages: PassagesBetween, in_sight: Callable[[], tuple[int, int]]) -> None:
        super().__init__()
        self._passages = passages
        self._in_sight = in_sight
        self._look: tuple[Styles, Theme] | None = None
        self._length = 0
        self._columns: dict[str, int] = {}
        self._strip: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Overview of the article")
        self.setToolTip("The whole article: click to go there")

    def sizeHint(self) -> QSize:
        """Return the strip's width."""
        return QSize(WIDTH, 100)

    def show_article(self, length: int, styles: Styles, theme: Theme) -> None:
        """Stand for an article of so many characters."""
        self._length, self._look = length, (styles, theme)
        self._columns = {style.id: at for at, style in enumerate(styles.all())}
        self._strip = None
        self.update()

    def refresh(self, start: int, end: int) -> None:
        """Paint again what stands for the characters between two code points."""
        if self._strip is not None:
            top, bottom = self._height_of(start), self._height_of(end)
            self._paint_strip(self._strip, int(top) - 2, int(bottom) + 3)
            self.update(0, int(top) - 2, WIDTH, int(bottom - top) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the passages, a column a label (the third and later share one), and a frame for the view."""
        painter = QPainter(self)
        if self._look is not None:
            theme = self._look[1]
            painter.fillRect(event.rect(), QColor(theme.page))
            if self._length:
                self._paint_view(painter, theme)
                painter.drawPixmap(0, 0, self._painted())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint the strip anew at its new height."""
        self._strip = None
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the place that was clicked at."""
        self._want(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while its button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._want(event)

    def _want(self, event: QMouseEvent) -> None:
        share = min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0)
        self.wanted.emit(round(share * self._length))

    def _height_of(self, code_point: int) -> float:
        return code_point * self.height() / max(self._length, 1)

    def _painted(self) -> QPixmap:
        if self._strip is None:
            ratio = self.devicePixelRatioF()
            self._strip = QPixmap(self.size() * ratio)
            self._strip.setDevicePixelRatio(ratio)
            self._strip.fill(Qt.GlobalColor.transparent)
            self._paint_strip(self._strip, 0, self.height())
        return self._strip

    def _paint_strip(self, strip: QPixmap, top: int, bottom: int) -> None:
        """Paint the passages between two heights: neighbours of one label in one go."""
        if self._look is None:
            return
        area = QRect(0, top, WIDTH, max(bottom - top, 1))
        per_pixel = self._length / max(self.height(), 1)
        found = self._passages(max(int(top * per_pixel) - 1, 0), int(bottom * per_pixel) + 1)
        painter = QPainter(strip)
        painter.setClipRect(area)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(area, Qt.GlobalColor.transparent)
        for label, runs in self._runs(found).items():
            left = _EDGE + min(self._columns.get(label, _COLUMNS), _COLUMNS - 1) * _COLUMN
            ink = QColor(self._look[0][label].ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRects([QRectF(left, first, _COLUMN - 1, last - first) for first, last in runs])
        painter.end()

    def _runs(self, passages: Sequence[Passage]) -> dict[str, list[tuple[int, int]]]:
        """Return by label the heights to fill, those that touch joined: never more than there are pixels."""
        scale = self.height() / max(self._length, 1)
        runs: dict[str, list[tuple[int, int]]] = {}
        for passage in passages:
            top = int(passage.start * scale)
            bottom = max(int(passage.end * scale), top + 2)
            mine = runs.setdefault(passage.label, [])
            if mine and top <= mine[-1][1]:
                if bottom > mine[-1][1]:
                    mine[-1] = mine[-1][0], bottom
            else:
                mine.append((top, bottom))
        return runs

    def _paint_view(self, painter: QPainter, theme: Theme) -> None:
        start, end = self._in_sight()
        top, bottom = self._height_of(start), self._height_of(end)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.hover))
        painter.drawRoundedRect(QRectF(0.5, top + 0.5, WIDTH - 1, max(bottom - top - 1, 6)), 3, 3)
