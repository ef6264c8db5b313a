"""Brackets and quotation marks that belong together, matched within one paragraph.

Quotation marks are matched by family (double, single), because real articles open with one kind and close
with another; marks that never meet a partner are left alone. Apostrophes inside words are no quotation marks.
"""

import re
from dataclasses import dataclass, field

from desktop.articles.characters import extends, is_word

_BRACKETS = {
    ")": "(",
    "]": "[",
    "}": "{",
    "⟩": "⟨",
    "】": "【",
    "」": "「",
    "』": "『",
    "》": "《",
    "〉": "〈",
}
_DOUBLE, _SINGLE = "double", "single"
_FAMILY = dict.fromkeys('"＂“”„‟«»', _DOUBLE) | dict.fromkeys("'‘’‚‛‹›", _SINGLE)
_FAMILY |= {mark: opening for closing, opening in _BRACKETS.items() for mark in (opening, closing)}
_LOW = set("„‚")
_MARK = re.compile("[" + re.escape("".join(_FAMILY)) + "]")
_LEADS = set("([{-–—/\"“'‘«„")
_TRAILS = set(".,;:!?)]}-–—…\"”'’»")


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark at `start` and its closing mark just before `end`; `quotation`, or else a bracket."""

    start: int
    end: int
    quotation: bool


@dataclass(slots=True)
class _Open:
    """The marks that wait for their partner, innermost last; by family, so that each look-up is O(1)."""

    marks: list[tuple[str, int, str]] = field(default_factory=list)
    families: dict[str, list[int]] = field(default_factory=dict)

    def push(self, family: str, at: int, mark: str) -> None:
        self.families.setdefault(family, []).append(len(self.marks))
        self.marks.append((family, at, mark))

    def innermost(self, family: str) -> str:
        """Give the innermost waiting mark of a family, "" if none waits."""
        depths = self.families.get(family)
        return self.marks[depths[-1]][2] if depths else ""

    def close(self, family: str) -> int | None:
        """Take the innermost mark of a family off, and whatever was opened inside it and never closed."""
        depths = self.families.get(family)
        if not depths:
            return None
        depth = depths[-1]
        at = self.marks[depth][1]
        while len(self.marks) > depth:
            self.families[self.marks.pop()[0]].pop()
        return at


def pairs_in(text: str, start: int, end: int) -> tuple[Pair, ...]:
    """List the pairs of one paragraph `text[start:end]`, by start; they nest and never cross."""
    waiting = _Open()
    found: list[Pair] = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        family = _FAMILY[mark]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        role = _role(mark, before, after, waiting.innermost(family))
        if role == "open":
            waiting.push(family, at, mark)
        elif role == "close":
            opening = waiting.close(family)
            if opening is not None:
                found.append(Pair(opening, at + 1, family in {_DOUBLE, _SINGLE}))
    return tuple(sorted(found, key=lambda pair: pair.start))


def outermost_quotations(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """List the quotations of a paragraph that stand in no other quotation, their marks included."""
    ranges: list[tuple[int, int]] = []
    for pair in pairs_in(text, start, end):
        if pair.quotation and (not ranges or pair.start >= ranges[-1][1]):
            ranges.append((pair.start, pair.end))
    return tuple(ranges)


def _role(mark: str, before: str, after: str, waiting: str) -> str:
    """Say what a mark does (open, close or nothing) beside these neighbours while `waiting` is open."""
    if mark in _BRACKETS or mark in _BRACKETS.values():
        return "close" if mark in _BRACKETS else "open"
    if mark in "„‚‟‛":
        return "open"
    if mark in "“‘":  # „so“ is the German custom, “so” the English
        return "close" if waiting in _LOW and not before.isspace() else "open"
    if mark in "«»‹›":  # «so» and »so«: whichever comes first opens
        return "close" if waiting and waiting in "«»‹›" and (waiting != mark or before != " ") else "open"
    return _straight(mark, before, after, waiting)


def _straight(mark: str, before: str, after: str, waiting: str) -> str:
    if mark in "'’" and (is_word(before) or extends(before)) and is_word(after):
        return ""
    leads = before.isspace() or before in _LEADS
    trails = after.isspace() or after in _TRAILS
    if leads and not trails:
        omission = mark == "’" or (mark == "'" and after.isdigit())  # ’em, '90s
        return "" if omission else "open"
    if (trails and not leads) or waiting:
        return "close"
    return "open" if mark in '"＂' else ""
