"""Every figure of an agreement table, one row each."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.agreement.report import Row
from desktop.codebook import Codebook
from desktop.ui.pages import figures

Index = QModelIndex | QPersistentModelIndex
HEADS = (
    "Figure",
    "Question",
    "Label",
    "Unit",
    "Zones",
    "Value",
    "Interval",
    "Articles",
    "Units",
    "Coders",
    "Notes",
)


class FigureModel(QAbstractTableModel):
    """The rows of a report as Qt wants them."""

    def __init__(self, parent: QObject) -> None:
        """Begin without figures."""
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._labels: dict[str, str] = {}
        self._coders: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[Row, ...], codebook: Codebook | None, coders: Mapping[str, str]) -> None:
        """Show these figures."""
        self.beginResetModel()
        self._rows = rows
        self._labels = {label.id: label.name for label in codebook.labels} if codebook else {}
        self._coders = coders
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of figures."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a column is called."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell in words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(self._rows[index.row()], index.column())
        return None

    def _cell(self, row: Row, at: int) -> str:
        return (
            figures.COEFFICIENTS.get(row.coefficient, row.coefficient),
            figures.QUESTIONS.get(row.question, row.question),
            self._labels.get(row.label or "", row.label or ""),
            row.unit,
            figures.zones(row.zones),
            figures.value(row),
            figures.interval(row) or (row.reason or ""),
            str(row.articles),
            str(row.units),
            ", ".join(self._coders.get(each, each) for each in row.coders),
            " ".join(row.notes),
        )[at]
