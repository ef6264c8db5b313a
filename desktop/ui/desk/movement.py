"""Where a key takes the caret, and how a selection grows and shrinks. Pure functions over code points."""

from dataclasses import dataclass

from desktop.ui.desk.landmarks import Landmarks, Unit
from desktop.ui.desk.spans import Span, Spans

GROWING = (Unit.WORD, Unit.CLAUSE, Unit.SENTENCE, Unit.PARAGRAPH, Unit.COMMENT, Unit.ZONE, Unit.ARTICLE)


@dataclass(frozen=True, slots=True)
class Selection:
    """A caret and the other end of the selection; equal where nothing is selected. Code points."""

    anchor: int
    caret: int

    @property
    def start(self) -> int:
        """The first selected code point."""
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        """The code point behind the last selected one."""
        return max(self.anchor, self.caret)

    @property
    def empty(self) -> bool:
        """True where nothing is selected."""
        return self.anchor == self.caret


def at(caret: int) -> Selection:
    """Return a caret without a selection."""
    return Selection(caret, caret)


def move(marks: Landmarks, unit: Unit, now: Selection, *, forward: bool, extend: bool = False) -> Selection:
    """Return the selection after one step by `unit`.

    Plain steps go from start to start. With `extend`, an end that leads away from the anchor goes from end to
    end, so that what is selected is always whole units and never the space between them.
    """
    caret = step(marks.near(unit, now.caret), now, len(marks.text), forward=forward, extend=extend)
    return Selection(now.anchor, caret) if extend else at(caret)


def comment_ahead(marks: Landmarks, now: Selection, *, forward: bool, extend: bool) -> bool:
    """Return whether a step by comment leads to one, and not just to an end of the text."""
    comments = marks.comments
    caret = step(comments, now, len(marks.text), forward=forward, extend=extend)
    return caret in comments.starts or caret in comments.ends or (extend and caret == now.anchor != now.caret)


def step(spans: Spans, now: Selection, length: int, *, forward: bool, extend: bool) -> int:
    """Return where the caret comes to stand among `spans` in a text of `length` code points."""
    if forward:
        by_end = extend and now.caret >= now.anchor
        found = spans.next_end(now.caret) if by_end else spans.next_start(now.caret)
        return length if found is None else found
    by_end = extend and now.caret > now.anchor
    found = spans.last_end(now.caret) if by_end else spans.last_start(now.caret)
    if by_end and (found is None or found < now.anchor):
        return now.anchor
    return 0 if found is None else found


def grow(marks: Landmarks, now: Selection) -> Selection:
    """Return the selection widened to the next larger unit: word, clause, sentence, paragraph, zone, all."""
    for unit in GROWING:
        wider = _whole(marks, unit, now)
        if (
            wider is not None
            and wider[0] <= now.start
            and now.end <= wider[1]
            and wider != (now.start, now.end)
        ):
            return Selection(*wider)
    return now


def shrink(marks: Landmarks, now: Selection) -> Selection:
    """Return the selection narrowed to the first next smaller unit in it; at last to a caret at its start."""
    for unit in reversed(GROWING):
        inner = marks.near(unit, now.start).from_start(now.start)
        if inner and inner[1] <= now.end and inner != (now.start, now.end):
            return Selection(*inner)
    return at(now.start)


def _whole(marks: Landmarks, unit: Unit, now: Selection) -> Span | None:
    first = marks.at(unit, now.start)
    last = first if now.empty else marks.near(unit, now.end - 1).holding(now.end - 1)
    if first is None:
        return None
    if last is None:
        return first
    return min(first[0], now.start), max(first[1], last[1])
