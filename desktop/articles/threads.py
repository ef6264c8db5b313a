"""Comment threads in plain text: where each comment's header, body and footer lie, by the grammars in data.

Lines that hold a time (or a grammar's own words) are found in one pass; only there are headers tried. The
grammar with the most and surest headers is taken, by priority where two have as many. Linear in the
length of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from desktop.articles.dates import ANCHOR
from desktop.articles.grammars import Grammar, Header, built_in, section_lines
from desktop.articles.lines import Lines

_SAMPLE = 240
_FINALISTS = 2
_LONGEST_HEADER = 240
_LOOK_UP = 14
_UNKNOWN_BELOW_HEADING = 2
_SHORT = 60
_NAME_WORDS = 6
_SENTENCE_END = tuple('.,;:!?…”"')
_HEAD_OF_PAGE = 8
_COLON_ENDS = r":[^\S\n]*$"
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
    candidates = _candidates(lines, known)
    best = (0, 0, 0)
    result: Thread | None = None
    for grammar in _likely(lines, candidates, known):
        found = list(_headers(lines, candidates, grammar))
        thread = _thread(lines, grammar, found, stops) if found else None
        if thread and _rank(thread) > best:
            best, result = _rank(thread), thread
    return result


def _rank(thread: Thread) -> tuple[int, int, int]:
    """Give how well a grammar fits: sure headers first, then footers, then its priority."""
    footers = sum(comment.footer < comment.footer_end for comment in thread.comments)
    return (sum(comment.form.weight for comment in thread.comments), footers, thread.grammar.priority)


@cache
def _anchor(literals: frozenset[str]) -> re.Pattern[str]:
    words = sorted(_COLON_ENDS if literal == ":" else re.escape(literal) for literal in literals)
    return re.compile("|".join([ANCHOR.pattern, *words]), re.IGNORECASE | re.MULTILINE)


def _candidates(lines: Lines, grammars: Sequence[Grammar]) -> list[int]:
    """List the lines where a header may be, each short enough for one."""
    anchor = _anchor(frozenset().union(*(grammar.anchors for grammar in grammars)))
    found: list[int] = []
    at = 0
    spans = lines.spans
    while (match := anchor.search(lines.text, at)) is not None:
        number = lines.number_at(match.start())
        start, end = spans[number]
        if end - start <= _LONGEST_HEADER:
            found.append(number)
        at = max(end, match.end())
    return found


def _likely(lines: Lines, candidates: list[int], grammars: Sequence[Grammar]) -> list[Grammar]:
    """Give the grammars worth trying on all candidates: those that fit a sample of them best."""
    if len(candidates) <= _SAMPLE:
        return list(grammars)
    step = len(candidates) // (_SAMPLE // 2)
    sample = sorted({*candidates[: _SAMPLE // 2], *candidates[::step]})
    sums = [
        (sum(one.form.weight for one in _headers(lines, sample, grammar)), grammar) for grammar in grammars
    ]
    sums.sort(key=lambda pair: (-pair[0], -pair[1].priority))
    return [grammar for weight, grammar in sums[:_FINALISTS] if weight]


def _headers(lines: Lines, candidates: list[int], grammar: Grammar) -> Iterator[Found]:
    used = -1
    for number in candidates:
        for form in grammar.headers:
            first = number - form.anchor_line
            last = first + form.lines - 1
            if first <= used or last >= len(lines):
                continue
            match = form.pattern.match(lines.text, lines.spans[first][0])
            if match and (form.strong or _is_name(match)):
                found = Found(form, match, first, last + 1, last + 1, last + 1, last + 1)
                found = _timed(lines, grammar, found) if form.literal else found
                yield found
                used = found.body - 1
                break


def _timed(lines: Lines, grammar: Grammar, found: Found) -> Found:
    """Give the form of a header with its time where the one found has none: it stands in the next line."""
    for form in grammar.headers:
        end = found.first + form.lines
        if form.literal or form.lines <= found.form.lines or end > len(lines):
            continue
        match = form.pattern.match(lines.text, lines.spans[found.first][0])
        if match:
            return Found(form, match, found.first, end, end, end, end)
    return found


def _is_name(match: re.Match[str]) -> bool:
    """Say whether what stands for an author can be a name, and not the end of a paragraph."""
    groups = match.groupdict()
    name = groups.get("author") or groups.get("word") or groups.get("names") or ""
    words = len(name.split())
    if words > _NAME_WORDS or not any(character.isalnum() for character in name):
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
    while footer > comment.body and _is_footer(lines.at(footer - 1), grammar):
        footer -= 1
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
    return number < len(lines) and _is_footer(lines.at(number), grammar)


def _believable(lines: Lines, thread: Thread) -> bool:
    """Say whether these are comments: enough of them, and more to show for it than names and times."""
    comments = thread.comments
    strong = sum(comment.form.strong for comment in comments)
    if strong and not thread.grammar.evidence:
        return thread.headed or len(comments) >= thread.grammar.minimum
    if thread.headed:
        return True
    half = len(comments) / 2
    footers = sum(comment.footer < comment.footer_end for comment in comments)
    counted = sum(comment.form.counted for comment in comments)
    answers = sum(bool(comment.read("target")) for comment in comments)
    shown = footers >= half or counted >= half or answers > 0 or _stands_in(lines, thread)
    said = thread.grammar.evidence == "sentences" and len(comments) > 2 and _are_sentences(lines, comments)
    return len(comments) >= thread.grammar.minimum and (shown or said)


def _are_sentences(lines: Lines, comments: tuple[Found, ...]) -> bool:
    """Say whether most comments end as sentences do; headlines in a list of teasers do not."""
    ends = [lines.at(one.body_end - 1).endswith(_SAID) for one in comments if one.body < one.body_end]
    return sum(ends) >= 0.6 * len(comments)


def _stands_in(lines: Lines, thread: Thread) -> bool:
    depths = {lines.indent(comment.first) for comment in thread.comments}
    return thread.grammar.by_indent and len(thread.comments) > 2 and len(depths) > 1
