"""The numbers of a picture as a table: for the keyboard, for screen readers, and for whoever wants them."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.fonts import interface_font
from desktop.ui.theme import STEP

Index = QModelIndex | QPersistentModelIndex
ROW = 4 * STEP
MOST_ROWS = 16
"""A longer table scrolls by itself."""
WIDEST = 208


class NumbersModel(QAbstractTableModel):
    """Words in rows and columns, as Qt wants them."""

    def __init__(self, parent: QObject) -> None:
        """Begin without numbers."""
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show_rows(self, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """Show these numbers."""
        self.beginResetModel()
        self.heads, self.rows = heads, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a column is called."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell in words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None


class NumbersTable(QTableView):
    """The table; `chosen` gives the row that somebody clicked or pressed Enter on."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Begin without numbers."""
        super().__init__()
        self.numbers = NumbersModel(self)
        self.setModel(self.numbers)
        self.setFont(interface_font())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(6 * STEP)
        header.setFixedHeight(ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_rows(self, name: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """Show these numbers; `name` is what a screen reader calls the table."""
        self.setAccessibleName(f"{name}: the numbers")
        self.numbers.show_rows(heads, rows)
        self.setVisible(bool(rows))
        for at, head in enumerate(heads):
            self.setColumnWidth(at, self._width(at, head))
        self.setFixedHeight(ROW * (min(len(rows), MOST_ROWS) + 1) + 2 * STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _width(self, column: int, head: str) -> int:
        """Return a width for a column: as its longest words want it, judged by their number of letters."""
        words = max([head, *(row[column] for row in self.numbers.rows[:200])], key=len)
        return min(self.fontMetrics().horizontalAdvance(words) + 4 * STEP, WIDEST)
