"""Zones of an article whose reader saw the page's markup: what is known goes before what is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from desktop.articles.grammars import Grammar
from desktop.articles.reading import Block
from desktop.articles.spans import ZoneSpan
from desktop.articles.zones import propose_zones

_RULE = "the page's own markup"
_GUESSED = "text"
_INSIDE_BODY = "quotation"


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and the range it has in the joined canonical text."""

    block: Block
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The block's kind of zone, or `text`."""
        return self.block.kind


def zones_of_blocks(
    text: str, blocks: Sequence[PlacedBlock], grammars: Sequence[Grammar] | None = None
) -> tuple[ZoneSpan, ...]:
    """Propose the zones of a text made of these blocks.

    Where a block is of the kind `text`, or the page's body, the rules for plain text look at it; a known kind
    overrules them. `grammars` replace the program's own thread layouts.
    """
    if all(block.kind == _GUESSED for block in blocks):
        return propose_zones(text, grammars).zones
    page = [block for block in blocks if not block.kind.startswith("comment")]
    thread = [block for block in blocks if block.kind.startswith("comment")]
    zones = [zone for run in _runs(page) for zone in _page_zones(text, run, grammars)]
    zones += _thread_zones(text, thread)
    return tuple(sorted(zones, key=lambda zone: (zone.start, -zone.end)))


def _runs(blocks: list[PlacedBlock]) -> list[list[PlacedBlock]]:
    """Part blocks at the places where others stood between them."""
    runs: list[list[PlacedBlock]] = []
    for block in blocks:
        if runs and block.start - runs[-1][-1].end <= len("\n\n"):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _page_zones(text: str, run: list[PlacedBlock], grammars: Sequence[Grammar] | None) -> list[ZoneSpan]:
    first = run[0].start
    guessed = [
        replace(zone, start=zone.start + first, end=zone.end + first)
        for zone in propose_zones(text[first : run[-1].end], grammars).zones
    ]
    for kind, group in groupby(run, key=lambda block: block.kind):
        blocks = list(group)
        if kind in (_GUESSED, "body"):
            continue
        known = _trimmed(text, ZoneSpan(kind, blocks[0].start, blocks[-1].end, "proposed", _RULE))
        if known is None:
            continue
        if kind != _INSIDE_BODY:
            guessed = [part for zone in guessed for part in _cut(text, zone, known)]
        guessed = [
            zone for zone in guessed if (zone.kind, zone.start, zone.end) != (kind, known.start, known.end)
        ]
        guessed.append(known)
    return guessed


def _cut(text: str, zone: ZoneSpan, known: ZoneSpan) -> list[ZoneSpan]:
    """Give what is left of a zone outside a known one."""
    if zone.end <= known.start or known.end <= zone.start:
        return [zone]
    parts = (replace(zone, end=min(zone.end, known.start)), replace(zone, start=max(zone.start, known.end)))
    trimmed = (_trimmed(text, part) for part in parts if part.start < part.end)
    return [part for part in trimmed if part is not None]


def _trimmed(text: str, zone: ZoneSpan) -> ZoneSpan | None:
    part = text[zone.start : zone.end]
    start = zone.start + len(part) - len(part.lstrip())
    end = zone.start + len(part.rstrip())
    return replace(zone, start=start, end=end) if start < end else None


def _thread_zones(text: str, thread: list[PlacedBlock]) -> list[ZoneSpan]:
    """Give the section from its first block to its last, and the parts of its comments."""
    if not thread:
        return []
    section = ZoneSpan("comment-section", thread[0].start, thread[-1].end, "proposed", _RULE)
    parts = [
        ZoneSpan(block.kind, block.start, block.end, "proposed", _RULE, block.block.metadata)
        for block in thread
        if block.kind != "comment-section"
    ]
    trimmed = (_trimmed(text, zone) for zone in (section, *parts))
    return [zone for zone in trimmed if zone is not None]
