"""A new project: its name, where it lies, and which codebook it begins with."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QRadioButton, QWidget

from desktop.study.opening import project_path
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, holding, row, text


class NewProjectSheet(Sheet):
    """Asks for a new project; what cannot be created is said here and asked again."""

    def __init__(
        self, parent: QWidget | None, folder: Path, create: Callable[[Path, Path | None], str]
    ) -> None:
        """`create` gets the path and the codebook file (None: the default one) and returns "" or why not."""
        super().__init__(parent, "New project", "One file holds everything: articles, codebook and codings.")
        self._create = create
        self._codebook: Path | None = None
        self.name = QLineEdit("Media bias study")
        self.name.setAccessibleName("Name of the project")
        self.name.selectAll()
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName("Folder")
        self.put(_titled("Name", self.name))
        self.put(_titled("Folder", self.folder, button("Choose…", self._choose_folder)))
        self._default = QRadioButton("Media bias: reporting, editorialising, user comment")
        self._default.setChecked(True)
        self._own = QRadioButton("A codebook of your own (Markdown)…")
        self._own.clicked.connect(lambda _on: self._choose_codebook())
        group = QButtonGroup(self)
        group.addButton(self._default)
        group.addButton(self._own)
        self.put(column(text("Codebook", strong=True), self._default, self._own, gap=0.5))
        self._yes = self.answers("Create project")
        self.name.textChanged.connect(lambda _words: self._weigh())
        self.folder.textChanged.connect(lambda _words: self._weigh())

    def path(self) -> Path:
        """Return the path of the project that was asked for."""
        return project_path(Path(self.folder.text().strip()).expanduser() / self.name.text().strip())

    def use_codebook(self, path: Path) -> None:
        """Begin with the codebook in that Markdown file."""
        self._codebook = path
        self._own.setChecked(True)
        self._own.setText(f"Your own: {path.name}")

    def accept(self) -> None:
        """Close only once the project was created."""
        sentence = self._create(self.path(), self._codebook if self._own.isChecked() else None)
        if sentence:
            self.trouble(sentence)
        else:
            super().accept()

    def _weigh(self) -> None:
        self.trouble("")
        self._yes.setEnabled(bool(self.name.text().strip() and self.folder.text().strip()))

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Folder of the project", self.folder.text())
        if found:
            self.folder.setText(found)

    def _choose_codebook(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "Codebook", self.folder.text(), "Codebook (*.md)")
        if found:
            self.use_codebook(Path(found))
        elif self._codebook is None:
            self._default.setChecked(True)


def _titled(title: str, *fields: QWidget) -> QWidget:
    name = text(title, strong=True)
    if isinstance(fields[0], QLineEdit):
        name.setBuddy(fields[0])
    return holding(column(name, row(*fields), gap=0.5))
