"""What stands on the desk where an article cannot be coded: its title and the reason."""

from PySide6.QtWidgets import QFrame

from desktop.ui.parts import area, at_most, column, heading, row, text


class Refusal(QFrame):
    """One sentence in place of the text."""

    def __init__(self) -> None:
        super().__init__()
        area(self, "page")
        self._title = heading("")
        self._title.setWordWrap(True)
        self._sentence = text("", ink="warning")
        words = column(None, at_most(self._title, 560), at_most(self._sentence, 560), None, gap=2)
        self.setLayout(row(None, words, None))

    def say(self, title: str, sentence: str) -> None:
        """Say why this article is not shown."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)

    def sentence(self) -> str:
        """Return the reason that is shown."""
        return self._sentence.text()
