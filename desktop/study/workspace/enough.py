"""How many articles must be coded twice: the planning as a curve, and the draw of the next sample."""

from dataclasses import replace
from math import isfinite

from db import articles
from desktop.agreement.plan_table import plans_of
from desktop.agreement.planning import AIMS, LIKELY, Plan
from desktop.agreement.words import number
from desktop.study.agreement_draw import draw_sample
from desktop.study.desk import PRACTICE
from desktop.study.phases import in_training
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import Curves, Line, Point
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, label_name, plural, zones_of

ENOUGH = "enough"
TITLE = "How many articles"
WIDEST = 0.5
"""Wider intervals are not drawn."""
USUAL = 5
"""So many further articles are drawn where the planning has no number."""


def plans(asked: Request) -> tuple[Plan, ...]:
    """Return the plan of each label from the articles compared as a pilot, telling how far it is."""
    labels = asked.compared.continuum.labels
    settings = replace(asked.settings, units=(asked.unit,), zones=zones_of(asked.settings), plan=True)
    found: list[Plan] = []
    for at, label in enumerate(labels):
        asked.watch.step(at, len(labels))
        found += plans_of(asked.compared.continuum, replace(settings, labels=(label,)))
    return tuple(found)


def enough_view(asked: Request) -> View:
    """Return how wide intervals would be with so many articles, and which articles to code twice next."""
    if missing := lacking(asked.compared):
        return View(ENOUGH, TITLE, missing=missing)
    made = plans(asked)
    names = [label_name(asked.compared.codebook, plan.label) for plan in made]
    width = asked.settings.half_width
    lines = [Line(name, _points(made[at], at)) for at, name in enumerate(names)]
    drawn = tuple(line for line in lines if line.points)
    sizes = sorted({point.x for line in drawn for point in line.points})
    picture = Curves(
        f"Articles coded twice and the half-width of the interval of α, by {asked.unit}",
        "Articles coded twice",
        "Half-width (median)",
        drawn,
        tuple((size, f"{size:.0f}") for size in sizes),
        marks=((width, f"{width:.3f}"),),
        high=max([width, *(point.y for line in drawn for point in line.points)]) * 1.1,
    )
    return View(
        id=ENOUGH,
        title=TITLE,
        about=f"Articles that must be coded twice, each aim with {LIKELY:.0%} probability: simulated by "
        f"drawing from the articles compared, α (nominal) by {asked.unit}, seed {asked.settings.seed}.",
        heads=("Label", "α", f"Half-width ≤ {width:g}", "Lower bound > .667", "Lower bound > .800", "Remark"),
        rows=tuple(
            (name, number(plan.value), *(_needed(plan, aim) for aim in AIMS), plan.reason or "")
            for name, plan in zip(names, made, strict=True)
        ),
        picture=picture if drawn else None,
        notes=(*dict.fromkeys(note for plan in made for note in plan.notes), *_next(asked, made)),
    )


def _points(plan: Plan, row: int) -> tuple[Point, ...]:
    return tuple(
        Point(float(step.articles), step.half_width, None, None, row)
        for step in plan.steps
        if isfinite(step.half_width) and step.half_width <= WIDEST
    )


def _needed(plan: Plan, aim: str) -> str:
    if plan.reason is not None:
        return ""
    count = plan.needed[aim]
    return "more than tried" if count is None else str(count)


def _next(asked: Request, made: tuple[Plan, ...]) -> tuple[str, ...]:
    """Return the draw of the next articles to be coded twice, in words."""
    done = asked.compared.continuum.finished.sum(axis=0) >= 2
    twice = {identity for identity, both in zip(asked.compared.texts.ids, done, strict=True) if both}
    left = _left(asked, twice)
    wanted = [need for plan in made if (need := plan.needed[AIMS[0]]) is not None]
    more = max(wanted) - len(twice) if wanted else USUAL
    count = min(max(more, 0), len(left))
    if not count:
        return ("No further article is to be drawn: all are coded twice, or enough are.",)
    drawn = draw_sample(asked.project, count, by=None, seed=asked.settings.seed, among=left)
    how = f"{plural(count, 'article')} drawn at random, {drawn.by_what}, seed {drawn.seed}"
    return (f"To be coded twice next, {how}: {', '.join(drawn.names)}.",)


def _left(asked: Request, twice: set[str]) -> frozenset[str]:
    """Return the articles that two coders have not finished yet and that may be drawn."""
    out = twice | in_training(asked.project)
    readable = set(asked.project.ask(articles.versions))
    return frozenset(
        item.id
        for item in asked.project.ask(articles.summaries)
        if item.id in readable - out and item.duplicate_of is None and not dict(item.metadata).get(PRACTICE)
    )
