"""One calm sentence below the header: what could not be done, and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame

from desktop.ui.parts import area, button, paint, row, text
from desktop.ui.theme import STEP

STAYS = 6000
"""How long a sentence that needs no answer stays, in milliseconds."""

Do = Callable[[], object]


class Notice(QFrame):
    """Says one sentence; a warning or an offer stays until it is closed, anything else goes by itself.

    What is said over an offer goes first; the offer comes back after it.
    """

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        area(self, "notice")
        self._words = text("")
        self._do: Do | None = None
        self._offered: tuple[str, str, Do] | None = None
        self.offer_button = button("", self._take)
        self.close_button = button("Close", self.put_away, rank="quiet")
        inside = row(gap=2)
        inside.addWidget(self._words, 1)
        inside.addWidget(self.offer_button)
        inside.addWidget(self.close_button)
        inside.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        self.setLayout(inside)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.put_away)
        self.hide()

    def warn(self, sentence: str, words: str = "", do: Do | None = None) -> None:
        """Say what could not be done; a button with these words helps out of it."""
        self._timer.stop()
        self._say(sentence, words, do, warning=True)

    def offer(self, sentence: str, words: str, do: Do) -> None:
        """Say quietly what somebody may want to do, with a button that does it."""
        self._timer.stop()
        self._offered = (sentence, words, do)
        self._say(sentence, words, do, warning=False)

    def tell(self, sentence: str) -> None:
        """Say what was done, or what somebody may want to know."""
        self._say(sentence, "", None, warning=False)
        self._timer.start(STAYS)

    def put_away(self) -> None:
        """Close it."""
        self._timer.stop()
        said, offered = self.sentence(), self._offered
        self.hide()
        if offered is not None and said and said != offered[0]:
            self.offer(*offered)
        else:
            self._offered = None

    def sentence(self) -> str:
        """Return what is being said, or nothing."""
        return "" if self.isHidden() else self._words.text()

    def _take(self) -> None:
        do = self._do
        self.put_away()
        if do is not None:
            do()

    def _say(self, sentence: str, words: str, do: Do | None, *, warning: bool) -> None:
        self._words.setText(sentence)
        self._do = do
        self.offer_button.setText(words)
        self.offer_button.setVisible(bool(words))
        paint(self._words, "warning" if warning else "")
        area(self, "notice" if warning else "panel")
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
