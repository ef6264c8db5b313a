"""Comment threads in plain text: where each comment's header, body and footer lie, by the grammars in data.

Lines that hold a time (or a grammar's own words) are found in one pass; only there are headers tried. The
grammar with the most and surest headers is taken, by priority where two have as many. Linear in the
length of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.articles.dates import DATE, hints
from desktop.articles.grammars import Grammar, Header, Needs, built_in, section_lines
from desktop.articles.lines import Lines

_SAMPLE = 240
_FINALISTS = 2
_LONGEST_HEADER = 240
_LOOK_UP = 14
_UNKNOWN_BELOW_HEADING = 2
_SHORT = 60
_NAME_WORDS = 6
_SENTENCE_END = tuple('.,;:!?…”"')
_NO_NAME = re.compile(r"(?:by|updated|published|posted|photo|source|share|reply)\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"(?:on|at|am|um|le|el|il|op|den|edited|posted|updated|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?"
    r"|.*,\s*(?:on|am|le|el|il|op|den)",
    re.IGNORECASE,
)
_DATED = re.compile(DATE, re.IGNORECASE)
_HEAD_OF_PAGE = 8
_FEWEST_UNTIMED = 3
_COUNT = re.compile(r"[-−+]?\d{1,6}")
_SAID = tuple(".!?…)”\"’'")


@dataclass(frozen=True, slots=True)
class Found:
    """One comment as line numbers: its header from `first`, body to `body_end`, footer to `footer_end`."""

    form: Header
    match: re.Match[str]
    first: int
    body: int
    body_end: int
    footer: int
    footer_end: int

    def read(self, *names: str) -> str:
        """Give what the header holds under the first of these names that it has, "" if none."""
        groups = self.match.groupdict()
        return next((groups[name] for name in names if groups.get(name)), "")


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread: its grammar, its comments, and the lines it takes, heading included, end excluded."""

    grammar: Grammar
    comments: tuple[Found, ...]
    first_line: int
    end_line: int
    headed: bool


def find_thread(
    lines: Lines, stops: Callable[[int], bool], grammars: Sequence[Grammar] | None = None
) -> Thread | None:
    """Find the comment thread of a text, None if it has none.

    `stops` says of a line's number whether it can only stand after the last comment (a reply form, teasers).
    """
    known = tuple(grammars) if grammars is not None else built_in()
    short = _Lines(lines)
    candidates = short.candidates(frozenset().union(*(grammar.anchors for grammar in known)))
    best = (0, 0, 0)
    result: Thread | None = None
    for grammar in _likely(short, candidates, known):
        found = list(_headers(short, candidates, grammar))
        thread = _thread(lines, grammar, found, stops) if found else None
        if thread and _rank(thread) > best:
            best, result = _rank(thread), thread
    return result


def _rank(thread: Thread) -> tuple[int, int, int]:
    """Give how well a grammar fits: sure headers first, then lines of footers, then its priority."""
    footers = sum(comment.footer_end - comment.footer for comment in thread.comments)
    return (sum(comment.form.weight for comment in thread.comments), footers, thread.grammar.priority)


