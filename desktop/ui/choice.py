"""A button that offers a few choices in a menu and says which one holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton


class Choice(QToolButton):
    """One of a few choices; `chosen` gives the key of the one that somebody picked."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = (), current: str = "") -> None:
        """`name` is what a screen reader calls it; options are (key, words) pairs."""
        super().__init__()
        self.name = name
        self._options: tuple[tuple[str, str], ...] = ()
        self.current = current
        self.setProperty("rank", "choice")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.offer(options, current)

    def offer(self, options: Sequence[tuple[str, str]], current: str = "") -> None:
        """Offer other choices."""
        self._options = tuple(options)
        self._menu.clear()
        group = QActionGroup(self._menu)
        for key, words in self._options:
            action = QAction(words.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setData(key)
            action.triggered.connect(lambda _on, key=key: self._pick(key))
            group.addAction(action)
            self._menu.addAction(action)
        keys = [key for key, _ in self._options]
        self.show_choice(current if current in keys else (keys[0] if keys else ""))

    def show_choice(self, key: str) -> None:
        """Show that choice as the one that holds."""
        self.current = key
        words = dict(self._options).get(key, "")
        self.setText(f"{words}  ▾" if words else "")
        self.setAccessibleName(f"{self.name}: {words}")
        for action in self._menu.actions():
            action.setChecked(action.data() == key)

    def _pick(self, key: str) -> None:
        self.show_choice(key)
        self.chosen.emit(key)
