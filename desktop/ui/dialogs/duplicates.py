"""What stands in the project twice: looked at, flagged so that figures leave it out, opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.choice import Choice
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, holding, row, text
from desktop.ui.theme import STEP
from desktop.wording import counted

Index = QModelIndex | QPersistentModelIndex
ALL, IDENTICAL, NEAR, PARAGRAPH = "", "identical", "near", "paragraph"
KINDS = ((IDENTICAL, "Identical articles"), (NEAR, "Near-identical articles"), (PARAGRAPH, "Paragraphs"))
HEADS = ("Article", "What stands twice", "Where it stands before", "In figures")
WIDTHS = (22, 42, 22)
"""Of the first columns, in steps; the last takes what is left."""
BY_ITSELF, FLAGGED, COUNTS = "left out by itself", "flagged: left out", "counts"
NONE = "Nothing stands in the project twice."


@dataclass(frozen=True, slots=True)
class Twice:
    """A later occurrence: its article (id and name), its range there, where it stands before.

    `figures` says whether figures count it: `COUNTS`, `FLAGGED` or, with its whole article, `BY_ITSELF`.
    """

    kind: str
    identity: str
    article: str
    start: int
    end: int
    what: str
    before: str
    figures: str


class TwiceModel(QAbstractTableModel):
    """Later occurrences, of one kind or all."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.everything: tuple[Twice, ...] = ()
        self.shown: tuple[Twice, ...] = ()

    def show_kind(self, found: Sequence[Twice], kind: str) -> None:
        """Show those of this kind out of what was found."""
        self.beginResetModel()
        self.everything = tuple(found)
        self.shown = tuple(each for each in found if kind in (ALL, each.kind))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of occurrences shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """Return the number of columns."""
        return len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        across = orientation is Qt.Orientation.Horizontal
        return HEADS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        each = self.shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (each.article, each.what, each.before, each.figures)[index.column()]
        return None


class DuplicatesSheet(Sheet):
    """Lists later occurrences; says what is wished by its signals and stays open."""

    flag_asked = Signal(str, bool)
    """The id of an article, "" for all of them; whether to flag, or to take the flags back."""
    open_asked = Signal(str, int, int)
    """An article (id) and the range in it that is to be shown."""

    def __init__(self, parent: QWidget | None) -> None:
        """Begin while the articles are still being compared."""
        super().__init__(
            parent,
            "What stands twice",
            "Nothing is deleted. Figures leave out what is flagged, and an article with the very text of an"
            " earlier one.",
            880,
        )
        self.gone = False
        self.model = TwiceModel(self)
        self.kinds = Choice("Which are shown", [(ALL, "Everything")])
        self.table = self._make_table()
        self._says = text("Comparing all articles…", ink="muted")
        self.show_one = button("Show in the article", self._open)
        self.flag_one = button("Flag in this article", lambda: self._flag(on=True))
        self.unflag_one = button("Take back in this article", lambda: self._flag(on=False))
        self.flag_all = button("Flag all", lambda: self._flag_all(on=True))
        self.unflag_all = button("Take all flags back", lambda: self._flag_all(on=False))
        line = row(self.show_one, self.flag_one, self.unflag_one, None, self.flag_all, self.unflag_all)
        self._whole = holding(line)
        self.put(self._says, row(self.kinds, None), self.table, self._whole)
        self.kinds.chosen.connect(lambda kind: self._fill(self.model.everything, kind))
        self.table.activated.connect(lambda _index: self._open())
        self.finished.connect(self._go)
        self.answers("Close", "")
        self._show_parts(there=False)

    def show_found(self, found: Sequence[Twice]) -> None:
        """Show what was found, at the place where the reader was."""
        here = max(self.table.currentIndex().row(), 0)
        offered = [(key, _many(words, key, found)) for key, words in KINDS if _count(key, found)]
        self.kinds.offer([(ALL, f"Everything ({len(found)})"), *offered], self.kinds.current)
        self._says.setText(_sentence(found))
        self._show_parts(there=bool(found))
        self._fill(found, self.kinds.current, here)
        if found:
            self.table.setFocus()

    def wait(self) -> None:
        """Say that the articles are compared again; nothing can be pressed meanwhile."""
        self._says.setText("Comparing all articles…")
        self._whole.setEnabled(False)

    def chosen(self) -> Twice | None:
        """Return the occurrence that is chosen."""
        index = self.table.currentIndex()
        return self.model.shown[index.row()] if index.isValid() else None

    def _fill(self, found: Sequence[Twice], kind: str, here: int = 0) -> None:
        self.model.show_kind(found, kind)
        if self.model.shown:
            self.table.setCurrentIndex(self.model.index(min(here, len(self.model.shown) - 1), 0))
        self._weigh()

    def _show_parts(self, *, there: bool) -> None:
        self.kinds.setVisible(there)
        self.table.setVisible(there)
        self._whole.setVisible(there)
        self._whole.setEnabled(True)

    def _weigh(self) -> None:
        one, found = self.chosen(), self.model.everything
        here = [each for each in found if one is not None and each.identity == one.identity]
        self.show_one.setEnabled(one is not None)
        self.flag_one.setEnabled(any(each.figures == COUNTS for each in here))
        self.unflag_one.setEnabled(any(each.figures == FLAGGED for each in here))
        self.flag_all.setEnabled(any(each.figures == COUNTS for each in found))
        self.unflag_all.setEnabled(any(each.figures == FLAGGED for each in found))

    def _flag(self, *, on: bool) -> None:
        one = self.chosen()
        if one is not None:
            self.flag_asked.emit(one.identity, on)

    def _flag_all(self, *, on: bool) -> None:
        self.flag_asked.emit("", on)

    def _open(self) -> None:
        one = self.chosen()
        if one is not None:
            self.open_asked.emit(one.identity, one.start, one.end)

    def _go(self) -> None:
        self.gone = True

    def _make_table(self) -> QTableView:
        made = QTableView()
        made.setAccessibleName("Later occurrences")
        made.setModel(self.model)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        made.setMinimumHeight(36 * STEP)
        made.verticalHeader().hide()
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        made.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate(WIDTHS):
            made.setColumnWidth(at, width * STEP)
        made.selectionModel().currentRowChanged.connect(lambda *_: self._weigh())
        return made


def _count(kind: str, found: Sequence[Twice]) -> int:
    return sum(each.kind == kind for each in found)


def _many(words: str, kind: str, found: Sequence[Twice]) -> str:
    return f"{words} ({_count(kind, found)})"


def _sentence(found: Sequence[Twice]) -> str:
    """Say how much stands there twice and how much of it figures still count."""
    if not found:
        return NONE
    counts = sum(each.figures == COUNTS for each in found)
    says = counted(len(found), "later occurrence", "later occurrences")
    return f"{says}; figures count {counts} of them."
