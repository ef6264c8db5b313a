"""Pick some articles out of many: words narrow the list down, the space bar ticks."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.theme import STEP
from desktop.wording import counted

ID = Qt.ItemDataRole.UserRole


class PickSheet(Sheet):
    """Asks which articles are meant; `chosen` gives their ids in the order of the list."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        offered: Sequence[tuple[str, str]],
        before: Collection[str],
    ) -> None:
        """Offer (id, words) pairs; those `before` are ticked."""
        super().__init__(parent, title, sentence, 560)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Find articles")
        self.filter.setPlaceholderText("Filter articles")
        self.list = QListWidget()
        self.list.setAccessibleName("Articles")
        self.list.setProperty("kind", "ticks")
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(40 * STEP)
        for identity, words in offered:
            item = QListWidgetItem(words)
            item.setData(ID, identity)
            ticked = Qt.CheckState.Checked if identity in before else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        self.put(self.filter, self.list)
        self._yes = self.answers("Choose")
        self.filter.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self._tell()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the ticked articles."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(item.data(ID)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def _tell(self) -> None:
        self._yes.setText(f"Choose {counted(len(self.chosen()), 'article', 'articles')}")
