"""The ends of the passage at the caret, for the mouse to take hold of and drag."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.geometry import Lines
from desktop.ui.desk.movement import Selection, at
from desktop.ui.desk.painter import Mark, band

REACH = 4
"""How far inside a passage, in pixels, the mouse takes hold of its end."""


@dataclass(frozen=True, slots=True)
class Grip:
    """One end of a passage in the mouse's hand, and where the other end stays. Code points."""

    passage: str
    moving: int
    staying: int


class Handles(QObject):
    """Watches the mouse over the text and says which passage was given which new range.

    While an end is dragged, the selection shows the range it would have.
    """

    dragged = Signal(str, int, int, bool)
    """Passage id, start, end (code points), and whether the range is to be taken exactly (Alt held)."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._grip: Grip | None = None

    @property
    def busy(self) -> bool:
        """True while an end is in the mouse's hand."""
        return self._grip is not None

    def over(self, point: QPoint) -> Grip | None:
        """Return the end that the mouse would take hold of at a point of the viewport."""
        lines = self._canvas.lines()
        current = next((mark for mark in self._canvas.marks(lines) if mark.current), None)
        return self._grip_of(lines, current, point) if current else None

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of an end; False where there is none under the mouse."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        self._grip = self.over(event.position().toPoint())
        if self._grip:
            self._canvas.select(Selection(self._grip.staying, self._grip.moving), reveal=False)
        return self.busy

    def move(self, event: QMouseEvent) -> bool:
        """Drag the end along; False where none is held."""
        if self._grip:
            reached = self._canvas.code_point_at(event.position().toPoint())
            self._canvas.select(Selection(self._grip.staying, reached), reveal=False)
        return self.busy

    def release(self, event: QMouseEvent) -> bool:
        """Let go, and say what the passage was dragged to; False where none is held."""
        grip, self._grip = self._grip, None
        if grip is None:
            return False
        chosen = self._canvas.selection()
        self._canvas.select(at(chosen.caret), reveal=False)
        if chosen.caret != grip.moving and not chosen.empty:
            exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.dragged.emit(grip.passage, chosen.start, chosen.end, exact)
        return True

    def _grip_of(self, lines: Lines, mark: Mark, point: QPoint) -> Grip | None:
        parts = lines.pieces(mark.start, mark.end)
        if not parts:
            return None
        start, end = self._canvas.code_point(mark.start), self._canvas.code_point(mark.end)
        first, last = parts[0], parts[-1]
        begins, ends = lines[first.line], lines[last.line]
        if begins.start <= mark.start and _near(band(begins, first), point, right=begins.turned):
            return Grip(mark.id, start, end)
        if mark.end <= ends.end and _near(band(ends, last), point, right=not ends.turned):
            return Grip(mark.id, end, start)
        return None


def _near(box: QRectF, point: QPoint, *, right: bool) -> bool:
    """Say whether the mouse is just inside an end: the character beside it stays free to be selected."""
    inside = box.right() - point.x() if right else point.x() - box.left()
    return -1 <= inside <= REACH and box.top() <= point.y() <= box.bottom() + 3
