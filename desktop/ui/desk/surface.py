"""The two kinds of text widget a passage can be painted under, seen as rows of blocks."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit


class RichSurface:
    """A `QTextEdit`: its layout knows every paragraph's place in the document."""

    def __init__(self, edit: QTextEdit) -> None:
        self._edit = edit

    def blocks(self, top: float, bottom: float) -> Iterator[tuple[QTextBlock, float, float]]:
        """Give each block that touches the stretch between two heights, with the x and y of its layout."""
        edit = self._edit
        layout = edit.document().documentLayout()
        right, down = edit.horizontalScrollBar().value(), edit.verticalScrollBar().value()
        layout.hitTest(QPointF(0, bottom + down), Qt.HitTestAccuracy.FuzzyHit)  # lays out as far as that
        block = self._block_at(top + down) if down else self._from_the_beginning(top)
        while block.isValid() and block.layout().lineCount():  # the rest is not laid out yet
            place = block.layout().position()
            if place.y() - down > bottom:
                return
            yield block, place.x() - right, place.y() - down
            block = block.next()

    def _from_the_beginning(self, height: float) -> QTextBlock:
        """Return the last block that begins above a height, where not all needs to be laid out."""
        block = self._edit.document().begin()
        below = block.next()
        while below.isValid() and below.layout().lineCount() and below.layout().position().y() <= height:
            block, below = below, below.next()
        return block

    def _block_at(self, height: float) -> QTextBlock:
        document = self._edit.document()
        layout = document.documentLayout()
        layout.documentSize()  # lays out all: Qt would hit a block that has no place yet
        at = layout.hitTest(QPointF(0, max(height, 0)), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(at, 0))
        while block.previous().isValid() and block.layout().position().y() > height:
            block = block.previous()
        return block

    def step(self) -> float:
        """Return how many pixels one step of the scroll bar is."""
        return 1.0

    def place_of(self, position: int) -> int:
        """Return where the scroll bar must stand to have the line of a UTF-16 position on top."""
        self._edit.document().documentLayout().documentSize()  # lays out all: the bar must reach as far
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(position)
        return self._edit.verticalScrollBar().value() + self._edit.cursorRect(cursor).top()


class PlainSurface:
    """A `QPlainTextEdit`: it knows where the first paragraph in sight stands, and goes on from there."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit

    def blocks(self, top: float, bottom: float) -> Iterator[tuple[QTextBlock, float, float]]:
        """Give each block that touches the stretch between two heights, with the x and y of its layout."""
        edit = self._edit
        offset = edit.contentOffset()
        block = edit.firstVisibleBlock()
        while block.isValid():
            place = edit.blockBoundingGeometry(block).translated(offset)
            if place.top() > bottom:
                return
            if block.isVisible() and place.bottom() >= top:
                yield block, place.left(), place.top()
            block = block.next()

    def step(self) -> float:
        """Return how many pixels one step of the scroll bar is: it counts in lines."""
        return self._edit.fontMetrics().lineSpacing()

    def place_of(self, position: int) -> int:
        """Return where the scroll bar must stand to have the line of a UTF-16 position on top."""
        block = self._edit.document().findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)
