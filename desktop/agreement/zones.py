"""Zones that lie in one another, as disjoint stretches that say which zone kinds they count for."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.agreement.inputs import BOILERPLATE, COMMENTS, HEADLINE, zone_bits

_FAMILIES = {
    kind: zone_bits(family) for family in (HEADLINE, BOILERPLATE, COMMENTS, ("duplicate",)) for kind in family
}
_QUOTATION = zone_bits(("quotation",))


def flatten(zones: Sequence[tuple[str, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Return disjoint stretches (start, end, kind bits) of nested zones (kind, start, end) of one article.

    A place belongs to the family (headline, comments, boilerplate, duplicates) of the innermost zone over it
    that is no quotation, and counts for every zone of that family over it, and for a quotation. So a
    quotation in the body is body and quotation; a comment in the body is no body. The innermost zone is the
    one that starts last, and of those the shortest. Text in no zone is in no stretch.
    """
    if len(zones) == 1:
        kind, start, end = zones[0]
        return ((start, end, _bits([kind])),)
    edges = sorted({edge for _, start, end in zones for edge in (start, end)})
    found = []
    waiting = sorted(zones, key=lambda zone: (zone[1], -zone[2]), reverse=True)
    over: list[tuple[str, int, int]] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][1] <= start:
            over.append(waiting.pop())
        over = [zone for zone in over if zone[2] > start]
        if over:
            found.append((start, end, _bits([kind for kind, _, _ in over])))
    return tuple(found)


def _bits(kinds: list[str]) -> int:
    """Return what a place counts for under zones of these kinds, outermost first."""
    everything = zone_bits(kinds)
    held = [kind for kind in kinds if kind in _FAMILIES]
    if not held:
        return everything | zone_bits(("body",))
    if "duplicate" in held:
        return zone_bits(("duplicate",))
    return everything & (_FAMILIES[held[-1]] | _QUOTATION)
