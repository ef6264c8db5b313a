"""One coder at work: what the desk shows, and how its acts are stored."""

from concurrent.futures import Future
from dataclasses import dataclass, replace

from db import acts, articles, assignments, passages, places, progress, zones
from db.project import Project
from db.records import PRODUCTION, Article, Coder, Place, Saved, Step, Writer
from desktop.codebook import Codebook
from desktop.study.changes import Changes, Kind, changed
from desktop.study.codebooks import current_codebook
from desktop.study.phases import TRAINING, told
from desktop.study.planning import DeskArticle, Planned

PRACTICE = "practice"
"""The key of an article's metadata that says it is a practice article with a known answer."""

QUOTE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """One coder in one open project."""

    project: Project
    coder: Coder


def load(desk: Desk, article: str) -> DeskArticle:
    """Return an article (by id) with the coder's own passages, progress and place."""
    project, coder = desk.project, desk.coder.id
    send = project.send  # the questions that need no answer of another are under way at once
    kept, marks = send(zones.of_article, article), send(progress.article_marks)
    place = send(places.get, coder, article)
    read = project.ask(articles.get, article)
    writer = Writer(coder, phase=phase_of(project, coder, read))
    mine = send(passages.of_article, article, owners=(coder,), phase=writer.phase)
    steps, state = send(acts.steps, writer), send(progress.of, coder, article, writer.phase)
    whose = (coder, article, writer.phase)
    undo, redo = steps.result()
    return DeskArticle(
        article=read,
        codebook=current_codebook(project),
        writer=writer,
        zones=kept.result(),
        passages=mine.result(),
        progress=state.result(),
        marks=tuple(m for m in marks.result() if (m.coder, m.article, m.phase) == whose),
        place=place.result(),
        undo=undo,
        redo=redo,
    )


def phase_of(project: Project, coder: str, article: Article) -> str:
    """Return the phase in which a coder codes an article: as told; practice articles are training."""
    assigned = told(project.ask(assignments.phase_of, coder, article.id))
    if assigned == PRODUCTION and dict(article.metadata).get(PRACTICE):
        return TRAINING
    return assigned


def save(desk: Desk, planned: Planned, active_ms: int = 0) -> Future[Saved]:
    """Store a planned act; the future is done once it is on disk. Sending it again is harmless."""
    act = replace(planned.act, active_ms=active_ms)
    return desk.project.send(acts.commit, planned.writer, act)


def undo(desk: Desk, writer: Writer, act: str = "") -> Future[Saved | None]:
    """Take back the writer's last act, in whatever article and sitting it was done.

    `act` is an id of `db.ids.new_id`: sending it again after a failure is harmless.
    """
    return desk.project.send(acts.undo, writer, act)


def redo(desk: Desk, writer: Writer, act: str = "") -> Future[Saved | None]:
    """Do again what was taken back last; `act` as above."""
    return desk.project.send(acts.redo, writer, act)


def keep_place(desk: Desk, place: Place) -> Future[None]:
    """Remember where the coder stopped in an article."""
    return desk.project.send(places.put, place)


def last_place(desk: Desk) -> Place | None:
    """Return where the coder stopped last, in whatever article."""
    return desk.project.ask(places.last, desk.coder.id)


def changes_of(saved: Saved, owner: str) -> Changes:
    """Return what kinds of thing a stored act changed."""
    kinds = [Kind.PASSAGES] if saved.passages or saved.deleted else []
    kinds += [Kind.PROGRESS] if saved.progress else []
    return changed(*kinds, article=saved.article, owner=owner)


def describe(step: Step, codebook: Codebook) -> str:
    """Word a step of the undo stack: its label and the beginning of its quote, or what was done."""
    verbs = {"finish": "finish article", "reopen": "reopen article", "set-aside": "set aside"}
    label = codebook.label(step.label) if step.label else None
    parts = [label.name.lower() if label else verbs.get(step.verb, step.verb)]
    if step.verb in ("delete", "note", "unsure", "split", "merge", "resize", "relabel", "flag") and label:
        parts[0] = f"{step.verb} {parts[0]}"
    if step.quote:
        parts.append(f"“{shortened(step.quote)}”")
    return ", ".join(parts)


def shortened(quote: str, words: int = QUOTE_WORDS) -> str:
    """Return the first words of a quote, with an ellipsis where it goes on."""
    all_words = quote.split()
    return " ".join(all_words[:words]) + ("…" if len(all_words) > words else "")
