"""Everything an export needs, read in one go so that no later edit slips in between."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import articles, assignments, codebooks, coders, decisions, log, passages, progress, zones
from db.project import Project
from db.records import (
    ADJUDICATED,
    CODER,
    Article,
    ArticleSummary,
    CodebookVersion,
    Coder,
    Decision,
    Finished,
    Pairs,
    Passage,
    Progress,
    Zone,
)
from desktop.errors import UserError
from desktop.study.phases import Phases

if TYPE_CHECKING:
    from db.session import Session

LAYERS = (CODER, ADJUDICATED)
"""The layers that leave the project; the known answers of practice articles do not."""


Key = tuple[str, str, str]
"""One coder's work on one article: coder's id, article's id, phase."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A project at one moment. `articles` holds every version that has work on it, and the newest of each.

    `decisions` are those of adjudicators, each with the ids of the passages that it judged.
    An article whose text was purged has an empty one here, and its passages empty quotes; offsets stay.
    """

    secret: str
    articles: dict[str, Article]
    summaries: dict[str, ArticleSummary]
    coders: tuple[Coder, ...]
    passages: tuple[Passage, ...]
    progress: tuple[Progress, ...]
    first_finish: tuple[Finished, ...]
    zones: dict[str, tuple[Zone, ...]]
    marks: dict[Key, Pairs]
    codebooks: tuple[CodebookVersion, ...]
    current: CodebookVersion | None
    decisions: tuple[tuple[Decision, tuple[str, ...]], ...] = ()


def take(project: Project) -> Snapshot:
    """Read the project; raises `UserError` where a quote is not what its article says at its place."""
    snapshot = project.ask(_gather, project.id)
    for passage in snapshot.passages:
        _check(passage, snapshot)
    for finished in snapshot.first_finish:
        for passage in finished.passages:
            _check(passage, snapshot)
    return snapshot


def _gather(session: "Session", secret: str) -> Snapshot:
    phases = Phases.planned(assignments.all(session))
    stored = phases.passages(p for p in passages.all(session) if p.layer in LAYERS)
    steps = phases.progress(progress.all(session))
    summaries = {summary.id: summary for summary in articles.summaries(session)}
    wanted = {*summaries, *(p.article for p in stored), *(step.article for step in steps)}
    texts = {article.id: article for article in articles.all(session)}
    by_article: dict[str, list[Zone]] = {}
    for zone in zones.all(session):
        by_article.setdefault(zone.article, []).append(zone)
    marks: dict[Key, list[tuple[str, str]]] = {}
    for mark in phases.marks(progress.article_marks(session)):
        if "/" in mark.key:  # a remark on a zone or a proposal: no attribute of the codebook
            continue
        marks.setdefault((mark.coder, mark.article, mark.phase), []).append((mark.key, mark.value))
    return Snapshot(
        secret=secret,
        articles={id_: texts.get(id_) or _purged(articles.find(session, id_)) for id_ in sorted(wanted)},
        summaries=summaries,
        coders=coders.all(session),
        passages=stored,
        progress=steps,
        first_finish=phases.finished(progress.finished(session, phase=None, as_of="first")),
        zones={id_: tuple(found) for id_, found in by_article.items()},
        marks={key: tuple(pairs) for key, pairs in marks.items()},
        codebooks=codebooks.all(session),
        current=codebooks.current(session),
        decisions=tuple(_decisions(session, stored, wanted)),
    )


def _decisions(
    session: "Session", stored: Iterable[Passage], known: Collection[str]
) -> Iterator[tuple[Decision, tuple[str, ...]]]:
    """Give each decision with the passages it judged; most stand as they did, the log knows the others."""
    standing = {passage.revision: passage.id for passage in stored}
    for decision in decisions.all(session):
        found = (standing.get(one) or log.find(session, one) for one in decision.judged)
        judged = (one if isinstance(one, str) else one.subject for one in found if one)
        if decision.article in known:
            yield decision, tuple(sorted(judged))


def _purged(summary: ArticleSummary) -> Article:
    """Return what is left of an article whose text was purged: name, hash and length."""
    return Article(
        id=summary.id,
        name=summary.name,
        title="",
        text="",
        text_sha256=summary.text_sha256,
        original_sha256="",
        version=summary.version,
        reader="",
        reader_version="",
        encoding="",
        line_ends="",
        segmenter="",
        sentences=(),
    )


def _check(passage: Passage, snapshot: Snapshot) -> None:
    article = snapshot.articles[passage.article]
    if not article.text and not passage.quote:
        return
    same_text = passage.text_sha256 == article.text_sha256
    if not same_text or article.text[passage.start : passage.end] != passage.quote:
        raise UserError(
            f"{article.name}, {passage.start}–{passage.end}: the stored quote is not what the text says, "
            "so nothing was exported; `pressmark check` says more."
        )


def zone_at(zones_of_article: tuple[Zone, ...], at: int) -> Zone | None:
    """Return the innermost accepted zone at `at`: the one that starts last, and of those the shortest."""
    holding = [z for z in zones_of_article if z.state == "accepted" and z.start <= at < z.end]
    return max(holding, key=lambda zone: (zone.start, -zone.end, zone.kind), default=None)
