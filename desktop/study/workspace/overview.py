"""The overview: α of each label against the customary marks, what stands beside it, and advice."""

from dataclasses import replace

from desktop.agreement.report import AgreementReport, AgreementSettings, Row
from desktop.agreement.rulers import TOKEN
from desktop.agreement.words import interval
from desktop.study.agreement import Compared, report_of
from desktop.study.workspace.advice import Situation, advise
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import Bar, Bars
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import (
    View,
    Where,
    about,
    asked,
    basis,
    beside,
    figure,
    interval_or_reason,
    pooled,
    unit_of,
    zones_of,
)

OVERVIEW = "overview"
TITLE = "How far the coders agree"
COEFFICIENTS = ("alpha", "percent", "prevalence", "ac1", "bar_u_alpha", "cu_alpha")
HEADS = (
    "Label",
    "α",
    "Interval (95 %)",
    "Verdict",
    "Raw agreement",
    "Prevalence",
    "AC1",
    "Articles",
    "With the label",
    "Units",
)


def overview(asked: Request) -> View:
    """Return the overview with its advice: figures by the first unit, |uα and cuα by token."""
    report = overview_report(asked.compared, asked.settings)
    view = overview_view(asked.compared, report, asked.unit)
    advice = advise(Situation(asked.compared, report, asked.found(None), asked.unit))
    return replace(view, advice=advice)


def overview_report(compared: Compared, settings: AgreementSettings) -> AgreementReport:
    """Return the report that the overview is made from."""
    units = tuple(dict.fromkeys((unit_of(settings), TOKEN)))
    asks = replace(settings, units=units, zones=zones_of(settings), coefficients=COEFFICIENTS, left_out=True)
    return report_of(compared, asks)


def overview_view(compared: Compared, report: AgreementReport, unit: str) -> View:
    """Return the table and picture of the pooled figures of a report."""
    headline = pooled(report, unit)
    if not headline or all(row.articles == 0 for row in headline):
        return View(OVERVIEW, TITLE, missing=lacking(compared))
    names = [asked(row, compared.codebook) for row in headline]
    rows = tuple(_cells(report, row, name) for row, name in zip(headline, names, strict=True))
    level = f"Interval ({headline[0].level * 100:g} %)"
    bars = tuple(
        Bar(name, row.value, row.low, row.high, said(row), at, under=verdict_of(row))
        for at, (row, name) in enumerate(zip(headline, names, strict=True))
    )
    return View(
        id=OVERVIEW,
        title=TITLE,
        about=f"Krippendorff’s α (nominal), {basis(headline[0])}.",
        heads=tuple(level if head == "Interval (95 %)" else head for head in HEADS),
        rows=rows,
        picture=Bars(f"α of each label with its interval, by {unit}", bars),
        behind=tuple(
            Where(f"Where coders differ about {about(compared.codebook, row.label)}", row.label)
            for row in headline
        ),
        notes=(*_where_and_what(report), *_notes(headline, names), *report.notes),
    )


def said(row: Row) -> str:
    """Return a figure and its interval in one line, or the reason why there is none."""
    return (row.reason or "") if row.value is None else f"{figure(row)} {interval(row)}".strip()


def verdict_of(row: Row) -> str:
    """Return what a figure allows to say, in words."""
    return row.verdict or ""


def _cells(report: AgreementReport, row: Row, name: str) -> tuple[str, ...]:
    return (
        name,
        figure(row),
        interval_or_reason(row),
        verdict_of(row),
        *(figure(beside(report.rows, row, other)) for other in ("percent", "prevalence", "ac1")),
        str(row.articles),
        str(row.articles_with_label) if row.question == "label" else "",
        str(row.units),
    )


def where_and_what(report: AgreementReport) -> tuple[Row | None, Row | None]:
    """Return |uα (where something is marked) and cuα (what it is called) by token, where asked for."""
    where = next((r for r in report.rows if r.coefficient == "bar_u_alpha" and r.scope == "pooled"), None)
    what = next((r for r in report.rows if r.coefficient == "cu_alpha" and r.scope == "pooled"), None)
    return where, what


def _where_and_what(report: AgreementReport) -> tuple[str, ...]:
    where, what = where_and_what(report)
    if where is None or what is None:
        return ()
    parts = [
        f"{words} {figure(row)} {interval_or_reason(row)}".strip()
        for words, row in (("where something is marked, |uα", where), ("what it is called, cuα", what))
    ]
    cut = "; * cut at the end of its range" if where.cut or what.cut else ""
    return (f"By token, of explicit marks: {'; '.join(parts)} ({where.articles} articles{cut}).",)


def _notes(headline: tuple[Row, ...], names: list[str]) -> tuple[str, ...]:
    notes: dict[str, list[str]] = {}
    for row, name in zip(headline, names, strict=True):
        for note in row.notes:
            notes.setdefault(note, []).append(name)
        if row.mode == "by-default":
            notes.setdefault("unmarked text counts", []).append(name)
        if row.cut:
            notes.setdefault("* the bound lay beyond the coefficient's range and was cut", []).append(name)
    return tuple(f"{', '.join(where)}: {note}" for note, where in notes.items())
