"""Findings with their context, as they stand in the side file."""

import heapq
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice

from db.records import CODER
from db.search_file import article_of, piece, start_of
from db.search_pieces import SOURCES, count, pieces, questions
from db.search_records import Cursor, Found, Hit, Spot, Wanted, Where
from db.search_spans import Span, pinned
from db.search_words import terms

CONTEXT = 90
"""Code points shown on each side of a finding."""
LONGEST = 160
"""Code points of a finding that are shown; its range is the whole of it all the same."""

_Words = dict[tuple[int, Where], str]
_Article = tuple[str, str]
"""Id and title."""


def find(connection: sqlite3.Connection, wanted: Wanted, after: Cursor | None, limit: int) -> Found:
    """Return the findings of the next `limit` pieces behind `after`, in reading order."""
    asked = terms(wanted.query, whole_words=wanted.whole_words)
    several = questions(wanted, asked)
    streams = [pieces(connection, question, after, limit) for question in several]
    page = list(islice(heapq.merge(*streams), limit))
    found = pinned(connection, asked, page)
    spots = [Spot(each.number, each.where, *span) for each in found for span in each.spans]
    words = {(each.number, each.where): each.words for each in found}
    return Found(
        hits=tuple(_hits(connection, wanted.reader, spots, words)),
        pieces=sum(count(connection, question) for question in several),
        after=Cursor(*page[-1][:2]) if len(page) == limit else None,
    )


def again(connection: sqlite3.Connection, reader: str | None, spots: Sequence[Spot]) -> tuple[Hit, ...]:
    """Return these findings once more; what was taken away since, or is not the reader's, is left out."""
    words: _Words = {}
    for number, where in {(spot.piece, spot.where) for spot in spots}:
        source = SOURCES[where]
        row = connection.execute(
            f"SELECT {source.column} FROM {source.table} WHERE number = ?", (number,)
        ).fetchone()
        if row:
            words[number, where] = row[0]
    there = [s for s in spots if s.end <= len(words.get((s.piece, s.where), ""))]
    return tuple(_hits(connection, reader, there, words))


def outlets(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the outlets of the articles, by name."""
    rows = connection.execute("SELECT DISTINCT outlet FROM article WHERE outlet <> '' ORDER BY outlet")
    return tuple(row[0] for row in rows)


def _hits(
    connection: sqlite3.Connection, reader: str | None, spots: Iterable[Spot], words: _Words
) -> Iterable[Hit]:
    known: dict[int, _Article] = {}
    for spot in spots:
        number = article_of(spot.piece)
        if number not in known:
            row = connection.execute("SELECT id, title FROM article WHERE number = ?", (number,))
            known[number] = row.fetchone()
        text = words[spot.piece, spot.where]
        if spot.where is Where.TEXT:
            begins = start_of(spot.piece)
            at = begins + spot.start, begins + spot.end
            yield Hit(spot, *known[number], *at, *_context(text, spot.start, spot.end))
        elif found := _of_mark(connection, reader, spot, known[number], text):
            yield found


def _of_mark(
    connection: sqlite3.Connection, reader: str | None, spot: Spot, article: _Article, words: str
) -> Hit | None:
    row = connection.execute(
        'SELECT passage, label, owner, layer, "end" FROM mark WHERE number = ?', (spot.piece,)
    ).fetchone()
    if row is None or (reader is not None and row[2:4] != (reader, CODER)):
        return None
    start = start_of(spot.piece)
    if spot.where is Where.NOTE:
        return Hit(spot, *article, start, row[4], *_context(words, spot.start, spot.end), *row[:3])
    at = start + spot.start, start + spot.end
    context = _around(connection, spot.piece, at, words[spot.start : spot.end])
    return Hit(spot, *article, *at, *context, *row[:3])


def _around(connection: sqlite3.Connection, number: int, at: Span, match: str) -> tuple[str, str, str]:
    """Return a stretch of a quote with what stands around it in its paragraph."""
    article = article_of(number)
    row = connection.execute(
        "SELECT number, words FROM paragraph WHERE number >= ? AND number <= ? ORDER BY number DESC LIMIT 1",
        (piece(article, 0), piece(article, at[0])),
    ).fetchone()
    if row is None:
        return "", _shortened(match), ""
    begins = start_of(row[0])
    left, _, right = _context(row[1], at[0] - begins, at[1] - begins)
    return left, _shortened(match), right


def _context(words: str, start: int, end: int) -> tuple[str, str, str]:
    left = words[max(start - CONTEXT, 0) : max(start, 0)]
    return left, _shortened(words[start:end]), words[end : end + CONTEXT]


def _shortened(match: str) -> str:
    half = LONGEST // 2
    return match if len(match) <= LONGEST else f"{match[:half]} … {match[-half:]}"
