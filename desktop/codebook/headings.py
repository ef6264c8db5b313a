"""The attributes in braces after a heading: `## Name {#id key=e zones="title body"}`."""

import re
from dataclasses import dataclass

from desktop.codebook.errors import Spot

_BRACES = re.compile(r"^(?P<name>[^{}]*)\{:?(?P<inside>[^{}]*)\}$")
_ITEM = re.compile(
    r"""\s*(?:\#(?P<id>[^\s="'#]+)|(?P<name>[^\s="'#]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+)))"""
    r"(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading as written: its words and what its braces say (None where it has none)."""

    spot: Spot
    level: int
    name: str
    attributes: dict[str, str] | None


def read_heading(text: str, level: int, spot: Spot) -> Heading:
    """Split the text of a heading into words and attributes (the id under "id").

    Raises CodebookError for braces that cannot be read; from the third level on, braces are plain text unless
    they look like attributes, which stand at ## only.
    """
    text = text.strip()
    match = _BRACES.match(text)
    if level >= 3:
        if match and re.search(r"(^|\s)#|=", match["inside"]):
            raise spot.refuse("attributes in braces stand at headings of the second level (##) only")
        return Heading(spot, level, text, None)
    if match is None:
        if "{" in text or "}" in text:
            raise spot.refuse("the braces of this heading are not one pair at its end, like {#id key=k}")
        return Heading(spot, level, text, None)
    return Heading(spot, level, match["name"].strip(), _attributes(match["inside"].strip(), spot))


def _attributes(inside: str, spot: Spot) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while at < len(inside):
        match = _ITEM.match(inside, at)
        if match is None:
            raise spot.refuse(
                f'“{inside[at:].strip()[:40]}” cannot be read; write #id, name=value or name="two words"'
            )
        name, value = _pair(match)
        if name in found:
            raise spot.refuse(f"{'the id' if name == 'id' else f'“{name}”'} is given twice")
        found[name] = value
        at = match.end()
    return found


def _pair(match: re.Match[str]) -> tuple[str, str]:
    if match["id"] is not None:
        return "id", match["id"]
    value = next(match[group] for group in ("double", "single", "bare") if match[group] is not None)
    return match["name"], " ".join(value.split())
