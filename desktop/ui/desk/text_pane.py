"""The article's text: read-only, selectable by mouse and keyboard, with passages painted under it.

The document is set once per article and never read back. Everything outside counts in code points.
"""

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.ui.desk.pane_parts import KeyTaker, PaneParts
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.surface import RichSurface
from desktop.ui.desk.typesetting import reading_font, set_text
from desktop.ui.theme import Reading


class TextPane(QTextEdit):
    """The text of one article with its margin; `canvas` carries selection and painting."""

    menu_wanted = Signal(QPoint)
    """A context menu is asked for, at this point of the screen."""
    size_wanted = Signal(int)
    """Larger (1) or smaller (-1) type is asked for, by Ctrl and the wheel."""

    def __init__(self, scene: Scene, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = PaneParts(self, RichSurface(self), scene, reading)
        self.canvas, self.margin, self.handles = self._parts.canvas, self._parts.margin, self._parts.handles
        self._parts.prepare()
        self.setAcceptRichText(False)

    def take_keys(self, taker: KeyTaker, claims: KeyTaker) -> None:
        """Send key presses to `taker` first; no menu may take those that it `claims` from the text."""
        self._parts.keys, self._parts.claims = taker, claims

    def show_text(self, text: str) -> str:
        """Show an article's canonical text from its top; return why it cannot be coded, or ""."""
        self.canvas.silence(on=True)
        if self._parts.turns(text):
            self._lay_out()
            self._parts.place_margin()
        font = reading_font(self._parts.reading)
        self.setFont(font)
        below = self.viewport().height() // 2
        set_text(self, text, self._parts.reading, font, room_below=below)
        refusal = self.canvas.accept(text)
        self.canvas.silence(on=False)
        self.margin.update()
        return refusal

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type, size, line height or width; caret and place stay."""
        selection, top = self.canvas.selection(), self.canvas.top()
        self._parts.reading = reading
        self._lay_out()
        self.show_text(self.canvas.text)
        self.canvas.select(selection, reveal=False)
        self.canvas.scroll_to(top)

    def set_scene(self, scene: Scene) -> None:
        """Paint another scene from now on."""
        self._parts.set_scene(scene)

    def repaint_marks(self) -> None:
        """Paint again what is in sight."""
        self._parts.repaint_marks()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:  # noqa: ANN401  (Qt's own signature)
        """Load nothing: no article may fetch anything from anywhere."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the canonical text."""
        return self._parts.copied()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the passages, then the text over them."""
        self._parts.paint(event, super().paintEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the commands have the key first, then Qt's own movement."""
        if not self._parts.takes(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of coding from the menus while the text has the focus."""
        made = "_parts" in self.__dict__  # Qt sends events while the parts are being made
        return (made and self._parts.keeps(event)) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Stay in the article's own type, whatever the window is set in."""
        made = "_parts" in self.__dict__
        if not (made and self._parts.keeps_type(event)):
            super().changeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for our own menu; Qt's offers to edit."""
        self.menu_wanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for larger or smaller type."""
        wanted = self._parts.sizes(event)
        if wanted:
            self.size_wanted.emit(wanted)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a passage's end, or begin a selection."""
        if not self.handles.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the end that was taken hold of, or the selection."""
        if not self._parts.points(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the passage's end, or of the selection."""
        if not self.handles.release(event):
            super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column's width and the first line in sight."""
        top = self.canvas.top() if event.oldSize().isValid() else 0
        self._lay_out()
        super().resizeEvent(event)
        if event.oldSize().isValid() and event.oldSize().width() != event.size().width():
            self.canvas.scroll_to(top)
        self._parts.place_margin()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll the margin along."""
        super().scrollContentsBy(dx, dy)
        self.margin.update()

    def _lay_out(self) -> None:
        left, right = self._parts.margins()
        self.setViewportMargins(left, 0, right, 0)
