"""What if: figures under another choice beside the unchanged ones; looked at, never the result."""

import hashlib
import json
from dataclasses import asdict, replace

import numpy as np

from db import settings as db_settings
from db.project import Project
from desktop.agreement.arrays import IntArray
from desktop.agreement.inputs import Continuum
from desktop.agreement.report import AgreementReport, Row
from desktop.agreement.words import number
from desktop.study.agreement import Compared, compare
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.otherwise import WhatIf
from desktop.study.workspace.overview import overview_report, said
from desktop.study.workspace.pictured import Bar, Bars
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import (
    View,
    Where,
    comparison,
    counted,
    figure,
    interval_or_reason,
    label_name,
    pooled,
    zones_of,
)
from desktop.study.workspace.view import asked as question

WHAT_IF = "what-if"
TITLE = "What if"
LISTED = "What was looked at is listed in the report; its figures are in it only if you ask for them."
STORED = "what-if/"
"""Settings whose keys begin so say what was looked at."""


def words(what: WhatIf, compared: Compared) -> str:
    """Return what is otherwise, in words."""
    parts = []
    if what.merge:
        one, other = (label_name(compared.codebook, label) for label in what.merge)
        parts.append(f"“{one}” and “{other}” taken as one label")
    names = dict(zip((coder.id for coder in compared.coders), compared.continuum.coders, strict=True))
    articles = dict(zip(compared.texts.ids, compared.texts.names, strict=True))
    if what.coder:
        parts.append(f"without {names.get(what.coder, 'a coder who finished nothing here')}")
    if what.article:
        parts.append(f"without {articles.get(what.article, 'an article that is not compared here')}")
    if what.zone:
        parts.append(f"without the zone {what.zone.replace('-', ' ')}")
    if what.unit:
        parts.append(f"by {what.unit}")
    if what.codebook:
        parts.append(f"only work under codebook version {what.codebook}")
    return "; ".join(parts)


def explored(asked: Request, what: WhatIf) -> Request:
    """Return the same request under what is otherwise."""
    settings, compared = asked.settings, asked.compared
    if what.codebook:
        settings = replace(settings, codebook=what.codebook)
        compared = compare(asked.project, settings, compared)
    if what.zone:
        settings = replace(settings, zones=tuple(kind for kind in zones_of(settings) if kind != what.zone))
    if what.unit:
        settings = replace(settings, units=(what.unit,))
    continuum = compared.continuum
    if what.article:
        keep = np.array([article != what.article for article in compared.texts.ids])
        continuum = continuum.of_articles(keep)
    coders_there = [coder.id for coder in compared.coders]
    if what.coder in coders_there:
        at = coders_there.index(what.coder)
        continuum = _without_coder(continuum, at)
        coders = tuple(coder for place, coder in enumerate(compared.coders) if place != at)
        compared = replace(compared, coders=coders)
    if what.merge:
        continuum = _merged(continuum, *what.merge)
    return replace(asked, compared=replace(compared, continuum=continuum), settings=settings, _found={})


def _without_coder(continuum: Continuum, at: int) -> Continuum:
    kept = continuum.passages.where(continuum.passages.coder != at)
    coder = np.where(kept.coder > at, kept.coder - 1, kept.coder)
    return replace(
        continuum,
        coders=tuple(name for place, name in enumerate(continuum.coders) if place != at),
        finished=np.delete(continuum.finished, at, axis=0),
        passages=replace(kept, coder=coder),
    )


def _merged(continuum: Continuum, one: str, other: str) -> Continuum:
    """Return the continuum with the second label's passages given to the first."""
    if one == other or not {one, other} <= set(continuum.labels):
        return continuum
    labels = tuple(label for label in continuum.labels if label != other)
    number_of: IntArray = np.array(
        [labels.index(one if label == other else label) for label in continuum.labels], dtype=np.int64
    )
    passages = continuum.passages
    return replace(
        continuum,
        labels=labels,
        passages=replace(passages, label=number_of[passages.label]),
        by_default=tuple(sorted({int(number_of[at]) for at in continuum.by_default})),
    )


