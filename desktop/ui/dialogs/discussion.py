"""The discussion sheet for the weekly meeting: how much, with names or letters, on paper or as a file."""

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QLineEdit, QRadioButton, QSpinBox, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, off_frame, row, text

FORMATS = (
    ("pdf", "PDF"),
    ("md", "Markdown, to be edited"),
    ("html", "A web page"),
    ("paper", "On paper: choose the printer next"),
)


class DiscussionSheet(Sheet):
    """Asks for the sheet; `form` gives pdf, md, html or paper."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        """Propose to write to `path`, whatever its ending."""
        super().__init__(
            parent,
            "Discussion sheet",
            "What the team wants to discuss first, then the dearest disagreements: each with its quote, what "
            "everybody gave, the rule and the notes.",
            560,
        )
        self.count = off_frame(QSpinBox())
        self.count.setAccessibleName("How many disagreements")
        self.count.setRange(1, 1000)
        self.count.setValue(100)
        self.names = QCheckBox("With the coders’ names (else with letters, drawn anew for each)")
        how_many = row(self.count, text("disagreements at most", wrap=False), None)
        self.put(column(how_many, self.names, gap=0.75))
        self.forms = {key: QRadioButton(words) for key, words in FORMATS}
        group = QButtonGroup(self)
        for choice in self.forms.values():
            group.addButton(choice)
        self.forms["pdf"].setChecked(True)
        self.put(column(text("As", strong=True), *self.forms.values(), gap=0.5))
        self.file = QLineEdit(str(path.with_suffix(".pdf")))
        self.file.setAccessibleName("File")
        self._choose = button("Choose…", self._choose_file)
        self.put(column(text("File", strong=True), row(self.file, self._choose), gap=0.75))
        self.first = self.answers("Write the sheet")
        group.buttonToggled.connect(lambda _button, _on: self._turn())

    def form(self) -> str:
        """Return what the sheet is written as."""
        return next(key for key, choice in self.forms.items() if choice.isChecked())

    def path(self) -> Path:
        """Return the file to write."""
        return Path(self.file.text().strip()).expanduser()

    def _turn(self) -> None:
        form = self.form()
        paper = form == "paper"
        self.file.setEnabled(not paper)
        self._choose.setEnabled(not paper)
        self.first.setText("Print…" if paper else "Write the sheet")
        if not paper:
            self.file.setText(str(self.path().with_suffix(f".{form}")))

    def _choose_file(self) -> None:
        found, _ = QFileDialog.getSaveFileName(self, "Discussion sheet", self.file.text())
        if found:
            self.file.setText(found)
