"""What stands in the project twice: shown, never deleted; the lead's flag keeps it out of figures.

An article with the very text of an earlier one is left out by itself. Near-identical articles and repeated
paragraphs are only shown until they are flagged: then they lie in a zone of the kind *duplicate*.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from db import articles, zones
from db.project import Project
from db.records import Article, Zone
from desktop.articles.duplicates import near_duplicates, repeated_paragraphs
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.zones import ACCEPTED, DUPLICATE, REJECTED, chosen

_NEAR = "nearly the text of another article"
_REPEATED = "a paragraph that stands before it in the article"
_RULES = (_NEAR, _REPEATED)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two articles (names) and the share of the shorter one that the longer holds; `other` came later."""

    one: str
    other: str
    share: float
    identical: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class Repeated:
    """A paragraph of an article (name) that stands in it before."""

    article: str
    start: int
    end: int
    first_start: int
    first_end: int
    flagged: bool


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found: pairs of articles, the most alike first, and repeated paragraphs by article."""

    pairs: tuple[Alike, ...]
    repeats: tuple[Repeated, ...]


def duplicates(project: Project) -> Duplicates:
    """Compare all articles of a project, in their newest versions, with each other and with themselves."""
    listed = project.ask(articles.summaries)
    newest = {item.id for item in listed}
    texts = {each.name: each for each in project.ask(articles.all) if each.id in newest}
    order = {item.name: place for place, item in enumerate(sorted(listed, key=lambda item: item.added_at))}
    flagged = _flags(project)
    twins = {item.name for item in listed if item.duplicate_of is not None}
    pairs = []
    for found in near_duplicates({name: article.text for name, article in texts.items()}):
        one, other = sorted((found.one, found.other), key=lambda name: order[name])
        whole = (0, len(texts[other].text))
        marked = other in twins or (texts[other].id, whole) in flagged
        pairs.append(Alike(one, other, found.share, found.identical, marked))
    threads = _threads(project)
    repeats = [
        repeat
        for article in texts.values()
        for repeat in _repeats(article, flagged)
        if not any(start <= repeat.start < end for start, end in threads.get(article.id, ()))
    ]
    return Duplicates(tuple(pairs), tuple(repeats))


def _flags(project: Project) -> set[tuple[str, tuple[int, int]]]:
    drawn = project.ask(zones.all)
    return {(z.article, (z.start, z.end)) for z in drawn if z.kind == DUPLICATE and z.state == ACCEPTED}


def _threads(project: Project) -> dict[str, list[tuple[int, int]]]:
    """Return where comment sections are: who answers a comment may repeat it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for zone in project.ask(zones.all):
        if zone.kind == "comment-section" and zone.state != REJECTED:
            found.setdefault(zone.article, []).append((zone.start, zone.end))
    return found


def _repeats(article: Article, flagged: set[tuple[str, tuple[int, int]]]) -> Iterable[Repeated]:
    for found in repeated_paragraphs(article.text):
        marked = (article.id, (found.start, found.end)) in flagged
        yield Repeated(
            article.name, found.start, found.end, found.first_start, found.first_end, flagged=marked
        )


def flag_duplicates(project: Project, *, on: bool = True, article: str | None = None) -> tuple[int, Changes]:
    """Flag every later occurrence, in one article (name or id) or in all; or take the flags back.

    Returns how many zones of the kind duplicate were drawn or taken away, and what changed.
    """
    wanted = {item.name: item.id for item in chosen(project, article)}
    found = duplicates(project) if on else Duplicates((), ())
    ranges: dict[str, dict[tuple[int, int], str]] = {name: {} for name in wanted}
    for pair in found.pairs:
        if pair.other in wanted and not pair.flagged:
            length = len(project.ask(articles.get, wanted[pair.other]).text)
            ranges[pair.other][0, length] = _NEAR
    for repeat in found.repeats:
        if repeat.article in wanted and not repeat.flagged:
            ranges[repeat.article][repeat.start, repeat.end] = _REPEATED
    after: dict[str, tuple[Zone, ...]] = {}
    count = 0
    for name, identity in wanted.items():
        before = project.ask(zones.of_article, identity)
        kept = before if on else tuple(zone for zone in before if zone.rule not in _RULES)
        new = [Zone(identity, DUPLICATE, *span, ACCEPTED, rule) for span, rule in ranges[name].items()]
        if new or len(kept) < len(before):
            after[identity] = (*kept, *new)
            count += len(new) + len(before) - len(kept)
    if not after:
        return 0, NOTHING
    project.ask(zones.replace_many, after)
    return count, changed(Kind.ZONES)
