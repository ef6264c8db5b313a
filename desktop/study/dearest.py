"""The stretches of text that cost the most agreement, in words: where, and what each coder gave."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from db import articles
from db.project import Project
from desktop.agreement.contributions import Stretch
from desktop.agreement.report import AgreementReport, AgreementSettings
from desktop.study.agreement import Compared, Disagreements, compare, disagreements_of, report_of
from desktop.study.coders import shown_name

NOTHING = "nothing"
UNFINISHED = "not finished"
QUOTE_WIDTH = 160
"""How much of a quote is told, in characters."""


@dataclass(frozen=True, slots=True)
class Dearest:
    """One stretch where coders differ: `share` of all disagreement (0 to 1), `gain` in α if it were settled.

    `start`, `end` in code points of the article; `given` pairs each coder's name with what they gave.
    """

    article: str
    article_id: str
    start: int
    end: int
    quote: str
    given: tuple[tuple[str, str], ...]
    share: float
    gain: float


def table_and_dearest(
    project: Project, settings: AgreementSettings, count: int = 3
) -> tuple[AgreementReport, tuple[Dearest, ...]]:
    """Return the agreement table and the stretches that cost most, from one reading of the project."""
    compared = compare(project, settings)
    return report_of(compared, settings), dearest(project, compared, settings, count)


def dearest(
    project: Project, compared: Compared, settings: AgreementSettings, count: int
) -> tuple[Dearest, ...]:
    """Return the `count` stretches that cost the most over all labels; none where nothing is compared."""
    found = disagreements_of(compared, settings)
    if found is None:
        return ()
    runs = found.costs.runs
    return told(project, compared, found, [runs.stretch(at) for at in range(min(count, len(runs)))])


def told(
    project: Project, compared: Compared, found: Disagreements, stretches: Sequence[Stretch]
) -> tuple[Dearest, ...]:
    """Return these stretches in words, in their order; none where nothing is in dispute."""
    if not found.costs.observed:
        return ()
    texts = compared.texts
    read = {at: project.ask(articles.get, texts.ids[at]).text for at in {s.article for s in stretches}}
    return tuple(
        Dearest(
            article=texts.names[stretch.article],
            article_id=texts.ids[stretch.article],
            start=stretch.start,
            end=stretch.end,
            quote=read[stretch.article][stretch.start : stretch.end].strip(),
            given=_given(compared, stretch.values),
            share=stretch.cost / found.costs.observed,
            gain=stretch.gain,
        )
        for stretch in stretches
    )


def _given(compared: Compared, values: tuple[int | None, ...]) -> tuple[tuple[str, str], ...]:
    names = [shown_name(coder) for coder in compared.coders]
    return tuple((name, _words(compared, value)) for name, value in zip(names, values, strict=True))


def _words(compared: Compared, value: int | None) -> str:
    if value is None:
        return UNFINISHED
    held = [label for at, label in enumerate(compared.continuum.labels) if value >> at & 1]
    known = [compared.codebook.label(label) for label in held]
    words = [found.name.lower() if found else label for found, label in zip(known, held, strict=True)]
    return " and ".join(words) or NOTHING


def dearest_lines(places: tuple[Dearest, ...]) -> list[str]:
    """Return the lines that tell these stretches to a reader."""
    if not places:
        return []
    lines = ["", "What costs the most agreement, over all labels"]
    for place, one in enumerate(places, 1):
        given = "; ".join(f"{name} {what}" for name, what in one.given)
        quote = textwrap.shorten(one.quote, QUOTE_WIDTH, placeholder=" …")
        share = f"{100 * one.share:.1f} % of all disagreement"
        lines += [
            f"  {place}. {one.article} {one.start}–{one.end}: {given}",
            f"     “{quote}”",
            f"     {share}; α would rise by {one.gain:.3f} if it were settled",
        ]
    return lines
