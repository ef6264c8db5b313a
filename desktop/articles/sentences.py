"""Sentences, found in one pass from left to right.

A sentence ends at a full stop, question mark, exclamation mark or ellipsis (with the closing marks after it)
that white space follows, and always at the end of its paragraph. Not at a stop that
- belongs to an abbreviation that a name or a number follows ("Dr. Wernher", "No. 5", "Ralph C. Jensen"),
- belongs to one that may also end a sentence ("U.S.", "Inc.", "p.m."), unless a word follows that often opens
  one,
- stands before a small letter ("U.S. officials", "“Why?” he asked") or who asked ("“Why?” Ms. Roe asked"),
- numbers an item ("1. Semiconductors") or stands for words left out ("[...]").
"""

import re

from desktop.articles.abbreviations import BEFORE_NAMES, BEFORE_NUMBERS, MAYBE_LAST, OPENERS, REPORTING
from desktop.articles.clauses import clause_spans

__all__ = ["SEGMENTER", "clause_spans", "sentence_spans"]

SEGMENTER = "pressmark-sentences-1"
"""The version of these rules, stored with the boundaries they gave."""

_CLOSERS = "\"'”’»›)\\]}“‘"
_STOP = re.compile(
    rf"\n|[.!?…‽؟۔।॥]+(?:[ \u00a0]\.)*[{_CLOSERS}]*(?=\s|\Z)|[。！？｡]+[」』）》〉{_CLOSERS}]*"
)
_NEXT = re.compile(r"[^\S\n]*([\"'“‘«„‚‹(\[{¿¡•–—-]*)(\S{0,24})")
_LAST_WORD = re.compile(r"[^\W_](?:[^\W_]|[.'’-])*\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ITEM = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivx]{1,4})")
_SMALL_WORD = re.compile(r"(?<!\S)[^\W\d_A-Z]{4,}")
_BULLET = re.compile(r"[^\S\n]*(?:[•◦▪‣·●○■*][^\S\n]+)?[^\S\n]*")
_SPACE = re.compile(r"[^\S\n]*")
_ASKER = re.compile(rf"(?:[^\W\d_a-z][\w.'’-]*[^\S\n]+){{1,5}}(?:{'|'.join(sorted(REPORTING))})\b")
_LOOK_BACK = 40
_TITLE_LENGTH = 160


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """List the sentences of canonical text as sorted, disjoint, trimmed half-open ranges of code points.

    None runs over a paragraph's end; white space, and a bullet before a sentence, belong to none.
    """
    spans: list[tuple[int, int]] = []
    start = _after(_BULLET, text, 0)
    for match in _STOP.finditer(text):
        stop, end = match.span()
        if text[end - 1] == "\n":
            _add(text, start, stop, spans)
            start = _after(_BULLET, text, end)
        elif start < end and _ends(text, start, stop, end):
            _add(text, start, end, spans)
            start = _after(_SPACE, text, end)
    _add(text, start, len(text), spans)
    return tuple(spans)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends(text: str, start: int, stop: int, end: int) -> bool:
    """Say whether the stop `text[stop:end]`, closing marks included, ends the sentence begun at `start`."""
    match = _NEXT.match(text, end)
    follows = match.group(2) if match else ""
    if not follows or text[stop] in "。！？｡":
        return True
    if follows[0].islower() and not follows[1:2].isupper():  # iPhone may open a sentence
        return False
    if text[stop - 1 : stop] in ("[", "("):
        return False
    marks = text[stop:end].strip(_CLOSERS)
    if marks != ".":
        quoted = len(marks) < end - stop
        return not (quoted and match and _ASKER.match(text, match.start(2)))
    if any(mark in text[stop:end] for mark in '"”'):
        return True
    return not _abbreviated(text, start, stop, follows)


def _abbreviated(text: str, start: int, stop: int, follows: str) -> bool:
    """Say whether the single full stop at `stop` only marks an abbreviation, given the word after it."""
    found = _LAST_WORD.search(text, max(start, stop - _LOOK_BACK), stop)
    if found is None:
        return False
    word = found.group().lower()
    if word in BEFORE_NAMES or _ITEM.fullmatch(text, start, stop):
        return True
    if word in BEFORE_NUMBERS and follows[0].isdigit():
        return True
    if len(word) == 1:
        return _initial(text, found.start(), follows) and not _opens(text, start, stop, follows)
    if word in MAYBE_LAST or _DOTTED.fullmatch(word):
        return not _opens(text, start, stop, follows)
    return False


def _initial(text: str, at: int, follows: str) -> bool:
    """Say whether the letter at `at` is somebody's initial ("Ralph C. Jensen", not "more than I. Then")."""
    letter = text[at]
    if not letter.isupper() or not follows[0].isupper():
        return False
    before = text[:at].rstrip()[-1:] if at < _LOOK_BACK else text[at - _LOOK_BACK : at].rstrip()[-1:]
    return letter != "I" or before in {"", "."} or _capital_before(text, at)


def _capital_before(text: str, at: int) -> bool:
    words = text[max(0, at - _LOOK_BACK) : at].split()
    return bool(words) and words[-1][0].isupper()


def _opens(text: str, start: int, stop: int, follows: str) -> bool:
    """Say whether what follows an abbreviation opens a sentence; the capitals of a headline prove nothing."""
    match = _WORD.match(follows)
    if match is None or match.group().lower().replace("’", "'") not in OPENERS:
        return False
    if stop - start > _TITLE_LENGTH or _SMALL_WORD.search(text, start, stop):
        return True
    second = text[stop + 1 : stop + 60].lstrip(_CLOSERS + " \u00a0“‘").split()[1:2]
    return not second or not second[0][0].isupper()
