"""Precedents: what the team has settled under a rule, shown to whoever rests a passage on it.

Nobody sees another coder's live work here, and no coder what is settled on a text they have still to code.
"""

from collections.abc import Callable
from dataclasses import dataclass

from db import articles, assignments, precedents, progress
from db.precedents import Settled
from db.project import Project
from db.records import ADJUDICATED, Coder, State
from desktop.study.phases import told
from desktop.study.practice import ANSWER

MOST = 30
"""The newest so many are shown."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One case: what was decided on a stretch of an article, and why.

    `label` is the label it was given, "" where no passage was right. `known_answer` says that it comes from
    a practice article.
    """

    article: str
    title: str
    start: int
    end: int
    quote: str
    label: str
    note: str
    reason: str
    settled_at: str
    known_answer: bool


def precedents_under(project: Project, coder: Coder | None, rule: str) -> tuple[Precedent, ...]:
    """Return what is settled under a rule, newest first; for a coder, only where it gives nothing away."""
    if not rule:
        return ()
    settled = project.ask(precedents.under, rule, layers=(ADJUDICATED, ANSWER))
    about = {each.id: (each.title or each.name, each.text_sha256) for each in project.ask(articles.summaries)}
    may_see = _open_to(project, coder, {article: text for article, (_, text) in about.items()})
    found = []
    for each in settled:
        article = _article(each)
        if article in about and each.quote and may_see(article):
            found.append(_precedent(each, about[article][0]))
    return tuple(sorted(found, key=lambda case: case.settled_at, reverse=True)[:MOST])


def _article(settled: Settled) -> str:
    if settled.passage is not None:
        return settled.passage.article
    return settled.decision.article if settled.decision is not None else ""


def _precedent(settled: Settled, title: str) -> Precedent:
    passage, decision = settled.passage, settled.decision
    notes = (passage.note if passage else "", decision.note if decision else "")
    at = passage or decision
    return Precedent(
        article=at.article if at else "",
        title=title,
        start=at.start if at else 0,
        end=at.end if at else 0,
        quote=settled.quote,
        label=passage.label if passage else "",
        note="\n".join(note for note in notes if note),
        reason=decision.reason if decision else "",
        settled_at=max(passage.updated_at if passage else "", decision.updated_at if decision else ""),
        known_answer=passage is not None and passage.layer == ANSWER,
    )


def _open_to(project: Project, coder: Coder | None, texts: dict[str, str]) -> Callable[[str], bool]:
    """Return which articles' settled cases a coder may see: of none whose text is still to be coded."""
    if coder is None:
        return lambda _article: True
    done = {
        (step.article, step.phase)
        for step in project.ask(progress.all)
        if step.coder == coder.id and step.state in (State.FINISHED, State.SET_ASIDE)
    }
    plan = [row for row in project.ask(assignments.all) if row.coder == coder.id]
    if plan:
        waiting = {row.article for row in plan if (row.article, told(row.phase)) not in done}
    else:
        finished = {article for article, _ in done}
        waiting = {article for article in texts if article not in finished}
    hidden = {texts[article] for article in waiting if article in texts}
    return lambda article: texts.get(article) not in hidden
