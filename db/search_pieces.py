"""Which pieces of the side file (paragraphs, quotes, notes) answer a question."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from db.records import CODER, State
from db.search_file import ARTICLE_BITS
from db.search_records import MOST_COUNTED, Cursor, Wanted, Where
from db.search_words import Term, expression

OPEN, SHUT = "\ufdd0", "\ufdd1"
"""What the index puts around a word it found; no text, quote or note holds them."""
_ARTICLE = f">> {ARTICLE_BITS}"


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of piece: its FTS table, the table with its words, and their column in both."""

    where: Where
    index: str
    table: str
    column: str

    @property
    def marked(self) -> str:
        """The SQL for a piece's words with the found ones marked."""
        return f"highlight({self.index}, {1 if self.where is Where.NOTE else 0}, '{OPEN}', '{SHUT}')"


SOURCES = {
    Where.TEXT: Source(Where.TEXT, "paragraph_words", "paragraph", "words"),
    Where.PASSAGE: Source(Where.PASSAGE, "mark_words", "mark", "quote"),
    Where.NOTE: Source(Where.NOTE, "mark_words", "mark", "note"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted of one kind of piece: the words are worked out once for all kinds."""

    wanted: Wanted
    terms: tuple[Term, ...]
    source: Source


def questions(wanted: Wanted, asked: tuple[Term, ...]) -> list[Question]:
    """Return where to look: where it was asked, and where nothing is said, wherever an answer may stand."""
    chosen: tuple[Where, ...] = (Where.TEXT, Where.NOTE)
    if not asked:
        listed = wanted.of_passages or wanted.where in (Where.PASSAGE, Where.NOTE)
        chosen = (Where.NOTE if wanted.where is Where.NOTE else Where.PASSAGE,) if listed else ()
    elif wanted.where is Where.TEXT and wanted.of_passages:
        chosen = (Where.PASSAGE,)
    elif wanted.where is not None:
        chosen = (wanted.where,)
    elif wanted.of_passages:
        chosen = (Where.PASSAGE, Where.NOTE)
    return [Question(wanted, asked, SOURCES[where]) for where in chosen]


def pieces(
    connection: sqlite3.Connection, question: Question, after: Cursor | None, limit: int
) -> Iterable[tuple[int, Where, str]]:
    """Give number, kind and words of the next pieces, in reading order; in these the terms are marked."""
    source = question.source
    table, where, values = _conditions(question)
    by_words = bool(expression(question.terms))
    number = f"{source.index}.rowid" if by_words else f"{source.table}.number"
    shown = source.marked if by_words else f"{source.table}.{source.column}"
    if after is not None:
        # At one number the order is that of `Where`: what was given of it is not given again.
        where.append(f"{number} {'>' if source.where <= after.where else '>='} ?")
        values.append(after.piece)
    rows = connection.execute(
        f"SELECT {number}, {shown} FROM {table} WHERE {' AND '.join(where)} ORDER BY {number} LIMIT ?",
        (*values, limit),
    )
    for found, marked in rows:
        yield found, source.where, marked


def count(connection: sqlite3.Connection, question: Question) -> int:
    """Return how many pieces there are in all, counted no further than `MOST_COUNTED`."""
    table, where, values = _conditions(question)
    row = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {' AND '.join(where)} LIMIT {MOST_COUNTED})",
        values,
    ).fetchone()
    return int(row[0])


def _conditions(question: Question) -> tuple[str, list[str], list[object]]:
    """Return the tables to read, the conditions and their values."""
    wanted, source = question.wanted, question.source
    table, where, values = source.table, list[str](), list[object]()
    if words := expression(question.terms):
        table = f"{source.index} CROSS JOIN {source.table} ON {source.table}.number = {source.index}.rowid"
        where, values = [f"{source.index} MATCH ?"], [f"{{{source.column}}} : ({words})"]
    for term in question.terms:
        if term.literal:
            where.append(f"instr({source.table}.{source.column}, ?)")
            values.append(term.text)
    if source.where is not Where.TEXT:
        _of_passages(wanted, where, values)
    if source.where is Where.NOTE and not question.terms:
        where.append("mark.note <> ''")
    _of_articles(wanted, f"{source.table}.number {_ARTICLE}", where, values)
    if words and len(where) == 1:  # the index alone knows
        table = source.index
    return table, where or ["1"], values


def _of_passages(wanted: Wanted, where: list[str], values: list[object]) -> None:
    if wanted.reader is not None:
        where.append("owner = ? AND layer = ?")
        values += (wanted.reader, CODER)
    for column, value in (("label", wanted.label), ("owner", wanted.coder)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.unsure:
        where.append("unsure = 1")


def _of_articles(wanted: Wanted, article: str, where: list[str], values: list[object]) -> None:
    if wanted.outlet:
        where.append(f"({article}) IN (SELECT number FROM article WHERE outlet = ?)")
        values.append(wanted.outlet)
    if wanted.progress is None:
        return
    who = wanted.reader or wanted.coder
    begun = wanted.progress is not State.NOT_BEGUN
    where.append(
        f"({article}) {'' if begun else 'NOT '}IN (SELECT article FROM progress"
        f" WHERE state {'=' if begun else '<>'} ?{' AND coder = ?' if who else ''})"
    )
    values += (wanted.progress.value if begun else State.NOT_BEGUN.value, *((who,) if who else ()))
