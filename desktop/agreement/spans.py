"""Span tables: `article,length,coder,label,start,end` from a CSV file, as a continuum."""

from pathlib import Path

import numpy as np

from desktop.agreement.csv_tables import Table, read_table
from desktop.agreement.inputs import MOST_LABELS, Continuum, passages_from
from desktop.errors import UserError

_COLUMNS = ("article", "length", "coder", "label", "start", "end")
_LONGEST = 10**9


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
            raise table.refuse(1, f"the column “{name}” is missing; a span table has {', '.join(_COLUMNS)}")
        places.append(at)
    if not table.rows:
        raise UserError(f"{table.name} has a header and no rows after line 1.")
    lengths: dict[str, int] = {}
    coders: dict[str, int] = {}
    labels: dict[str, int] = {}
    seen: set[tuple[int, int]] = set()
    rows: list[tuple[int, int, int, int, int]] = []
    number: dict[str, int] = {}
    for line, cells in table.rows:
        article, length, coder, label, start, end = (cells[i].strip() for i in places)
        if not article or not coder:
            raise table.refuse(line, f"the {'coder' if article else 'article'} is not named")
        size = _whole(table, line, "length", length)
        if lengths.setdefault(article, size) != size:
            raise table.refuse(line, f"“{article}” has the length {size} here and {lengths[article]} before")
        which = number.setdefault(article, len(number))
        who = coders.setdefault(coder, len(coders))
        seen.add((who, which))
        if not label and not start and not end:
            continue
        if not label:
            raise table.refuse(line, "there are offsets and no label")
        first, last = _whole(table, line, "start", start), _whole(table, line, "end", end)
        if first >= last:
            raise table.refuse(line, f"the passage {first}–{last} is empty; end must be beyond start")
        if last > size:
            raise table.refuse(line, f"the passage {first}–{last} lies outside the length {size}")
        rows.append((which, who, labels.setdefault(label, len(labels)), first, last))
    if len(labels) > MOST_LABELS:
        raise UserError(
            f"{table.name} has {len(labels)} labels; at most {MOST_LABELS} can be compared at a time."
        )
    return _sorted(lengths, coders, labels, seen, rows)


def _whole(table: Table, line: int, name: str, cell: str) -> int:
    if not cell.isascii() or not cell.isdigit() or len(cell) > 10 or int(cell) > _LONGEST:
        shown = f"“{cell}”" if cell else "nothing"
        raise table.refuse(line, f"{name} is {shown}; a whole number from 0 to {_LONGEST} is needed")
    return int(cell)


def _sorted(
    lengths: dict[str, int], coders: dict[str, int], labels: dict[str, int],
    seen: set[tuple[int, int]], rows: list[tuple[int, int, int, int, int]],
) -> Continuum:  # fmt: skip
    """Return the continuum with coders and labels in order of name, articles in order of the table."""
    coder_names, label_names = sorted(coders), sorted(labels)
    who = {coders[name]: i for i, name in enumerate(coder_names)}
    what = {labels[name]: i for i, name in enumerate(label_names)}
    finished = np.zeros((len(coders), len(lengths)), dtype=bool)
    for coder, article in seen:
        finished[who[coder], article] = True
    ordered = sorted((article, who[c], what[label], start, end) for article, c, label, start, end in rows)
    return Continuum(
        articles=tuple(lengths),
        coders=tuple(coder_names),
        labels=tuple(label_names),
        lengths=np.array(list(lengths.values()), dtype=np.int64),
        finished=finished,
        passages=passages_from(ordered),
    )
