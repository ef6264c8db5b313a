"""A coder carries out sixty real decisions, by keys alone and by mouse; few keys, and the same passages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication

from db import articles
from desktop.ui.desk.landmarks import Landmarks, Unit
from desktop.ui.desk.movement import Selection, grow
from desktop.ui.desk.spans import Span
from tests.ui.desk.decisions import DECISIONS
from tests.ui.desk.seat import Seat, Sit

LABELS = {"r": "reporting", "e": "editorialising", "u": "user-comment"}
Marked = list[tuple[int, int, str]]


def test_at_least_forty_decisions_begin_or_end_inside_a_sentence(
    sit: Sit, real_articles: tuple[Path, ...]
) -> None:
    seat = sit(*real_articles)
    inside = 0
    for identity, decided in _each(seat):
        seat.open(identity)
        sentences = seat.page.coding.landmarks.sentences
        inside += sum(start not in sentences.starts or end not in sentences.ends for start, end, _ in decided)
    assert sum(len(decided) for decided in DECISIONS) == 60
    assert inside >= 40


def test_by_keys_alone_with_at_most_four_a_decision_at_the_median(
    sit: Sit, real_articles: tuple[Path, ...]
) -> None:
    seat = sit(*real_articles)
    costs: list[int] = []
    for identity, decided in _each(seat):
        seat.open(identity)
        for start, end, key in decided:
            hand = Hand(seat)
            hand.carry_out((start, end), key)
            costs.append(hand.keys)
        assert marked(seat) == [(start, end, LABELS[key]) for start, end, key in decided]
    assert median(costs) <= 4, sorted(costs)


@pytest.mark.parametrize("article", range(5))
def test_by_mouse_and_one_key_the_same(sit: Sit, real_articles: tuple[Path, ...], article: int) -> None:
    seat = sit(real_articles[article])
    for start, end, key in DECISIONS[article]:
        seat.drag_range(start, end)
        seat.press(key)
        QApplication.processEvents()
    assert marked(seat) == [(start, end, LABELS[key]) for start, end, key in DECISIONS[article]]


def marked(seat: Seat) -> Marked:
    return [(p.start, p.end, p.label) for p in seat.stored()]


def _each(seat: Seat) -> Iterator[tuple[str, Marked]]:
    listed = seat.project.ask(articles.summaries)
    for summary, decided in zip(sorted(listed, key=lambda row: row.name), DECISIONS, strict=True):
        yield summary.id, list(decided)


@dataclass
class Hand:
    """A coder's hand on the keyboard: reads the screen, presses keys, counts them (not Ctrl, Shift, Alt)."""

    seat: Seat
    keys: int = 0

    def carry_out(self, wanted: Span, label: str) -> None:
        """Mark a stretch: page to it, take clause or words by their letters, press the label's key."""
        while not self._in_sight(wanted):
            self.press("PageDown" if wanted[0] > self.seat.page.canvas.in_sight()[0] else "PageUp")
        clause = min(self._clauses_at(wanted), key=lambda clause: len(self._after(clause, wanted)))
        after = self._after(clause, wanted)
        there = self._sentence_at_caret() == self._marks.sentences.holding(wanted[0])
        if 2 + len(after) <= 3 + (0 if there else 2) or not self._words_do(wanted):
            self._take(clause)
            before = [key for key in after if key == "+"]
            self.press(*before, label, *after[len(before) :])
        else:
            if not there:
                self._take(clause)
            self.press("w")
            self.press(*self._code(wanted, 0))
            self.press(*self._code(wanted, 1))
            self.press(label)
        QApplication.processEvents()

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        for key in keys:
            self.seat.press(key)
            QApplication.processEvents()

    # What a coder sees

    def _in_sight(self, wanted: Span) -> bool:
        first, last = self.seat.page.canvas.in_sight()
        return first <= wanted[0] < last

    @property
    def _marks(self) -> Landmarks:
        return self.seat.page.coding.landmarks

    def _sentence_at_caret(self) -> Span | None:
        return self._marks.at(Unit.SENTENCE, self.seat.page.canvas.selection().start)

    def _clauses_at(self, wanted: Span) -> list[Span]:
        return self._marks.clauses_between(wanted[0] - 40, wanted[1])

    def _after(self, clause: Span, wanted: Span) -> list[str]:
        """Return the keys that turn a clause into the stretch: growing it, or its ends moved word by word."""
        now = Selection(*clause)
        grown: list[str] = []
        while (now.start, now.end) != wanted and len(grown) < 3:
            now = grow(self._marks, now)
            grown.append("+")
        if (now.start, now.end) == wanted:
            return grown
        ends = "]" if wanted[1] > clause[1] else "["
        starts = "}" if wanted[0] > clause[0] else "{"
        return [starts] * self._words(clause[0], wanted[0]) + [ends] * self._words(clause[1], wanted[1])

    def _words(self, one: int, other: int) -> int:
        return len(self._marks.words_between(min(one, other), max(one, other)))

    def _words_do(self, wanted: Span) -> bool:
        sentence = self._marks.sentences.holding(wanted[0])
        words = self._marks.words_between(*sentence) if sentence else []
        first, last = {start for start, _ in words}, {end for _, end in words}
        edges = sentence or wanted
        return wanted[0] in first | {edges[0]} and wanted[1] in last | {edges[1]}

    # What a coder does

    def _take(self, clause: Span) -> None:
        self.press("j")
        self.press(*next(t.code for t in self.seat.page.jump.targets if t.span == clause))

    def _code(self, wanted: Span, edge: int) -> Iterator[str]:
        """Read the code of the first or the last word, once it is on the screen."""
        yield from next(t.code for t in self.seat.page.jump.targets if t.span[edge] == wanted[edge])
