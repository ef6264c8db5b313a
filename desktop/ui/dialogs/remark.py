"""A coder's remark on a zone: it is wrong, or should be of another kind. The zone itself is the lead's."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.articles.spans import KINDS
from desktop.study.zones import WRONG
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.theme import STEP
from desktop.ui.zoning.looks import look_of

SAYS = Qt.ItemDataRole.UserRole


class RemarkSheet(Sheet):
    """Asks what a coder has to say of a zone; `says` gives it, "" where a remark is taken back."""

    def __init__(self, parent: QWidget | None, kind: str, quote: str, before: str) -> None:
        """Ask about a zone of that kind that begins with `quote`; `before` is what was said of it so far."""
        name = look_of(kind).name.lower()
        super().__init__(
            parent,
            "Something is wrong with this zone",
            f"It is marked as {name}: “{quote}”. You tell the lead; the zone stays as it is.",
            460,
        )
        self.list = QListWidget()
        self.list.setProperty("kind", "choices")
        self.list.setAccessibleName("What is wrong")
        self._offer("It is wrong", WRONG)
        for each in KINDS:
            if each != kind:
                self._offer(f"It should be {look_of(each).name.lower()}", each)
        if before:
            self._offer("Take the remark back", "")
        rows = [self.list.item(at).data(SAYS) for at in range(self.list.count())]
        self.list.setCurrentRow(rows.index(before) if before in rows else 0)
        self.list.ensurePolished()
        self.list.setMinimumHeight(min(self.list.count(), 9) * self.list.sizeHintForRow(0) + STEP)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.put(self.list)
        self.answers("Tell the lead")
        self.list.setFocus()

    def says(self) -> str:
        """Return what is said of the zone."""
        return str(self.list.item(self.list.currentRow()).data(SAYS))

    def _offer(self, words: str, says: str) -> None:
        item = QListWidgetItem(words)
        item.setData(SAYS, says)
        self.list.addItem(item)
