"""Findings with their context, as they stand in the side file."""

import heapq
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from db.records import CODER
from db.search_file import article_of, piece, start_of
from db.search_pieces import SOURCES, count, pieces, questions
from db.search_records import Cursor, Found, Hit, Spot, Wanted, Where
from db.search_spans import Pins, Span
from db.search_words import terms

CONTEXT = 90
"""Code points shown on each side of a finding."""
LONGEST = 160
"""Code points of a finding that are shown; its range is the whole of it all the same."""

_Article = tuple[str, str]
"""Id and title."""
_Placed = tuple[int, Where, str, Sequence[Span]]
"""A piece: its number, its kind, its words, and the places in them."""


def find(connection: sqlite3.Connection, wanted: Wanted, after: Cursor | None, limit: int) -> Found:
    """Return the next findings behind `after` in reading order: pieces as whole, until there are `limit`."""
    asked = terms(wanted.query)
    several = questions(wanted, asked)
    streams = [pieces(connection, question, after, limit) for question in several]
    placed: list[_Placed] = []
    pins, room = Pins(asked), limit
    for number, where, marked in heapq.merge(*streams):
        placed.append((number, where, *pins.of(marked)))
        room -= len(placed[-1][3])
        if room <= 0:
            break
    whole = room > 0 and after is None
    # Of the beginnings of words FTS5 gathers every place before it gives the first: that is not done twice.
    known = whole or not any(term.prefix for term in asked)
    return Found(
        hits=tuple(_hits(connection, wanted.reader, placed)),
        pieces=len(placed) if whole or not known else sum(count(connection, each) for each in several),
        more=not known,
        after=Cursor(*placed[-1][:2]) if room <= 0 else None,
    )


def again(connection: sqlite3.Connection, reader: str | None, spots: Sequence[Spot]) -> tuple[Hit, ...]:
    """Return these findings once more; what was taken away since, or is not the reader's, is left out."""
    placed: list[_Placed] = []
    for number, where, start, end in spots:
        source = SOURCES[where]
        row = connection.execute(
            f"SELECT {source.column} FROM {source.table} WHERE number = ?", (number,)
        ).fetchone()
        if row and end <= len(row[0]):
            placed.append((number, where, row[0], ((start, end),)))
    return tuple(_hits(connection, reader, placed))


def outlets(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the outlets of the articles, by name."""
    rows = connection.execute("SELECT DISTINCT outlet FROM article WHERE outlet <> '' ORDER BY outlet")
    return tuple(row[0] for row in rows)


def _hits(connection: sqlite3.Connection, reader: str | None, placed: Sequence[_Placed]) -> Iterable[Hit]:
    known = _articles(connection, {article_of(number) for number, *_ in placed})
    for number, where, words, spans in placed:
        article = known[article_of(number)]
        if where is Where.TEXT:
            begins = start_of(number)
            for start, end in spans:
                context = _context(words, start, end)
                yield Hit(Spot(number, where, start, end), *article, begins + start, begins + end, *context)
            continue
        for start, end in spans:
            spot = Spot(number, where, start, end)
            if found := _of_mark(connection, reader, spot, article, words):
                yield found


def _articles(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, _Article]:
    rows = connection.execute(
        f"SELECT number, id, title FROM article WHERE number IN ({', '.join('?' * len(numbers))})",
        tuple(numbers),
    )
    return {number: (identity, title) for number, identity, title in rows}


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
    left = words[max(start - CONTEXT, 0) : start] if start > 0 else ""
    match = words[start:end] if end - start <= LONGEST else _shortened(words[start:end])
    return left, match, words[end : end + CONTEXT]


def _shortened(match: str) -> str:
    half = LONGEST // 2
    return match if len(match) <= LONGEST else f"{match[:half]} … {match[-half:]}"
