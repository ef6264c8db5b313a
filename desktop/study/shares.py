"""How many characters of an article a coder has marked: in its body, its comments, its boilerplate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import articles, coders, passages, zones
from db.project import Project
from db.records import CODER, Zone
from desktop.agreement.inputs import BOILERPLATE as _AROUND
from desktop.agreement.inputs import COMMENTS as _THREAD
from desktop.agreement.inputs import HEADLINE, zone_bits
from desktop.agreement.zones import flatten
from desktop.study.coders import shown_name
from desktop.study.zones import ACCEPTED, codes_boilerplate

BODY, COMMENTS, BOILERPLATE = "body", "comments", "boilerplate"
_PARTS = ((BODY, zone_bits(HEADLINE)), (COMMENTS, zone_bits(_THREAD)), (BOILERPLATE, zone_bits(_AROUND)))
_ALL_BODY = zone_bits(("body",))
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Share:
    """Of a part of an article (name), how many characters there are and how many a coder has marked.

    `part` is body (title, deck and key points included), comments or boilerplate.
    """

    article: str
    coder: str
    part: str
    characters: int
    coded: int


def coded_shares(project: Project) -> tuple[Share, ...]:
    """Return what each coder has marked, per article and part; boilerplate only where the study codes it.

    By accepted zones; an article without any is one body. Articles a coder marked nothing in are left out.
    """
    names = {coder.id: shown_name(coder) for coder in project.ask(coders.all)}
    drawn: dict[str, list[Zone]] = {}
    for zone in project.ask(zones.all):
        if zone.state == ACCEPTED and zone.end > zone.start:
            drawn.setdefault(zone.article, []).append(zone)
    marked: dict[str, dict[str, list[Span]]] = {}
    for passage in project.ask(passages.all, layer=CODER):
        marked.setdefault(passage.article, {}).setdefault(passage.owner, []).append(
            (passage.start, passage.end)
        )
    parts = _PARTS if codes_boilerplate(project) else _PARTS[:2]
    shares = []
    for item in project.ask(articles.summaries):
        pieces = flatten([(zone.kind, zone.start, zone.end) for zone in drawn.get(item.id, ())])
        pieces = pieces or ((0, item.length, _ALL_BODY),)
        for owner, spans in sorted(marked.get(item.id, {}).items(), key=lambda each: names.get(each[0], "")):
            united = _united(spans)
            for part, bits in parts:
                inside = [(start, end) for start, end, kinds in pieces if kinds & bits]
                size = sum(end - start for start, end in inside)
                if size:
                    coded = _shared(inside, united)
                    shares.append(Share(item.name, names.get(owner, owner), part, size, coded))
    return tuple(shares)


def _united(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Count the places in both; each sorted and free of overlap."""
    total = at = 0
    for start, end in one:
        while at < len(other) and other[at][1] <= start:
            at += 1
        look = at
        while look < len(other) and other[look][0] < end:
            total += min(end, other[look][1]) - max(start, other[look][0])
            look += 1
    return total
