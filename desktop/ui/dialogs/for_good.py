"""What cannot be taken back is asked twice: a tick, then the button; Return alone does nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import text
from desktop.ui.theme import STEP

ID = Qt.ItemDataRole.UserRole


class ForGoodSheet(Sheet):
    """Says what would be gone, and does it only when somebody ticked that they know."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentences: Sequence[str],
        yes: str,
        choices: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Ask; of `choices`, (id, words) pairs, one has to be chosen where there are any."""
        super().__init__(parent, title, sentences[0], 520)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setProperty("kind", "choices")
        for identity, words in choices:
            item = QListWidgetItem(words)
            item.setData(ID, identity)
            self.list.addItem(item)
        if choices:
            self.list.setCurrentRow(0)
            self.list.setFixedHeight(min(len(choices), 8) * self.list.sizeHintForRow(0) + STEP)
            self.put(self.list)
        for sentence in sentences[1:]:
            self.put(text(sentence))
        self.tick = QCheckBox("I know that this cannot be taken back")
        self.put(self.tick)
        self._yes = self.answers(yes)
        self._yes.setEnabled(False)
        self.tick.toggled.connect(self._yes.setEnabled)

    def chosen(self) -> str:
        """Return the id of what was chosen, or "" where nothing was to choose."""
        at = self.list.currentRow()
        return str(self.list.item(at).data(ID)) if at >= 0 else ""
