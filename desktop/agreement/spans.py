"""Span tables: `article,length,coder,label,start,end` from a CSV file, as a continuum."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from desktop.agreement.csv_tables import Table, read_table
from desktop.agreement.inputs import MOST_LABELS, Continuum, passages_from
from desktop.errors import UserError

_COLUMNS = ("article", "length", "coder", "label", "start", "end")
_LONGEST = 10**8


@dataclass(slots=True)
class _Reading:
    """What has been read of a span table so far; names are numbered as they come."""

    table: Table
    lengths: dict[str, int] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    coders: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    finished: set[tuple[int, int]] = field(default_factory=set)
    rows: list[tuple[int, int, int, int, int]] = field(default_factory=list)

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Take in one row, or refuse it."""
        article, length, coder, label, start, end = cells
        if not article or not coder:
            raise self.table.refuse(line, f"the {'coder' if article else 'article'} is not named")
        size = self._whole(line, "length", length)
        if self.lengths.setdefault(article, size) != size:
            before = self.lengths[article]
            raise self.table.refuse(line, f"“{article}” has the length {size} here and {before} before")
        which = self.articles.setdefault(article, len(self.articles))
        who = self.coders.setdefault(coder, len(self.coders))
        self.finished.add((who, which))
        if label or start or end:
            if not label:
                raise self.table.refuse(line, "there are offsets and no label")
            first, last = self._range(line, start, end, size)
            self.rows.append((which, who, self.labels.setdefault(label, len(self.labels)), first, last))

    def _range(self, line: int, start: str, end: str, size: int) -> tuple[int, int]:
        first, last = self._whole(line, "start", start), self._whole(line, "end", end)
        if first >= last:
            raise self.table.refuse(line, f"the passage {first}–{last} is empty; end must be beyond start")
        if last > size:
            raise self.table.refuse(line, f"the passage {first}–{last} lies outside the length {size}")
        return first, last

    def _whole(self, line: int, name: str, cell: str) -> int:
        if not cell.isascii() or not cell.isdigit() or len(cell) > 9 or int(cell) > _LONGEST:
            shown = f"“{cell}”" if cell else "nothing"
            raise self.table.refuse(line, f"{name} is {shown}; a whole number from 0 to {_LONGEST} is needed")
        return int(cell)


def read_spans(path: Path) -> Continuum:
    """Read a span table; every coder with a row for an article counts as having finished it.

    A row with empty label and offsets says just that (finished, and nothing found where it is the only one).
    Offsets are half-open. Raises `UserError` naming the line: a column missing, no whole number, a length
    that differs, offsets outside the length, an empty passage.
    """
    table = read_table(path)
    places = []
    for name in _COLUMNS:
        at = table.column(name)
        if at is None:
            wanted = ", ".join(_COLUMNS)
            raise table.refuse(1, f"the column “{name}” is missing; a span table has {wanted}")
        places.append(at)
    if not table.rows:
        raise table.refuse(1, "there is a header and no row after it")
    reading = _Reading(table)
    for line, cells in table.rows:
        reading.add(line, [cells[i].strip() for i in places])
    if len(reading.labels) > MOST_LABELS:
        raise UserError(
            f"{table.name} has {len(reading.labels)} labels; {MOST_LABELS} can be compared at a time."
        )
    return _sorted(reading)


def _sorted(found: _Reading) -> Continuum:
    """Return the continuum with coders and labels in order of name, articles in order of the table."""
    coders, labels = sorted(found.coders), sorted(found.labels)
    who = {found.coders[name]: i for i, name in enumerate(coders)}
    what = {found.labels[name]: i for i, name in enumerate(labels)}
    finished = np.zeros((len(coders), len(found.lengths)), dtype=bool)
    for coder, article in found.finished:
        finished[who[coder], article] = True
    ordered = sorted(
        (article, who[c], what[label], start, end) for article, c, label, start, end in found.rows
    )
    return Continuum(
        articles=tuple(found.lengths),
        coders=tuple(coders),
        labels=tuple(labels),
        lengths=np.array(list(found.lengths.values()), dtype=np.int64),
        finished=finished,
        passages=passages_from(ordered),
    )
