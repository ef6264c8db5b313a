"""Zones proposed from the text alone: what is title, body, boilerplate, comment; nothing is ever removed.

Zones of a page stand side by side, save two: a quotation lies inside the body, and the comments, their
headers and footers inside the comment section. Every proposal says what rule made it; the lead decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.articles.comments import comments_of
from desktop.articles.furniture import furniture
from desktop.articles.grammars import Grammar, section_lines
from desktop.articles.heads import label_head
from desktop.articles.lines import Lines
from desktop.articles.page import Label, Page, ends_thread, label_furniture
from desktop.articles.quotations import quotation_zones
from desktop.articles.spans import Comment, ZoneSpan
from desktop.articles.tails import label_tail
from desktop.articles.threads import Thread, find_thread

RULES = "pressmark-zones-1"
"""The version of these rules."""

_LINES_BELOW_LONE_HEADING = 12
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a page's text gives away: its zones, sorted by start (the wider first), and its comments."""

    zones: tuple[ZoneSpan, ...]
    comments: tuple[Comment, ...] = ()


def propose_zones(text: str, grammars: Sequence[Grammar] | None = None) -> Proposal:
    """Propose the zones and comments of canonical text; `grammars` replace the program's own thread layouts.

    Linear in the length of the text.
    """
    lines = Lines(text)
    thread = find_thread(lines, lambda number: ends_thread(lines, number), grammars)
    comments = comments_of(lines, thread) if thread else ()
    section = (thread.first_line, thread.end_line) if thread else _lone_heading(lines)
    zones = _page_zones(lines, section[0] if section else len(lines))
    if section:
        zones += _section_zones(lines, section, thread)
    if thread:
        rule = f"layout of {thread.grammar.title}"
        zones += [zone for comment in comments for zone in comment_zones(comment, rule)]
    return Proposal(tuple(sorted(zones, key=lambda zone: (zone.start, -zone.end))), comments)


def comment_zones(comment: Comment, rule: str) -> list[ZoneSpan]:
    """Give the zones of one comment; the header's details hold all that is known of it."""
    number = (("number", str(comment.number)),)
    zones = [ZoneSpan("comment-header", *comment.header, "proposed", rule, _details(comment))]
    if comment.body[0] < comment.body[1]:
        zones.append(ZoneSpan("comment", *comment.body, "proposed", rule, number))
    if comment.footer:
        zones.append(ZoneSpan("comment-footer", *comment.footer, "proposed", rule, number))
    return zones


def _details(comment: Comment) -> tuple[tuple[str, str], ...]:
    known = {
        "author": comment.author,
        "author_number": str(comment.author_number),
        "depth": str(comment.depth),
        "notes": "\n".join(comment.notes),
        "number": str(comment.number),
        "parent": "" if comment.parent is None else str(comment.parent),
        "posted_at": comment.posted_at or "",
        "posted_text": comment.posted_text,
        "replies_to": comment.replies_to or "",
        "requotes": " ".join(f"{one.start}-{one.end}:{one.comment}" for one in comment.requotes),
    }
    return tuple((key, value) for key, value in sorted(known.items()) if value)


def _page_zones(lines: Lines, end: int) -> list[ZoneSpan]:
    """Give the zones of the article above the comments."""
    page = Page(lines, end)
    label_furniture(page)
    label_head(page)
    label_tail(page)
    body = page.free()
    page.fill("body", "what no other rule claims")
    zones = []
    numbers = range(end)
    for _, run in groupby(numbers, key=lambda number: _zone_key(page.labels[number])):
        members = list(run)
        label = page.labels[members[0]]
        span = (lines.spans[members[0]][0], lines.spans[members[-1]][1])
        zones.append(ZoneSpan(label.kind, *span, "proposed", label.rule))
    return zones + quotation_zones(lines, body)


def _zone_key(label: Label) -> tuple[str, int]:
    """Give what the lines of one zone share; above the body, neighbouring lines of one kind are one zone."""
    return (label.kind, 0 if label.kind in {"byline", "deck", "key-points"} else label.group)


def _section_zones(lines: Lines, section: tuple[int, int], thread: Thread | None) -> list[ZoneSpan]:
    """Give the comment section itself, and what stands below it."""
    first, end = section
    rule = (
        f"comments in the layout of {thread.grammar.title}"
        if thread
        else "a heading of comments, none below it"
    )
    span = (lines.spans[first][0], lines.spans[end - 1][1])
    return [ZoneSpan("comment-section", *span, "proposed", rule), *_below(lines, end)]


def _below(lines: Lines, first: int) -> list[ZoneSpan]:
    known = furniture()
    zones: list[ZoneSpan] = []
    name = ""
    for number in range(first, len(lines)):
        start, end = lines.spans[number]
        found = known.rule_of(lines.at(number), "tail") if end - start <= known.longest else None
        if zones and (found is None or found.name == name):
            start = zones.pop().start
        else:
            name = found.name if found else "below the comments"
        zones.append(ZoneSpan("boilerplate", start, end, "proposed", name))
    return zones


def _lone_heading(lines: Lines) -> tuple[int, int] | None:
    """Find a heading of comments with nothing but furniture below it: an empty section."""
    section = section_lines()
    end = len(lines)
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _LINES_BELOW_LONE_HEADING), -1):
        line = lines.at(number)
        if len(line) > _LONGEST_HEADING:
            return None
        if section.headings.fullmatch(line):
            return number, end
        if section.between.fullmatch(line):
            continue
        if not ends_thread(lines, number):
            return None
        end = number
    return None
