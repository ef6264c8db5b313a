"""One coder at work: what the desk shows, and how its acts are stored."""

from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import acts, articles, assignments, passages, places, progress, zones
from db.project import Project
from db.records import PRODUCTION, Article, Coder, Place, Saved, Step, Writer
from desktop.codebook import Codebook
from desktop.study.changes import Changes, Kind, changed
from desktop.study.codebooks import in_force
from desktop.study.phases import TRAINING, told
from desktop.study.planning import DeskArticle, Planned

if TYPE_CHECKING:
    from db.session import Session

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
    # One question for all of it: each one more would cost a turn of the project's thread.
    return desk.project.ask(_loaded, desk.coder.id, article)


def _loaded(session: "Session", coder: str, identity: str) -> DeskArticle:
    read = articles.get(session, identity)
    writer = Writer(coder, phase=_phase(assignments.phase_of(session, coder, identity), read))
    undo, redo = acts.steps(session, writer)
    marks = progress.article_marks(session, coder=coder, article=identity)
    return DeskArticle(
        article=read,
        codebook=in_force(session),
        writer=writer,
        zones=zones.of_article(session, identity),
        passages=passages.of_article(session, identity, owners=(coder,), phase=writer.phase),
        progress=progress.of(session, coder, identity, writer.phase),
        marks=tuple(mark for mark in marks if mark.phase == writer.phase),
        place=places.get(session, coder, identity),
        undo=undo,
        redo=redo,
        handed_over=progress.handed_over(session, coder, identity, writer.phase),
    )


def phase_of(project: Project, coder: str, article: Article) -> str:
    """Return the phase in which a coder codes an article: as told; practice articles are training."""
    return _phase(project.ask(assignments.phase_of, coder, article.id), article)


def _phase(assigned: str, article: Article) -> str:
    if told(assigned) == PRODUCTION and dict(article.metadata).get(PRACTICE):
        return TRAINING
    return told(assigned)


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
