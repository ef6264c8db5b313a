"""Who settles the disagreements? One of the coders, better somebody who did not code these articles."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import column, text
from desktop.ui.theme import STEP

ID = Qt.ItemDataRole.UserRole


class AdjudicatorSheet(Sheet):
    """Asks who adjudicates: somebody the project knows, or a new name."""

    def __init__(
        self,
        parent: QWidget | None,
        coders: Sequence[tuple[str, str]],
        current: str,
        take: Callable[[str, str], str],
    ) -> None:
        """`take` gets the id of who was chosen, or "" and a new name; returns "" or why not."""
        super().__init__(
            parent,
            "Who adjudicates?",
            "Best somebody who did not code these articles. What they decide becomes a layer of its own, in "
            "their name; the coders’ layers stay as they are.",
            460,
        )
        self._take = take
        self.list = QListWidget()
        self.list.setAccessibleName("Coders")
        self.list.setProperty("kind", "choices")
        for key, name in coders:
            item = QListWidgetItem(name)
            item.setData(ID, key)
            self.list.addItem(item)
        ids = [key for key, _ in coders]
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of somebody new")
        self.name.setPlaceholderText("Name or initials")
        self.name.setMaxLength(120)
        if coders:
            self.list.setCurrentRow(ids.index(current) if current in ids else 0)
            self.list.setFixedHeight(min(len(coders), 8) * self.list.sizeHintForRow(0) + STEP)
            self.list.itemDoubleClicked.connect(lambda _item: self.accept())
            self.put(self.list)
        self.put(column(text("Or somebody new", ink="muted"), self.name, gap=0.5))
        self.first = self.answers("Adjudicate")
        (self.list if coders else self.name).setFocus()

    def accept(self) -> None:
        """Close only once somebody was taken."""
        item = self.list.currentItem()
        name = self.name.text().strip()
        sentence = self._take("" if name or item is None else str(item.data(ID)), name)
        if sentence:
            self.trouble(sentence)
        else:
            super().accept()
