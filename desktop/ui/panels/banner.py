"""What holds for as long as a project is open: that nothing is stored in it, and why."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame

from desktop.ui.panels.notice import Do
from desktop.ui.parts import area, button, row, text
from desktop.ui.theme import STEP


class Banner(QFrame):
    """A line below the header that nobody can close; it goes when what it says no longer holds."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        area(self, "notice")
        self._title = text("", strong=True, wrap=False)
        self._words = text("")
        self._do: Do | None = None
        self.help_button = button("", self._help)
        inside = row(gap=2)
        inside.addWidget(self._title)
        inside.addWidget(self._words, 1)
        inside.addWidget(self.help_button)
        inside.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        self.setLayout(inside)
        self.hide()

    def show_words(self, title: str, sentence: str, words: str = "", do: Do | None = None) -> None:
        """Say it; a button with these words helps out of it."""
        self._title.setText(title)
        self._words.setText(sentence)
        self._do = do
        self.help_button.setText(words)
        self.help_button.setVisible(bool(words))
        self.show()
        self.setAccessibleName(f"{title}: {sentence}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def sentence(self) -> str:
        """Return what is being said, or nothing."""
        return "" if self.isHidden() else f"{self._title.text()}: {self._words.text()}"

    def _help(self) -> None:
        if self._do is not None:
            self._do()
