"""One question at a time, asked below the text and answered by one key or one click."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.desk.keys import normal, shown
from desktop.ui.parts import area, button, empty, row, text
from desktop.ui.theme import STEP

CANCEL = "Escape"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its key, its words, and what it does."""

    key: str
    title: str
    run: Callable[[], object]
    listed: bool = True
    """False for an answer that has a key but no button of its own."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question and its answers. With `stays` an answer does not end it: only Enter and Escape do."""

    words: str
    choices: tuple[Choice, ...]
    stays: bool = False
    cancelled: Callable[[], object] | None = None


class PromptBar(QFrame):
    """Shows the question that is open; while one is, its keys go before all others."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        area(self, "notice")
        self._prompt: Prompt | None = None
        self._words = text("", wrap=True)
        self._buttons: QHBoxLayout = row(gap=0.5)
        inside = row(gap=2)
        inside.addWidget(self._words, 1)
        inside.addLayout(self._buttons)
        inside.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        self.setLayout(inside)
        self.hide()

    @property
    def prompt(self) -> Prompt | None:
        """The question that is open, or None."""
        return self._prompt

    def ask(self, prompt: Prompt) -> None:
        """Ask a question, in place of the one that may be open."""
        self._prompt = prompt
        self._words.setText(prompt.words)
        empty(self._buttons)
        for choice in (choice for choice in prompt.choices if choice.listed):
            made = button(f"{choice.title}  {shown(normal(choice.key))}", partial(self._choose, choice))
            self._buttons.addWidget(made)
        word = "Done" if prompt.stays else "Cancel"
        self._buttons.addWidget(button(f"{word}  {shown(CANCEL)}", self.cancel, rank="quiet"))
        self.setAccessibleName(prompt.words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def press(self, key: str) -> bool:
        """Answer by a key; an open question takes every key, so that nothing happens by mistake."""
        if self._prompt is None:
            return False
        if key == CANCEL or (key == "Return" and self._prompt.stays):
            self.cancel()
            return True
        for choice in self._prompt.choices:
            if normal(choice.key) == key:
                self._choose(choice)
                break
        return True

    def cancel(self) -> None:
        """Take the question back; nothing is done."""
        prompt = self._prompt
        self._close()
        if prompt is not None and prompt.cancelled is not None:
            prompt.cancelled()

    def _choose(self, choice: Choice) -> None:
        if self._prompt is not None and not self._prompt.stays:
            self._close()
        choice.run()

    def _close(self) -> None:
        self._prompt = None
        self.hide()
        self.closed.emit()
