"""The reports of tables from outside: ratings and spans."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from desktop.agreement.continuum_table import BLANK, continuum_rows
from desktop.agreement.plan_table import document, plans_of, simulation
from desktop.agreement.planning import plan_from_pilot
from desktop.agreement.ratings import Ratings, read_ratings
from desktop.agreement.ratings_forms import clustered, forms_of
from desktop.agreement.ratings_table import ratings_report
from desktop.agreement.report import AgreementReport, AgreementSettings
from desktop.agreement.rulers import CHARACTER
from desktop.agreement.spans import read_spans
from desktop.errors import UserError


def report_of_ratings(path: Path, settings: AgreementSettings) -> AgreementReport:
    """Return the table of a ratings file; raises `UserError` naming the line of what is wrong."""
    numeric = settings.metric in ("ordinal", "interval", "ratio") or settings.weights != "identity"
    ratings = read_ratings(path, numeric=numeric)
    report = ratings_report(ratings, settings)
    return replace(report, plan=_ratings_plan(ratings, settings)) if settings.plan else report


def _ratings_plan(ratings: Ratings, settings: AgreementSettings) -> dict[str, Any]:
    """Return the plan of a ratings table: its clusters (articles, or the units) are what is drawn."""
    form = next(form for form in forms_of(ratings, settings) if form.name == "alpha")
    held = clustered(form, [ratings.values], ratings.article)
    s = held.s[held.member] if held.copies is None else np.repeat(held.s, held.copies.astype(int), axis=0)
    return document([plan_from_pilot(s, form.f, simulation(settings))], settings)


def report_of_spans(path: Path, settings: AgreementSettings) -> AgreementReport:
    """Return the table of a span file, by character: its text, sentences and tokens are not known."""
    for unit in settings.units:
        if unit != CHARACTER:
            raise UserError(f"{path.name} has no text: spans can be compared by character, not by {unit}.")
    if settings.zones:
        raise UserError(f"{path.name} has no zones.")
    continuum = read_spans(path)
    for label in settings.labels:
        if label not in continuum.labels:
            raise UserError(
                f"There is no label “{label}” in {path.name}; it has {', '.join(continuum.labels)}."
            )
    shown = asdict(settings) | {"coders": list(continuum.coders), "articles": list(continuum.articles)}
    plan = document(plans_of(continuum, settings), settings) if settings.plan else None
    return AgreementReport(shown, tuple(continuum_rows(continuum, settings, BLANK)), plan=plan)
