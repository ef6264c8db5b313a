"""Tables of articles: one row, one article; columns are guessed by their names, or named by the user."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from desktop.articles.decoding import decode
from desktop.articles.reading import reader_of
from desktop.articles.sources import Block, ReadArticle, Source, sorted_pairs
from desktop.errors import UserError

FIELDS = ("id", "title", "outlet", "date", "author", "url", "text")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id",
        "stories_id",
        "story_id",
        "article_id",
        "doc_id",
        "docid",
        "guid",
        "identifier",
        "number",
        "nr",
    ),
    "title": ("title", "headline", "titel", "überschrift", "titre", "name"),
    "outlet": (
        "outlet",
        "media_name",
        "source",
        "publication",
        "newspaper",
        "publisher",
        "medium",
        "quelle",
        "site",
    ),
    "date": (
        "date",
        "publish_date",
        "published",
        "published_at",
        "pubdate",
        "datum",
        "publication_date",
        "time",
    ),
    "author": ("author", "authors", "byline", "autor", "creator", "writer"),
    "url": ("url", "link", "uri", "permalink", "web_url"),
    "text": (
        "text",
        "body",
        "content",
        "full_text",
        "fulltext",
        "article_text",
        "article",
        "story",
        "volltext",
        "maintext",
    ),
}
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 20_000_000
_LONGEST_HEADER = 100_000
_PREVIEW = 20
_REASONS = {
    "field larger than field limit": "a cell is longer than 20 million characters",
    "unexpected end of data": "a quotation mark is opened and never closed",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table looks like before it is imported: its columns, its first rows, and the guess."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: tuple[tuple[str, str], ...]


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one article from each row of a CSV or TSV file; raises UserError that names the row."""
    decoded = decode(source.data, source.encoding)
    with _long_cells():
        return articles_of(source, _rows(decoded.text, source.name), decoded.encoding)


def preview(source: Source) -> Preview:
    """Show the beginning of a CSV or TSV file with a guess at its columns."""
    with _long_cells():
        return preview_of(_rows(decode(source.data, source.encoding).text, source.name))


def preview_of(rows: Iterable[Sequence[str]]) -> Preview:
    """Give columns, first rows and a guess for the rows of any table."""
    read = list(islice(iter(rows), _PREVIEW + 1))
    if not read:
        raise UserError("the table is empty.")
    first, *others = read
    columns = tuple(cell.strip() for cell in first)
    return Preview(columns, tuple(tuple(row) for row in others), tuple(guess_columns(columns).items()))


def guess_columns(columns: Sequence[str]) -> dict[str, str]:
    """Guess which column holds which field, by the names that tables of articles bear."""
    plain = {column.strip().casefold().replace(" ", "_").replace("-", "_"): column for column in columns}
    guess: dict[str, str] = {}
    for field, names in _NAMES.items():
        found = next((plain[name] for name in names if name in plain), None)
        if found is not None and found not in guess.values():
            guess[field] = found
    return guess


def articles_of(source: Source, rows: Iterable[Sequence[str]], encoding: str) -> tuple[ReadArticle, ...]:
    """Give the articles of a table's rows, the first of which names the columns."""
    table = iter(rows)
    columns = [cell.strip() for cell in next(table, ())]
    if not any(columns):
        raise UserError("the table is empty.")
    mapping = dict(source.columns) or guess_columns(columns)
    for column in mapping.values():
        if column not in columns:
            raise UserError(f"there is no column “{column}”; the columns are {', '.join(columns)[:300]}.")
    if not {"text", "title", "url"} & set(mapping):
        raise UserError(
            f"no column looks like a text or a title ({', '.join(columns)[:200]}); say which is which."
        )
    places = {field: columns.index(column) for field, column in mapping.items()}
    found = [
        _article(source, encoding, number, columns, row, places)
        for number, row in enumerate(table, 2)
        if any(cell.strip() for cell in row)
    ]
    if not found:
        raise UserError("the table has no row below its header.")
    return tuple(found)


def _article(
    source: Source,
    encoding: str,
    number: int,
    columns: Sequence[str],
    row: Sequence[str],
    places: Mapping[str, int],
) -> ReadArticle:
    cells = {field: row[place] if place < len(row) else "" for field, place in places.items()}
    others = {
        column: cell
        for place, (column, cell) in enumerate(zip(columns, row, strict=False))
        if place not in places.values() and column and len(cell) <= _LONGEST_HEADER
    }
    text, title = cells.pop("text", ""), cells.get("title", "").strip()
    blocks = [Block("text", text)] if text.strip() else []
    if blocks and title and not text.lstrip().startswith(title):
        blocks.insert(0, Block("title", title))
    called = " ".join(cells.get("id", "").replace("/", "_").split())
    name = f"{source.name}/{called or f'row {number}'}"
    reader = reader_of(source.name)
    metadata = sorted_pairs({**others, **cells, "row": str(number)})
    return reader.article(source, tuple(blocks), encoding=encoding, name=name, metadata=metadata)


def _rows(text: str, name: str) -> Iterator[list[str]]:
    delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = lines.line_num + 1
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error).split("(")[0].strip()
            raise UserError(f"line {line}: {_REASONS.get(reason, reason)}.") from None
        yield row


def _delimiter(text: str) -> str:
    """Give the sign that parts the header's cells: the one that stands most often outside quotation marks."""
    end = text.find("\n")
    if end > _LONGEST_HEADER or (end < 0 and len(text) > _LONGEST_HEADER):
        raise UserError(f"its first line is longer than {_LONGEST_HEADER} characters: this is no table.")
    header = text[: end if end >= 0 else len(text)].split('"')[::2]
    counts = [sum(part.count(sign) for part in header) for sign in _DELIMITERS]
    return _DELIMITERS[counts.index(max(counts))]


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells be longer than Python's 131,072 characters while a table is read."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
