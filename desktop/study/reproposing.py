"""Zones proposed anew, by later rules or a layout that the team added: what the lead decided stays."""

from collections.abc import Sequence
from dataclasses import replace

from db import articles, zones
from db.errors import ProjectError
from db.project import Project
from db.records import Zone
from desktop.articles.zones import propose_zones
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.layouts import layouts
from desktop.study.zones import COMMENT_PARTS, PAGE_KINDS, PROPOSED, chosen, stored_zones

_THREAD = ("comment-section", *COMMENT_PARTS)

_MARKED_UP = "the page's own markup"
"""The rule of zones that only the file's markup tells; the text alone would lose them."""


def propose_again(project: Project, article: str | None = None) -> tuple[int, Changes]:
    """Propose the zones of one article (name or id) or of all anew; returns how many articles changed.

    Zones that were accepted, corrected, drawn or rejected stay as they are, and nothing is proposed over
    them. Zones that came from a web page's markup stay too.
    """
    grammars = layouts(project)
    wanted: dict[str, tuple[Zone, ...]] = {}
    for item in chosen(project, article):
        try:
            found = project.ask(articles.get, item.id)
        except ProjectError:
            if article is not None:
                raise
            continue  # purged: there is no text to propose anything for
        before = project.ask(zones.of_article, item.id)
        if any(zone.rule == _MARKED_UP for zone in before):
            continue
        after = _merged(before, stored_zones(propose_zones(found.text, grammars).zones))
        if _plain(after) != _plain(before):
            wanted[item.id] = after
    if not wanted:
        return 0, NOTHING
    project.ask(zones.replace_many, wanted)
    return len(wanted), changed(Kind.ZONES)


def _merged(before: Sequence[Zone], proposed: Sequence[Zone]) -> tuple[Zone, ...]:
    """Keep what was decided and add the proposals that say nothing against it.

    A thread of which anything was decided stays as it is: other rules may number its comments otherwise.
    """
    settled = any(zone.kind in _THREAD and zone.state != PROPOSED for zone in before)
    kept = [zone for zone in before if zone.state != PROPOSED or (settled and zone.kind in _THREAD)]
    new = [zone for zone in proposed if not (settled and zone.kind in _THREAD)]
    taken = [zone for zone in new if not any(_against(zone, one) for one in kept)]
    highest = max((int(zone.id) for zone in before if zone.id.isdecimal()), default=0)
    return (*kept, *(replace(zone, id=str(highest + place)) for place, zone in enumerate(taken, 1)))


def _against(proposed: Zone, decided: Zone) -> bool:
    """Whether a proposal lies over a decided zone that it would contradict, or repeat."""
    apart = proposed.end <= decided.start or decided.end <= proposed.start
    if apart:
        return False
    beside = proposed.kind in PAGE_KINDS and decided.kind in PAGE_KINDS
    return beside or proposed.kind == decided.kind


def _plain(found: Sequence[Zone]) -> set[tuple[str, int, int, str, str]]:
    return {(zone.kind, zone.start, zone.end, zone.state, zone.rule) for zone in found}
