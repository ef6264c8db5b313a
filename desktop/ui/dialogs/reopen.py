"""Take an article up again that went to the lead already: the lead will want to know why."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.dialogs.sheet import Sheet


class ReopenSheet(Sheet):
    """Asks why an article is taken up again; `reason` is never empty once it was accepted."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """Ask about the article of that title."""
        sentence = f"The lead has “{title}” already as you finished it. Why is it taken up again?"
        super().__init__(parent, "Reopen", sentence, 480)
        self.words = QLineEdit()
        self.words.setAccessibleName("Why it is taken up again")
        self.words.setPlaceholderText("In a few words")
        self.put(self.words)
        self._yes = self.answers("Reopen")
        self._yes.setEnabled(False)
        self.words.textChanged.connect(lambda words: self._yes.setEnabled(bool(words.strip())))

    def reason(self) -> str:
        """Return what was typed."""
        return self.words.text().strip()
