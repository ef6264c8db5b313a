"""Passages on an earlier version of an article, proposed for the newest one: only where there is no doubt.

A passage never moves by itself. It is proposed where its quote stands once in the new text with the same text
before and after it; a person takes the proposals over, and the passage on the earlier version stays.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db import acts, articles, passages, progress
from db.errors import ProjectError
from db.ids import new_id
from db.project import Project
from db.records import CODER, Act, Article, Change, Passage, PutPassage, SetProgress, State, Writer
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.codebooks import current_codebook

CONTEXT = 40
"""How much on both sides of a quote must be the same, in code points; less only at an end of the text."""
_IMPORT = "import"
"""The verb of work that comes in on a coder's behalf; such a passage is in a stream of its own."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage on an earlier version, and where it would stand in the newest (`start` -1: nowhere for sure).

    `reason` says why it is not proposed, "" where it is.
    """

    passage: Passage
    name: str
    article: str
    start: int
    reason: str

    @property
    def end(self) -> int:
        """Return the end of the range that is proposed."""
        return self.start + len(self.passage.quote)


def proposals(project: Project, article: str = "") -> tuple[Proposal, ...]:
    """Return what stands on earlier versions of articles, or of one (name or id), and not on the newest yet.

    By article, coder and place; those that cannot be proposed come with the reason.
    """
    newest = {summary.name: summary.id for summary in project.ask(articles.summaries)}
    if article:
        chosen = project.ask(articles.find, article)
        newest = {chosen.name: newest[chosen.name]}
    found: list[Proposal] = []
    for identity in project.ask(articles.versions):
        old = project.ask(articles.get, identity)
        if newest.get(old.name, identity) != identity:
            found += _of_version(project, old, newest[old.name])
    return tuple(found)


def _of_version(project: Project, old: Article, target: str) -> list[Proposal]:
    work = [p for p in project.ask(passages.of_article, old.id) if not _is_there(project, p, target)]
    if not work:
        return []
    try:
        new = project.ask(articles.get, target)
    except ProjectError:  # purged: there is no text to look in
        return []
    work.sort(key=lambda passage: (passage.owner, passage.start, passage.end))
    return [_proposed(passage, old, new) for passage in work]


def _is_there(project: Project, passage: Passage, target: str) -> bool:
    return bool(project.ask(passages.history, _identity(passage, target)))


def _identity(passage: Passage, target: str) -> str:
    """Return the id that a passage gets on another version: always the same, so it is carried over once."""
    return str(uuid.uuid5(uuid.UUID(passage.id), target))


def _proposed(passage: Passage, old: Article, new: Article) -> Proposal:
    before = old.text[max(0, passage.start - CONTEXT) : passage.start]
    after = old.text[passage.end : passage.end + CONTEXT]
    places = _occurrences(new.text, before + passage.quote + after)
    if passage.start < CONTEXT:  # what begins the text must begin it there, too
        places = [at for at in places if at == 0]
    if passage.end + CONTEXT > len(old.text):
        places = [at for at in places if at + len(before + passage.quote + after) == len(new.text)]
    if len(places) == 1:
        return Proposal(passage, old.name, new.id, places[0] + len(before), "")
    reason = (
        "it stands there more than once" if places else "it does not stand there with the same surroundings"
    )
    return Proposal(passage, old.name, new.id, -1, reason)


def _occurrences(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < 2:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def carry_over(project: Project, chosen: Sequence[Proposal]) -> Changes:
    """Put proposed passages on the newest version, on their coders' behalf: all of them or none.

    Articles not begun are begun; finishing is left to the coder. Those without a place are left out.
    """
    groups: dict[tuple[Writer, str], list[Proposal]] = {}
    for one in chosen:
        if not one.reason:
            writer = Writer(one.passage.owner, CODER, one.passage.phase)
            groups.setdefault((writer, one.article), []).append(one)
    if not groups:
        return NOTHING
    codebook = current_codebook(project).sha256
    items = [
        (writer, Act(new_id(), _IMPORT, article, tuple(_changes(project, writer, article, group, codebook))))
        for (writer, article), group in groups.items()
    ]
    project.ask(acts.commit_all, items)
    return changed(Kind.PASSAGES, Kind.PROGRESS)


def _changes(
    project: Project, writer: Writer, article: str, group: Iterable[Proposal], codebook: str
) -> list[Change]:
    sha256 = project.ask(articles.get, article).text_sha256
    found: list[Change] = [
        PutPassage(
            replace(
                one.passage,
                id=_identity(one.passage, article),
                article=article,
                start=one.start,
                end=one.end,
                text_sha256=sha256,
                origin="imported",
                codebook=codebook,
                revision="",
            )
        )
        for one in group
    ]
    state = project.ask(progress.of, writer.owner, article, writer.phase).state
    return [*found, SetProgress(article, State.BEGUN)] if state is State.NOT_BEGUN else found
