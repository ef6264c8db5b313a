"""Proposals for passages: whole comments, and places where the outlet's own voice may be heard.

They can sway a coder, so a study asks for them or forbids them; none of them is ever a mark by itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.articles.listing import ZoneLike
from desktop.articles.pairs import Pair, pairs_in
from desktop.articles.sentences import clause_spans, sentence_spans
from desktop.articles.spans import Span

WHOLE_COMMENT = "whole comment"
ASIDE = "bracketed aside in the outlet's “we”"
WE = "the outlet's “we” outside quotation marks"
QUESTION = "a question outside quotation marks"

_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|ours|us|ourselves|[Ww]e['’](?:re|ve|ll|d))\b")
_CODED = frozenset({"title", "deck", "key-points", "body"})
_NOT_THE_OUTLET = frozenset({"quotation", "boilerplate", "byline"})


@dataclass(frozen=True, slots=True)
class Place:
    """A range to look at, and the rule that proposes it; half-open, in code points."""

    start: int
    end: int
    rule: str


def propose_places(text: str, zones: Iterable[ZoneLike]) -> tuple[Place, ...]:
    """Propose passages for canonical text and its zones (rejected ones are not asked), by start."""
    kept = [zone for zone in zones if zone.state != "rejected"]
    places = [Place(zone.start, zone.end, WHOLE_COMMENT) for zone in kept if zone.kind == "comment"]
    foreign = sorted((zone.start, zone.end) for zone in kept if zone.kind in _NOT_THE_OUTLET)
    for zone in kept:
        if zone.kind in _CODED:
            for start, end in _paragraphs(text, zone.start, zone.end):
                if not any(first <= start < last for first, last in foreign):
                    places += _in_paragraph(text, start, end)
    return tuple(sorted(set(places), key=lambda place: (place.start, place.end, place.rule)))


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            found.append((start, stop))
        start = stop + 1
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Place]:
    pairs = pairs_in(text, start, end)
    quoted = [pair for pair in pairs if pair.quotation]
    asides = [pair for pair in pairs if not pair.quotation and not _inside(pair.start, quoted)]
    places: dict[Place, None] = {}
    sentences = [(start + first, start + last) for first, last in sentence_spans(text[start:end])]
    for match in _WE.finditer(text, start, end):
        if _inside(match.start(), quoted):
            continue
        aside = next((pair for pair in asides if pair.start < match.start() < pair.end), None)
        if aside:
            places[Place(aside.start, aside.end, ASIDE)] = None
        else:
            places[Place(*_clause_at(text, sentences, match.start()), WE)] = None
    for first, last in sentences:
        mark = text.rfind("?", first, last)
        if mark >= 0 and not text[mark:last].strip("?!…\"'”’)") and not _inside(mark, quoted):
            places[Place(first, last, QUESTION)] = None
    return list(places)


def _inside(at: int, pairs: Sequence[Pair]) -> bool:
    return any(pair.start <= at < pair.end for pair in pairs)


def _clause_at(text: str, sentences: Sequence[Span], at: int) -> Span:
    sentence = next(span for span in sentences if span[0] <= at < span[1])
    return next((span for span in clause_spans(text, *sentence) if span[0] <= at < span[1]), sentence)
