"""From what a coder selected to what is marked: trimmed, whole words, bracket and quotation pairs whole.

The rules, in this order, until nothing moves any more:
1. white space (no-break spaces included) at either end is left out;
2. a range that runs over a paragraph's end stops there, unless the label may run across paragraphs;
3. an end amid a word takes the whole word (a token of `desktop.articles.tokens`, with its combining marks;
   emoji sequences count as one, and in scripts without spaces each character is a word);
4. where only one mark of a bracket or quotation pair was selected: it is left out if it stands at the edge of
   the range, else the range grows to take the pair whole. Marks without a partner are left as they are.
"""

from dataclasses import dataclass

from desktop.articles.characters import is_word, word_end, word_start
from desktop.articles.pairs import Pair, pairs_in
from desktop.errors import UserError

_NOTHING = "There is no text in the selection; select at least one word."


@dataclass(frozen=True, slots=True)
class Snapped:
    """The range to mark, and in words what was moved to get it."""

    start: int
    end: int
    notes: tuple[str, ...] = ()


def snap(text: str, start: int, end: int, *, exact: bool = False, across_paragraphs: bool = False) -> Snapped:
    """Snap a selection (half-open, code points) to what a passage may be.

    With `exact` the range is taken as given. Raises UserError if nothing is left to mark, ValueError if the
    range is outside the text.
    """
    start, end = min(start, end), max(start, end)
    if start < 0 or end > len(text):
        raise ValueError(f"{start}–{end} is outside the text of {len(text)} characters")
    if exact:
        if start == end:
            raise UserError(_NOTHING)
        return Snapped(start, end)
    notes: dict[str, None] = {}
    start, end = _trimmed(text, start, end, notes)
    if not across_paragraphs:
        start, end = _one_paragraph(text, start, end, notes)
    before = None
    while before != (start, end):
        before = (start, end)
        start, end = _whole_words(text, start, end, notes)
        start, end = _whole_pairs(text, start, end, notes)
        start, end = _trimmed(text, start, end, notes)
    return Snapped(start, end, tuple(notes))


def _trimmed(text: str, start: int, end: int, notes: dict[str, None]) -> tuple[int, int]:
    first, last = start, end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first == last:
        raise UserError(_NOTHING)
    if (first, last) != (start, end):
        notes["White space at the ends was left out."] = None
    return first, last


def _one_paragraph(text: str, start: int, end: int, notes: dict[str, None]) -> tuple[int, int]:
    stop = text.find("\n", start, end)
    if stop < 0:
        return start, end
    notes["The passage ends with its first paragraph."] = None
    return _trimmed(text, start, stop, {})


def _whole_words(text: str, start: int, end: int, notes: dict[str, None]) -> tuple[int, int]:
    first, last = word_start(text, start), word_end(text, end)
    if first < start:
        notes[f"The start moved back to take the whole of “{_cut(text[first : word_end(text, start)])}”."] = (
            None
        )
    if last > end:
        notes[f"The end moved on to take the whole of “{_cut(text[word_start(text, end) : last])}”."] = None
    return first, last


def _whole_pairs(text: str, start: int, end: int, notes: dict[str, None]) -> tuple[int, int]:
    for pair in _pairs_around(text, start, end):
        opened = start <= pair.start < end
        closed = start < pair.end <= end
        if opened == closed:
            continue
        what = "quotation" if pair.quotation else "bracket"
        if opened and not _has_word(text, start, pair.start):
            start = word_end(text, pair.start + 1)
            notes[f"The lone opening {what} mark was left out."] = None
        elif closed and not _has_word(text, pair.end, end):
            end = word_start(text, pair.end - 1)
            notes[f"The lone closing {what} mark was left out."] = None
        else:
            start, end = min(start, pair.start), max(end, pair.end)
            notes[f"The passage grew to take the {what} whole."] = None
        if start >= end:
            raise UserError(_NOTHING)
    return start, end


def _pairs_around(text: str, start: int, end: int) -> tuple[Pair, ...]:
    """List the pairs of the first and the last paragraph of a range; those between lie whole inside it."""
    first = (text.rfind("\n", 0, start) + 1, _paragraph_end(text, start))
    last = (text.rfind("\n", 0, end) + 1, _paragraph_end(text, end))
    pairs = pairs_in(text, *first)
    return pairs if first == last else pairs + pairs_in(text, *last)


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _has_word(text: str, start: int, end: int) -> bool:
    return any(is_word(character) for character in text[start:end])


def _cut(word: str) -> str:
    return word if len(word) <= 30 else word[:29] + "…"
