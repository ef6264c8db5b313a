"""One calm sentence below the header: what could not be done, and what to do about it."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame

from desktop.ui.parts import area, button, paint, row, text
from desktop.ui.theme import STEP

STAYS = 6000
"""How long a sentence that needs no answer stays, in milliseconds."""


class Notice(QFrame):
    """Says one sentence; a warning stays until it is closed, anything else goes by itself."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        area(self, "notice")
        self._words = text("")
        self.close_button = button("Close", self.put_away, rank="quiet")
        inside = row(gap=2)
        inside.addWidget(self._words, 1)
        inside.addWidget(self.close_button)
        inside.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        self.setLayout(inside)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def warn(self, sentence: str) -> None:
        """Say what could not be done."""
        self._timer.stop()
        self._say(sentence, warning=True)

    def tell(self, sentence: str) -> None:
        """Say what was done, or what somebody may want to know."""
        self._say(sentence, warning=False)
        self._timer.start(STAYS)

    def put_away(self) -> None:
        """Close it."""
        self._timer.stop()
        self.hide()

    def sentence(self) -> str:
        """Return what is being said, or nothing."""
        return "" if self.isHidden() else self._words.text()

    def _say(self, sentence: str, *, warning: bool) -> None:
        self._words.setText(sentence)
        paint(self._words, "warning" if warning else "")
        area(self, "notice" if warning else "panel")
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
