"""Paragraphs of a body that another outlet or document wrote, as far as their form gives it away."""

import re
from dataclasses import dataclass

from desktop.articles.lines import Lines
from desktop.articles.pairs import outermost_quotations, pairs_in
from desktop.articles.spans import ZoneSpan

_CREDIT = re.compile(r"[.!?”\"]\s+[-–—]\s?[A-Z][\w.&' ]{2,30}$")
_SAYS = re.compile(
    r"\b(?:report(?:s|ed)?|writes?|wrote|note[sd]?|explain(?:s|ed)?|adds?|according to|from|via)\b[^.!?]*:$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"U\.S\.")
_PLAIN = re.compile(r"US\b")
_STRAIGHT = "'\""
_CURLY = "‘’“”"
_OPENING = "\"“„«'‘"
_FEWEST_MARKS = 2
_CREDITED = "a paragraph with its source behind it"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What the marks and spellings of one paragraph say about who wrote it."""

    number: int
    straight: int
    curly: int
    plain: bool
    dotted: bool


def quotation_zones(lines: Lines, body: list[int]) -> list[ZoneSpan]:
    """Propose quotation zones among the body's lines; neighbours are one zone, unless a source parts them."""
    paragraphs = [_look_at(lines, number) for number in body]
    foreign = _by_spelling(paragraphs) | _by_marks(paragraphs)
    rules: dict[int, str] = {}
    for before, number in zip([-1, *body], body, strict=False):
        line = lines.at(number)
        if _CREDIT.search(line):
            rules[number] = _CREDITED
        elif before >= 0 and _introduced(lines, before, number):
            rules[number] = "a paragraph that the one before introduces"
        elif number in foreign:
            rules[number] = "a paragraph spelt or set as the outlet does not"
    return _zones(lines, body, rules)


def _look_at(lines: Lines, number: int) -> _Paragraph:
    start, end = lines.spans[number]
    line = lines.text[start:end]
    dotted = _DOTTED.search(line) is not None and _outside_quotations(lines.text, start, end)
    straight, curly = (sum(line.count(mark) for mark in marks) for marks in (_STRAIGHT, _CURLY))
    return _Paragraph(number, straight, curly, _PLAIN.search(line) is not None, dotted)


def _outside_quotations(text: str, start: int, end: int) -> bool:
    quoted = outermost_quotations(text, start, end)
    return any(
        not any(first <= match.start() < last for first, last in quoted)
        for match in _DOTTED.finditer(text, start, end)
    )


def _by_spelling(paragraphs: list[_Paragraph]) -> set[int]:
    """Give the paragraphs with "U.S." where the outlet writes "US"."""
    dotted = [paragraph.number for paragraph in paragraphs if paragraph.dotted]
    plain = sum(paragraph.plain and not paragraph.dotted for paragraph in paragraphs)
    return set(dotted) if plain >= 2 and plain >= len(dotted) else set()


def _by_marks(paragraphs: list[_Paragraph]) -> set[int]:
    """Give the paragraphs set in curly quotation marks where the outlet types straight ones."""
    straight = sum(paragraph.straight > 0 and not paragraph.curly for paragraph in paragraphs)
    curly = [one.number for one in paragraphs if one.curly >= _FEWEST_MARKS and not one.straight]
    return set(curly) if straight >= 3 and straight > 2 * len(curly) else set()


def _introduced(lines: Lines, before: int, number: int) -> bool:
    """Say whether a paragraph is announced as somebody else's: quoted whole, or after "he writes:"."""
    above = lines.at(before)
    start, end = lines.spans[number]
    open_end = above[-1] == ":" or above[-1].isalpha()
    if not open_end or lines.at(number)[0] not in _OPENING:
        return (
            _SAYS.search(above[-200:]) is not None and lines.text[start] not in "•-*–·" and end - start > 80
        )
    return len(above) > 20 and any(
        pair.start == start and pair.end == end for pair in pairs_in(lines.text, start, end)
    )


def _zones(lines: Lines, body: list[int], rules: dict[int, str]) -> list[ZoneSpan]:
    zones: list[ZoneSpan] = []
    last = -2
    for place, number in enumerate(body):
        rule = rules.get(number)
        if rule is None:
            continue
        start, end = lines.spans[number]
        if place == last + 1 and zones and zones[-1].rule != _CREDITED:
            start = zones.pop().start
        zones.append(ZoneSpan("quotation", start, end, "proposed", rule))
        last = place
    return zones
