"""What the agreement report is to be written as, and what it may say of coders."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from desktop.agreement.report import AgreementSettings
from desktop.exchange.report.asking import ReportSettings
from desktop.ui.choice import Choice
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, row, text
from desktop.ui.theme import STEP

KINDS = (
    ("html", "Web page (one file)"),
    ("pdf", "PDF"),
    ("md", "Markdown"),
    ("csv", "Tables (a folder of CSV files)"),
)
FACTS = "One sentence a line, such as: Coders trained for twelve hours. One author coded."


class AgreementReportSheet(Sheet):
    """Asks for the file, its kind, and what the team wishes to state."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        """Propose to write to `path`."""
        super().__init__(
            parent,
            "Agreement report",
            "Study, codebook, sample, reliability, limits, and a methods paragraph with its numbers.",
        )
        self.file = QLineEdit(str(path))
        self.file.setAccessibleName("File")
        self.kind = Choice("Written as", KINDS, "html")
        self.kind.chosen.connect(self._rename)
        self.numbered = QCheckBox("Number coders instead of naming them")
        self.explored = QCheckBox("Also the figures of what-ifs (their list is always in)")
        self.facts = QPlainTextEdit()
        self.facts.setAccessibleName("What the team states")
        self.facts.setPlaceholderText(FACTS)
        self.facts.setTabChangesFocus(True)
        self.facts.setFixedHeight(10 * STEP)
        self.put(
            column(text("Written as", strong=True), row(self.kind, None), gap=0.75),
            column(text("File", strong=True), row(self.file, button("Choose…", self._choose)), gap=0.75),
            column(text("Coders", strong=True), self.numbered, self.explored, gap=0.75),
            column(text("What the team states", strong=True), self.facts, gap=0.75),
        )
        self._yes = self.answers("Write report")
        self.file.textChanged.connect(lambda words: self._yes.setEnabled(bool(words.strip())))

    def path(self) -> Path:
        """Return the file (or, for tables, the folder) to write."""
        return Path(self.file.text().strip()).expanduser()

    def asked(self, settings: AgreementSettings) -> ReportSettings:
        """Return what was asked for, with the settings of the page."""
        facts = tuple(line.strip() for line in self.facts.toPlainText().splitlines() if line.strip())
        return ReportSettings(
            settings, numbered=self.numbered.isChecked(), facts=facts, explored=self.explored.isChecked()
        )

    def _rename(self, kind: str) -> None:
        path = self.path()
        ending = "" if kind == "csv" else f".{kind}"
        self.file.setText(str(path.with_suffix(ending) if path.name else path))

    def _choose(self) -> None:
        if self.kind.current == "csv":
            found = QFileDialog.getExistingDirectory(self, "Tables", str(self.path().parent))
        else:
            kinds = f"{dict(KINDS)[self.kind.current]} (*.{self.kind.current})"
            found, _ = QFileDialog.getSaveFileName(self, "Agreement report", self.file.text(), kinds)
        if found:
            self.file.setText(found)
