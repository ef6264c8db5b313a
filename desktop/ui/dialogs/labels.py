"""What goes out when labels are exported."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QLayout, QLineEdit, QRadioButton, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, row, text

if TYPE_CHECKING:
    from desktop.exchange.labels_csv import ExportSettings


class ExportSheet(Sheet):
    """Asks for the file and for what goes into it."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        """Propose to write to `path`."""
        super().__init__(
            parent, "Export labels", "Every coder’s passages and finished articles, one row each."
        )
        self.file = QLineEdit(str(path))
        self.file.setAccessibleName("File")
        self._group("File", row(self.file, button("Choose…", self._choose)))
        self._data = QRadioButton("For analysis: the text exactly as it is (R, Python, SPSS)")
        self._sheet = QRadioButton("For a spreadsheet: opens safely in Excel")
        self._data.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self._data)
        group.addButton(self._sheet)
        self._group("Written", column(self._data, self._sheet, gap=0.5))
        self.no_text = QCheckBox("Leave out texts, quotes and notes")
        self.pseudonyms = QCheckBox("Pseudonyms instead of names")
        self.with_default = QCheckBox("Rows for unmarked text that counts as a label")
        self.with_tables = QCheckBox("A folder beside it with everything the figures are computed from")
        boxes = column(self.no_text, self.pseudonyms, self.with_default, self.with_tables, gap=0.5)
        self._group("What goes out", boxes)
        self._yes = self.answers("Export")
        self.file.textChanged.connect(lambda words: self._yes.setEnabled(bool(words.strip())))

    def path(self) -> Path:
        """Return the file to write."""
        return Path(self.file.text().strip()).expanduser()

    def tables(self) -> Path | None:
        """Return the folder for all tables, or None."""
        return self.path().with_suffix("") if self.with_tables.isChecked() else None

    def settings(self) -> "ExportSettings":
        """Return what was asked for."""
        from desktop.exchange.csv_out import FLAVOURS  # noqa: PLC0415  (only when something is exported)
        from desktop.exchange.labels_csv import ExportSettings  # noqa: PLC0415

        return ExportSettings(
            FLAVOURS["data" if self._data.isChecked() else "excel"],
            texts=not self.no_text.isChecked(),
            pseudonyms=self.pseudonyms.isChecked(),
            by_default=self.with_default.isChecked(),
        )

    def _group(self, title: str, inside: QLayout) -> None:
        self.put(column(text(title, strong=True), inside, gap=0.75))

    def _choose(self) -> None:
        found, _ = QFileDialog.getSaveFileName(self, "Export labels", self.file.text(), "Tables (*.csv)")
        if found:
            self.file.setText(found)
