"""How far each coder agrees with the own earlier work."""

from dataclasses import replace

from desktop.agreement.report import Row
from desktop.study.coders import shown_name
from desktop.study.recoding import intra_coder
from desktop.study.workspace.overview import said, verdict_of
from desktop.study.workspace.pictured import Bar, Bars
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, about, figure, interval_or_reason, plural, zones_of

AGAIN = "again"
TITLE = "Coded again"
MISSING = (
    "Nobody has coded an article again: let each coder recode a few articles after some weeks, by the plan."
)
CEILING = "No coder can be expected to agree with others better than with the own earlier work."


def again_view(asked: Request) -> View:
    """Return α of each coder's first work against the second, in the phase recoding."""
    settings = replace(
        asked.settings, units=(asked.unit,), zones=zones_of(asked.settings), coefficients=("alpha", "percent")
    )
    found = [each for each in intra_coder(asked.project, settings=settings) if each.articles]
    if not found:
        return View(AGAIN, TITLE, missing=MISSING)
    names = {c.id: n for c, n in zip(asked.compared.coders, asked.compared.continuum.coders, strict=True)}
    rows, bars = [], []
    for each in found:
        row = _row(each.rows, "alpha", asked.label)
        raw = _row(each.rows, "percent", asked.label)
        who = names.get(each.coder.id, shown_name(each.coder))
        rows.append((
            who, figure(row), interval_or_reason(row) if row else "", figure(raw), str(each.articles),
            str(row.units) if row else "",
        ))  # fmt: skip
        if row is not None:
            verdict = verdict_of(row)
            bars.append(Bar(who, row.value, row.low, row.high, said(row), len(rows) - 1, under=verdict))
    what = about(asked.compared.codebook, asked.label)
    return View(
        id=AGAIN,
        title=TITLE,
        about=f"α (nominal) of each coder’s first coding against the second, {what}, by {asked.unit}, phase "
        f"recoding, {plural(len(found), 'coder')}.",
        heads=("Coder", "α", "Interval", "Raw agreement", "Articles", f"{asked.unit.capitalize()}s"),
        rows=tuple(rows),
        picture=Bars(f"α of each coder with the own earlier work, {what}, by {asked.unit}", tuple(bars)),
        notes=(CEILING,),
    )  # fmt: skip


def _row(rows: tuple[Row, ...], coefficient: str, label: str | None) -> Row | None:
    question = "all-labels" if label is None else "label"
    for row in rows:
        if (row.coefficient, row.question, row.label, row.scope) == (coefficient, question, label, "pooled"):
            return row
    return None
