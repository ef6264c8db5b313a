"""One quiet line below the text: what snapping moved, why a key did nothing."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.ui.parts import area, paint, row, text
from desktop.ui.theme import STEP

STAYS = 8000
"""How long a sentence stays, in milliseconds."""


class QuietLine(QFrame):
    """Says one sentence at a time; it is announced to a screen reader and goes by itself."""

    def __init__(self) -> None:
        super().__init__()
        area(self, "page")
        self.setFixedHeight(3 * STEP)
        self._words = text("", ink="muted", size=0.9, wrap=False)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = row(self._words)
        inside.setContentsMargins(2 * STEP, 0, 2 * STEP, STEP // 2)
        self.setLayout(inside)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.clear)

    def say(self, sentence: str) -> None:
        """Say what was done."""
        self._say(sentence, warning=False)

    def warn(self, sentence: str) -> None:
        """Say why something was not done."""
        self._say(sentence, warning=True)

    def sentence(self) -> str:
        """Return what is being said, or nothing."""
        return self._words.text()

    def clear(self) -> None:
        """Say nothing."""
        self._timer.stop()
        self._words.setText("")

    def _say(self, sentence: str, *, warning: bool) -> None:
        self._words.setText(sentence)
        paint(self._words, "warning" if warning else "muted")
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
