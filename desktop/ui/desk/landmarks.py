"""What the caret can move by in one article: words, clauses, sentences, paragraphs, zones."""

import re
from collections.abc import Sequence
from enum import Enum

from desktop.articles.characters import word_end, word_start
from desktop.articles.sentences import clause_spans
from desktop.articles.tokens import WORD
from desktop.ui.desk.spans import Span, Spans, trimmed

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
_WINDOW = 200
_TAIL = " ,;:–—-"


class Unit(Enum):
    """What a movement counts in, from the smallest to the largest."""

    WORD = "word"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    COMMENT = "comment"
    ZONE = "zone"
    ARTICLE = "article"


class Landmarks:
    """The units of one text, in code points; what is costly is worked out where it is asked for."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        comments: Sequence[Span] = (),
        zones: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.sentences = Spans(sentences)
        self.comments = Spans(comments)
        self._zones = Spans(zones)
        self._paragraphs: Spans | None = None
        self._clauses: dict[Span, list[Span]] = {}

    def near(self, unit: Unit, at: int) -> Spans:
        """Return enough of the units to move from `at` by one, either way."""
        if unit is Unit.WORD:
            return self._words(at)
        if unit is Unit.CLAUSE:
            return self._clauses_near(at)
        if unit is Unit.SENTENCE:
            return self.sentences
        if unit is Unit.PARAGRAPH:
            return self.paragraphs
        if unit is Unit.COMMENT:
            return self.comments
        return self._zones if unit is Unit.ZONE else Spans([(0, len(self.text))])

    @property
    def paragraphs(self) -> Spans:
        """The paragraphs that hold more than white space, trimmed."""
        if self._paragraphs is None:
            found = (match.span() for match in _PARAGRAPH.finditer(self.text))
            self._paragraphs = Spans(trimmed(self.text, *span) for span in found)
        return self._paragraphs

    def clauses(self, sentence: Span) -> list[Span]:
        """Return the clauses of one sentence, without the comma or dash that leads over to the next."""
        if sentence not in self._clauses:
            found = clause_spans(self.text, *sentence)
            self._clauses[sentence] = [self._without_tail(*clause) for clause in found] or [sentence]
        return self._clauses[sentence]

    def clauses_between(self, start: int, end: int) -> list[Span]:
        """Return the clauses that share a character with the range."""
        found = [clause for sentence in self.sentences.run(start, end) for clause in self.clauses(sentence)]
        return [clause for clause in found if clause[0] < end and start < clause[1]]

    def words_between(self, start: int, end: int) -> list[Span]:
        """Return the words that begin in the range."""
        found = (match.span() for match in WORD.finditer(self.text, start, end))
        return sorted({(word_start(self.text, first), word_end(self.text, last)) for first, last in found})

    def _without_tail(self, start: int, end: int) -> Span:
        last = end
        while last > start and self.text[last - 1] in _TAIL:
            last -= 1
        return (start, last) if last > start else (start, end)

    def at(self, unit: Unit, caret: int) -> Span | None:
        """Return the unit that holds the caret; else the next of its paragraph, the one before, the next."""
        spans = self.near(unit, caret)
        held = spans.holding(caret)
        if held is not None:
            return held
        behind, before = spans.from_start(caret), spans.to_end(caret)
        if behind and "\n" not in self.text[caret : behind[0]]:
            return behind
        if before and "\n" not in self.text[before[1] : caret]:
            return before
        return behind

    def _clauses_near(self, at: int) -> Spans:
        sentences = self.sentences
        found: set[Span] = set()
        for span in (sentences.holding(at), sentences.to_end(at), sentences.from_start(at)):
            if span is not None:
                found.update(self.clauses(span))
        ahead = sentences.next_start(at)
        behind = sentences.last_start(at)
        for start in (ahead, behind):
            span = sentences.holding(start) if start is not None else None
            if span is not None:
                found.update(self.clauses(span))
        return Spans(found)

    def _words(self, at: int) -> Spans:
        reach = _WINDOW
        while True:
            low = word_start(self.text, max(0, at - reach))
            high = word_end(self.text, min(len(self.text), at + reach))
            words = {
                (word_start(self.text, match.start()), word_end(self.text, match.end()))
                for match in WORD.finditer(self.text, low, high)
            }
            spans = Spans(words)
            enough_before = low == 0 or spans.last_start(at) is not None
            enough_behind = high == len(self.text) or spans.next_start(at) is not None
            if enough_before and enough_behind:
                return spans
            reach *= 8
