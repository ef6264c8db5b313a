"""Ratings tables: units × coders with one value or none, from a CSV file or arrays."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.csv_tables import Table, read_table
from desktop.errors import UserError

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_NEVER_VALUES = frozenset(
    {"nan", "+nan", "-nan", "inf", "+inf", "-inf", "infinity", "-infinity", "+infinity", "n/a", "#n/a"}
)
_MISSING_AMONG_NUMBERS = frozenset({"na", "null", "none", "-", ".", "?"})


@dataclass(frozen=True, eq=False, slots=True)
class Ratings:
    """A ratings table. `values` (R, n): index into `categories`, -1 where a coder gave none.

    `numbers` (q,) are the categories' values where all are numbers, rising, else None; `article` (n,) groups
    units into clusters for the interval, None where the units themselves are the clusters.
    """

    coders: tuple[str, ...]
    units: tuple[str, ...]
    values: IntArray
    categories: tuple[str, ...]
    numbers: FloatArray | None
    article: IntArray | None = None
    articles: tuple[str, ...] = ()


def ratings_from_array(values: ArrayLike, coders: Sequence[str] = ()) -> Ratings:
    """Return ratings from numbers (R, n), NaN where a coder gave none (coders in rows)."""
    data = np.asarray(values, dtype=np.float64)
    codes, numbers = factorised(data)
    names = tuple(coders) or tuple(f"coder {i + 1}" for i in range(len(data)))
    shown = tuple(f"{number:g}" for number in numbers)
    return Ratings(names, (), codes, shown, numbers)


def factorised(data: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return (codes, numbers): positions of the values in the rising distinct numbers, -1 for NaN.

    Small whole numbers, the usual case, are counted instead of sorted.
    """
    missing: BoolArray = np.isnan(data)
    low = np.nanmin(data, initial=np.inf)
    high = np.nanmax(data, initial=-np.inf)
    if np.isfinite(low) and high - low < 4096:
        shifted = np.where(missing, -1.0, data - low)
        whole = shifted.astype(np.int64)
        if bool((whole == shifted).all()):
            seen = np.bincount((whole + 1).ravel(), minlength=2)[1:] > 0
            number = np.concatenate(([-1], np.where(seen, np.cumsum(seen) - 1, -1)))
            found = np.flatnonzero(seen) + float(low)
            return np.asarray(number[whole + 1], dtype=np.int64), np.asarray(found, dtype=np.float64)
    distinct, inverse = np.unique(data[~missing], return_inverse=True)
    codes = np.full(data.shape, -1, dtype=np.int64)
    codes[~missing] = inverse
    return codes, np.asarray(distinct, dtype=np.float64)


def read_ratings(path: Path, *, numeric: bool) -> Ratings:
    """Read a ratings table: first column the unit, one column per coder, optionally a column `article`.

    Empty cells are missing. If every cell reads as a number, numbers are compared (1 and 1.0 are the same);
    with `numeric` anything else is refused. Raises `UserError` naming the line.
    """
    table = read_table(path)
    group = table.column("article")
    if group == 0:
        raise table.refuse(1, "the first column is the unit; “article” may be any other")
    columns = [i for i in range(1, len(table.header)) if i != group]
    if not columns:
        raise table.refuse(1, "there is no column for a coder")
    if not table.rows:
        raise table.refuse(1, "there is a header and no row after it")
    units = _units(table, group)
    cells = [[cells[i].strip() for _, cells in table.rows] for i in columns]
    codes, categories, numbers = _values(table, cells, numeric=numeric)
    coders = tuple(table.header[i] for i in columns)
    if group is None:
        return Ratings(coders, units, codes, categories, numbers)
    names = [row[group].strip() for _, row in table.rows]
    for (line, _), name in zip(table.rows, names, strict=True):
        if not name:
            raise table.refuse(line, "the article is not named")
    articles = tuple(dict.fromkeys(names))
    place = {name: i for i, name in enumerate(articles)}
    return Ratings(coders, units, codes, categories, numbers, np.array([place[n] for n in names]), articles)


def _units(table: Table, group: int | None) -> tuple[str, ...]:
    seen: dict[tuple[str, str], int] = {}
    for line, cells in table.rows:
        unit = cells[0].strip()
        if not unit:
            raise table.refuse(line, "the unit in the first column has no name")
        key = (cells[group].strip() if group is not None else "", unit)
        if key in seen:
            raise table.refuse(line, f"the unit “{unit}” stands on line {seen[key]} already")
        seen[key] = line
    return tuple(unit for _, unit in seen)


def _values(
    table: Table, cells: list[list[str]], *, numeric: bool
) -> tuple[IntArray, tuple[str, ...], FloatArray | None]:
    distinct = sorted({cell for column in cells for cell in column if cell})
    odd = next((cell for cell in distinct if cell.casefold() in _NEVER_VALUES), None)
    if odd is not None:
        raise _at(table, cells, odd, f"“{odd}” is no value; leave the cell empty where a coder gave none")
    words = [cell for cell in distinct if not _NUMBER.fullmatch(cell)]
    if words and numeric:
        raise _first(
            table, cells, set(words), "“{}” is not a number, and this metric or these weights need numbers"
        )
    if words:
        blank = [word for word in words if word.casefold() in _MISSING_AMONG_NUMBERS]
        if len(blank) == len(words) and len(words) < len(distinct):
            raise _first(
                table,
                cells,
                set(blank),
                "“{}” stands among numbers; leave the cell empty where a coder gave none",
            )
        number = {cell: i for i, cell in enumerate(distinct)}
        return _coded(cells, number), tuple(distinct), None
    value = {cell: float(cell) for cell in distinct}
    huge = next((cell for cell, x in value.items() if math.isinf(x)), None)
    if huge is not None:
        raise _at(table, cells, huge, f"“{huge}” is beyond any number")
    numbers = sorted(set(value.values()))
    place = {x: i for i, x in enumerate(numbers)}
    codes = _coded(cells, {cell: place[x] for cell, x in value.items()})
    return codes, tuple(f"{x:g}" for x in numbers), np.array(numbers, dtype=np.float64)


def _coded(cells: list[list[str]], number: dict[str, int]) -> IntArray:
    codes = [[number[cell] if cell else -1 for cell in column] for column in cells]
    return np.array(codes, dtype=np.int64).reshape(len(cells), -1)


def _first(table: Table, cells: list[list[str]], wanted: set[str], reason: str) -> UserError:
    for row, (line, _) in enumerate(table.rows):
        for column in cells:
            if column[row] in wanted:
                return table.refuse(line, reason.format(column[row]))
    return UserError(f"{table.name}: {reason.format(next(iter(wanted)))}.")


def _at(table: Table, cells: list[list[str]], wanted: str, reason: str) -> UserError:
    return _first(table, cells, {wanted}, reason.replace("{", "{{").replace("}", "}}"))
