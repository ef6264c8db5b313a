"""Who differs from whom: α of each pair of coders, and α without each coder."""

from desktop.agreement.report import Row
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.overview import said, verdict_of
from desktop.study.workspace.pictured import Bar, Bars, Cell, Grid
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import (
    View,
    Where,
    about,
    basis,
    comparison,
    figure,
    interval_or_reason,
)

PAIRS, WITHOUT = "pairs", "without"


def pairs_view(asked: Request) -> View:
    """Return α of each pair of coders for one label, or all of them, as a matrix."""
    title = "Coder by coder"
    if missing := lacking(asked.compared):
        return View(PAIRS, title, missing=missing)
    names = list(asked.compared.continuum.coders)
    rows = [row for row in _asked_rows(asked, asked.alphas(pairs=True).rows) if row.scope == "pair"]
    what = about(asked.compared.codebook, asked.label)
    places = [(names.index(row.coders[0]), names.index(row.coders[1])) for row in rows]
    cells: list[list[Cell | None]] = [[None] * len(names) for _ in names]
    for at, (row, (one, other)) in enumerate(zip(rows, places, strict=True)):
        for down, across in ((one, other), (other, one)):
            cells[down][across] = Cell(figure(row), _apart(row), at)
    return View(
        id=PAIRS,
        title=title,
        about=(
            f"α of each two coders, {what}; {comparison(rows[0])}. "
            "The stronger the colour, the further apart."
        ),
        heads=("Coder", "Coder", "α", "Interval", "Verdict", "Articles", "Units"),
        rows=tuple(
            (*row.coders, figure(row), interval_or_reason(row), verdict_of(row), *_sizes(row)) for row in rows
        ),
        picture=Grid(
            f"α of each two coders, {what}, by {asked.unit}",
            "Coder", "", tuple(names), tuple(names), tuple(tuple(line) for line in cells),
        ),
        behind=tuple(
            Where(f"Where {row.coders[0]} and {row.coders[1]} differ, {what}", asked.label, coders=place)
            for row, place in zip(rows, places, strict=True)
        ),
    )  # fmt: skip


def without_view(asked: Request) -> View:
    """Return α without each coder beside α of all: who pulls it down."""
    title = "Without each coder"
    compared = asked.compared
    if missing := lacking(compared):
        return View(WITHOUT, title, missing=missing)
    names = compared.continuum.coders
    if len(names) < 3:
        return View(
            WITHOUT,
            title,
            missing=f"{' and '.join(names)} are all there are: leaving one out needs three coders.",
        )
    rows = _asked_rows(asked, asked.alphas(left_out=True).rows)
    whole = next(row for row in rows if row.scope == "pooled")
    kept = [whole, *(row for row in rows if row.scope == "coder-left-out")]
    what = about(compared.codebook, asked.label)
    called = ["All coders", *(f"without {row.left_out}" for row in kept[1:])]
    return View(
        id=WITHOUT,
        title=title,
        about=f"α, {what}, {basis(whole)}; then without each coder. Where it rises, one stands apart.",
        heads=("Coders", "α", "Interval", "Change", "Articles", "Units"),
        rows=tuple(
            (name, figure(row), interval_or_reason(row), _change(row, whole), *_sizes(row))
            for row, name in zip(kept, called, strict=True)
        ),
        picture=Bars(
            f"α without each coder, {what}, by {asked.unit}",
            tuple(
                Bar(name, row.value, row.low, row.high, said(row), at, before=whole.value if at else None)
                for at, (row, name) in enumerate(zip(kept, called, strict=True))
            ),
        ),
        behind=(
            Where(f"Where coders differ, {what}", asked.label),
            *(
                Where(_whose(row, what), asked.label, apart=names.index(row.left_out))
                for row in kept[1:] if row.left_out is not None
            ),
        ),
    )  # fmt: skip


def _asked_rows(asked: Request, rows: tuple[Row, ...]) -> list[Row]:
    question = "all-labels" if asked.label is None else "label"
    return [
        row
        for row in rows
        if (row.question, row.label, row.metric) == (question, asked.label, "nominal")
        and row.variable is None
    ]


def _sizes(row: Row) -> tuple[str, str]:
    return str(row.articles), str(row.units)


def _apart(row: Row) -> float:
    """Return how strong the colour of a cell is: the further apart two coders are, the stronger."""
    return 0.0 if row.value is None else 1.0 - max(row.value, 0.0)


def _whose(row: Row, what: str) -> str:
    return f"Where {row.left_out} differs from another coder, {what}"


def _change(row: Row, whole: Row) -> str:
    if row is whole or row.value is None or whole.value is None:
        return ""
    return f"{row.value - whole.value:+.3f}"
