"""What the middle shows where there is nothing to read: what that means, and what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.ui.pages.start import centred
from desktop.ui.parts import area, button, column, heading, holding, row, text


class EmptyPage(QFrame):
    """A title, a sentence, and where something can be done about it a button."""

    asked = Signal()

    def __init__(self) -> None:
        """Begin without words."""
        super().__init__()
        area(self, "page")
        self._title = heading("", 1.5)
        self._sentence = text("", ink="muted", size=1.08)
        self._button = button("", self.asked.emit, rank="first")
        whole = column(gap=0)
        inside = column(18, self._title, self._sentence, 2, row(self._button, None), None)
        whole.addWidget(centred(holding(inside), 520))
        self.setLayout(whole)
        self.setFocusProxy(self._button)

    def say(self, title: str, sentence: str, ask: str = "") -> None:
        """Say this; `ask` is what the button says."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._button.setText(ask)
        self._button.setVisible(bool(ask))
        self.setAccessibleName(f"{title}. {sentence}")
