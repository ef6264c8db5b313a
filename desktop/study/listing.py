"""What a project holds, as plain rows: articles with progress, zones, comments, whether it is whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db import articles, coders, passages, progress, verify, zones
from db.project import Project
from db.records import CODER, ArticleSummary, Passage, Progress, State, Zone
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.coders import shown_name

COMMENT_PARTS = ("comment-header", "comment", "comment-footer")
"""The zones that one comment consists of; each says in its details which comment it is part of."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article and how far each coder of the project is with it, by the coder's name."""

    summary: ArticleSummary
    progress: dict[str, State]


@dataclass(frozen=True, slots=True)
class ListedZone:
    """A zone and the name of its article."""

    article: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class ListedComment:
    """One comment of a thread; `parent` is the number of the comment answered, offsets in code points."""

    article: str
    number: int
    author: str
    replies_to: str | None
    parent: int | None
    posted_at: str | None
    posted_text: str
    header: tuple[int, int]
    body: tuple[int, int]
    footer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of the whole file found: `damage` in sentences, empty where it is whole."""

    articles: int
    coders: int
    passages: int
    damage: tuple[str, ...]


def article_listing(project: Project) -> tuple[ListedArticle, ...]:
    """Return every article by name; in two phases of one coder the one worked on last counts."""
    who = project.ask(coders.all)
    latest: dict[tuple[str, str], Progress] = {}
    for row in sorted(project.ask(progress.all), key=lambda step: step.updated_at):
        latest[row.coder, row.article] = row
    return tuple(
        ListedArticle(
            summary,
            {
                shown_name(coder): step.state
                if (step := latest.get((coder.id, summary.id)))
                else State.NOT_BEGUN
                for coder in who
            },
        )
        for summary in project.ask(articles.summaries)
    )


def zone_listing(project: Project, article: str | None = None) -> tuple[ListedZone, ...]:
    """Return the zones of one article (name or id) or of all, by article and place."""
    return tuple(
        ListedZone(summary.name, zone)
        for summary in _chosen(project, article)
        for zone in project.ask(zones.of_article, summary.id)
    )


def comment_listing(project: Project, article: str | None = None) -> tuple[ListedComment, ...]:
    """Return the comments of one article (name or id) or of all, in the order of their threads.

    A comment is what its zones say: its header holds who wrote when, in answer to whom. Rejected zones are
    left out.
    """
    return tuple(
        comment
        for summary in _chosen(project, article)
        for comment in _thread(summary.name, project.ask(zones.of_article, summary.id))
    )


def _thread(article: str, found: Iterable[Zone]) -> Iterable[ListedComment]:
    parts: dict[int, dict[str, Zone]] = {}
    for zone in found:
        told = dict(zone.details).get("number", "")
        if zone.kind in COMMENT_PARTS and zone.state != "rejected" and told.isdecimal():
            parts.setdefault(int(told), {})[zone.kind] = zone
    for number, by_kind in sorted(parts.items()):
        if "comment-header" in by_kind:
            yield _comment(article, number, by_kind)


def _comment(article: str, number: int, parts: dict[str, Zone]) -> ListedComment:
    header, body, footer = (parts.get(kind) for kind in COMMENT_PARTS)
    assert header is not None  # noqa: S101 - the caller looked
    known = dict(header.details)
    return ListedComment(
        article=article,
        number=number,
        author=known.get("author", ""),
        replies_to=known.get("replies_to") or None,
        parent=int(known["parent"]) if known.get("parent") else None,
        posted_at=known.get("posted_at") or None,
        posted_text=known.get("posted_text", ""),
        header=(header.start, header.end),
        body=(body.start, body.end) if body else (header.end, header.end),
        footer=(footer.start, footer.end) if footer else None,
    )


def accept_zones(project: Project, article: str | None = None) -> tuple[int, Changes]:
    """Accept every proposed zone of one article or of all; returns how many, and what changed."""
    accepted = 0
    for summary in _chosen(project, article):
        found = project.ask(zones.of_article, summary.id)
        proposed = sum(zone.state == "proposed" for zone in found)
        if proposed:
            settled = tuple(replace(z, state="accepted") if z.state == "proposed" else z for z in found)
            project.ask(zones.replace, summary.id, settled)
            accepted += proposed
    return accepted, changed(Kind.ZONES) if accepted else NOTHING


def health(project: Project) -> Health:
    """Check the whole file: hash chains, quotes against texts, links, derived tables."""
    return Health(
        articles=len(project.ask(articles.summaries)),
        coders=len(project.ask(coders.all)),
        passages=len(project.ask(passages.all, layer=CODER)),
        damage=project.ask(verify.check),
    )


def _chosen(project: Project, article: str | None) -> tuple[ArticleSummary, ...]:
    if article is None:
        return project.ask(articles.summaries)
    return (project.ask(articles.find, article),)


def article_bytes(project: Project, article: str, *, original: bool) -> bytes:
    """Return one article's canonical text in UTF-8, or the bytes of the file it came from."""
    found = project.ask(articles.find, article).id
    if original:
        return project.ask(articles.original, found)
    return project.ask(articles.get, found).text.encode()


def places(project: Project, listed: Iterable[Passage]) -> list[dict[str, str | int]]:
    """Return where passages stand, in names: article, coder, label, start, end, quote."""
    names = {coder.id: shown_name(coder) for coder in project.ask(coders.all)}
    called: dict[str, str] = {}
    rows: list[dict[str, str | int]] = []
    for passage in listed:
        if passage.article not in called:
            called[passage.article] = project.ask(articles.get, passage.article).name
        rows.append(
            {
                "article": called[passage.article],
                "coder": names.get(passage.owner, passage.owner),
                "label": passage.label,
                "start": passage.start,
                "end": passage.end,
                "quote": passage.quote,
            }
        )
    return rows
