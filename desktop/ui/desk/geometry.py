"""Where stretches of text stand on the screen: visible lines, and the pieces of passages on them.

Everything here counts in UTF-16 units, as Qt does, and in pixels of the viewport.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Any character that may turn the direction of a line."""
_LOOKED_AT = 20_000
"""Characters of an article that say from which side it is read."""
_LINES_ABOVE = 300
"""How far above the viewport the lines of its first paragraph are looked at."""


def from_right(text: str) -> bool:
    """Return True for an article that is read from right to left: most of its letters are written so."""
    beginning = text[:_LOOKED_AT]
    turned = len(RIGHT_TO_LEFT.findall(beginning))
    return turned > 0 and 2 * turned > sum(map(str.isalpha, beginning))


class Surface(Protocol):
    """A text widget to paint under: it says which blocks are between two heights of its viewport."""

    def blocks(self, top: float, bottom: float) -> Iterator[tuple[QTextBlock, float, float]]:
        """Give each block that touches the stretch, with the x and y of its layout in the viewport."""
        ...

    def step(self) -> float:
        """Return how many pixels one step of the scroll bar is."""
        ...

    def place_of(self, position: int) -> int:
        """Return where the scroll bar must stand to have the line of a UTF-16 position on top."""
        ...


@dataclass(frozen=True, slots=True)
class TextLineAt:
    """One line of text: its range (without the paragraph's end) and its box in the viewport."""

    line: QTextLine
    """Good until the document is laid out anew."""
    block: int
    start: int
    end: int
    x: float
    y: float
    right: float
    ascent: float
    height: float
    turned: bool
    """True where the paragraph holds characters written from right to left."""
    band_top: int
    """Above the capitals: where the tint of a passage begins."""
    band_bottom: int
    """Below the descenders: where it ends and the lanes begin."""
    boxes: dict[int, tuple[float, float]] = field(default_factory=dict, compare=False, repr=False)
    """Where each character of a turned line stands; worked out when it is first asked for."""

    def pieces(self, start: int, end: int) -> list[tuple[float, float]]:
        """Return the left and right ends of what a range covers here; several where directions mix."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return []
        if self.turned:
            return self._turned(start, end)
        left = self.x + _x(self.line, start - self.block)
        right = min(self.x + _x(self.line, end - self.block), self.right)
        return [(left, right)] if right > left else []

    def _turned(self, start: int, end: int) -> list[tuple[float, float]]:
        if not self.boxes:
            self.boxes.update(_glyph_boxes(self.line))
        edges = []
        for position in range(start - self.block, end - self.block):
            left, right = self.boxes.get(position) or _cursor_box(self.line, position)
            edges.append((self.x + left, self.x + right))
        return _joined(edge for edge in edges if edge[1] > edge[0])


class Piece(NamedTuple):
    """A part of one stretch on one line."""

    line: int
    left: float
    right: float


class Lines:
    """Lines from top to bottom; which of them a stretch of text touches is one bisection away."""

    __slots__ = ("_ends", "_starts", "items")

    def __init__(self, items: Sequence[TextLineAt] = ()) -> None:
        self.items = items
        self._starts = [line.start for line in items]
        self._ends = [line.end for line in items]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, at: int) -> TextLineAt:
        return self.items[at]

    def __iter__(self) -> Iterator[TextLineAt]:
        return iter(self.items)

    @property
    def span(self) -> tuple[int, int]:
        """The range of text that the lines hold; an empty one where there are none."""
        return (self._starts[0], self._ends[-1]) if self.items else (0, 0)

    def run(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of lines that a stretch of text touches."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return first, max(first, last)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return the parts of a stretch of text on these lines."""
        found: list[Piece] = []
        for at in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            for left, right in self.items[at].pieces(start, end):
                found.append(Piece(at, left, right))
        return found

    def within(self, top: float, bottom: float) -> "Lines":
        """Return the lines that touch the stretch between two heights."""
        return Lines([line for line in self.items if line.y + line.height >= top and line.y <= bottom])

    def paragraphs(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of lines widened to whole paragraphs, as far as they are here."""
        while first > 0 and self.items[first - 1].block == self.items[first].block:
            first -= 1
        while last < len(self.items) and self.items[last].block == self.items[last - 1].block:
            last += 1
        return first, last


def visible_lines(
    surface: Surface, top: float, bottom: float, *, turned: bool, whole_paragraph: bool = False
) -> Lines:
    """Return the lines between two heights of the viewport, from top to bottom.

    `turned` says that the article holds right-to-left text at all. With `whole_paragraph` the lines of the
    first paragraph that stand above are there too, so that what depends on them keeps still while scrolling.
    """
    found: list[TextLineAt] = []
    for block, x, y in surface.blocks(top, bottom):
        layout = block.layout()
        count = layout.lineCount()
        first = _first_line(layout, count, top - y)
        if whole_paragraph and not found:
            first = max(0, first - _LINES_ABOVE)
        turns = turned and RIGHT_TO_LEFT.search(block.text()) is not None
        for at in range(first, count):
            line = _line(layout, at, block.position(), x, y, turns)
            if line.y > bottom:
                break
            found.append(line)
    return Lines(found)


def _first_line(layout: QTextLayout, count: int, depth: float) -> int:
    """Return the first line that reaches below `depth` (pixels from the top of the block)."""
    low, high = 0, max(count - 1, 0)
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + line.height() < depth:
            low = middle + 1
        else:
            high = middle
    return low


def _line(layout: QTextLayout, at: int, block: int, x: float, y: float, turned: bool) -> TextLineAt:
    line = layout.lineAt(at)
    start = block + line.textStart()
    natural = line.naturalTextRect()
    top, ascent = y + line.y(), line.ascent()
    return TextLineAt(
        line=line,
        block=block,
        start=start,
        end=start + line.textLength(),
        x=x,
        y=top,
        right=x + natural.right(),
        ascent=ascent,
        height=line.height(),
        turned=turned,
        band_top=round(top + ascent * 0.1),
        band_bottom=round(top + ascent * 1.3),
    )


def _x(line: QTextLine, position: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(position))[0]


def _glyph_boxes(line: QTextLine) -> dict[int, tuple[float, float]]:
    """Return the left and right ends of each character that has a glyph, by its place in the paragraph.

    A cursor's place is no help here: where directions change, it belongs to the character before.
    """
    found: dict[int, tuple[float, float]] = {}
    for run in line.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for at, place, advance in zip(run.stringIndexes(), run.positions(), advances, strict=True):
            left, right = place.x(), place.x() + advance.x()
            before = found.get(at, (left, right))
            found[at] = min(before[0], left), max(before[1], right)
    return found


def _cursor_box(line: QTextLine, position: int) -> tuple[float, float]:
    """Return the ends of a character that shares its glyph with others."""
    one = _x(line, position)
    two = cast("tuple[float, int]", line.cursorToX(position, QTextLine.Edge.Trailing))[0]
    return min(one, two), max(one, two)


def _joined(edges: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for left, right in sorted(edges):
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined
