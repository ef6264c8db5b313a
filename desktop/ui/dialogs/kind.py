"""Which kind a zone is of: a list that is found in by its first letters."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.articles.spans import KINDS
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.theme import STEP
from desktop.ui.zoning.looks import look_of

KIND = Qt.ItemDataRole.UserRole


class KindSheet(Sheet):
    """Asks for a kind of zone; `kind` gives it once the sheet was accepted."""

    def __init__(self, parent: QWidget | None, title: str, quote: str, current: str = "") -> None:
        """Ask for the kind of the zone that holds `quote`."""
        super().__init__(parent, title, f"“{quote}”" if quote else "", 400)
        self.list = QListWidget()
        self.list.setProperty("kind", "choices")
        self.list.setAccessibleName("Kinds of zones")
        for kind in KINDS:
            item = QListWidgetItem(look_of(kind).name)
            item.setData(KIND, kind)
            self.list.addItem(item)
        self.list.setCurrentRow(KINDS.index(current) if current in KINDS else 0)
        self.list.ensurePolished()
        self.list.setMinimumHeight(self.list.sizeHintForRow(0) * len(KINDS) + STEP)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.put(self.list)
        self.answers("Choose")
        self.list.setFocus()

    def kind(self) -> str:
        """Return the kind that is chosen."""
        at = self.list.currentRow()
        return str(self.list.item(at).data(KIND)) if at >= 0 else ""
