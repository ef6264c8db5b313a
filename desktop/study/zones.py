"""Zones reviewed: the rules propose, the lead accepts, corrects, rejects or draws; what was decided stays.

Only accepted zones count in figures. In a kit zones are frozen; a coder may flag one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import articles, coders, progress, settings, zones
from db.errors import ProjectError
from db.ids import new_id
from db.project import Project
from db.records import Act, ArticleSummary, MarkArticle, Zone
from desktop.articles.spans import KINDS, ZoneSpan
from desktop.articles.zones import RULES
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.coders import find_coder, shown_name
from desktop.study.desk import Desk, load, save
from desktop.study.planning import DeskArticle, Planned

PROPOSED, ACCEPTED, REJECTED = "proposed", "accepted", "rejected"
DUPLICATE = "duplicate"
"""A kind of zone that only the lead's act makes: text that stands elsewhere before."""
PAGE_KINDS = ("title", "deck", "key-points", "byline", "body", "boilerplate", "comment-section")
"""The kinds that stand side by side: where one is drawn over another, that one gives way."""
COMMENT_PARTS = ("comment-header", "comment", "comment-footer")
"""The zones that one comment consists of; each says in its details which comment it is part of."""
BY_HAND = "drawn by the lead"
WRONG = "wrong"
"""What a coder says of a zone without saying what it should be."""
_BOILERPLATE = "desk/code-boilerplate"
_FLAG = "zone/"
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class ZoneFlag:
    """What a coder says of a zone: `wrong`, or the kind it should be. `article` is an id."""

    article: str
    zone: str
    coder: str
    says: str


def stored_zones(spans: Sequence[ZoneSpan]) -> tuple[Zone, ...]:
    """Return proposals as they are stored: each with the version of the rules that made it."""
    return tuple(
        Zone(
            article="",
            kind=span.kind,
            start=span.start,
            end=span.end,
            state=span.state,
            rule=span.rule,
            details=tuple(sorted((*span.details, ("rules", RULES)))),
        )
        for span in spans
    )


def chosen(project: Project, article: str | None) -> tuple[ArticleSummary, ...]:
    """Return the summary of the article of this name or id, or of all of them."""
    if article is None:
        return project.ask(articles.summaries)
    return (project.ask(articles.find, article),)


def accept_zone(project: Project, article: str, zone: str) -> Changes:
    """Accept one zone of an article (name or id) by the zone's id."""
    return _settle(project, article, zone, ACCEPTED)


def reject_zone(project: Project, article: str, zone: str) -> Changes:
    """Reject one zone; it stays on record, counts nowhere and is not proposed again."""
    return _settle(project, article, zone, REJECTED)


def _settle(project: Project, article: str, zone: str, state: str) -> Changes:
    found, identity = _zones_of(project, article)
    old = _by_id(found, zone)
    if old.state == state:
        return NOTHING
    return _store(project, identity, tuple(replace(z, state=state) if z.id == zone else z for z in found))


