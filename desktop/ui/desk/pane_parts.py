"""What the two text widgets have in common beside the canvas: margin, handles, keys, colours, the column."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.geometry import Surface, from_right
from desktop.ui.desk.handles import Handles
from desktop.ui.desk.keys import key_of
from desktop.ui.desk.margin import Margin
from desktop.ui.desk.margin_painter import WIDTH
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.typesetting import column_width, reading_font
from desktop.ui.theme import Reading, Theme

KeyTaker = Callable[[str], bool]
"""Does what a key (named as in `keys`) asks for; says False where the key means nothing to it."""
READING_FLAGS = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class PaneParts:
    """The parts of one text widget, and what they do when it is painted, pressed and resized."""

    def __init__(
        self, edit: QTextEdit | QPlainTextEdit, surface: Surface, scene: Scene, reading: Reading
    ) -> None:
        self._edit = edit
        self.canvas = Canvas(edit, surface, scene)
        self.margin = Margin(self.canvas, edit)
        self.handles = Handles(self.canvas)
        self.reading = reading
        self.keys: KeyTaker = lambda _key: False
        self.claims: KeyTaker = lambda _key: False
        self.canvas.stale.connect(self._repaint_between)
        self.canvas.margin_stale.connect(self.margin.refresh)

    def set_scene(self, scene: Scene) -> None:
        """Paint another scene from now on."""
        dressed = scene.theme is self.canvas.scene.theme
        self.canvas.scene = scene
        if not dressed:
            self.dress(scene.theme)
        self.repaint_marks()

    def repaint_marks(self) -> None:
        """Paint again what is in sight."""
        self.canvas.forget_marks()
        self._edit.viewport().update()
        self.margin.update()

    def dress(self, theme: Theme) -> None:
        """Put the widget into a theme's colours."""
        palette = self._edit.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, theme.page),
            (QPalette.ColorRole.Window, theme.page),
            (QPalette.ColorRole.Text, theme.text),
            (QPalette.ColorRole.Highlight, theme.selection),
            (QPalette.ColorRole.HighlightedText, theme.selection_text),
        ):
            palette.setColor(role, colour)
        self._edit.setPalette(palette)
        self._edit.viewport().setPalette(palette)  # a style sheet gives the viewport a palette of its own

    def keeps_type(self, event: QEvent) -> bool:
        """Keep the type of the article where a new style sheet would set it in that of the menus."""
        if event.type() is not QEvent.Type.FontChange:
            return False
        wanted, now = reading_font(self.reading), self._edit.font()
        if (now.families(), now.pointSizeF()) == (wanted.families(), wanted.pointSizeF()):
            return False
        self._edit.setFont(wanted)
        return True

    def copied(self) -> QMimeData:
        """Return the selection in canonical text; a widget's own copy would change no-break spaces."""
        selection = self.canvas.selection()
        data = QMimeData()
        data.setText(self.canvas.text[selection.start : selection.end])
        return data

    def paint(self, event: QPaintEvent, text: Callable[[QPaintEvent], None]) -> None:
        """Paint the passages, the text over them, and over the text what was asked for."""
        painter = QPainter(self._edit.viewport())
        self.canvas.paint_below(painter, event.rect())
        painter.end()
        text(event)
        if self.canvas.scene.covered:
            painter = QPainter(self._edit.viewport())
            self.canvas.paint_above(painter, event.rect())
            painter.end()

    def takes(self, event: QKeyEvent) -> bool:
        """Let the commands have a key first; False where it is Qt's own movement."""
        taken = self.keys(key_of(event))
        if taken:
            event.accept()
        return taken

    def keeps(self, event: QEvent) -> bool:
        """Keep the keys of coding from the menus while the text has the focus."""
        asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self.claims(key_of(event)):
            event.accept()
            return True
        return False

    def sizes(self, event: QWheelEvent) -> int:
        """Return 1 for larger type, -1 for smaller, 0 for a wheel that scrolls."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return 0
        event.accept()
        return 1 if event.angleDelta().y() > 0 else -1

    def points(self, event: QMouseEvent) -> bool:
        """Show what the mouse would take hold of, and drag what it holds; False where it holds nothing."""
        over = self.handles.over(event.position().toPoint())
        shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor
        self._edit.viewport().setCursor(shape)
        return self.handles.move(event)

    def margins(self) -> tuple[int, int]:
        """Return how much room the viewport leaves at the left and right: the column stands in the middle."""
        room = self._edit.width() - self._edit.verticalScrollBar().sizeHint().width()
        column = min(column_width(self.reading, reading_font(self.reading)), room - WIDTH)
        beside = max(WIDTH, (room - column) // 2)
        rest = max(room - column - beside, 0)
        return (rest, beside) if self.canvas.from_right else (beside, rest)

    def turns(self, text: str) -> bool:
        """Take in from which side a text is read; True where the margin changes its side for it."""
        before, self.canvas.from_right = self.canvas.from_right, from_right(text)
        if before is self.canvas.from_right:
            return False
        document = self._edit.document()
        option = (
            document.defaultTextOption()
        )  # so a paragraph that begins with a quotation is set like the rest
        turned, by_text = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LayoutDirectionAuto
        option.setTextDirection(by_text if before else turned)
        document.setDefaultTextOption(option)
        return True

    def place_margin(self) -> None:
        """Put the margin beside the viewport."""
        page = self._edit.viewport().geometry()
        left = page.right() + 1 if self.canvas.from_right else page.left() - WIDTH
        self.margin.setGeometry(QRect(left, page.top(), WIDTH, page.height()))

    def _repaint_between(self, top: int, bottom: int) -> None:
        self._edit.viewport().update(0, top, self._edit.viewport().width(), bottom - top)

    def prepare(self) -> None:
        """Make the widget one for reading: nothing can be typed, dropped or formatted."""
        edit = self._edit
        self.dress(self.canvas.scene.theme)
        edit.setReadOnly(True)
        edit.setUndoRedoEnabled(False)
        edit.setTextInteractionFlags(READING_FLAGS)
        edit.setAcceptDrops(False)
        edit.viewport().setAcceptDrops(False)
        edit.setFrameShape(QFrame.Shape.NoFrame)
        edit.setAutoFillBackground(True)
        edit.setBackgroundRole(QPalette.ColorRole.Base)
        edit.setCursorWidth(2)
        edit.setTabChangesFocus(True)
        edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # a bar that comes and goes would have each text laid out twice
        edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        edit.setMouseTracking(True)
        edit.viewport().setMouseTracking(True)
        edit.setAccessibleName("Article")
