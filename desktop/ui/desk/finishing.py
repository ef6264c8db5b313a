"""Finishing an article: once asked about what is unmarked, where the codebook wants everything coded."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.study import planning
from desktop.study.desk import shortened
from desktop.study.unmarked import Range, unmarked
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.controller import CLOSED, Controller
from desktop.ui.desk.movement import Selection
from desktop.ui.desk.prompt import Choice, Prompt


class Finishing(QObject):
    """The last gesture of an article. What is unmarked is shown in the text while the question is open."""

    asked = Signal(object)
    """A question (`Prompt`) for the coder."""
    said = Signal(str)

    def __init__(self, controller: Controller, canvas: Callable[[], Canvas], parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._canvas = canvas
        self._asked = False
        self._shown: object = None
        controller.shown.connect(self._begin)
        controller.changed.connect(self._renew)

    def finish(self) -> None:
        """Say that the article is coded; the first time, ask about stretches that are not marked."""
        article = self._controller.article
        if article is None:
            return
        left = () if self._asked or article.progress.state in CLOSED else unmarked(article)
        if left:
            self._asked = True
            self._ask(article.article.text, left)
        else:
            self._finish()

    def _begin(self) -> None:
        self._asked = False
        self._shown = None

    def _ask(self, text: str, left: Sequence[Range]) -> None:
        first = shortened(text[slice(*left[0])])
        there = "Go there" if len(left) == 1 else "Go to the first"
        words = (
            f"“{first}” is not marked"
            if len(left) == 1
            else f"{len(left)} stretches are not marked, the first: “{first}”"
        )
        self._show(left)
        self.asked.emit(
            Prompt(
                f"{words}. The codebook wants everything coded.",
                (
                    Choice("Return", there, lambda: self._go(left)),
                    Choice("F", "Finish as it is", self._finish),
                ),
                cancelled=self._clear,
            )
        )

    def _go(self, left: Sequence[Range]) -> None:
        self._canvas().select(Selection(*left[0]))

    def _show(self, left: Sequence[Range]) -> None:
        self._canvas().show_found(left)
        self._shown = self._canvas().found

    def _renew(self) -> None:
        """Show what is still unmarked, unless something else is shown in its place by now."""
        article = self._controller.article
        if article is not None and self._shown is not None and self._canvas().found is self._shown:
            self._show(unmarked(article))

    def _clear(self) -> None:
        if self._canvas().found is self._shown:
            self._canvas().show_found(())
        self._shown = None

    def _finish(self) -> None:
        self._clear()
        self._controller.act(
            lambda article, _way: planning.finish(article),
            lambda _planned: self.said.emit("Finished."),
            always=True,
        )