def correct_zone(
    project: Project,
    article: str,
    zone: str,
    *,
    kind: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> Changes:
    """Give a zone another kind or other ends, which accepts it; what was proposed stays in its details.

    Zones of kinds that stand side by side give way. Raises `UserError` where it would hold nothing.
    """
    found, identity = _zones_of(project, article)
    old = _by_id(found, zone)
    known = {"proposed": f"{old.kind} {old.start}-{old.end}", **dict(old.details)}
    new = replace(
        old,
        kind=old.kind if kind is None else kind,
        start=old.start if start is None else start,
        end=old.end if end is None else end,
        state=ACCEPTED,
        details=tuple(sorted(known.items())),
    )
    if new == replace(old, details=new.details):
        return NOTHING
    return _put(project, identity, [z for z in found if z.id != zone], new)


def draw_zone(project: Project, article: str, kind: str, start: int, end: int) -> Changes:
    """Add a zone by hand, accepted at once; zones of kinds that stand side by side give way."""
    found, identity = _zones_of(project, article)
    return _put(project, identity, list(found), Zone(identity, kind, start, end, ACCEPTED, BY_HAND))


def split_zone(project: Project, article: str, zone: str, at: int) -> Changes:
    """Part a zone in two at a place inside it; both are accepted, and no white space stands at their ends."""
    found, identity = _zones_of(project, article)
    old = _by_id(found, zone)
    text = project.ask(articles.get, identity).text
    first, second = _trimmed(text, old.start, at), _trimmed(text, at, old.end)
    if not old.start < at < old.end or first[0] >= first[1] or second[0] >= second[1]:
        raise UserError("Put the caret inside the zone, where it is to be parted.")
    known = {"proposed": f"{old.kind} {old.start}-{old.end}", **dict(old.details)}
    kept = replace(old, start=first[0], end=first[1], state=ACCEPTED, details=tuple(sorted(known.items())))
    other = Zone(identity, old.kind, *second, ACCEPTED, BY_HAND)
    return _store(project, identity, (*(kept if z.id == zone else z for z in found), other))


def restore_zones(project: Project, article: str, found: Sequence[Zone]) -> Changes:
    """Set an article's zones to what they were before something was changed: undo, as a new revision."""
    before, identity = _zones_of(project, article)
    return _store(project, identity, tuple(found)) if tuple(found) != before else NOTHING


def _put(project: Project, article: str, others: list[Zone], new: Zone) -> Changes:
    if new.kind not in (*KINDS, DUPLICATE):
        raise UserError(f"There is no kind of zone “{new.kind}”; there are {', '.join(KINDS)}.")
    text = project.ask(articles.get, article).text
    if not 0 <= new.start < new.end <= len(text) or not text[new.start : new.end].strip():
        raise UserError("There is no text in this stretch, so it cannot be a zone; choose another one.")
    start, end = _trimmed(text, new.start, new.end)
    new = replace(new, start=start, end=end)
    kept = [part for zone in others for part in _give_way(text, zone, new)]
    return _store(project, article, (*kept, new))


def _give_way(text: str, zone: Zone, new: Zone) -> list[Zone]:
    """Return what stands of a zone where `new` takes its place: one that is covered whole is rejected."""
    beside = any(zone.kind in family and new.kind in family for family in (PAGE_KINDS, COMMENT_PARTS))
    apart = zone.end <= new.start or new.end <= zone.start
    if not beside or apart or zone.state == REJECTED or (zone.start < new.start and new.end < zone.end):
        return [zone]
    start, end = (zone.start, new.start) if zone.start < new.start else (new.end, zone.end)
    start, end = _trimmed(text, start, end)
    if start >= end:
        return [replace(zone, state=REJECTED)]
    return [replace(zone, start=start, end=end)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def accept_zones(project: Project, article: str | None = None) -> tuple[int, Changes]:
    """Accept every proposed zone of one article or of all; returns how many, and what changed."""
    return _settle_all(project, article, ACCEPTED)


def reject_zones(project: Project, article: str | None = None) -> tuple[int, Changes]:
    """Reject every proposed zone of one article or of all; returns how many, and what changed."""
    return _settle_all(project, article, REJECTED)


def _settle_all(project: Project, article: str | None, state: str) -> tuple[int, Changes]:
    wanted: dict[str, tuple[Zone, ...]] = {}
    count = 0
    for identity, found in _by_article(project, article).items():
        proposed = sum(zone.state == PROPOSED for zone in found)
        if proposed:
            wanted[identity] = tuple(replace(z, state=state) if z.state == PROPOSED else z for z in found)
            count += proposed
    if wanted:
        project.ask(zones.replace_many, wanted)
    return count, changed(Kind.ZONES) if count else NOTHING


def unconfirmed(project: Project) -> tuple[str, ...]:
    """Return the names of the articles that have zones which nobody has accepted or rejected yet."""
    waiting = project.ask(zones.unconfirmed)
    return tuple(item.name for item in project.ask(articles.summaries) if item.id in waiting)


def named(names: Sequence[str]) -> str:
    """Return the first few names in words, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def codes_boilerplate(project: Project) -> bool:
    """Return whether coders are to code boilerplate too."""
    return project.ask(settings.get, _BOILERPLATE) == "yes"


def code_boilerplate(project: Project, on: bool) -> Changes:
    """Say whether boilerplate is coded; it is not unless the lead says so."""
    if on == codes_boilerplate(project):
        return NOTHING
    project.ask(settings.put, _BOILERPLATE, "yes" if on else "no")
    return changed(Kind.SETTINGS)


def flag_zone(desk: DeskArticle, zone: str, says: str) -> Planned:
    """Plan a coder's remark on a zone: `wrong`, or the kind it should be; "" takes it back.

    The zone itself stays as it is. Raises `UserError` for anything else.
    """
    _by_id(desk.zones, zone)
    if says not in ("", WRONG, *KINDS):
        raise UserError(f"Say “{WRONG}” of a zone, or the kind it should be: {', '.join(KINDS)}.")
    remark = MarkArticle(desk.article.id, f"{_FLAG}{zone}", says)
    return Planned(Act(new_id(), "remark", desk.article.id, (remark,)), desk.writer)


def flag_zone_of(project: Project, article: str, zone: str, says: str, coder: str) -> None:
    """Store a coder's remark on a zone of an article (names or ids)."""
    desk = Desk(project, find_coder(project, coder))
    loaded = load(desk, project.ask(articles.find, article).id)
    save(desk, flag_zone(loaded, zone, says)).result()


def zone_flags(project: Project, article: str | None = None) -> tuple[ZoneFlag, ...]:
    """Return what coders say of the zones of one article (name or id) or of all."""
    wanted = {item.id for item in chosen(project, article)}
    names = {coder.id: shown_name(coder) for coder in project.ask(coders.all)}
    return tuple(
        ZoneFlag(mark.article, mark.key.removeprefix(_FLAG), names.get(mark.coder, mark.coder), mark.value)
        for mark in project.ask(progress.article_marks)
        if mark.key.startswith(_FLAG) and mark.article in wanted and mark.value
    )


def _zones_of(project: Project, article: str) -> tuple[tuple[Zone, ...], str]:
    identity = project.ask(articles.find, article).id
    return project.ask(zones.of_article, identity), identity


def _by_article(project: Project, article: str | None) -> dict[str, tuple[Zone, ...]]:
    """Return the zones of one article or of all by the article's id, in one question."""
    if article is not None:
        found, identity = _zones_of(project, article)
        return {identity: found}
    listed: dict[str, list[Zone]] = {item.id: [] for item in project.ask(articles.summaries)}
    for zone in project.ask(zones.all):
        if zone.article in listed:
            listed[zone.article].append(zone)
    return {identity: tuple(each) for identity, each in listed.items()}


def _by_id(found: Sequence[Zone], zone: str) -> Zone:
    for candidate in found:
        if candidate.id == zone:
            return candidate
    raise UserError("That zone is no longer there.")


def _store(project: Project, article: str, found: tuple[Zone, ...]) -> Changes:
    try:
        project.ask(zones.replace, article, found)
    except ProjectError as error:
        raise UserError(str(error)) from error
    return changed(Kind.ZONES, article=article)
