"""Where in a piece the words of a question stand. Spans are half-open, in code points of the piece."""

import heapq
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.search_pieces import OPEN, SHUT, SOURCES
from db.search_records import Where
from db.search_words import Term

MOST = 500
"""More findings than this in one piece are not listed one by one."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that holds all terms of a question, and where in it each finding stands."""

    number: int
    where: Where
    words: str
    spans: tuple[Span, ...]


def pinned(
    connection: sqlite3.Connection, terms: Sequence[Term], found: Sequence[tuple[int, Where, str]]
) -> list[Piece]:
    """Say where the findings are: every place of a single term, the tightest stretch that holds several."""
    pieces = [Piece(number, where, *unmarked(marked)) for number, where, marked in found]
    if not terms:
        return [Piece(p.number, p.where, p.words, ((0, len(p.words)),)) for p in pieces]
    if len(terms) == 1 and not terms[0].literal:
        return pieces
    by_term = [_spans_of(connection, term, pieces) for term in terms]
    made = []
    for each in pieces:
        places = [spans.get((each.number, each.where), ()) for spans in by_term]
        spans = places[0] if len(places) == 1 else tightest(places)
        made.append(Piece(each.number, each.where, each.words, tuple(spans)))
    return made


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Take the markers out again; return the words and the ranges that stood between them."""
    first, *others = marked.split(OPEN)
    words, spans, at = [first], [], len(first)
    for part in others:
        inside, _, behind = part.partition(SHUT)
        spans.append((at, at + len(inside)))
        words += (inside, behind)
        at += len(inside) + len(behind)
    return "".join(words), tuple(spans[:MOST])


def tightest(places: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Return the shortest stretch that holds one span of each list, as the only one; the first of equals."""
    heap = [(spans[0], which, 0) for which, spans in enumerate(places) if spans]
    if len(heap) < len(places):
        return ()
    heapq.heapify(heap)
    furthest = max(span[1] for span, _, _ in heap)
    best = (heap[0][0][0], furthest)
    while True:
        span, which, at = heap[0]
        if furthest - span[0] < best[1] - best[0]:
            best = (span[0], furthest)
        if at + 1 == len(places[which]):
            return (best,)
        following = places[which][at + 1]
        furthest = max(furthest, following[1])
        heapq.heapreplace(heap, (following, which, at + 1))


def _spans_of(
    connection: sqlite3.Connection, term: Term, pieces: Sequence[Piece]
) -> dict[tuple[int, Where], Sequence[Span]]:
    if term.literal:
        return {(p.number, p.where): tuple(_literally(p.words, term.text)) for p in pieces}
    found: dict[tuple[int, Where], Sequence[Span]] = {}
    for source in SOURCES.values():
        numbers = [p.number for p in pieces if p.where is source.where]
        if numbers:
            rows = connection.execute(
                f"SELECT rowid, {source.marked} FROM {source.index}"
                f" WHERE {source.index} MATCH ? AND rowid IN ({', '.join('?' * len(numbers))})",
                (f"{{{source.column}}} : ({term.expression})", *numbers),
            )
            found |= {(number, source.where): unmarked(marked)[1] for number, marked in rows}
    return found


def _literally(words: str, wanted: str) -> Iterable[Span]:
    at = words.find(wanted)
    for _ in range(MOST):
        if at < 0:
            return
        yield at, at + len(wanted)
        at = words.find(wanted, at + len(wanted))
