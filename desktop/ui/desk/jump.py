"""Going anywhere in sight by a letter or two: clauses, or the words of a sentence, get codes to be typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.landmarks import Landmarks, Unit
from desktop.ui.desk.movement import Selection
from desktop.ui.desk.painter import Tag
from desktop.ui.desk.spans import Span

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters of codes, the easiest to reach first."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be gone to: its code and its range in code points."""

    code: str
    span: Span


def codes(count: int) -> list[str]:
    """Return that many codes, none the beginning of another, with as many of one letter as can be."""
    longer = 0
    while len(LETTERS) - longer + longer * len(LETTERS) < count and longer < len(LETTERS):
        longer += 1
    single = list(LETTERS[: len(LETTERS) - longer])
    double = [first + second for first in LETTERS[len(LETTERS) - longer :] for second in LETTERS]
    return (single + double)[:count]


def targets(spans: Sequence[Span], caret: int) -> tuple[Target, ...]:
    """Give each range a code: the shortest to what comes next from the caret, then to what lies behind it."""
    ahead = [span for span in spans if span[0] >= caret]
    behind = [span for span in reversed(spans) if span[0] < caret]
    ordered = ahead + behind
    return tuple(Target(code, span) for code, span in zip(codes(len(ordered)), ordered, strict=False))


class Jump(QObject):
    """While it is on, letters are codes: the last letter of one goes there, any other key ends it."""

    said = Signal(str)

    def __init__(
        self, canvas: Callable[[], Canvas], landmarks: Callable[[], Landmarks], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._landmarks = landmarks
        self._typed = ""
        self._go: Callable[[Span], None] = self._to_clause
        self.targets: tuple[Target, ...] = ()
        """What can be gone to while it is on."""

    @property
    def on(self) -> bool:
        """True while letters are codes."""
        return bool(self.targets)

    def to_clause(self) -> None:
        """Show the codes of the clauses in sight; the one that is typed is selected.

        Where something is selected already, everything from there to that clause is.
        """
        start, end = self._canvas().in_sight()
        found = [span for span in self._landmarks().clauses_between(start, end) if start <= span[0]]
        self._begin(found, self._to_clause, "There is nothing in sight to go to.")

    def to_words(self) -> None:
        """Show codes of the words of the sentence at the caret: type the first word's, then the last one's.

        The first word's own code is then always the first letter, for a passage of one word.
        """
        sentence = self._landmarks().at(Unit.SENTENCE, self._canvas().selection().start)
        found = _with_edges(self._landmarks().words_between(*sentence), sentence) if sentence else []
        self._begin(found, lambda first: self._to_last_word(found, first), "There is no sentence here.")

    def press(self, key: str) -> bool:
        """Take a letter of a code; any other key ends the jump and is free for what it means else."""
        if not self.on:
            return False
        typed = self._typed + key.lower()
        left = tuple(target for target in self.targets if target.code.startswith(typed))
        if len(key) != 1 or not left:
            self.stop()
            return key == "Escape" or len(key) == 1
        if left[0].code != typed:
            self._show(left, typed)
            return True
        self.stop()
        self._go(left[0].span)
        return True

    def stop(self) -> None:
        """Take the codes away."""
        if self.on:
            self._show((), "")

    def _begin(self, found: Sequence[Span], go: Callable[[Span], None], nothing: str) -> None:
        self._go = go
        self._show(targets(found, self._canvas().selection().caret), "")
        if not self.on:
            self.said.emit(nothing)

    def _to_clause(self, span: Span) -> None:
        now = self._canvas().selection()
        if now.empty:
            wanted = Selection(*span)
        elif span[0] < now.start:
            wanted = Selection(now.end, span[0])
        else:
            wanted = Selection(now.start, max(span[1], now.end))
        self._canvas().select(wanted)

    def _to_last_word(self, words: Sequence[Span], first: Span) -> None:
        """Select the first word, and let the last one be chosen; any key but a code keeps the one word."""
        self._canvas().select(Selection(*first))
        self._go = lambda last: self._canvas().select(Selection(first[0], last[1]))
        self._show(targets([word for word in words if word >= first], first[0]), "")

    def _show(self, found: tuple[Target, ...], typed: str) -> None:
        canvas = self._canvas()
        self.targets, self._typed = found, typed
        tags = tuple(Tag(canvas.units(target.span[0]), target.code[len(typed) :]) for target in found)
        canvas.scene = canvas.scene.with_tags(tags)
        canvas.stale.emit(0, 1 << 20)


def _with_edges(words: list[Span], sentence: Span) -> list[Span]:
    """Return the words with the signs at the sentence's ends taken to the first and the last."""
    if words:
        words[0] = min(words[0][0], sentence[0]), words[0][1]
        words[-1] = words[-1][0], max(words[-1][1], sentence[1])
    return words
