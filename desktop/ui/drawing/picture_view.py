"""A picture on the screen: it grows with its page, tells what is under the pointer, and can be clicked."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.study.workspace.pictured import Picture
from desktop.ui.drawing.draw import draw, size_of
from desktop.ui.drawing.pen import Spot
from desktop.ui.theme import Theme

WIDEST, NARROWEST = 900.0, 340.0


class PictureView(QWidget):
    """Shows one picture; `chosen` gives the row of the table that the clicked part stands for."""

    chosen = Signal(int)

    def __init__(self, look: Theme) -> None:
        """Begin without a picture."""
        super().__init__()
        self._look = look
        self._picture: Picture | None = None
        self._spots: list[Spot] = []
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_picture(self, picture: Picture | None) -> None:
        """Show a picture, or with None nothing."""
        self._picture = picture
        self.setVisible(picture is not None)
        if picture is not None:
            self.setAccessibleName(f"{picture.title}; the same numbers stand in the table below")
            self.setFixedHeight(round(size_of(picture, self._wide()).height()))
        self.update()

    def recolour(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the picture takes."""
        return QSize(round(WIDEST), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        if self._picture is not None:
            painter = QPainter(self)
            self._spots = draw(painter, self._picture, self._look, self._wide())
            painter.end()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be clicked."""
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row that the clicked part stands for."""
        spot = self._at(event.position())
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(spot.row)

    def event(self, event: QEvent) -> bool:
        """Tell in words what is under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), spot.words if spot else "", self)
            return True
        return super().event(event)

    def _at(self, place: QPointF) -> Spot | None:
        return next((spot for spot in self._spots if spot.row >= 0 and spot.rect.contains(place)), None)

    def _wide(self) -> float:
        return min(max(float(self.width()), NARROWEST), WIDEST)
