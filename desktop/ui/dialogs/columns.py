"""Which column of a table is what: guessed by the columns' names, seen on the first rows, changed by keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.articles.readers.tables import Preview
from desktop.articles.spans import Pairs
from desktop.study.import_questions import FIELDS, mapped_preview
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import Ink, button, holding, paint, text
from desktop.ui.theme import STEP
from desktop.wording import counted

NONE = "– none –"
WAITS = "waits"
LONGEST = 200
"""Characters of a cell that the table shows."""
ROWS = 8


class ColumnsSheet(Sheet):
    """Asks what the columns of a table hold; `columns` gives (field, column) pairs once accepted."""

    def __init__(self, parent: QWidget | None, name: str, preview: Preview) -> None:
        """Ask about the table of that name."""
        super().__init__(
            parent,
            "Which column is what?",
            f"{name}: every row becomes an article. Check the guess on the first rows below.",
            740,
        )
        self._preview = preview
        self.left_out = False
        self.fields = {field: self._choice(field) for field in FIELDS}
        self._says = text("")
        self._rows = self._make_rows()
        self.put(self._grid(), self._rows, self._says)
        self.aside(button("Leave this table out", self._leave_out))
        self._yes = self.answers("Add the articles")
        for each in self.fields.values():
            each.currentIndexChanged.connect(lambda _at: self._show())
        self._show()
        self.fields[FIELDS[0]].setFocus()

    def columns(self) -> Pairs:
        """Return which column holds each field."""
        return tuple(
            (field, self._preview.columns[choice.currentIndex() - 1])
            for field, choice in self.fields.items()
            if choice.currentIndex() > 0
        )

    def _choice(self, field: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(f"Column of {field}")
        made.addItem(NONE)
        made.addItems([each or f"column {at}" for at, each in enumerate(self._preview.columns, 1)])
        guess = dict(self._preview.guess).get(field)
        made.setCurrentIndex(self._preview.columns.index(guess) + 1 if guess else 0)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(14)
        return made

    def _grid(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP // 2)
        for at, (field, choice) in enumerate(self.fields.items()):
            words = "URL" if field == "url" else "Number" if field == "id" else field.capitalize()
            name = text(words, strong=True, wrap=False)
            name.setBuddy(choice)
            grid.addWidget(name, 2 * (at // 4), at % 4)
            grid.addWidget(choice, 2 * (at // 4) + 1, at % 4)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        return holding(grid)

    def _make_rows(self) -> QTableWidget:
        made = QTableWidget()
        made.setAccessibleName("The first rows as they would come in")
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setWordWrap(False)
        made.setTabKeyNavigation(False)
        made.verticalHeader().hide()
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        made.setMinimumHeight(30 * STEP)
        return made

    def _show(self) -> None:
        columns = self.columns()
        found = mapped_preview(self._preview, columns)
        shown = [field for field, _ in columns]
        table = self._rows
        table.clear()
        table.setRowCount(min(len(found), ROWS))
        table.setColumnCount(len(shown))
        table.setHorizontalHeaderLabels([field.capitalize() for field in shown])
        for down, each in enumerate(found[:ROWS]):
            for across, field in enumerate(shown):
                cell = " ".join(each.get(field, "")[:LONGEST].split())
                table.setItem(down, across, QTableWidgetItem(cell))
        self._widths(shown)
        self._tell(found, {field for field, _ in columns})

    def _widths(self, shown: Sequence[str]) -> None:
        header = self._rows.horizontalHeader()
        wide = "text" if "text" in shown else "title" if "title" in shown else ""
        for at, field in enumerate(shown):
            stretch = field == wide
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, mode)
            if not stretch:
                self._rows.setColumnWidth(at, (24 if field in ("title", "url") else 14) * STEP)

    def _tell(self, found: Sequence[dict[str, str]], fields: set[str]) -> None:
        twice = len({choice.currentIndex() for choice in self.fields.values() if choice.currentIndex()})
        enough = bool(fields & {"text", "title", "url"})
        waiting = sum(bool(each.get(WAITS)) for each in found)
        words, ink = f"All of the first {counted(len(found), 'row')} hold a text.", "saved"
        known: dict[str, Ink] = {"saved": "saved", "warning": "warning"}
        if not enough:
            words, ink = "Say which column holds the text, or at least the title or the URL.", "warning"
        elif twice < len(fields):
            words, ink = "One column cannot be two things: choose another one for one of them.", "warning"
        elif waiting:
            rows = f"{waiting} of the first {counted(len(found), 'row')}"
            words = f"{rows} without a text: such rows become articles that wait for their text file."
            ink = "warning"
        self._says.setText(words)
        paint(self._says, known[ink])
        self._yes.setEnabled(enough and twice == len(fields))

    def _leave_out(self) -> None:
        self.left_out = True
        self.accept()
