"""A codebook in Markdown becomes a Codebook, or is refused with file, line and reason."""

from collections.abc import Iterable

from desktop.codebook.entries import Draft, build
from desktop.codebook.errors import Spot
from desktop.codebook.model import Chapter, Codebook, Entry, Label, Rule
from desktop.codebook.source import canonical, fingerprint

Pair = tuple[Draft, Entry]


def parse(text: str, source: str = "codebook") -> Codebook:
    """Return the codebook that a Markdown text describes; `source` names the file in messages.

    Raises CodebookError (“file, line n: reason.”) for a text that is not a complete, unambiguous codebook.
    """
    # python-markdown costs 40 ms to import, and most commands never read a codebook.
    from desktop.codebook.outline import outline  # noqa: PLC0415

    text = canonical(text, source)
    found = outline(text, source)
    pairs = [(draft, build(draft)) for draft in found.drafts]
    _check_ids(pairs)
    _check_keys(pairs)
    _check_defaults(pairs)
    entries = tuple(entry for _, entry in pairs)
    if not any(isinstance(entry, Label) and not entry.retired for entry in entries):
        raise Spot(source, 1).refuse(
            "the codebook has no label that can be given; write ## Its name {#id key=k}"
        )
    return Codebook(found.title, fingerprint(text), text, found.html, entries, found.whole)


def _check_ids(pairs: Iterable[Pair]) -> None:
    seen: dict[str, Draft] = {}
    for draft, entry in pairs:
        subject = f"id “{entry.id}”" if entry.id else f"name “{entry.name}”"
        earlier = seen.setdefault(subject.casefold(), draft)
        if earlier is not draft:
            raise draft.spot.refuse(f"the {subject} is already taken by line {earlier.spot.line}")


def _check_keys(pairs: Iterable[Pair]) -> None:
    """Rules are chosen after a mark, so their keys are a set of their own."""
    seen: dict[tuple[bool, str], Draft] = {}
    for draft, entry in pairs:
        if isinstance(entry, Chapter) or entry.retired or not entry.key:
            continue
        earlier = seen.setdefault((isinstance(entry, Rule), entry.key), draft)
        if earlier is not draft:
            raise draft.spot.refuse(f"the key “{entry.key}” is already taken by line {earlier.spot.line}")


def _check_defaults(pairs: Iterable[Pair]) -> None:
    """Unmarked text can count as one label only, in each kind of zone."""
    taken: dict[str, Draft] = {}
    for draft, entry in pairs:
        if not (isinstance(entry, Label) and entry.by_default and not entry.retired):
            continue
        for zone in entry.zones:
            earlier = taken.setdefault(zone, draft)
            if earlier is not draft:
                taken_by = f"the label on line {earlier.spot.line}"
                raise draft.spot.refuse(f"unmarked text in the zone {zone} already counts as {taken_by}")
