"""What is taken for what: how often one coder gave one set of labels where another gave another."""

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.atoms import Units
from desktop.study.agreement import units_of
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import Cell, Grid
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, Where, comparison, plural, pooled, set_name

LABELS = "labels"
TITLE = "Label by label"
MOST_SETS = 9
"""So many sets of labels are shown, the most frequent ones."""


def coincidences(units: Units) -> FloatArray:
    """Return (Q, Q): how often two coders gave two sets at one unit, by weight (Krippendorff 2018, ch. 12).

    A unit of m coders adds each ordered pair of its values 1/(m-1) times, so that the table sums to the
    number of pairable values.
    """
    size = len(units.sets)
    found = np.zeros((size, size))
    given = units.values >= 0
    scale = units.weight / np.maximum(given.sum(axis=0) - 1.0, 1.0)
    for one in range(len(units.values)):
        for other in range(len(units.values)):
            if one == other:
                continue
            kept = given[one] & given[other]
            cell = units.values[one][kept].astype(np.int64) * size + units.values[other][kept]
            found += np.bincount(cell, scale[kept], size * size).reshape(size, size)
    return found


def labels_view(asked: Request) -> View:
    """Return the coincidences of all labels and of unmarked text."""
    compared = asked.compared
    if missing := lacking(compared):
        return View(LABELS, TITLE, missing=missing)
    units = units_of(compared, asked.settings)
    table = coincidences(units)
    common = [int(at) for at in np.argsort(-table.sum(axis=1), kind="stable") if table[at].sum() > 0]
    shown = sorted(common[:MOST_SETS], key=lambda at: (int(units.sets[at]) == 0, common.index(at)))
    names = [set_name(compared, int(units.sets[at])) for at in shown]
    costs = asked.found(None)
    pairs = costs.costs.pairs if costs is not None else {}
    observed = (costs.costs.observed if costs is not None else 0.0) or 1.0
    rows: list[tuple[str, ...]] = []
    behind: list[Where | None] = []
    places: dict[tuple[int, int], int] = {}
    for first, at in enumerate(shown):
        for second, other in enumerate(shown):
            one, two = int(units.sets[at]), int(units.sets[other])
            share = table[at, other] / table[at].sum()
            cost = pairs.get((min(one, two), max(one, two)), 0.0) / observed if at != other else 0.0
            places[first, second] = len(rows)
            rows.append((
                names[first], names[second], f"{table[at, other]:.1f}", f"{share:.3f}",
                f"{cost:.3f}" if at != other else "",
            ))  # fmt: skip
            words = f"Where one gave “{names[first]}” and another “{names[second]}”"
            behind.append(Where(words, given=(one, two)) if at != other else None)
    cells = tuple(
        tuple(
            Cell(rows[places[a, b]][3], float(rows[places[a, b]][3]), places[a, b]) for b in range(len(shown))
        )
        for a in range(len(shown))
    )
    return View(
        id=LABELS,
        title=TITLE,
        about=_about(asked, table),
        heads=("One coder", "Another coder", _units(asked), "Share of the row", "Share of D_o"),
        rows=tuple(rows),
        picture=Grid(
            f"What one coder gave (rows) and another there (columns), share, by {asked.unit}",
            "Another coder gave", "One coder gave", tuple(names), tuple(names), cells,
        ),
        behind=tuple(behind),
        notes=_notes(len(common)),
    )  # fmt: skip


def _about(asked: Request, table: FloatArray) -> str:
    row = pooled(asked.alphas(), asked.unit)[0]
    return (
        f"Coincidences {comparison(row)}: of the {asked.unit}s that one coder called so, the share another "
        f"called so; {plural(round(float(table.sum())), 'pairable value')}, each pair both ways."
    )


def _units(asked: Request) -> str:
    return f"{asked.unit.capitalize()}s"


def _notes(sets: int) -> tuple[str, ...]:
    hidden = sets - MOST_SETS
    return (f"{plural(hidden, 'rarer set')} of labels not shown",) if hidden > 0 else ()
