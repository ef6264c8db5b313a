"""Signs for how far something is: a shape for each state, so that colour is never the only sign."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.records import State
from desktop.ui.theme import Theme


def draw_state(painter: QPainter, rect: QRectF, state: State, look: Theme) -> None:
    """Draw a ring (not begun), one half-filled (begun), a ticked disc (finished) or a barred ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(look.saved if state is State.FINISHED else look.muted)
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(edge if state is State.FINISHED else Qt.BrushStyle.NoBrush)
    ring = rect.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.drawEllipse(ring)
    if state is State.BEGUN:
        painter.setBrush(edge)
        painter.drawPie(ring, -90 * 16, -180 * 16)
    elif state is State.FINISHED:
        _tick(painter, rect, QColor(look.panel))
    elif state is State.SET_ASIDE:
        middle = rect.center().y()
        painter.setPen(QPen(edge, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        inner = rect.width() * 0.25
        painter.drawLine(QPointF(rect.left() + inner, middle), QPointF(rect.right() - inner, middle))
    painter.restore()


def _tick(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    side = rect.width()
    points = [QPointF(0.28, 0.53), QPointF(0.44, 0.69), QPointF(0.73, 0.34)]
    painter.setPen(
        QPen(ink, side * 0.12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([rect.topLeft() + point * side for point in points]))


class StateSign(QWidget):
    """One such sign as a widget of its own."""

    def __init__(self, look: Theme, state: State, side: int = 18) -> None:
        """Show `state` in a square of that side, in logical pixels."""
        super().__init__()
        self._look = look
        self._state = state
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(state.value)

    def recolour(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """Return the side of the square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        draw_state(painter, QRectF(0, 0, self._side, self._side), self._state, self._look)
        painter.end()
        event.accept()
