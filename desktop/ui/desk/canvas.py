"""What the two text widgets share: the text, its selection in code points, and the painting under it."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop.articles.offsets import OffsetMap
from desktop.ui.desk.found import FoundPlaces, paint_found, paint_hollow
from desktop.ui.desk.geometry import RIGHT_TO_LEFT, Lines, Surface, visible_lines
from desktop.ui.desk.movement import Selection
from desktop.ui.desk.painter import Mark, band, paint_hint, paint_marks, paint_tags, paint_veil
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.spans import Span
from desktop.ui.fonts import interface_font

NOT_THE_TEXT = (
    "This article cannot be coded here: the text on the screen is not the stored text, "
    "so every passage would stand at the wrong place. Please report it with the article."
)
PARAGRAPH_END = "\u2029"
_ABOVE = 6
"""Pixels left free above a line that was scrolled to."""
_HIGHEST, _LOWEST, _RESTING = 0.08, 0.78, 0.3
"""Shares of the viewport's height: where a caret may stand, and where it is put when it stood outside."""


class Canvas(QObject):
    """One text on one widget. Offsets are code points of the canonical text; the widget counts in UTF-16."""

    moved = Signal()
    """The caret or the selection is somewhere else."""
    stale = Signal(int, int)
    """Between these heights of the viewport text is to be painted anew."""
    margin_stale = Signal(int, int)
    """Between these heights the margin is to be painted anew."""

    def __init__(self, edit: QTextEdit | QPlainTextEdit, surface: Surface, scene: Scene) -> None:
        super().__init__(edit)
        self._edit = edit
        self._surface = surface
        self.scene = scene
        self.text = ""
        self.from_right = False
        """True for an article that is read from right to left: its margin stands at the right."""
        self.refusal = ""
        """Why the article shown cannot be coded; "" where it can."""
        self.found = FoundPlaces()
        self.hollow = FoundPlaces()
        """Places to look at, framed and not marked."""
        self._offsets = OffsetMap("")
        self._turned = False
        self._silent = False
        self._last = Selection(0, 0)
        self._seen: tuple[object, Lines, Lines] | None = None
        self._marks: dict[Span, list[Mark]] = {}
        self.epoch = 0
        """Another number whenever lines or marks may be others than they were."""
        layout = edit.document().documentLayout()
        layout.documentSizeChanged.connect(self._forget_lines)
        layout.update.connect(self._forget_lines)
        edit.cursorPositionChanged.connect(self._look)
        edit.selectionChanged.connect(self._look)

    def accept(self, text: str) -> str:
        """Take `text` as what the document now shows, if it shows just that; return the refusal, or ""."""
        shown = self._edit.document().toRawText().replace(PARAGRAPH_END, "\n")
        self.refusal = "" if shown == text else NOT_THE_TEXT
        if text != self.text:
            self.found = self.hollow = FoundPlaces()
        self.text = text
        self._offsets = OffsetMap(text)
        self._turned = RIGHT_TO_LEFT.search(text) is not None
        self._last = self.selection() if not self.refusal else Selection(0, 0)
        return self.refusal

    def silence(self, *, on: bool) -> None:
        """Say nothing of carets that move while the document is being set."""
        self._silent = on
        self._forget_lines()

    def _forget_lines(self) -> None:
        self._seen = None
        self.forget_marks()

    def units(self, code_point: int) -> int:
        """Return the UTF-16 offset of a code point."""
        return self._offsets.to_utf16(code_point)

    def code_point(self, units: int) -> int:
        """Return the code point at a UTF-16 offset."""
        return self._offsets.to_code_point(units)

    def selection(self) -> Selection:
        """Return the caret and the other end of the selection."""
        cursor = self._edit.textCursor()
        return Selection(self.code_point(cursor.anchor()), self.code_point(cursor.position()))

    def select(self, wanted: Selection, *, reveal: bool = True) -> None:
        """Put caret and selection there, and scroll where they would not be in sight."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(self.units(wanted.anchor))
        cursor.setPosition(self.units(wanted.caret), QTextCursor.MoveMode.KeepAnchor)
        bar = self._edit.verticalScrollBar()
        before = bar.value()
        self._edit.setTextCursor(cursor)
        bar.setValue(before)
        if reveal:
            self.reveal()

    def reveal(self) -> None:
        """Scroll until the caret stands where there is text to read around it."""
        height = self._edit.viewport().height()
        box = self._edit.cursorRect()
        if height * _HIGHEST <= box.top() and box.bottom() <= height * _LOWEST:
            return
        self._scroll(self._edit.textCursor().position(), height * _RESTING)

    def _scroll(self, position: int, below: float) -> None:
        """Scroll until the line of a UTF-16 position stands so many pixels below the top."""
        steps = round(below / self._surface.step())
        self._edit.verticalScrollBar().setValue(self._surface.place_of(position) - steps)

    def code_point_at(self, point: QPoint) -> int:
        """Return the code point nearest to a point of the viewport."""
        return self.code_point(self._edit.cursorForPosition(point).position())

    def box(self, start: int, end: int) -> QRect:
        """Return the box around a range as far as it is visible; an empty one where it is not."""
        lines = self.lines()
        whole = QRect()
        for part in lines.pieces(self.units(start), self.units(end)):
            whole = whole.united(band(lines[part.line], part).toAlignedRect())
        return whole

    def top(self) -> int:
        """Return the first code point in sight."""
        lines = self.lines()
        seen = next((line for line in lines if line.y >= 0), None)
        return self.code_point(seen.start if seen else lines.span[0])

    def in_sight(self) -> Span:
        """Return the range of code points in sight."""
        start, end = self.lines().span
        return self.code_point(start), self.code_point(end)

    def scroll_to(self, code_point: int) -> None:
        """Scroll until the line of that code point is the first in sight."""
        if code_point:
            self._scroll(self.units(min(code_point, len(self.text))), _ABOVE)
        else:
            self._edit.verticalScrollBar().setValue(0)

    def lines(self, *, whole_paragraph: bool = False) -> Lines:
        """Return the lines in sight, worked out once for each place of the scroll bar."""
        bar, view = self._edit.verticalScrollBar(), self._edit.viewport()
        where = bar.value(), view.width(), view.height()
        if self._seen is None or self._seen[0] != where:
            found = visible_lines(self._surface, 0, view.height(), turned=self._turned, whole_paragraph=True)
            self._seen = where, found, found.within(0, view.height())
            self.forget_marks()
        return self._seen[1] if whole_paragraph else self._seen[2]

    def refresh(
        self, spans: Iterable[Span], *, text: bool = True, margin: bool = True, moved: bool = True
    ) -> None:
        """Paint anew what stands in these ranges, as far as it is in sight, and the margin beside it.

        Letters beside a paragraph share lanes, so the margin is painted anew for whole paragraphs; where no
        passage `moved`, beside the range alone.
        """
        lines = self.lines()
        for start, end in spans:
            first, last = lines.run(self.units(start), self.units(end))
            if first < last and text:
                self.stale.emit(*_heights(lines, first, last))
            if first < last and margin and not moved:
                self.margin_stale.emit(*_heights(lines, first, last))
            elif first < last and margin:
                self.margin_stale.emit(*_heights(lines, *self._sharing_lanes(lines, first, last)))

    def _sharing_lanes(self, lines: Lines, first: int, last: int) -> tuple[int, int]:
        first, last = lines.paragraphs(first, last)
        runs = [lines.run(mark.start, mark.end) for mark in self.marks(Lines(lines.items[first:last]))]
        return min([first, *(run[0] for run in runs)]), max([last, *(run[1] for run in runs)])

    def forget_marks(self) -> None:
        """Ask for the marks anew: they are others now."""
        self._marks = {}
        self.epoch += 1

    def marks(self, lines: Lines) -> list[Mark]:
        """Return the marks of the passages on these lines."""
        span = lines.span
        if span not in self._marks:
            self._marks[span] = list(self.scene.marks(*span))
        return self._marks[span]

    def show_found(self, places: Iterable[Span]) -> None:
        """Show where something was found, until something else is or another text is shown."""
        self.found = FoundPlaces((self.units(start), self.units(end)) for start, end in places)
        self._edit.viewport().update()

    def show_hollow(self, places: Iterable[Span]) -> None:
        """Frame places to look at, until others are or another text is shown."""
        self.hollow = FoundPlaces((self.units(start), self.units(end)) for start, end in places)
        self._edit.viewport().update()

    def paint_below(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies under the text."""
        lines = self.lines().within(area.top() - 12, area.bottom() + 12)
        if self.refusal or not lines:
            return
        paint_marks(painter, lines, self.marks(lines), self.scene.styles, self.scene.theme)
        if self.hollow:
            paint_hollow(painter, lines, self.hollow.between(*lines.span), self.scene.theme)
        if self.found:
            paint_found(painter, lines, self.found.between(*lines.span), self.scene.theme)
        if self.scene.hint is not None and self.selection().empty:
            paint_hint(painter, lines, self.scene.hint, self.scene.theme)

    def paint_above(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies over the text, where it was asked for: a veil, the codes of places to go to."""
        if self.refusal or not self.scene.covered:
            return
        lines = self.lines().within(area.top() - 12, area.bottom() + 12)
        if lines and self.scene.tags:
            paint_tags(painter, lines, self.scene.tags, interface_font(), self.scene.theme)
        if lines and self.scene.dimmed is not None:
            stretches = self.scene.dimmed(*lines.span)
            paint_veil(painter, lines, stretches, self.scene.theme)

    def _look(self) -> None:
        if self._silent or self.refusal:
            return
        now = self.selection()
        if now != self._last:
            self._last = now
            self.moved.emit()


def _heights(lines: Lines, first: int, last: int) -> tuple[int, int]:
    """Return from where to where lines reach, with the lane lines that stand below them."""
    return int(lines[first].y) - 4, int(lines[last - 1].y + lines[last - 1].height) + 16
