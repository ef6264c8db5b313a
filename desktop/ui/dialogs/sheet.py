"""The frame of every dialog: a title, a sentence, what is asked, and two buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.ui.parts import Item, button, column, heading, row, text
from desktop.ui.theme import STEP


class Sheet(QDialog):
    """A dialog in front of the window; it is opened with `open()`, so the window never stands still."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str = "", width: int = 520) -> None:
        """Prepare a dialog with that title and a sentence below it."""
        super().__init__(parent)
        self.setWindowTitle(f"{title} – Pressmark")
        self.setAccessibleName(title)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._trouble = text("", ink="warning")
        self._trouble.hide()
        self.body: QVBoxLayout = column(gap=2)
        whole = column(heading(title, 1.35), gap=1, margin=3)
        if sentence:
            whole.addWidget(text(sentence, ink="muted"))
        whole.addSpacing(STEP)
        whole.addLayout(self.body, 1)
        whole.addWidget(self._trouble)
        whole.addSpacing(STEP)
        self._foot = row(None)
        whole.addLayout(self._foot)
        self.setLayout(whole)

    def put(self, *items: Item) -> None:
        """Add what the dialog asks or reports."""
        for item in items:
            if isinstance(item, QWidget):
                self.body.addWidget(item)
            elif isinstance(item, int):
                self.body.addSpacing(item * STEP)
            elif item is None:
                self.body.addStretch(1)
            else:
                self.body.addLayout(item)

    def answers(self, yes: str, no: str = "Cancel") -> QPushButton:
        """Add the two buttons (without `no`, one); return the first-rank one, which Return presses."""
        if no:
            self._foot.addWidget(button(no, self.reject))
        first = button(yes, self.accept, rank="first")
        first.setDefault(True)
        self._foot.addWidget(first)
        return first

    def aside(self, other: QPushButton) -> None:
        """Add another button at the left of the foot."""
        self._foot.insertWidget(0, other)

    def trouble(self, sentence: str) -> None:
        """Say what is wrong with what was entered; an empty sentence takes it back."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
