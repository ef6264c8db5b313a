"""The copies that this computer keeps of a project: what each holds, bringing one back, where they go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from db.backups import Backup
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, holding, row, text
from desktop.ui.theme import STEP
from desktop.wording import counted

WHY = {
    "opened": "when it was opened",
    "changed": "while it changed",
    "asked": "on request",
    "merge": "before a merge",
    "replaced": "before a copy was brought back",
    "restored": "brought back",
}
HEADS = ("Made", "Why", "Articles", "Passages", "Size")


@dataclass(frozen=True, slots=True)
class Kept:
    """What this computer keeps of the project at `path`: its copies, their folder if one was chosen."""

    path: Path
    copies: tuple[Backup, ...]
    folder: Path | None
    journal: bool


class BackupsSheet(Sheet):
    """Lists the copies; says what is wished by its signals and stays open."""

    restore_asked = Signal(str)
    """The name of a copy."""
    journal_asked = Signal()
    copy_asked = Signal()
    folder_asked = Signal()
    """Copies are to go to another folder."""
    usual_asked = Signal()
    """Copies are to go to the usual folder again."""

    def __init__(
        self, parent: QWidget | None, kept: Kept, held: Callable[[Backup], int], *, now: bool
    ) -> None:
        """Show what is kept; `held` counts the passages that may be shown; `now`: a copy can be made."""
        super().__init__(
            parent,
            "Backups",
            f"Copies of {kept.path.name} on this computer. Each was opened, checked and counted.",
            720,
        )
        self._held = held
        self.list = _table()
        self.restore = button("Bring back…", self._restore)
        self._journal = button("Make again from the journal…", self.journal_asked.emit)
        copy = button("Make a copy now", self.copy_asked.emit)
        copy.setVisible(now)
        self._empty = text("There is no copy on this computer yet.", ink="muted")
        self.put(self._empty, self.list, row(self.restore, self._journal, copy, None))
        self.put(self._place())
        self.list.itemSelectionChanged.connect(self._weigh)
        self.list.itemActivated.connect(lambda _item, _column: self._restore())
        self.answers("Close", "")
        self.show_kept(kept)

    def show_kept(self, kept: Kept) -> None:
        """Show what is kept now."""
        self.list.clear()
        lines = [self._line(each) for each in kept.copies]
        self.list.addTopLevelItems(lines)
        self.list.setVisible(bool(kept.copies))
        self._empty.setVisible(not kept.copies)
        if lines:
            self.list.setCurrentItem(lines[0])
        self._journal.setVisible(kept.journal)
        where = str(kept.folder) if kept.folder else "the program’s own folder"
        self._where.setText(f"Copies go to {where}.")
        self._usual.setVisible(kept.folder is not None)
        self._weigh()

    def chosen(self) -> str:
        """Return the name of the chosen copy, or ""."""
        items = self.list.selectedItems()
        return str(items[0].data(0, Qt.ItemDataRole.UserRole)) if items else ""

    def _place(self) -> QWidget:
        self._where = text("", ink="muted")
        other = button("Another folder…", self.folder_asked.emit, rank="quiet")
        self._usual = button("Usual folder", self.usual_asked.emit, rank="quiet")
        line = row(gap=1)
        line.addWidget(self._where, 1)
        line.addWidget(other)
        line.addWidget(self._usual)
        return holding(column(line))

    def _line(self, backup: Backup) -> QTreeWidgetItem:
        words = (
            when(backup.made_at),
            WHY.get(backup.why, backup.why) + (" · kept for good" if backup.pinned else ""),
            str(backup.counts.articles),
            str(self._held(backup)),
            size(backup.size),
        )
        item = QTreeWidgetItem(list(words))
        item.setData(0, Qt.ItemDataRole.UserRole, backup.name)
        for at in (2, 3, 4):
            item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _restore(self) -> None:
        if self.chosen():
            self.restore_asked.emit(self.chosen())

    def _weigh(self) -> None:
        self.restore.setEnabled(bool(self.chosen()))


def _table() -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName("Copies, the newest first")
    made.setProperty("kind", "table")
    made.setHeaderLabels(list(HEADS))
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setAllColumnsShowFocus(True)
    made.setTabKeyNavigation(False)
    made.setMinimumHeight(28 * STEP)
    header = made.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    head = made.headerItem()
    for at in (2, 3, 4):
        head.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def when(moment: str) -> str:
    """Return a moment (RFC 3339) as a clock on this desk shows it."""
    return f"{datetime.fromisoformat(moment).astimezone():%d %b %Y, %H:%M}"


def size(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(count, 1000) / 1e3:.0f} kB"


def restore_sentence(backup: Backup, held: int) -> str:
    """Say what bringing a copy back means."""
    articles = counted(backup.counts.articles, "article", "articles")
    passages = counted(held, "passage", "passages")
    return (
        f"The copy of {when(backup.made_at)} holds {articles} and {passages}. It takes the place of the file"
        " as it is now, which stays beside it under another name."
    )


def own_or_all(coder: str) -> Callable[[Backup], int]:
    """Return what counts the passages of a copy that somebody may know of: a coder's own, or the lead all."""
    return lambda backup: backup.counts.passages.get(coder, 0) if coder else backup.counts.live


def named(copies: Sequence[Backup], name: str) -> Backup:
    """Return the copy of that name."""
    return next(each for each in copies if each.name == name)
