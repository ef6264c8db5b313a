"""The keys that move the caret and the selection about the article on the desk."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.coding import Coding
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.landmarks import Unit
from desktop.ui.desk.movement import at, comment_ahead, grow, move, shrink, step
from desktop.ui.desk.spans import Spans, gaps


class Moving(QObject):
    """The verbs of movement, over the canvas that shows the article."""

    said = Signal(str)

    def __init__(
        self, controller: Controller, coding: Coding, canvas: Callable[[], Canvas], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._coding = coding
        self._canvas = canvas

    def step(self, unit: Unit, *, forward: bool, extend: bool = False) -> None:
        """Move the caret by one unit; where no further comment is, it stays."""
        now, marks = self._canvas().selection(), self._coding.landmarks
        if unit is Unit.COMMENT and not comment_ahead(marks, now, forward=forward, extend=extend):
            none = "No accepted comment is in this article."
            there = "No comment follows." if forward else "No comment stands before."
            self.said.emit(there if len(marks.comments) else none)
            return
        self._canvas().select(move(marks, unit, now, forward=forward, extend=extend))

    def step_passage(self, *, forward: bool) -> None:
        """Go to the next passage, or to the one before."""
        caret = self._canvas().selection().caret
        index = self._controller.index
        found = index.after(caret) if forward else index.before(caret)
        if found is None:
            self.said.emit("No passage follows." if forward else "No passage stands before.")
        else:
            self._coding.go_to(found.id)

    def step_uncoded(self, *, forward: bool) -> None:
        """Go to where the next, or the last, stretch without a passage begins."""
        text = self._controller.text
        free = Spans(gaps(text, [(p.start, p.end) for p in self._controller.index.all()]))
        now = self._canvas().selection()
        reached = step(free, at(now.caret), len(text), forward=forward, extend=False)
        if reached in free.starts:
            self._canvas().select(at(reached))
        else:
            self.said.emit("No uncoded stretch there.")

    def grow(self) -> None:
        """Widen the selection to the next larger unit."""
        self._canvas().select(grow(self._coding.landmarks, self._canvas().selection()), reveal=False)

    def shrink(self) -> None:
        """Narrow the selection to the next smaller unit."""
        self._canvas().select(shrink(self._coding.landmarks, self._canvas().selection()), reveal=False)

    def unselect(self) -> None:
        """Select nothing; the caret stays at the start."""
        self._canvas().select(at(self._canvas().selection().start), reveal=False)
