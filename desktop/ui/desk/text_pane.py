"""The article's text: read-only, selectable by mouse and keyboard, with passages painted under it.

The document is set once per article and never read back. Everything outside counts in code points.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.handles import Handles
from desktop.ui.desk.keys import key_of
from desktop.ui.desk.margin import Margin
from desktop.ui.desk.margin_painter import WIDTH
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.surface import RichSurface
from desktop.ui.desk.typesetting import column_width, reading_font, set_text
from desktop.ui.theme import Reading, Theme

KeyTaker = Callable[[str], bool]
"""Does what a key (named as in `keys`) asks for; says False where the key means nothing to it."""
READING_FLAGS = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class TextPane(QTextEdit):
    """The text of one article with its margin; `canvas` carries selection and painting."""

    menu_wanted = Signal(QPoint)
    """A context menu is asked for, at this point of the screen."""
    size_wanted = Signal(int)
    """Larger (1) or smaller (-1) type is asked for, by Ctrl and the wheel."""

    def __init__(self, scene: Scene, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(self, RichSurface(self), scene)
        self.margin = Margin(self.canvas, self)
        self.handles = Handles(self.canvas)
        self._reading = reading
        self._keys: KeyTaker = lambda _key: False
        self._claims: KeyTaker = lambda _key: False
        self.canvas.stale.connect(self._repaint_between)
        self.canvas.margin_stale.connect(self.margin.refresh)
        self._prepare()
        self.dress(scene.theme)

    def take_keys(self, taker: KeyTaker, claims: KeyTaker) -> None:
        """Send key presses to `taker` first; no menu may take those that it `claims` from the text."""
        self._keys, self._claims = taker, claims

    def show_text(self, text: str) -> str:
        """Show an article's canonical text from its top; return why it cannot be coded, or ""."""
        self.canvas.silence(on=True)
        font = reading_font(self._reading)
        self.setFont(font)  # else a new style sheet would set the document in the font of the menus
        set_text(self.document(), text, self._reading, font, room_below=self.viewport().height() // 2)
        self.setTextCursor(QTextCursor(self.document()))
        refusal = self.canvas.accept(text)
        self.canvas.silence(on=False)
        self.margin.update()
        return refusal

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type, size, line height or width; caret and place stay."""
        selection, top = self.canvas.selection(), self.canvas.top()
        self._reading = reading
        self._lay_out()
        self.show_text(self.canvas.text)
        self.canvas.select(selection, reveal=False)
        self.canvas.scroll_to(top)

    def set_scene(self, scene: Scene) -> None:
        """Paint another scene from now on."""
        dressed = scene.theme is self.canvas.scene.theme
        self.canvas.scene = scene
        if not dressed:
            self.dress(scene.theme)
        self.repaint_marks()

    def repaint_marks(self) -> None:
        """Paint again what is in sight."""
        self.viewport().update()
        self.margin.update()

    def _repaint_between(self, top: int, bottom: int) -> None:
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def dress(self, theme: Theme) -> None:
        """Put the pane into a theme's colours."""
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, theme.page),
            (QPalette.ColorRole.Window, theme.page),
            (QPalette.ColorRole.Text, theme.text),
            (QPalette.ColorRole.Highlight, theme.selection),
            (QPalette.ColorRole.HighlightedText, theme.selection_text),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.viewport().setPalette(palette)  # a style sheet gives the viewport a palette of its own

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:  # noqa: ANN401  (Qt's own signature)
        """Load nothing: no article may fetch anything from anywhere."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the canonical text, no-break spaces and all; a widget's own copy would change them."""
        selection = self.canvas.selection()
        data = QMimeData()
        data.setText(self.canvas.text[selection.start : selection.end])
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the passages, then the text over them."""
        painter = QPainter(self.viewport())
        self.canvas.paint_below(painter, event.rect())
        painter.end()
        super().paintEvent(event)
        if self.canvas.scene.covered:
            painter = QPainter(self.viewport())
            self.canvas.paint_above(painter, event.rect())
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the commands have the key first, then Qt's own movement."""
        if self._keys(key_of(event)):
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of coding from the menus while the text has the focus."""
        if isinstance(event, QKeyEvent) and self._keeps(event):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for our own menu; Qt's offers to edit."""
        self.menu_wanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for larger or smaller type."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.size_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a passage's end, or begin a selection."""
        if not self.handles.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the end that was taken hold of, or the selection."""
        over = self.handles.over(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor)
        if not self.handles.move(event):
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
        self._place_margin()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll the margin along."""
        super().scrollContentsBy(dx, dy)
        self.margin.update()

    def _keeps(self, event: QKeyEvent) -> bool:
        return event.type() is QEvent.Type.ShortcutOverride and self._claims(key_of(event))

    def _prepare(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(READING_FLAGS)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # a bar that comes and goes would have each text laid out twice
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Article")

    def _lay_out(self) -> None:
        """Set the column in the middle, with the margin to its left."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        column = min(column_width(self._reading, reading_font(self._reading)), room - WIDTH)
        left = max(WIDTH, (room - column) // 2)
        self.setViewportMargins(left, 0, max(room - column - left, 0), 0)

    def _place_margin(self) -> None:
        page = self.viewport().geometry()
        self.margin.setGeometry(QRect(page.left() - WIDTH, page.top(), WIDTH, page.height()))
