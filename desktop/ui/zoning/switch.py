"""Which side of an article the lead looks at: the passages, or the zones, comments and details."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from desktop.ui.parts import row

PASSAGES, ZONES = "passages", "zones"
SIDES = ((PASSAGES, "Passages"), (ZONES, "Zones and details"))


class SideSwitch(QFrame):
    """Two buttons, one of them pressed; `wanted` gives the side that somebody asked for."""

    wanted = Signal(str)

    def __init__(self, shown: str) -> None:
        """`shown` is the side that this page shows."""
        super().__init__()
        self.setAccessibleName("Side of the article")
        self._shown = shown
        self._group = QButtonGroup(self)
        self._buttons = {name: self._button(name, words) for name, words in SIDES}
        self.setLayout(row(*self._buttons.values(), gap=0.5))

    def _button(self, name: str, words: str) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setCheckable(True)
        made.setChecked(name == self._shown)
        made.clicked.connect(lambda: self._ask(name))
        self._group.addButton(made)
        return made

    def _ask(self, name: str) -> None:
        self._buttons[self._shown].setChecked(True)
        if name != self._shown:
            self.wanted.emit(name)
