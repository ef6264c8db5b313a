"""Words that change with every key: painted where they stand, without laying out the window anew."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Words(QLabel):
    """A label whose size depends on its words only where they take another number of lines.

    A plain label has its window laid out again for every word it is given, which costs more than the words.
    """

    def __init__(self, font: QFont, *, wrap: bool = False) -> None:
        super().__init__()
        self._words = ""
        self._colour = QColor()
        self._flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        self._wrap = wrap
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._height())

    def say(self, words: str, colour: str) -> None:
        """Show these words in a colour (`#rrggbb`)."""
        ink = QColor(colour)
        if (words, ink) == (self._words, self._colour):
            return
        self._words, self._colour = words, ink
        self.setAccessibleName(words)
        self._fit()
        self.update()

    def text(self) -> str:
        """Return the words."""
        return self._words

    def sizeHint(self) -> QSize:
        """Return the room that the words take on one line."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the new width needs."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words; what has no room on a single line ends in an ellipsis."""
        painter = QPainter(self)
        painter.setPen(self._colour)
        if self._wrap:
            painter.drawText(self.rect(), int(self._flags | Qt.TextFlag.TextWordWrap), self._words)
        else:
            shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), int(self._flags), shown)
        painter.end()
        event.accept()

    def _fit(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)

    def _height(self) -> int:
        metrics = self.fontMetrics()
        if not self._wrap or not self._words:
            return metrics.height()
        room = QRect(0, 0, max(self.width(), 1), 10_000)
        flags = int(self._flags | Qt.TextFlag.TextWordWrap)
        return max(metrics.boundingRect(room, flags, self._words).height(), metrics.height())
