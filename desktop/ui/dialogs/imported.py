"""What became of every file of an import: at its end, and looked up again later."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.study.import_reports import OUTCOMES, REFUSED, WAITING, ImportItem, KeptReport
from desktop.ui.choice import Choice
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, paint, row, text
from desktop.ui.theme import STEP
from desktop.wording import counted

Index = QModelIndex | QPersistentModelIndex
EVERYTHING = ""
COLUMNS = ("Article or file", "What became of it", "Why")
WORDS = {WAITING: "waits for its text", REFUSED: "not added", "new version": "added as a new version"}


def outcome_words(outcome: str) -> str:
    """Return an outcome as the screen words it."""
    return WORDS.get(outcome, outcome)


def summary(items: Sequence[ImportItem], *, cancelled: bool) -> str:
    """Say in one sentence what an import did."""
    parts: list[str] = []
    for outcome in OUTCOMES:
        count = sum(item.outcome == outcome for item in items)
        if count:
            what = outcome_words(outcome)
            parts.append(f"{counted(count, 'article')} {what}" if not parts else f"{count} {what}")
    stopped = " Stopped on request: what is named here is in the project whole." if cancelled else ""
    return (", ".join(parts) + "." if parts else "No article was found there.") + stopped


class ItemModel(QAbstractTableModel):
    """Items of a report, the refused first; one outcome alone on request."""

    def __init__(self, items: Sequence[ImportItem], parent: QWidget) -> None:
        """Show these items."""
        super().__init__(parent)
        order = {outcome: at for at, outcome in reversed([*enumerate((REFUSED, WAITING, *OUTCOMES))])}
        self._all = sorted(items, key=lambda item: (order[item.outcome], not item.message))
        self._shown = self._all

    def show_only(self, outcome: str) -> None:
        """Show the items that ended that way, or all."""
        self.beginResetModel()
        self._shown = [item for item in self._all if outcome in (EVERYTHING, item.outcome)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of items shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """Return the number of columns."""
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        across = orientation is Qt.Orientation.Horizontal
        return COLUMNS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        item = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (item.name, outcome_words(item.outcome), reason(item))[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and item.outcome == REFUSED and index.column() > 0:
            return QGuiApplication.palette().brightText().color()
        return None


def reason(item: ImportItem) -> str:
    """Return an item's message without the name before it, which stands beside it."""
    words = item.message.removeprefix(f"{item.name}: ").removeprefix(f"{item.name} ")
    return words[:1].upper() + words[1:]


class ImportedSheet(Sheet):
    """Names what came in and what did not, and why."""

    def __init__(
        self,
        parent: QWidget | None,
        items: Sequence[ImportItem],
        *,
        cancelled: bool,
        export: Callable[[], object] | None = None,
    ) -> None:
        """Report these items; `export` writes them to a file."""
        super().__init__(parent, "Adding articles", summary(items, cancelled=cancelled), 740)
        self.put(*_table(self, items))
        if export is not None:
            self.aside(button("Write as a table…", export))
        self.answers("Close", "").setFocus()


class ReportsSheet(Sheet):
    """Every import of the project, the newest first; one of them is shown."""

    def __init__(
        self,
        parent: QWidget | None,
        reports: Sequence[KeptReport],
        export: Callable[[Sequence[KeptReport]], object],
    ) -> None:
        """Show the newest; `export` gets the reports to write."""
        super().__init__(parent, "What was added so far", "", 740)
        self._reports = tuple(reports)
        self._says = text("")
        self.which = Choice("Import", [(each.id, _when(each)) for each in self._reports])
        self.which.chosen.connect(self._show)
        self._part: list[QWidget] = []
        if not self._reports:
            self.put(text("Nothing was added yet.", ink="muted"))
        else:
            self.put(row(text("Import of", wrap=False), self.which, None), self._says)
            self._show(self.which.current)
            self.aside(button("Write all as a table…", lambda: export(self._reports)))
        self.answers("Close", "").setFocus()

    def _show(self, identity: str) -> None:
        report = next(each for each in self._reports if each.id == identity)
        for old in self._part:
            old.hide()
            old.deleteLater()
        self._says.setText(summary(report.items, cancelled=report.cancelled))
        paint(self._says, "muted")
        self._part = _table(self, report.items)
        self.put(*self._part)


def _table(sheet: QWidget, items: Sequence[ImportItem]) -> list[QWidget]:
    """Return a table of items, and above it what it shows."""
    model = ItemModel(items, sheet)
    there = [outcome for outcome in OUTCOMES if any(item.outcome == outcome for item in items)]
    only = Choice(
        "Which are shown", [(EVERYTHING, "Everything"), *((each, outcome_words(each)) for each in there)]
    )
    only.chosen.connect(model.show_only)
    table = QTableView()
    table.setAccessibleName("What became of each file")
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setMinimumHeight(36 * STEP)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, 28 * STEP)
    table.setColumnWidth(1, 20 * STEP)
    return [only, table] if len(there) > 1 else [table]


def _when(report: KeptReport) -> str:
    """Return when an import was, in the time of this computer."""
    at = datetime.fromisoformat(report.at.replace("Z", "+00:00")).astimezone()
    return f"{at:%Y-%m-%d %H:%M}, {counted(len(report.items), 'file')}"
