"""What a project holds, as plain rows: articles with progress, zones, comments, whether it is whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from db import articles, coders, passages, progress, streams, verify, zones
from db.project import Project
from db.records import CODER, ArticleSummary, Passage, Progress, State, Zone
from desktop.articles.listing import comments_in
from desktop.study.coders import shown_name
from desktop.study.reading import Picking, picked
from desktop.study.zones import chosen


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article and how far each coder of the project is with it, by the coder's name."""

    summary: ArticleSummary
    progress: dict[str, State]
    unconfirmed: bool = False


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
    """What a check of the whole file found: `damage` in sentences, empty where it is whole.

    `work_of` names the coders whose work is in the file.
    """

    articles: int
    coders: int
    passages: int
    damage: tuple[str, ...]
    work_of: tuple[str, ...] = ()


def article_listing(project: Project, picking: Picking | None = None) -> tuple[ListedArticle, ...]:
    """Return the articles that are picked, by name where nothing else is asked.

    In two phases of one coder the one worked on last counts.
    """
    wanted = picked(project, None, picking or Picking(by="name"))
    waiting = project.ask(zones.unconfirmed)
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
            unconfirmed=summary.id in waiting,
        )
        for summary in project.ask(articles.some, wanted)
    )


def zone_listing(project: Project, article: str | None = None) -> tuple[ListedZone, ...]:
    """Return the zones of one article (name or id) or of all, by article and place."""
    return tuple(
        ListedZone(summary.name, zone)
        for summary in chosen(project, article)
        for zone in project.ask(zones.of_article, summary.id)
    )


def comment_listing(project: Project, article: str | None = None) -> tuple[ListedComment, ...]:
    """Return the comments of one article (name or id) or of all, in the order of their threads.

    A comment is what its zones say: its header holds who wrote when, in answer to whom. Rejected zones are
    left out.
    """
    return tuple(
        comment
        for summary in chosen(project, article)
        for comment in _thread(summary.name, project.ask(zones.of_article, summary.id))
    )


def _thread(article: str, found: Iterable[Zone]) -> Iterable[ListedComment]:
    for comment in comments_in(found):
        yield ListedComment(
            article=article,
            number=comment.number,
            author=comment.author,
            replies_to=comment.replies_to,
            parent=comment.parent,
            posted_at=comment.posted_at,
            posted_text=comment.posted_text,
            header=comment.header,
            body=comment.body,
            footer=comment.footer,
        )


def health(project: Project) -> Health:
    """Check the whole file: hash chains, quotes against texts, links, derived tables."""
    return Health(
        articles=len(project.ask(articles.summaries)),
        coders=len(project.ask(coders.all)),
        passages=len(project.ask(passages.all, layer=CODER)),
        damage=project.ask(verify.check),
        work_of=work_inside(project),
    )


def work_inside(project: Project) -> tuple[str, ...]:
    """Return the names of the coders whose work is in the file: of several, it is never to be handed out."""
    inside = project.ask(streams.coders)
    return tuple(shown_name(coder) for coder in project.ask(coders.all) if coder.id in inside)


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
