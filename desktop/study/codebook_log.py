"""The change log of the codebook: what each version changed, and which decisions led to it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db import articles, codebooks, decisions, settings
from db.errors import ProjectError
from db.project import Project
from db.records import Decision
from desktop.codebook import Codebook, differences
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.codebooks import every_codebook
from desktop.study.coders import all_coders, shown_name

LOG = "codebook-log/"
"""Settings whose keys begin so name, by a version's hash, the decisions that led to it."""
GAP = "codebook gap"
"""The reason of a decision that asks for a change of the codebook."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A decision that led to a change, or asks for one: where, on what text, and what was said."""

    decision: str
    article: str
    start: int
    end: int
    quote: str
    answer: str
    reason: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One version: `number` from 1, when it came into force (RFC 3339 UTC), its changes in words, and why."""

    number: int
    sha256: str
    installed_at: str
    changes: tuple[str, ...]
    causes: tuple[Cause, ...]


def change_log(project: Project) -> tuple[LogEntry, ...]:
    """Return every version with what it changed and the decisions that led to it, the newest first."""
    books = every_codebook(project)
    linked = _linked(project)
    led_to = [d for d in project.ask(decisions.all) if d.id in linked]
    causes = {cause.decision: cause for cause in _causes(project, led_to)}
    found: list[LogEntry] = []
    earlier: list[Codebook] = []
    for version in project.ask(codebooks.all):
        book = books[version.sha256]
        old = earlier[-1] if earlier else None
        said = differences(old, book, earlier[:-1]) if old else ()
        led = tuple(causes[one] for one in _led_to(project, version.sha256) if one in causes)
        sentences = tuple(difference.sentence for difference in said)
        found.append(LogEntry(version.number, version.sha256, version.installed_at, sentences, led))
        earlier.append(book)
    return tuple(reversed(found))


def open_gaps(project: Project) -> tuple[Cause, ...]:
    """Return the decisions that name a gap in the codebook and have led to no version yet."""
    linked = _linked(project)
    gaps = [d for d in project.ask(decisions.all) if d.reason == GAP and d.id not in linked]
    return _causes(project, gaps)


def lead_to(project: Project, version: str, wanted: Sequence[str]) -> Changes:
    """Say that these decisions (by id) led to the codebook version of this hash.

    Raises `UserError` for a decision or version that is not there. What was said before stays.
    """
    known = {decision.id for decision in project.ask(decisions.all)}
    for one in wanted:
        if one not in known:
            raise UserError(f"There is no decision {one}; `pressmark codebook PROJECT --log` lists them.")
    if version not in every_codebook(project):
        raise UserError("That codebook version is not in this project.")
    before = _led_to(project, version)
    after = list(dict.fromkeys([*before, *wanted]))
    if after == before:
        return NOTHING
    # Ids alone: what was said of articles and people stays beside the log, where it can be erased.
    project.ask(settings.put, LOG + version, json.dumps(after))
    return changed(Kind.SETTINGS)


def _linked(project: Project) -> set[str]:
    return {one for _, told in project.ask(settings.all, LOG) for one in json.loads(told)}


def _led_to(project: Project, version: str) -> list[str]:
    return list(json.loads(project.ask(settings.get, LOG + version) or "[]"))


def _causes(project: Project, found: Sequence[Decision]) -> tuple[Cause, ...]:
    names = {coder.id: shown_name(coder) for coder in all_coders(project)}
    texts = {identity: _article(project, identity) for identity in {d.article for d in found}}
    return tuple(
        Cause(
            decision=d.id,
            article=texts[d.article][0],
            start=d.start,
            end=d.end,
            quote=texts[d.article][1][d.start : d.end],
            answer=d.answer,
            reason=d.reason,
            note=d.note,
            by=names.get(d.owner, d.owner),
            at=d.updated_at,
        )
        for d in found
    )


def _article(project: Project, identity: str) -> tuple[str, str]:
    """Return name and text of an article, the text empty where it was purged."""
    try:
        found = project.ask(articles.get, identity)
    except ProjectError:
        return identity, ""
    return found.name, found.text
