"""Comments as they are listed: read back from stored zones, which the lead may have corrected since."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from desktop.articles.spans import Comment, Pairs, Requote


class ZoneLike(Protocol):
    """A zone of any room: what is asked of it here."""

    @property
    def kind(self) -> str:
        """The kind of zone."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, that character excluded."""

    @property
    def state(self) -> str:
        """Proposed, accepted or rejected."""

    @property
    def details(self) -> Pairs:
        """What else is known of it."""


def comments_in(zones: Iterable[ZoneLike]) -> tuple[Comment, ...]:
    """Give the comments of an article from its zones, by number; rejected zones are not asked.

    Header, body and footer are as the zones have them now. A comment without a number (drawn by hand) comes
    after the others, in the order of the text.
    """
    parts: dict[int, dict[str, ZoneLike]] = {}
    drawn: list[ZoneLike] = []
    for zone in sorted(zones, key=lambda zone: zone.start):
        if zone.state == "rejected" or not zone.kind.startswith("comment") or zone.kind == "comment-section":
            continue
        number = dict(zone.details).get("number", "")
        if number.isdecimal():
            parts.setdefault(int(number), {}).setdefault(zone.kind, zone)
        elif zone.kind == "comment":
            drawn.append(zone)
    found = [_comment(number, parts[number]) for number in sorted(parts) if len(parts[number]) > 0]
    last = found[-1].number if found else 0
    return (*found, *(_comment(last + place, {"comment": zone}) for place, zone in enumerate(drawn, 1)))


def _comment(number: int, parts: Mapping[str, ZoneLike]) -> Comment:
    body, footer = parts.get("comment"), parts.get("comment-footer")
    header = parts.get("comment-header") or body or footer
    if header is None:  # never: a comment has at least one part
        raise ValueError("a comment without a zone")
    known = dict(header.details)
    empty = (header.end, header.end)
    return Comment(
        number=number,
        author=known.get("author", ""),
        author_number=int(known.get("author_number", 0)),
        replies_to=known.get("replies_to") or None,
        parent=int(known["parent"]) if "parent" in known else None,
        posted_at=known.get("posted_at") or None,
        posted_text=known.get("posted_text", ""),
        header=(header.start, header.end) if "comment-header" in parts else (header.start, header.start),
        body=(body.start, body.end) if body else empty,
        footer=(footer.start, footer.end) if footer else None,
        depth=int(known.get("depth", 0)),
        notes=tuple(known["notes"].split("\n")) if "notes" in known else (),
        requotes=_requotes(known.get("requotes", "")),
    )


def _requotes(text: str) -> tuple[Requote, ...]:
    found = []
    for part in text.split():
        span, _, comment = part.partition(":")
        start, _, end = span.partition("-")
        found.append(Requote(int(start), int(end), int(comment)))
    return tuple(found)
