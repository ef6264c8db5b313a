"""Something of ours went wrong: said calmly, once, with where the report lies."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.cli.bugs import report
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import text


class BrokenSheet(Sheet):
    """Tells of an error that is our own fault; the program goes on."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        """Write the report and say where it is."""
        super().__init__(parent, "Something went wrong", "You can go on working.")
        words = text(report(error))
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.put(words)
        self.answers("Close", "")
