"""The few charts of the window, drawn by hand: calm, and the same on screen and paper."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme

MARKS = (0.667, 0.8)
"""Krippendorff's customary marks: tentative from the first, reliable from the second."""


def draw_interval(
    painter: QPainter, rect: QRectF, value: float, low: float | None, high: float | None, look: Theme
) -> None:
    """Draw a coefficient between 0 and 1: its point, its interval if it has one, and the two marks.

    What lies below 0 is drawn at the left edge with an arrow's head.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = rect.center().y()
    painter.setPen(QPen(QColor(look.border), 1))
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
    painter.setPen(QPen(QColor(look.control), 1, Qt.PenStyle.DotLine))
    for mark in MARKS:
        x = _at(rect, mark)
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    ink = QColor(look.text)
    if low is not None and high is not None:
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        left, right = _at(rect, low), _at(rect, high)
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x, beyond in ((left, low < 0), (right, False)):
            if beyond:
                painter.drawLine(QPointF(x, middle), QPointF(x + 4, middle - 4))
                painter.drawLine(QPointF(x, middle), QPointF(x + 4, middle + 4))
            else:
                painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(_at(rect, value), middle), 4.5, 4.5)
    painter.restore()


def _at(rect: QRectF, value: float) -> float:
    return rect.left() + min(max(value, 0.0), 1.0) * rect.width()


class IntervalStrip(QWidget):
    """A coefficient with its interval on a line from 0 to 1."""

    def __init__(self, look: Theme, value: float, low: float | None, high: float | None) -> None:
        """Show `value` and, where there is one, its interval."""
        super().__init__()
        self._look = look
        self._figures = (value, low, high)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room that the line takes."""
        return QSize(184, 28)

    def recolour(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        draw_interval(painter, QRectF(self.rect()).adjusted(8, 2, -8, -2), *self._figures, self._look)
        painter.end()
        event.accept()
