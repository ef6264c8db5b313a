"""Articles of which only a list tells yet: each waits for the file that holds its text."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.study.waiting import WaitingRow
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, text
from desktop.ui.theme import STEP
from desktop.wording import counted

COLUMNS = (("Title", "title"), ("Id", "id"), ("Outlet", "outlet"), ("Date", "date"))
LIST = len(COLUMNS)
"""The column that names the list."""
HOW = (
    "A text goes to its row when its file has the row’s id or title as its name, or the title as its"
    " first line."
)


class WaitingSheet(Sheet):
    """Lists what waits; `files_asked` when text files are to be added. Stays open when a list is to go."""

    files_asked = Signal()
    forget_asked = Signal(str)
    """The name of a list whose rows are to wait no longer."""

    def __init__(self, parent: QWidget | None, rows: Sequence[WaitingRow]) -> None:
        """Show the rows of all lists."""
        many = counted(len(rows), "article waits for its text.", "articles wait for their texts.")
        super().__init__(parent, "Articles that wait", f"{many} {HOW}" if rows else "", 760)
        self.list = _table()
        if not rows:
            self.put(text("No article waits for its text.", ink="muted"))
            self.answers("Close", "").setFocus()
            return
        lines = [_line(each) for each in rows]
        self.list.addTopLevelItems(lines)
        self.list.setCurrentItem(lines[0])
        self.put(self.list)
        first = self.answers("Add text files…", "Close")
        first.clicked.connect(self.files_asked)
        self.aside(button("Let this list go…", self._forget))
        self.list.setFocus()

    def _forget(self) -> None:
        line = self.list.currentItem()
        if line is not None:
            self.forget_asked.emit(line.text(LIST))


def _line(each: WaitingRow) -> QTreeWidgetItem:
    words = [each.known(key) for _, key in COLUMNS]
    item = QTreeWidgetItem([words[0] or each.name, *words[1:], each.listed_in])
    item.setSizeHint(0, QSize(0, 4 * STEP))
    for at, word in enumerate(words):
        item.setToolTip(at, word)
    return item


def _table() -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName("Articles that wait for their text")
    made.setProperty("kind", "table")
    made.setHeaderLabels([*(words for words, _ in COLUMNS), "List"])
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setAllColumnsShowFocus(True)
    made.setTabKeyNavigation(False)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setMinimumHeight(32 * STEP)
    header = made.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for at, width in ((1, 10), (2, 16), (3, 15), (4, 16)):
        made.setColumnWidth(at, width * STEP)
    return made
