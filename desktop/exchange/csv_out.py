"""Tables out as CSV, the same bytes each time: one variant for programs, one safe in a spreadsheet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | None

_SPREADSHEET_CELL = 32_000
"""A spreadsheet holds 32,767 characters in a cell and breaks the row of a longer one."""
CUT = " […]"

_FORMULA = re.compile(r"""(^|[,;|\t\r\n])([\s"']*)([=+\-@＝＋－＠])""")
_GUARDED = re.compile(r"""(^|[,;|\t\r\n])([\s"']*?)'([=+\-@＝＋－＠])""")
_QUOTED = re.compile('[",;\\r\\n\\t]|^\\s|\\s$')


@dataclass(frozen=True, slots=True)
class Flavour:
    """How a table is written: `data` is UTF-8, LF, text as it is; `excel` has a BOM, CRLF, guarded text."""

    name: str
    line_end: str
    encoding: str
    guarded: bool


DATA = Flavour("data", "\n", "utf-8", guarded=False)
EXCEL = Flavour("excel", "\r\n", "utf-8-sig", guarded=True)
FLAVOURS = {flavour.name: flavour for flavour in (DATA, EXCEL)}


def table_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]], flavour: Flavour) -> bytes:
    """Return a table as RFC 4180 CSV with a header line; None becomes an empty cell."""
    write = _guarded_cell if flavour.guarded else _cell
    lines = [",".join(columns)]
    lines += [",".join(map(write, row)) for row in rows]
    return (flavour.line_end.join(lines) + flavour.line_end).encode(flavour.encoding)


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe before = + - @ at a cell's start.

    A cell can also begin inside the text, where a spreadsheet splits at another separator than ours or at a
    line end; those places get the apostrophe too.
    """
    return _FORMULA.sub(r"\1\2'\3", text)


def unguarded(text: str) -> str:
    """Return the text without the apostrophes that `guarded` put in."""
    return _GUARDED.sub(r"\1\2\3", text)


def spreadsheet_text(text: str) -> str:
    """Return text as the spreadsheet variant shows it: guarded, and cut where a cell could not hold it."""
    safe = guarded(text)
    return safe if len(safe) <= _SPREADSHEET_CELL else safe[:_SPREADSHEET_CELL] + CUT


def _guarded_cell(value: Cell) -> str:
    return _cell(spreadsheet_text(value) if isinstance(value, str) else value)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
