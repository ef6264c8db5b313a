"""Handing out: what a coder receives goes into a kit, whether that is new or at work already."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from db import (
    acts,
    articles,
    assignments,
    codebooks,
    kits,
    merging,
    outside,
    passages,
    purging,
    settings,
    zones,
)
from db.encoding import text_sha256
from db.errors import ProjectError
from db.ids import article_id
from db.incoming import Source
from db.records import ADJUDICATED, CODER, Act, Assignment, NewArticle, Passage, PutPassage, Writer
from db.session import Session


@dataclass(frozen=True, slots=True)
class Handout:
    """What a coder receives. `articles` gives them one by one; `codebooks` are texts with their hashes.

    The last codebook is the one in force. `own` is the coder's own earlier work. `answers` are the known
    answers of a training kit, otherwise none. `purged` are articles that must be forgotten. `written_at`
    says when it was handed out (RFC 3339 UTC).
    """

    codebooks: tuple[tuple[str, str], ...]
    articles: Callable[[], Iterable[NewArticle]]
    assignments: tuple[Assignment, ...]
    own: Source
    written_at: str
    settings: tuple[tuple[str, str], ...] = ()
    answers: tuple[Passage, ...] = ()
    purged: tuple[str, ...] = ()


def article_to_hand(session: Session, identity: str) -> NewArticle:
    """Return an article of this project as a kit takes it in, the very same in all that coders see."""
    found = articles.get(session, identity)
    return NewArticle(
        name=found.name,
        title=found.title,
        text=found.text,
        original=articles.original(session, identity),
        reader=found.reader,
        reader_version=found.reader_version,
        encoding=found.encoding,
        line_ends=found.line_ends,
        segmenter=found.segmenter,
        sentences=found.sentences,
        zones=tuple(replace(zone, article="") for zone in zones.of_article(session, identity)),
        metadata=found.metadata,
        notices=found.notices,
        version=found.version,
    )


def take_up(session: Session, handout: Handout) -> None:
    """Bring what is handed out into a kit, new or at work, in one transaction; what is there stays.

    ProjectError where the kit holds something newer.
    """
    if handout.written_at < kits.written(session):
        raise ProjectError("The kit holds something newer already, so nothing was changed.")
    with session.write(), _as_lead(session):
        _take_codebooks(session, handout.codebooks)
        for new in handout.articles():
            _take_article(session, new)
        for identity in handout.purged:
            _purge(session, identity)
        assignments.set(session, handout.assignments)
        for key, value in handout.settings:
            settings.put(session, key, value)
        _take_answers(session, handout.answers)
        merging.take_in(session, [handout.own])
        given = {part.stream.id: part.last for part in handout.own.parts}
        kits.put_given(session, given, handout.written_at)


def take_newer(session: Session, path: Path) -> None:
    """Bring a kit at work up to date with a newer kit of the same coder: articles, codebook, assignment."""
    with outside.opened(path) as newer:
        if kits.coder(newer) != session.kit or kits.project(newer) != kits.project(session):
            raise ProjectError(f"{path.name} is a kit of another coder or project; nothing was changed.")
        handout = Handout(
            codebooks=tuple((version.text, version.sha256) for version in codebooks.all(newer)),
            articles=lambda: (article_to_hand(newer, identity) for identity in articles.versions(newer)),
            assignments=assignments.all(newer),
            own=outside.project_file(path),
            written_at=kits.written(newer),
            settings=settings.all(newer),
            answers=tuple(p for p in passages.all(newer) if p.layer not in (CODER, ADJUDICATED)),
            purged=purging.purged(newer),
        )
        take_up(session, handout)


def _take_codebooks(session: Session, texts: Sequence[tuple[str, str]]) -> None:
    known = {version.sha256 for version in codebooks.all(session)}
    for text, sha256 in texts:
        if sha256 not in known:
            codebooks.install(session, text, sha256)
    if texts:
        codebooks.install(session, *texts[-1])


def _take_article(session: Session, new: NewArticle) -> None:
    identity = article_id(new.name, text_sha256(new.text))
    if not session.has_article(identity):
        articles.add(session, new, new_version=True)
        return
    if tuple(sorted(new.metadata)) != articles.get(session, identity).metadata:
        articles.set_metadata(session, identity, new.metadata)
    here = tuple(replace(zone, article="") for zone in zones.of_article(session, identity))
    if sorted(here, key=repr) != sorted(new.zones, key=repr):
        zones.replace(session, identity, new.zones)


def _purge(session: Session, identity: str) -> None:
    query = "SELECT 1 FROM article WHERE id = ? AND purged = 0"
    if session.connection.execute(query, (identity,)).fetchone():
        purging.article(session, identity)


def _take_answers(session: Session, answers: Sequence[Passage]) -> None:
    for answer in answers:
        if not session.connection.execute(
            "SELECT 1 FROM revision WHERE subject = ?", (answer.id,)
        ).fetchone():
            writer = Writer(answer.owner, answer.layer, answer.phase)
            change = PutPassage(replace(answer, revision=""))
            acts.commit(session, writer, Act(session.new_id(), "answer", answer.article, (change,)))


@contextmanager
def _as_lead(session: Session) -> Iterator[None]:
    """Let what stands inside write what the lead hands out: articles, codebook, assignment."""
    kit, session.kit = session.kit, ""
    try:
        yield
    finally:
        session.kit = kit
