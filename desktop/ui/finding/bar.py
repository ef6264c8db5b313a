"""The bar over the text: what to find in the article, how many places there are, to the next and back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QToolButton

from desktop.ui.parts import area, column, line, paint, row, text
from desktop.ui.theme import STEP

SHIFT = Qt.KeyboardModifier.ShiftModifier


class FindBar(QFrame):
    """One line to type into; it knows neither the text nor the places."""

    wanted = Signal()
    """Something else is to be found, or in another way."""
    stepped = Signal(bool)
    """To the next place (True), or to the one before."""
    left = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Find in this article")
        self.query = QLineEdit()
        self.query.setPlaceholderText("Find in this article")
        self.query.setAccessibleName("Find in this article")
        self.query.setMaxLength(500)
        self.query.setMinimumWidth(20 * STEP)
        self.query.setMaximumWidth(48 * STEP)
        self.capitals = _toggle("Aa", "Match capitals")
        self.words = _toggle("Words", "Whole words only")
        self.told = text("", ink="muted", wrap=False)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = _button("↑", "Previous place")
        self.on = _button("↓", "Next place")
        self.shut = _button("✕", "Close (Esc)")
        inside = row(self.query, self.back, self.on, self.capitals, self.words, gap=0.5)
        inside.addSpacing(STEP)
        inside.addWidget(self.told, 1)
        inside.addWidget(self.shut)
        inside.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        inside.setStretch(0, 2)
        self.setLayout(column(inside, line(), gap=0))
        self._connect()
        self.hide()

    def ask(self, words: str) -> None:
        """Show the bar and let somebody type; `words` stand there already, and typing replaces them."""
        self.show()
        if words:
            self.query.setText(words)
        self.query.selectAll()
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, words: str, *, nothing: bool = False) -> None:
        """Say how many places there are."""
        self.told.setText(words)
        paint(self.told, "warning" if nothing else "muted")
        for each in (self.back, self.on):
            each.setEnabled(bool(words) and not nothing)

    def show_keys(self, onward: str, back: str) -> None:
        """Tell the keys that step from place to place, where there are any."""
        for each, key in ((self.on, onward), (self.back, back)):
            each.setToolTip(f"{each.accessibleName()} ({key})" if key else each.accessibleName())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Shift+Enter, the arrows and Escape from the line that is typed into."""
        if watched is self.query and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.stepped.emit(not event.modifiers() & SHIFT)
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.stepped.emit(event.key() == Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, wherever in the bar it is pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self.query.installEventFilter(self)
        self.query.textChanged.connect(lambda _words: self.wanted.emit())
        self.capitals.toggled.connect(lambda _on: self.wanted.emit())
        self.words.toggled.connect(lambda _on: self.wanted.emit())
        self.back.clicked.connect(lambda _checked: self.stepped.emit(False))  # noqa: FBT003  (a signal)
        self.on.clicked.connect(lambda _checked: self.stepped.emit(True))  # noqa: FBT003  (a signal)
        self.shut.clicked.connect(lambda _checked: self.left.emit())


def _button(sign: str, words: str) -> QToolButton:
    made = QToolButton()
    made.setText(sign)
    made.setToolTip(words)
    made.setAccessibleName(words.partition(" (")[0])
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _toggle(sign: str, words: str) -> QToolButton:
    made = _button(sign, words)
    made.setCheckable(True)
    return made
