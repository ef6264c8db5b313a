"""Tables from outside as rows with line numbers: hostile until checked, refused in one sentence."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import UserError

LARGEST = 100 * 1024 * 1024
"""Bytes a table may have."""
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file in memory: `name` for messages, header, and rows as (line, cells), all of one width."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def refuse(self, line: int, reason: str) -> UserError:
        """Return the error that names the file, the line and the reason."""
        return UserError(f"{self.name}, line {line}: {reason}.")

    def column(self, name: str) -> int | None:
        """Return where a column of this name stands (case and outer spaces do not matter), or None."""
        wanted = name.casefold()
        return next((i for i, cell in enumerate(self.header) if cell.strip().casefold() == wanted), None)


def read_table(path: Path) -> Table:
    """Read a UTF-8 CSV file with a header; empty lines are passed over.

    Cells are parted by commas; by semicolons or tabs where the first line holds those and no comma. Raises
    `UserError` for a missing, empty or oversized file, another encoding, an unclosed quote, ragged rows.
    """
    text = _decoded(path, _bytes(path))
    first = text.split("\n", 1)[0]
    delimiter = next((mark for mark in _DELIMITERS if mark in first), ",")
    found = list(_lines(path.name, text, delimiter))
    if not found:
        raise UserError(f"{path.name}, line 1: the file is empty; a table needs a header and rows.")
    header = tuple(cell.strip() for cell in found[0][1])
    for line, cells in found[1:]:
        if len(cells) != len(header):
            raise UserError(
                f"{path.name}, line {line}: {len(cells)} cells where the header has {len(header)}."
            )
    _check_header(path.name, found[0][0], header)
    return Table(path.name, header, tuple(found[1:]))


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise UserError(f"{path} is not there.")
    if path.is_dir():
        raise UserError(f"{path} is a folder; a CSV file is needed.")
    size = path.stat().st_size
    if size > LARGEST:
        raise UserError(
            f"{path.name}, line 1: the file has {size / 1024**2:.0f} MB;"
            f" over {LARGEST // 1024**2} MB is refused."
        )
    return path.read_bytes()


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4096]:
        raise UserError(
            f"{path.name}, line 1: this is not UTF-8 (it looks like UTF-16); save the table as UTF-8."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{path.name}, line {line}: byte {error.start} is not UTF-8; save the table as UTF-8."
        ) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise UserError(f"{path.name}, line {line}: there is a NUL character; this is no CSV file.")
    return text


def _lines(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line number, cells) of each record that is not an empty line."""
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = "a quotation mark is not closed" if "end of data" in str(error) else str(error)
            raise UserError(f"{name}, line {begin}: {what}.") from error
        if len(cells) > 1 or (cells and cells[0].strip()):
            yield begin, cells
        begin = reader.line_num + 1


def _check_header(name: str, line: int, header: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for cell in header:
        if not cell:
            raise UserError(f"{name}, line {line}: a column has no name.")
        if cell.casefold() in seen:
            raise UserError(f"{name}, line {line}: the column “{cell}” stands there twice.")
        seen.add(cell.casefold())
