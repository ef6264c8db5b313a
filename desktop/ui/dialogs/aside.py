"""Set an article aside: it cannot be coded, and somebody will want to know why."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from desktop.ui.dialogs.sheet import Sheet

REASONS = (
    ("paywall stub", "Paywall stub: most of the text is missing"),
    ("off topic", "Off topic"),
    ("duplicate", "Duplicate of another article"),
    ("distressing", "Distressing: I do not want to code this"),
)


class AsideSheet(Sheet):
    """Asks why an article is set aside; `reason` is never empty once it was accepted."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """Ask about the article of that title."""
        super().__init__(parent, "Set aside", f"“{title}” will not count as finished. Why?", 480)
        self._group = QButtonGroup(self)
        self._choices = {key: QRadioButton(words) for key, words in REASONS}
        for choice in self._choices.values():
            self._group.addButton(choice)
            self.put(choice)
        self._other = QRadioButton("Another reason")
        self._group.addButton(self._other)
        self.words = QLineEdit()
        self.words.setAccessibleName("Another reason")
        self.words.setPlaceholderText("In a few words")
        self.put(self._other, self.words)
        self.body.setSpacing(8)
        self._yes = self.answers("Set aside")
        self._yes.setEnabled(False)
        self._group.buttonToggled.connect(lambda _button, _on: self._weigh())
        self.words.textEdited.connect(self._typed)

    def reason(self) -> str:
        """Return the reason that was chosen or typed."""
        for key, choice in self._choices.items():
            if choice.isChecked():
                return key
        return self.words.text().strip() if self._other.isChecked() else ""

    def choose(self, key: str) -> None:
        """Choose one of the reasons by its key."""
        self._choices[key].setChecked(True)

    def _typed(self, _words: str) -> None:
        self._other.setChecked(True)
        self._weigh()

    def _weigh(self) -> None:
        self._yes.setEnabled(bool(self.reason()))
