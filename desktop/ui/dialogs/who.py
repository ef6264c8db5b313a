"""Who codes? Asked whenever a project is opened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from db.records import Coder
from desktop.study.coders import shown_name
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import text
from desktop.ui.theme import STEP

LEAD = ""
"""The choice of nobody's own layer: the lead's view."""
ID = Qt.ItemDataRole.UserRole


class WhoSheet(Sheet):
    """Asks who sits here; `chosen` gives a coder's id, or `LEAD`."""

    def __init__(self, parent: QWidget | None, coders: Sequence[Coder], before: str | None) -> None:
        """Offer the coders of the project and the lead's view; `before` is who it was last time."""
        super().__init__(
            parent, "Who codes?", "You see your own passages only, until the lead compares.", 440
        )
        self.list = QListWidget()
        self.list.setAccessibleName("Coders")
        self.list.setProperty("kind", "choices")
        for coder in coders:
            self._offer(shown_name(coder), coder.id)
        self._offer("Lead’s view", LEAD)
        rows = [self.list.item(at).data(ID) for at in range(self.list.count())]
        self.list.setCurrentRow(rows.index(before) if before in rows else 0)
        self.list.setFixedHeight(min(self.list.count(), 8) * self.list.sizeHintForRow(0) + STEP)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.put(self.list)
        self._hint = text("", ink="muted", size=0.92)
        self._hint.setFixedHeight(5 * STEP)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.put(self._hint)
        self.list.currentItemChanged.connect(lambda _now, _then: self._tell())
        self._tell()
        self.answers("Open")
        self.list.setFocus()

    def chosen(self) -> str:
        """Return the id of who sits here; the lead is the empty one."""
        at = self.list.currentRow()
        return str(self.list.item(at).data(ID)) if at >= 0 else LEAD

    def _offer(self, name: str, coder: str) -> None:
        item = QListWidgetItem(name)
        item.setData(ID, coder)
        self.list.addItem(item)

    def _tell(self) -> None:
        lead = self.chosen() == LEAD
        self._hint.setText(
            "Shows every coder’s passages and progress, and how far they agree. Not for those who still code."
            if lead
            else ""
        )


class NameSheet(Sheet):
    """Asks for the name of a coder, and keeps asking until the project takes it."""

    def __init__(self, parent: QWidget | None, take: Callable[[str], str], before: str = "") -> None:
        """`take` takes the name and returns "", or the sentence that says why not.

        With the name that a coder has so far this one is renamed, else a new one is added.
        """
        title = f"Rename {before}" if before else "Add a coder"
        same = " The work stays theirs, and so do kits that are out." if before else ""
        super().__init__(parent, title, f"Coders appear in exports under this name.{same}", 440)
        self._take = take
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the coder")
        self.name.setPlaceholderText("Name or initials")
        self.name.setMaxLength(120)
        self.put(self.name)
        self._add = self.answers("Rename" if before else "Add")
        self._add.setEnabled(False)
        self.name.textChanged.connect(lambda words: self._add.setEnabled(bool(words.strip())))
        self.name.setText(before)
        self.name.selectAll()

    def accept(self) -> None:
        """Close only once the name was taken."""
        sentence = self._take(self.name.text().strip())
        if sentence:
            self.trouble(sentence)
        else:
            super().accept()
