"""The rows of the cheat sheet: an action, its key, and the moment in which another key is pressed."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.desk.commands import LABELS, Command
from desktop.ui.desk.keys import key_of, shown
from desktop.ui.fonts import interface_font
from desktop.ui.theme import STEP, Theme

WAITING = "Press a key…"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class KeyRow(QAbstractButton):
    """One action with its key; Return or a click waits for another key, Escape leaves it as it was."""

    picked = Signal(str)
    """The key that was pressed while the row waited."""
    stepped = Signal(int)
    """The row above (-1) or below (1) is wanted."""
    entered = Signal()
    """The row has the focus now."""

    def __init__(self, command: Command, look: Theme) -> None:
        """Show an action without a key."""
        super().__init__()
        self.command = command
        self.waiting = False
        self._look = look
        self._keys: tuple[str, ...] = ()
        self._changed = False
        self.setText(command.title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(row_height())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._wait)

    @property
    def fixed(self) -> bool:
        """True for a key that stands in the codebook."""
        return self.command.group == LABELS

    def show_keys(self, keys: tuple[str, ...], *, changed: bool) -> None:
        """Show these keys; `changed` says that they are this person's own."""
        self._keys, self._changed, self.waiting = tuple(shown(key) for key in keys), changed, False
        words = " or ".join(self._keys) or "no key"
        self.setAccessibleName(f"{self.command.title}: {words}{', changed' if changed else ''}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of action and keys."""
        metrics = QFontMetrics(interface_font())
        words = max((self._shown(), WAITING), key=len)
        wide = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(words) + 5 * STEP
        return QSize(wide, row_height())

    def event(self, event: QEvent) -> bool:
        """While the row waits, take every key: also those that move the focus or belong to the dialog."""
        if self.waiting and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the rows above and below; Return begins to wait for a key."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the row is the one to act on."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        self._rest()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw action and keys; the one in hand stands on a soft ground with an edge."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect()
        if self.hasFocus() or self.waiting or self.underMouse():
            painter.setPen(QColor(look.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft if self.waiting else look.hover))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), 4, 4)
        painter.setFont(interface_font())
        inside = box.adjusted(STEP, 0, -STEP, 0)
        words = WAITING if self.waiting else self._shown()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(look.muted if self.fixed else look.accent))
        painter.drawText(inside, right, words)
        free = inside.width() - painter.fontMetrics().horizontalAdvance(words) - STEP
        title = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, free)
        painter.setPen(QColor(look.text))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(inside.left(), 0, free, box.height()), left, title)
        painter.end()
        event.accept()

    def _shown(self) -> str:
        keys = " or ".join(self._keys[:2]) or "–"
        return f"• {keys}" if self._changed else keys

    def _wait(self) -> None:
        if self.fixed:
            self.picked.emit("")
            return
        self.waiting = True
        self.update()

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._rest()
        elif key := key_of(event):
            self._rest()
            self.picked.emit(key)

    def _rest(self) -> None:
        self.waiting = False
        self.update()


def row_height() -> int:
    """Return the height of every row and heading, so that no list of them is cut within one."""
    return max(QFontMetrics(interface_font()).height() + STEP, 3 * STEP)
