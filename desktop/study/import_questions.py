"""What should be asked before files come in: a table's columns, a file's encoding, a PDF's paragraphs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db import guard
from desktop.articles.decoding import OFFERED as ENCODINGS
from desktop.articles.decoding import decode, guess
from desktop.articles.readers.tables import FIELDS, Preview
from desktop.articles.reading import find_files, reader_of, source_of
from desktop.articles.sources import Source
from desktop.articles.spans import Pairs
from desktop.errors import UserError

if TYPE_CHECKING:
    from desktop.articles.readers.pdf import CheckedText

__all__ = [
    "CHECK", "COLUMNS", "ENCODING", "ENCODINGS", "FIELDS", "EncodingPreview", "Question", "encoding_preview",
    "mapped_preview", "pdf_preview", "questions", "table_preview",
]  # fmt: skip

COLUMNS, ENCODING, CHECK = "columns", "encoding", "check"
_KINDS = {"tables": COLUMNS, "spreadsheets": COLUMNS, "pdf": CHECK}
_SHOWN = 4_000
"""Characters of a text that a preview shows."""
_LOOKED_AT = 2_000_000
"""Bytes of a file that are tried for being UTF-8 before anybody is asked."""
_TEXTS = ("text", "tables")
_Given = TypeVar("_Given")


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about a file: `columns` of a table, `encoding` of a text, `check` of a PDF's paragraphs."""

    path: Path
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class EncodingPreview:
    """The beginning of a file read in an encoding; `problem` says why it cannot be read so."""

    encoding: str
    text: str
    problem: str = ""


def questions(paths: Sequence[Path]) -> tuple[Question, ...]:
    """Return what to ask before these files and folders come in, in the order of the files.

    A file that cannot be read at all raises no question: importing it will say why.
    """
    return tuple(question for path, name in find_files(paths) for question in _of_file(path, name))


def _of_file(path: Path, name: str) -> Iterator[Question]:
    try:
        module = reader_of(name).module
        if guard.is_open_here(path):
            return
        if module in _TEXTS and not _is_plain(path):
            yield Question(path, name, ENCODING)
    except (UserError, OSError):
        return
    if module in _KINDS:
        yield Question(path, name, _KINDS[module])


def _is_plain(path: Path) -> bool:
    """Whether the beginning of a file can be decoded without being told how."""
    with path.open("rb") as file:
        data = file.read(_LOOKED_AT)
    if len(data) == _LOOKED_AT:  # the last character may be cut in two
        data = data[: data.rfind(b"\n") + 1] or data[:-3]
    try:
        decode(data)
    except UserError:
        return False
    return True


def table_preview(path: Path, encoding: str | None = None) -> Preview:
    """Return a table's columns, its first rows and a guess at which column is which; `UserError` if none."""
    source = source_of(path, path.name, encoding)
    if reader_of(path.name).module == "spreadsheets":
        from desktop.articles.readers import spreadsheets  # noqa: PLC0415 - heavy, and rarely needed

        return _named(source, spreadsheets.preview)
    from desktop.articles.readers import tables  # noqa: PLC0415 - heavy, and rarely needed

    return _named(source, tables.preview)


def _named(source: Source, look: Callable[[Source], _Given]) -> _Given:
    try:
        return look(source)
    except UserError as error:
        raise UserError(f"{source.name}: {' '.join(str(error).split())}") from None


def mapped_preview(preview: Preview, columns: Pairs) -> tuple[dict[str, str], ...]:
    """Return a preview's rows under the fields they would have; `waits` is yes where there is no text.

    `columns` are pairs (field, column); fields without a column, or with an unknown one, are left out.
    """
    places = {field: preview.columns.index(name) for field, name in columns if name in preview.columns}
    rows = []
    for row in preview.rows:
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
        rows.append({**cells, "waits": "" if cells.get("text") else "yes"})
    return tuple(rows)


def encoding_preview(path: Path, encoding: str | None = None) -> EncodingPreview:
    """Return the beginning of a file in an encoding; without one, in the encoding to offer first."""
    data = source_of(path, path.name).data
    chosen = encoding or _preset(data)
    try:
        read = decode(data, chosen)
    except UserError as error:
        shown = data[:_SHOWN].decode("utf-8", "replace")
        return EncodingPreview(chosen, shown, str(error).split(";", maxsplit=1)[0].rstrip(".") + ".")
    return EncodingPreview(read.encoding, read.text[:_SHOWN])


def _preset(data: bytes) -> str:
    try:
        return decode(data).encoding
    except UserError:
        return guess(data)


def pdf_preview(path: Path) -> "CheckedText":
    """Return a PDF's lines as they are and joined into paragraphs, to be looked at side by side."""
    from desktop.articles.readers import pdf  # noqa: PLC0415 - heavy, and rarely needed

    return _named(source_of(path, path.name), pdf.check_text)
