"""Fatigue: agreement with the others by the position of an article within the coder's sitting."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from db import timing
from desktop.agreement.arrays import FloatArray
from desktop.study.agreement import units_of
from desktop.study.phases import phases
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import Curves, Line, Point
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, Where, about, plural, pooled

SITTINGS = "sittings"
TITLE = "Within a sitting"
POSITIONS = ((1, 1, "first"), (2, 2, "second"), (3, 3, "third"), (4, 5, "fourth or fifth"), (6, 999, "later"))
MISSING = (
    "No sitting holds two articles that others finished, too: fatigue shows only where coders finish several "
    "articles in one go."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One coder's articles at one position: places in the comparison, and how far the others agree."""

    coder: int
    position: int
    articles: tuple[int, ...]
    units: float
    agreed: float


def positions(asked: Request) -> dict[tuple[str, str], int]:
    """Return which of the sitting's articles each first finish was, from 1, by coder and article."""
    counted = phases(asked.project)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    found: dict[tuple[str, str], int] = {}
    for each in asked.project.ask(timing.first_finishes):
        seen[each.coder, each.sitting] += 1
        if counted.of(each.coder, each.article, each.phase) == asked.compared.phase:
            found[each.coder, each.article] = seen[each.coder, each.sitting]
    return found


def agreed_units(asked: Request) -> tuple[FloatArray, FloatArray]:
    """Return (R, K) units at which each coder agrees with another, and those compared, over all others."""
    compared = asked.compared
    units = units_of(compared, asked.settings)
    values = units.values.astype(np.int64)
    if asked.label is not None:
        bit = compared.continuum.labels.index(asked.label)
        held = np.append((units.sets >> bit) & 1, -1)
        values = held[values]
    shape = (len(values), len(compared.texts.ids))
    same, both = np.zeros(shape), np.zeros(shape)
    for one in range(len(values)):
        for other in range(len(values)):
            kept = (values[one] >= 0) & (values[other] >= 0)
            if one != other:
                weight = units.weight * kept
                both[one] += np.bincount(units.article, weight, shape[1])
                equal = weight * (values[one] == values[other])
                same[one] += np.bincount(units.article, equal, shape[1])
    return same, both


def parts(asked: Request) -> list[Part]:
    """Return what is known of each coder at each position."""
    where = positions(asked)
    same, both = agreed_units(asked)
    texts = asked.compared.texts
    found = []
    for row, coder in enumerate(asked.compared.coders):
        for number, (low, high, _) in enumerate(POSITIONS):
            kept = [
                place
                for place, article in enumerate(texts.ids)
                if low <= where.get((coder.id, article), 0) <= high and both[row, place] > 0
            ]
            if kept:
                counted = float(both[row, kept].sum())
                found.append(Part(row, number, tuple(kept), counted, float(same[row, kept].sum()) / counted))
    return found


def sittings_view(asked: Request) -> View:
    """Return each coder's raw agreement with the others by position within a sitting."""
    compared = asked.compared
    if missing := lacking(compared):
        return View(SITTINGS, TITLE, missing=missing)
    found = parts(asked)
    if not any(part.position for part in found):
        return View(SITTINGS, TITLE, missing=MISSING)
    names = compared.continuum.coders
    what = about(compared.codebook, asked.label)
    lines = [
        Line(
            name,
            tuple(
                Point(float(part.position), part.agreed, None, None, row)
                for row, part in enumerate(found)
                if part.coder == coder
            ),
        )
        for coder, name in enumerate(names)
    ]
    row = pooled(asked.alphas(), asked.unit)[0]
    return View(
        id=SITTINGS,
        title=TITLE,
        about=f"Raw agreement of each coder with the others, {what}, by {asked.unit}, phase {row.phase}, by "
        f"place in the sitting; {plural(len(names), 'coder')}, {plural(row.articles, 'article')}.",
        heads=("Coder", "Article of the sitting", "Raw agreement", "Articles", f"{asked.unit.capitalize()}s"),
        rows=tuple(
            (
                names[p.coder],
                POSITIONS[p.position][2],
                f"{p.agreed:.3f}",
                str(len(p.articles)),
                f"{p.units:.0f}",
            )
            for p in found
        ),
        picture=Curves(
            f"Raw agreement with the others within a sitting, {what}, by {asked.unit}",
            "Article of the sitting",
            "Raw agreement",
            tuple(line for line in lines if line.points),
            tuple((float(at), words) for at, (_, _, words) in enumerate(POSITIONS)),
        ),
        behind=tuple(
            Where(
                f"Where {names[p.coder]} differs in the {_place(p)} article of a sitting",
                asked.label,
                frozenset(p.articles),
                apart=p.coder,
            )
            for p in found
        ),
        notes=("Only you see this; it goes into a report with the coder’s consent alone.",),
    )


def _place(part: Part) -> str:
    return POSITIONS[part.position][2]
