"""Send the work back: where the return is written."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, row, text

KIND = "Returns (*.pressmark-return)"


class ReturnSheet(Sheet):
    """Asks where a coder's return is written."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        """Propose to write to `path`."""
        super().__init__(
            parent,
            "Return the work",
            "One file with what you did in this kit, for the lead. You can go on coding and return again: "
            "nothing is counted twice.",
        )
        self.file = QLineEdit(str(path))
        self.file.setAccessibleName("File")
        name = text("File", strong=True)
        name.setBuddy(self.file)
        self.put(column(name, row(self.file, button("Choose…", self._choose)), gap=0.75))
        self._yes = self.answers("Write the return")
        self.file.textChanged.connect(lambda words: self._yes.setEnabled(bool(words.strip())))

    def path(self) -> Path:
        """Return the file to write."""
        return Path(self.file.text().strip()).expanduser()

    def _choose(self) -> None:
        found, _ = QFileDialog.getSaveFileName(self, "Return the work", self.file.text(), KIND)
        if found:
            self.file.setText(found)