def whatif_view(asked: Request) -> View:
    """Return the figures under what is otherwise beside the unchanged ones."""
    if missing := lacking(asked.compared):
        return View(WHAT_IF, TITLE, missing=missing)
    changed = explored(asked, asked.what)
    if missing := lacking(changed.compared):
        return View(WHAT_IF, TITLE, missing=f"Under this choice nothing can be compared. {missing}")
    before = overview_report(asked.compared, asked.settings)
    after = before if asked.what.nothing else overview_report(changed.compared, changed.settings)
    return _beside(asked, changed, before, after)


def _beside(asked: Request, changed: Request, before: AgreementReport, after: AgreementReport) -> View:
    old = {(row.question, row.label): row for row in pooled(before, asked.unit)}
    now = pooled(after, changed.unit)
    pairs: list[tuple[str, Row, Row | None]] = []
    for row in now:
        one_of_two = row.label in asked.what.merge[:1]
        pairs.append((_name(row, asked), row, None if one_of_two else old.get((row.question, row.label))))
    gone = [old[key] for key in old if key[1] is not None and key[1] in asked.what.merge]
    what = words(asked.what, asked.compared) or "as it is: choose above what should be otherwise"
    return View(
        id=WHAT_IF,
        title=TITLE,
        about=f"Exploration, not a result: {what}. α (nominal) {comparison(now[0])}, {counted(now[0])}.",
        heads=("Label", "Unchanged", "Interval", "So", "Interval", "Change", "Articles", "Units"),
        rows=(
            *(_cells(name, row, other) for name, row, other in pairs),
            *(_cells_before(question(row, asked.compared.codebook), row) for row in gone),
        ),
        picture=Bars(
            f"α if {what}; the ring is α unchanged"
            if not asked.what.nothing
            else "α of each label, unchanged",
            tuple(
                Bar(name, row.value, row.low, row.high, said(row), at, other.value if other else None)
                for at, (name, row, other) in enumerate(pairs)
            ),
        ),
        behind=tuple(
            Where(f"Where coders differ about {name}, unchanged", row.label) for name, row, _ in pairs
        ),
        notes=(LISTED,),
    )


def _name(row: Row, asked: Request) -> str:
    name = question(row, asked.compared.codebook)
    merge = asked.what.merge
    if merge and row.label == merge[0]:
        return f"{name} or {label_name(asked.compared.codebook, merge[1])}"
    return name


def _cells(name: str, row: Row, other: Row | None) -> tuple[str, ...]:
    both = other is not None and other.value is not None and row.value is not None
    change = f"{(row.value or 0.0) - (other.value or 0.0):+.3f}" if both and other is not None else ""
    return (
        name,
        number(other.value) if other else "–",
        interval_or_reason(other) if other else "",
        figure(row),
        interval_or_reason(row),
        change,
        str(row.articles),
        str(row.units),
    )


def _cells_before(name: str, row: Row) -> tuple[str, ...]:
    """Return the cells of a label that is taken as one with another: it has no figure of its own any more."""
    return (name, figure(row), interval_or_reason(row), "–", "taken as one", "", "", "")


def remember(project: Project, what: WhatIf) -> None:
    """Take down that this was looked at, once; not in a project that cannot be written to."""
    if what.nothing or project.read_only:
        return
    told = json.dumps(asdict(what), ensure_ascii=False, sort_keys=True)
    key = STORED + hashlib.sha256(told.encode()).hexdigest()[:16]
    if project.ask(db_settings.get, key) is None:
        project.ask(db_settings.put, key, told)


def remembered(project: Project) -> tuple[WhatIf, ...]:
    """Return everything that was looked at, in the order it was first looked at."""
    found = []
    for key, value in project.ask(db_settings.all, STORED):
        told = json.loads(value)
        told["merge"] = tuple(told["merge"])
        found.append((project.ask(db_settings.when, key), key, WhatIf(**told)))
    return tuple(what for _, _, what in sorted(found, key=lambda each: each[:2]))
