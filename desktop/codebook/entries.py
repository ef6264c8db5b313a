"""One ## heading with its text becomes a label, attribute, flag, rule or chapter, or is refused."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from desktop.codebook.errors import Spot
from desktop.codebook.model import (
    EDITORIAL_ZONES,
    UNITS,
    ZONES,
    Attribute,
    Chapter,
    Entry,
    Flag,
    Label,
    Rule,
    Sections,
)

PALETTE = ("#1f5fa8", "#b3261e", "#3f4a54", "#00695c", "#7a5c00", "#a0246a", "#5b3fa0")
"""Colours for labels that name none, in order; each has a contrast of at least 4.5 : 1 on white."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_ODD_OPTION = re.compile(r"[;=,|{}\"'<>]")
_SAID = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as read from the tree, not yet checked; `position` counts the entries before it."""

    spot: Spot
    name: str
    attributes: dict[str, str] | None
    sections: Sections
    html: str
    position: int

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute as written, or the default where it is not given."""
        return (self.attributes or {}).get(name, default)

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Return an attribute that must be one of a few words."""
        value = self.get(name, default)
        if value not in allowed:
            raise self.spot.refuse(f"{name}=“{value}” is unknown; it can be {_either(allowed)}")
        return value

    def is_set(self, name: str) -> bool:
        """Return whether a yes-or-no attribute says yes."""
        return _SAID[self.one_of(name, tuple(_SAID), "no")]


def build(draft: Draft) -> Entry:
    """Return the entry that a draft describes.

    Raises CodebookError naming the line for anything missing, unknown or not readable.
    """
    if not draft.name:
        raise draft.spot.refuse("this heading has no name")
    if not draft.attributes:
        raise draft.spot.refuse(
            "this heading has no attributes; a label needs {#id key=k}, a chapter of prose {kind=text}"
        )
    kind = draft.one_of("kind", tuple(_BUILDERS), "label")
    known, builder = _BUILDERS[kind]
    for name in draft.attributes:
        if name not in known:
            raise draft.spot.refuse(f"{_a(kind)} has no attribute “{name}”; it can have {_and(known)}")
    return builder(draft)


def _label(draft: Draft) -> Label:
    unit = draft.one_of("unit", UNITS, "free")
    retired = draft.is_set("retired")
    return Label(
        id=_id(draft, "label"),
        name=draft.name,
        key=_key(draft, required=not retired),
        colour=_colour(draft),
        unit=unit,
        zones=_zones(draft, ("comment",) if unit == "comment" else EDITORIAL_ZONES),
        overlap=draft.is_set("overlap"),
        by_default=draft.is_set("default"),
        retired=retired,
        sections=draft.sections,
        html=draft.html,
    )


def _attribute(draft: Draft) -> Attribute:
    kind = draft.get("kind")
    return Attribute(
        id=_id(draft, kind),
        name=draft.name,
        kind=kind,
        of=draft.one_of("of", ("passage", "article"), "passage"),
        options=_options(draft, kind),
        key=_key(draft, required=False),
        retired=draft.is_set("retired"),
        sections=draft.sections,
        html=draft.html,
    )


def _flag(draft: Draft) -> Flag:
    flag = Flag(
        id=_id(draft, "flag"),
        name=draft.name,
        of=draft.one_of("of", ("passage", "article"), "passage"),
        key=_key(draft, required=False),
        retired=draft.is_set("retired"),
        sections=draft.sections,
        html=draft.html,
    )
    if flag.id == "unsure" and flag.of != "passage":
        raise draft.spot.refuse(
            "“unsure” is the flag of passages that are in doubt; it cannot be a flag of articles"
        )
    return flag


def _rule(draft: Draft) -> Rule:
    return Rule(
        id=_id(draft, "rule"),
        name=draft.name,
        key=_key(draft, required=False),
        retired=draft.is_set("retired"),
        sections=draft.sections,
        html=draft.html,
    )


def _chapter(draft: Draft) -> Chapter:
    found = _id(draft, "chapter") if draft.get("id") else ""
    return Chapter(id=found, name=draft.name, sections=draft.sections, html=draft.html)


_BUILDERS: dict[str, tuple[tuple[str, ...], Callable[[Draft], Entry]]] = {
    "label": (("id", "kind", "key", "colour", "unit", "zones", "overlap", "default", "retired"), _label),
    "choice": (("id", "kind", "key", "of", "options", "retired"), _attribute),
    "scale": (("id", "kind", "key", "of", "options", "retired"), _attribute),
    "flag": (("id", "kind", "key", "of", "retired"), _flag),
    "rule": (("id", "kind", "key", "retired"), _rule),
    "text": (("id", "kind"), _chapter),
}


def _id(draft: Draft, kind: str) -> str:
    found = draft.get("id")
    if not found:
        raise draft.spot.refuse(f"this {kind} has no id; write {{#its-id …}} after its name")
    if not _ID.fullmatch(found):
        raise draft.spot.refuse(
            f"the id “{found}” must be letters, digits, - and _, and begin with a letter (a–z)"
        )
    if found.casefold() == "unsure" and kind != "flag":
        raise draft.spot.refuse("the id “unsure” belongs to the flag of passages that are in doubt")
    return found


def _key(draft: Draft, *, required: bool) -> str:
    key = draft.get("key")
    if not key:
        if required or "key" in (draft.attributes or {}):
            raise draft.spot.refuse("this entry has no key; write key= and one letter or digit")
        return ""
    if {len(key), len(key.upper()), len(key.casefold())} != {1}:
        raise draft.spot.refuse(f"the key “{key}” is not one letter or digit")
    if not (key.isalpha() or key.isdecimal()):
        raise draft.spot.refuse(f"the key “{key}” is kept for the program; choose a letter or a digit")
    return key.casefold()


def _colour(draft: Draft) -> str:
    colour = draft.get("colour", PALETTE[draft.position % len(PALETTE)])
    if not _COLOUR.fullmatch(colour):
        raise draft.spot.refuse(f"the colour “{colour}” cannot be read; write it like #b3261e")
    digits = colour[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _zones(draft: Draft, default: tuple[str, ...]) -> tuple[str, ...]:
    if draft.attributes is None or "zones" not in draft.attributes:
        return default
    zones = tuple(draft.get("zones").split())
    for zone in zones:
        if zone not in ZONES:
            raise draft.spot.refuse(f"the zone “{zone}” is unknown; it can be {_either(ZONES)}")
    if not zones or len(set(zones)) < len(zones):
        raise draft.spot.refuse("zones must name at least one zone, and none twice")
    return zones


def _options(draft: Draft, kind: str) -> tuple[str, ...]:
    options = tuple(draft.get("options").split())
    if len(options) < 2:
        raise draft.spot.refuse(
            f'this {kind} needs at least two options, such as options="against for mixed"'
        )
    if len({option.casefold() for option in options}) < len(options):
        raise draft.spot.refuse("one option stands twice")
    if odd := next((option for option in options if _ODD_OPTION.search(option)), ""):
        raise draft.spot.refuse(
            f"the option “{odd}” holds a sign that no option may hold; use letters, digits and -"
        )
    if kind == "scale":
        _check_scale(draft, options)
    return options


def _check_scale(draft: Draft, options: tuple[str, ...]) -> None:
    numbers = [number for number in map(_number, options) if number is not None]
    if any(not math.isfinite(number) for number in numbers):
        raise draft.spot.refuse("a scale cannot have NaN or infinity among its options")
    if len(numbers) == len(options) and any(a >= b for a, b in pairwise(numbers)):
        raise draft.spot.refuse("the numbers of a scale must go up from left to right")


def _number(option: str) -> float | None:
    try:
        return float(option)
    except ValueError:
        return None


def _either(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]


def _and(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1]


def _a(kind: str) -> str:
    return "a chapter of prose" if kind == "text" else f"a {kind}"
