"""A strip beside the text that stands for the whole article: its passages, and what is in sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.records import Passage
from desktop.ui.desk.styles import Styles
from desktop.ui.theme import Theme

WIDTH = 22
_COLUMN = 6.0
_EDGE = 2.0


class Overview(QWidget):
    """Heights are shares of the article's characters. A click wants that place in sight."""

    wanted = Signal(int)
    """The code point that was clicked at."""

    def __init__(
        self, passages: Callable[[], Sequence[Passage]], in_sight: Callable[[], tuple[int, int]], theme: Theme
    ) -> None:
        super().__init__()
        self._passages = passages
        self._in_sight = in_sight
        self._theme = theme
        self._styles: Styles | None = None
        self._length = 0
        self._columns: dict[str, int] = {}
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Overview of the article")
        self.setToolTip("The whole article: click to go there")

    def sizeHint(self) -> QSize:
        """Return the strip's width."""
        return QSize(WIDTH, 100)

    def show_article(self, length: int, styles: Styles, theme: Theme) -> None:
        """Stand for an article of so many characters."""
        self._length, self._styles, self._theme = length, styles, theme
        self._columns = {style.id: at for at, style in enumerate(styles.all())}
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the passages, a column a label (the third and later share one), and a frame for the view."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.page))
        if self._styles is not None and self._length:
            self._paint_view(painter)
            for column, colour, top, bottom in self._runs():
                left = _EDGE + min(column, 2) * _COLUMN
                painter.fillRect(QRectF(left, top, _COLUMN - 1, bottom - top), QColor(colour))
        painter.end()

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

    def _runs(self) -> list[tuple[int, str, float, float]]:
        """Return the stretches to fill, those of one label joined where they touch on the screen."""
        found: list[tuple[int, str, float, float]] = []
        open_runs: dict[str, tuple[float, float]] = {}
        scale = self.height() / max(self._length, 1)
        for passage in self._passages():
            top, bottom = int(passage.start * scale), max(passage.end * scale, int(passage.start * scale) + 2)
            run = open_runs.get(passage.label)
            if run and top <= run[1]:
                open_runs[passage.label] = run[0], max(run[1], bottom)
                continue
            if run:
                found.append(self._run(passage.label, run))
            open_runs[passage.label] = top, bottom
        return found + [self._run(label, run) for label, run in open_runs.items()]

    def _run(self, label: str, run: tuple[float, float]) -> tuple[int, str, float, float]:
        ink = self._styles[label].ink if self._styles else self._theme.muted
        return self._columns.get(label, 2), ink, run[0], run[1]

    def _paint_view(self, painter: QPainter) -> None:
        start, end = self._in_sight()
        scale = self.height() / max(self._length, 1)
        frame = QRectF(0.5, start * scale + 0.5, WIDTH - 1, max((end - start) * scale - 1, 6))
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(QColor(self._theme.hover))
        painter.drawRoundedRect(frame, 3, 3)
