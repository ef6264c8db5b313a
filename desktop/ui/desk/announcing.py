"""What those who hear the window are told: marks once they are saved, the passage the caret comes into."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from db.records import Saved
from desktop.study.desk import describe
from desktop.ui.desk.coding import Coding, first_words
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.painter import Stored

_TURNED = {"undo": "Undone", "redo": "Done again"}


class Announcer(QObject):
    """Words what the margin and the inspector show, for a screen reader; nothing of it is on the screen."""

    announced = Signal(str)

    def __init__(
        self, controller: Controller, coding: Coding, text: Callable[[], QWidget], parent: QObject
    ) -> None:
        """Listen to what is stored and to where the caret is; `text` is the widget that has the focus."""
        super().__init__(parent)
        self._controller = controller
        self._coding = coding
        self._text = text
        self._told: frozenset[str] = frozenset()
        """The passages that were told of last."""
        controller.stored.connect(self._tell_stored)
        coding.current_changed.connect(self._tell_caret)

    def _tell_stored(self, saved: Saved) -> None:
        article = self._controller.article
        step = saved.redo if saved.verb == "undo" else saved.undo
        if article is None or step is None or step.article != article.article.id:
            return
        self._told = frozenset(passage.id for passage in saved.passages)
        self._say(f"{_TURNED.get(saved.verb, 'Saved')}: {describe(step, article.codebook)}")

    def _tell_caret(self) -> None:
        article, passage = self._controller.article, self._coding.passage()
        if article is None or passage is None:
            self._told = frozenset()
        elif passage.id not in self._told:
            self._told = frozenset({passage.id})
            if self._controller.state(passage.id) is Stored.SAVING:
                return  # just marked: that is told when it is saved
            label = article.codebook.label(passage.label)
            name = label.name.lower() if label else passage.label
            unsure = ", unsure" if passage.unsure else ""
            self._say(f"In {name}{unsure}: “{first_words(passage)}”")

    def _say(self, words: str) -> None:
        self.announced.emit(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text(), words))
