"""Tables in: a CSV file from outside, read strictly, each complaint one sentence with its line."""

import csv
import io
from dataclasses import dataclass

from desktop.errors import UserError

MAX_BYTES = 200_000_000
MAX_CELL = 10_000_000
"""Characters in one cell; Python's own limit of 131,072 is less than a long comment thread."""

_SEPARATORS = ",;\t"
_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `line` is the line of the file that it begins on, counted from 1."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return a cell; a column that the file does not have is empty everywhere."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file; `spreadsheet` says that a spreadsheet may have guarded its text."""

    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    spreadsheet: bool


def read_table(data: bytes, source: str) -> Table:
    """Read a CSV file (UTF-8, with or without BOM; comma, semicolon or tab).

    Raises `UserError`, one sentence with file and line: another encoding, NUL bytes, a quotation mark that is
    never closed, ragged rows, a column twice, an empty file, cells beyond ten million characters.
    """
    text = _decoded(data, source)
    separator = _separator(text)
    (line, names), *rows = _records(text, source, separator) or [(1, [])]
    columns = _columns(names, source, line)
    body = []
    for line, row in rows:
        cells = _without_empty_end(row, len(columns))
        if len(cells) != len(columns):
            raise UserError(f"{source}, line {line}: {len(cells)} cells where the header has {len(columns)}.")
        body.append(Row(line, dict(zip(columns, cells, strict=True))))
    spreadsheet = data.startswith(b"\xef\xbb\xbf") or separator != ","
    return Table(source, columns, tuple(body), spreadsheet)


def _decoded(data: bytes, source: str) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            raise UserError(f"{source}, line 1: the file is {name}; save it as CSV in UTF-8 first.")
    if (nul := data.find(b"\x00")) >= 0:
        raise UserError(
            f"{source}, line {_line_of(data, nul)}: there is a NUL byte (byte {nul}), which is no text."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = _line_of(data, at)
        raise UserError(
            f"{source}, line {line}: byte {at} is not UTF-8; save the file as CSV in UTF-8."
        ) from error


def _line_of(data: bytes, at: int) -> int:
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _separator(text: str) -> str:
    header = text[: text.find("\n") + 1 or len(text)]
    return max(_SEPARATORS, key=header.count)


def _records(text: str, source: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return (line the record begins on, its cells); lines that are quite empty are left out."""
    before = csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records = []
    line = 1
    try:
        for cells in reader:
            if cells:
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError(f"{source}, line {line}: {_reason(str(error), line, reader.line_num)}") from error
    finally:
        csv.field_size_limit(before)
    return records


def _reason(told: str, first: int, last: int) -> str:
    if "unexpected end of data" in told:
        return "a quotation mark is opened in this row and never closed."
    if "field larger" in told:
        return f"a cell is longer than {MAX_CELL:,} characters."
    if "expected after" in told:
        where = "in this row" if last == first else f"in the row that runs to line {last}"
        return f"a quotation mark {where} is followed by text; inside a quoted cell it must be doubled."
    return f"the row cannot be read ({told})."


def _without_empty_end(cells: list[str], keep: int) -> list[str]:
    """Return the cells without the empty ones that spreadsheets add at the end of rows."""
    end = len(cells)
    while end > keep and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _columns(names: list[str], source: str, line: int) -> tuple[str, ...]:
    columns = tuple(name.strip().lower() for name in _without_empty_end(names, 0))
    if not any(columns):
        raise UserError(f"{source}, line {line}: the file has no header line.")
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise UserError(f"{source}, line {line}: there are two columns named “{twice[0]}”.")
    return columns