class _Lines:
    """The lines of a text that are short enough for a header, in small letters, with what they may hold."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._facts: dict[int, tuple[str, frozenset[str]]] = {}
        for number, (start, end) in enumerate(lines.spans):
            if end - start <= _LONGEST_HEADER:
                lower = lines.text[start:end].lower()
                self._facts[number] = (lower, hints(lower))

    def candidates(self, literals: frozenset[str]) -> list[int]:
        """List the lines that hold a time, or one of the words that mark headers without one."""
        words = tuple(literals - {":"})
        colon = ":" in literals
        return [
            number
            for number, (lower, held) in self._facts.items()
            if held or (colon and lower[-1] == ":") or any(word in lower for word in words)
        ]

    def forms(self, grammar: Grammar, number: int) -> list[Header]:
        """List the forms of a grammar whose anchor line this line may be."""
        lower, held = self._facts[number]
        fitting = [places for needs, places in grammar.by_need if _may_be(needs, lower, held)]
        return [grammar.headers[place] for place in sorted(place for places in fitting for place in places)]

    def match(self, form: Header, first: int) -> Found | None:
        """Match one form of a header at a line, None if it does not fit."""
        if first < 0 or first + form.lines > len(self.lines.spans):
            return None
        for number, needs in enumerate(form.needs, first):
            facts = self._facts.get(number)
            if facts is None or (number != first + form.anchor_line and not _may_be(needs, *facts)):
                return None
        match = form.pattern.match(self.lines.text, self.lines.spans[first][0])
        if match is None or not _is_name(match, sure=form.strong):
            return None
        body = first + form.lines
        return Found(form, match, first, body, body, body, body)


def _may_be(needs: Needs, lower: str, held: frozenset[str]) -> bool:
    times, words = needs
    if not times <= held:
        return False
    for word in words:  # noqa: SIM110 - three times as fast as all(), and the reason why threads are quick
        if word[0] not in lower and not any(one in lower for one in word[1:]):
            return False
    return True


def _likely(lines: _Lines, candidates: list[int], grammars: Sequence[Grammar]) -> list[Grammar]:
    """Give the grammars worth trying on all candidates: those that fit a sample of them best."""
    if len(candidates) <= _SAMPLE:
        return list(grammars)
    step = len(candidates) // (_SAMPLE // 2)
    sample = sorted({*candidates[: _SAMPLE // 2], *candidates[::step]})
    sums = [(sum(one.form.weight for one in _headers(lines, sample, one_of)), one_of) for one_of in grammars]
    sums.sort(key=lambda pair: (-pair[0], -pair[1].priority))
    return [grammar for weight, grammar in sums[:_FINALISTS] if weight]


def _headers(lines: _Lines, candidates: list[int], grammar: Grammar) -> Iterator[Found]:
    used = -1
    for number in candidates:
        for form in lines.forms(grammar, number):
            first = number - form.anchor_line
            found = lines.match(form, first) if first > used else None
            if found is not None:
                found = _timed(lines, grammar, found) if form.literal else found
                yield found
                used = found.body - 1
                break


def _timed(lines: _Lines, grammar: Grammar, found: Found) -> Found:
    """Give the form of a header with its time where the one found has none: it stands in the next line."""
    longer = (form for form in grammar.headers if not form.literal and form.lines > found.form.lines)
    matches = (lines.match(form, found.first) for form in longer)
    return next((match for match in matches if match), found)


def _is_name(match: re.Match[str], *, sure: bool) -> bool:
    """Say whether what stands for an author can be a name, and not a date or the end of a paragraph.

    Where the rest of the header is `sure`, a name may be as long as it likes.
    """
    groups = match.groupdict()
    name = groups.get("author") or groups.get("word") or groups.get("names") or ""
    words = len(name.split())
    if _NOT_A_NAME.fullmatch(name) or _DATED.match(name):
        return False
    if sure:
        return True
    if words > _NAME_WORDS or _NO_NAME.match(name) or not any(character.isalpha() for character in name):
        return False
    return not name.endswith(_SENTENCE_END) or (words <= 2 and name.endswith("."))


def _thread(
    lines: Lines, grammar: Grammar, found: list[Found], stops: Callable[[int], bool]
) -> Thread | None:
    found, top, headed = _from_heading(lines, found)
    comments = [
        _with_footer(lines, grammar, comment, following.first) for comment, following in pairwise(found)
    ]
    if len(comments) > 2 and not headed and _is_byline(comments):
        comments, top = comments[1:], comments[1].first
    comments.append(_last(lines, grammar, found[-1], comments, stops))
    thread = Thread(
        grammar, tuple(comments), top, max(comments[-1].footer_end, comments[-1].body_end), headed
    )
    return thread if _believable(lines, thread) else None


def _from_heading(lines: Lines, found: list[Found]) -> tuple[list[Found], int, bool]:
    """Leave out the one or two "comments" that stand above the section's heading: bylines, most likely."""
    for skipped in range(min(3, len(found))):
        top, headed = _heading_above(lines, found[skipped].first)
        if headed:
            return found[skipped:], top, True
    return found, _heading_above(lines, found[0].first)[0], False


