"""Agreement and pace over time: drift, with the codebook versions as marks."""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from db import codebooks
from desktop.agreement.report import Row
from desktop.study.timing import active_times, is_measured
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import ALPHA_MARKS, Curves, Line, Point
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import (
    View,
    Where,
    about,
    comparison,
    figure,
    interval_or_reason,
    plural,
)

COURSE, PACE = "course", "pace"
FEWEST = 6
"""So many articles make two groups of three."""
GROUPS = 8
SMALLEST = 3
NOT_MEASURED = "No time at work was measured in this project: the lead can have it measured."
PACE_ABOUT = (
    "Characters of text a minute of time at work, by coder, articles in the order they were finished in. "
    "Only you see this; it goes into a report with the coder’s consent alone."
)


@dataclass(frozen=True, slots=True)
class Group:
    """Articles (places in the comparison) that were finished one after the other, and when."""

    articles: tuple[int, ...]
    begin: str
    end: str

    @property
    def words(self) -> str:
        """When these articles were finished, in days."""
        first, last = self.begin[:10], self.end[:10]
        return first if first == last else f"{first} – {last}"


def groups(asked: Request) -> tuple[Group, ...]:
    """Return the compared articles in groups of at least three, by when the last coder finished."""
    done: dict[int, list[str]] = {}
    for item in asked.compared.finished:
        place = asked.compared.texts.number[item.progress.article]
        done.setdefault(place, []).append(item.progress.finished_at)
    ordered = sorted((max(times), place) for place, times in done.items() if len(times) >= 2)
    size = max(SMALLEST, ceil(len(ordered) / GROUPS))
    parts = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    if len(parts) > 1 and len(parts[-1]) < SMALLEST:
        parts[-2:] = [parts[-2] + parts[-1]]
    return tuple(Group(tuple(place for _, place in part), part[0][0], part[-1][0]) for part in parts)


def course_view(asked: Request) -> View:
    """Return α of articles in the order they were finished in."""
    title = "Over time"
    if missing := lacking(asked.compared):
        return View(COURSE, title, missing=missing)
    found = groups(asked)
    if len(found) < 2:
        missing = f"A course needs at least {FEWEST} articles finished by two coders."
        return View(COURSE, title, missing=missing)
    rows: list[Row] = []
    for at, group in enumerate(found):
        asked.watch.step(at, len(found))
        rows.append(_alpha(asked, group))
    what = about(asked.compared.codebook, asked.label)
    points = tuple(
        Point(float(at), row.value, row.low, row.high, at)
        for at, row in enumerate(rows)
        if row.value is not None
    )
    return View(
        id=COURSE,
        title=title,
        about=f"α (nominal) of articles in the order they were finished in, {what}, {comparison(rows[0])}; "
        f"{plural(len(found), 'group')} of articles.",
        heads=("Finished", "Articles", "α", "Interval", f"{asked.unit.capitalize()}s"),
        rows=tuple(
            (group.words, str(row.articles), figure(row), interval_or_reason(row), str(row.units))
            for group, row in zip(found, rows, strict=True)
        ),
        picture=Curves(
            f"α over time, {what}, by {asked.unit}",
            "Finished by the last coder",
            "α",
            (Line("α", points),),
            tuple((float(at), group.end[:10]) for at, group in enumerate(found)),
            _cuts(asked, found),
            ALPHA_MARKS,
            min(0.0, *(row.value or 0.0 for row in rows)),
        ),
        behind=tuple(
            Where(f"Where coders differ, {group.words}, {what}", asked.label, frozenset(group.articles))
            for group in found
        ),
        notes=("A fall after a rise is drift; a rise after a mark may be the new codebook, or practice.",),
    )


def _alpha(asked: Request, group: Group) -> Row:
    keep = np.isin(np.arange(len(asked.compared.texts.ids)), group.articles)
    narrowed = replace(asked.compared, continuum=asked.compared.continuum.of_articles(keep))
    report = replace(asked, compared=narrowed).alphas()
    question = "all-labels" if asked.label is None else "label"
    return next(
        row
        for row in report.rows
        if (row.question, row.label, row.scope, row.metric) == (question, asked.label, "pooled", "nominal")
    )


def _cuts(asked: Request, found: tuple[Group, ...]) -> tuple[tuple[float, str], ...]:
    """Return where codebook versions came into force, between the groups finished before and after."""
    cuts = []
    for version in asked.project.ask(codebooks.all):
        before = sum(group.end < version.installed_at for group in found)
        if 0 < before < len(found):
            cuts.append((before - 0.5, f"version {version.number}"))
    return tuple(cuts)


def pace_view(asked: Request) -> View:
    """Return how many characters a minute each coder read, group by group."""
    title = "Pace"
    if missing := lacking(asked.compared):
        return View(PACE, title, missing=missing)
    spent = {(each.coder, each.article): each.ms for each in active_times(asked.project)}
    found = groups(asked)
    if not is_measured(asked.project) or not spent:
        return View(
            PACE,
            title,
            missing=NOT_MEASURED,
        )
    texts, coders = asked.compared.texts, asked.compared.coders
    rows: list[tuple[str, ...]] = []
    lines: list[Line] = []
    for coder, name in zip(coders, asked.compared.continuum.coders, strict=True):
        points = []
        for at, group in enumerate(found):
            timed = [place for place in group.articles if spent.get((coder.id, texts.ids[place]))]
            minutes = sum(spent[coder.id, texts.ids[place]] for place in timed) / 60_000
            if timed and minutes:
                pace = float(texts.lengths[timed].sum()) / minutes
                points.append(Point(float(at), pace, None, None, len(rows)))
                rows.append((name, group.words, str(len(timed)), f"{minutes:.0f}", f"{pace:.0f}"))
        lines.append(Line(name, tuple(points)))
    fastest = max((point.y for line in lines for point in line.points), default=1.0)
    return View(
        id=PACE,
        title=title,
        about=PACE_ABOUT,
        heads=("Coder", "Finished", "Articles", "Minutes", "Characters a minute"),
        rows=tuple(rows),
        picture=Curves(
            "Characters a minute, by coder",
            "Finished by the last coder",
            "Characters a minute",
            tuple(line for line in lines if line.points),
            tuple((float(at), group.end[:10]) for at, group in enumerate(found)),
            _cuts(asked, found),
            high=fastest * 1.1,
        ),
    )
