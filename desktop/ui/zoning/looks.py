"""How the kinds of zones are called and drawn: names first, colours only beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from db.records import Zone
from desktop.ui.desk.styles import LabelStyle, Line, Styles, tint
from desktop.ui.theme import TEXT_CONTRAST, Theme, readable

INNER = frozenset({"quotation", "comment", "comment-header", "comment-footer", "duplicate"})
"""The kinds that lie inside another zone; all others stand side by side."""
STATES = {"proposed": "not confirmed", "accepted": "accepted", "rejected": "rejected"}


@dataclass(frozen=True, slots=True)
class KindLook:
    """One kind of zone: its name, the short one of the band, the colour its own is mixed from."""

    name: str
    short: str
    colour: str


KINDS: dict[str, KindLook] = {
    "title": KindLook("Title", "Title", "#7a4b9a"),
    "deck": KindLook("Deck", "Deck", "#8a5a2b"),
    "key-points": KindLook("Key points", "Key points", "#a0522d"),
    "byline": KindLook("Byline", "Byline", "#4d6b7a"),
    "body": KindLook("Body", "Body", "#2b5c8a"),
    "quotation": KindLook("Quotation", "Quotation", "#6b6f1f"),
    "boilerplate": KindLook("Boilerplate", "Boilerplate", "#8a8378"),
    "comment-section": KindLook("Comment section", "Comments", "#2c6848"),
    "comment": KindLook("Comment", "Comment", "#2f7f6f"),
    "comment-header": KindLook("Comment header", "Header", "#3f6f8f"),
    "comment-footer": KindLook("Comment footer", "Footer", "#7d7d7d"),
    "duplicate": KindLook("Duplicate", "Duplicate", "#9c3a12"),
}
OTHER = KindLook("Other", "Other", "#777777")


def look_of(kind: str) -> KindLook:
    """Return how a kind is called and drawn; one that is not known yet by its own word."""
    known = KINDS.get(kind)
    return known or KindLook(kind.replace("-", " ").capitalize(), kind.capitalize()[:12], OTHER.colour)


def ordered(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Return zones in reading order, the wider first where two begin together."""
    return tuple(sorted(zones, key=lambda zone: (zone.start, -zone.end, zone.kind in INNER)))


@lru_cache(maxsize=8)
def zone_styles(theme: Theme) -> Styles:
    """Return the style of each kind as the painter of the text takes it."""
    return Styles({kind: _style(kind, known, theme) for kind, known in KINDS.items()}, theme)


def held_styles(theme: Theme) -> Styles:
    """Return styles without lines of their own: the pane paints zones itself, the mouse holds their ends."""
    return Styles({s.id: replace(s, ink=s.strong) for s in zone_styles(theme).all()}, theme)


def _style(kind: str, known: KindLook, theme: Theme) -> LabelStyle:
    ink = theme.label_ink(known.colour)
    return LabelStyle(
        id=kind,
        name=known.name,
        letter=known.name[0],
        line=Line.SOLID,
        ink=ink,
        tint=theme.page if kind == "body" else tint(theme, ink, theme.tint * 0.5),
        strong=tint(theme, ink, theme.tint * 0.8),
        on_ink=readable(theme.on_label(known.colour), ink, TEXT_CONTRAST),
    )