def _heading_above(lines: Lines, first: int) -> tuple[int, bool]:
    """Give the topmost line of a section above its first header, and whether that line is a heading."""
    section = section_lines()
    unknown = 0
    top = first
    for number in range(first - 1, max(-1, first - 1 - _LOOK_UP), -1):
        line = lines.at(number)
        if len(line) <= _LONGEST_HEADER and section.headings.fullmatch(line):
            return number, True
        if len(line) <= _SHORT and section.between.fullmatch(line):
            top = number if unknown == 0 else top
            continue
        unknown += 1
        if unknown > _UNKNOWN_BELOW_HEADING or len(line) > _SHORT or line.endswith(_SENTENCE_END):
            break
    return top, False


def _is_byline(comments: list[Found]) -> bool:
    """Say whether the first "comment" is the article's byline: at its head, and alone without a footer."""
    first, *others = comments
    with_footer = sum(comment.footer < comment.footer_end for comment in others)
    alone = first.footer == first.footer_end and with_footer >= 0.8 * len(others)
    return alone and first.first < _HEAD_OF_PAGE and not first.form.strong


def _with_footer(lines: Lines, grammar: Grammar, comment: Found, end: int) -> Found:
    """Part a comment's lines up to `end` into body and footer; noise after either belongs to neither."""
    last = _before_noise(lines, grammar, comment.body, end)
    footer = last
    while footer > comment.body:
        if _is_footer(lines.at(footer - 1), grammar):
            footer -= 1
        elif footer < last and _COUNT.fullmatch(lines.at(footer - 1)):
            footer -= 1  # how many liked it, on a line of its own
        else:
            break
    body_end = _before_noise(lines, grammar, comment.body, footer)
    return Found(comment.form, comment.match, comment.first, comment.body, body_end, footer, last)


def _before_noise(lines: Lines, grammar: Grammar, start: int, end: int) -> int:
    while end > start and grammar.noise and grammar.noise.fullmatch(lines.at(end - 1)):
        end -= 1
    return end


def _is_footer(line: str, grammar: Grammar) -> bool:
    return len(line) <= _LONGEST_HEADER and any(footer.fullmatch(line) for footer in grammar.footers)


def _last(
    lines: Lines, grammar: Grammar, comment: Found, others: list[Found], stops: Callable[[int], bool]
) -> Found:
    """Find where the last comment ends: after its footer, or where the page goes on with something else."""
    usual = not others or any(other.footer < other.footer_end for other in others)
    end = comment.body
    while end < len(lines):
        footer = usual and _is_footer(lines.at(end), grammar)
        if not footer and stops(end):
            break
        end += 1
        if footer and not _goes_on(lines, grammar, end):
            break
    return _with_footer(lines, grammar, comment, end)


def _goes_on(lines: Lines, grammar: Grammar, number: int) -> bool:
    if number < len(lines) and _COUNT.fullmatch(lines.at(number)):
        number += 1
    return number < len(lines) and _is_footer(lines.at(number), grammar)


def _believable(lines: Lines, thread: Thread) -> bool:
    """Say whether these are comments: enough of them, and more to show for it than names and times."""
    comments = thread.comments
    sure = sum(comment.form.strong and not comment.form.literal for comment in comments)
    if sure and not thread.grammar.evidence:
        return thread.headed or len(comments) >= thread.grammar.minimum
    if thread.headed:
        return True
    half = len(comments) / 2
    footers = sum(comment.footer < comment.footer_end for comment in comments)
    counted = sum(comment.form.counted for comment in comments)
    answers = sum(bool(comment.read("target")) for comment in comments)
    shown = footers >= half or counted >= half or answers > 0 or _stands_in(lines, thread)
    said = thread.grammar.evidence == "sentences" and len(comments) > 2 and _are_sentences(lines, comments)
    timed = any(not comment.form.literal for comment in comments)
    fewest = thread.grammar.minimum if timed else max(thread.grammar.minimum, _FEWEST_UNTIMED)
    return len(comments) >= fewest and (shown or said)


def _are_sentences(lines: Lines, comments: tuple[Found, ...]) -> bool:
    """Say whether most comments end as sentences do; headlines in a list of teasers do not."""
    ends = [lines.at(one.body_end - 1).endswith(_SAID) for one in comments if one.body < one.body_end]
    return sum(ends) >= 0.6 * len(comments)


def _stands_in(lines: Lines, thread: Thread) -> bool:
    depths = {lines.indent(comment.first) for comment in thread.comments}
    return thread.grammar.by_indent and len(thread.comments) > 2 and len(depths) > 1
