"""Finding words in one text: capitals, accents, kinds of quotation marks, dashes and spaces do not matter.

A text is folded once, in one pass; what is found in it is given in code points of the text as it stands.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

MOST = 20_000
"""More findings than this are neither counted nor shown."""

_LIKE = {
    **dict.fromkeys("‘’‚‛′´`＇ʼ", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
}
# Marks over and under letters that a reader may leave out; in other scripts such marks are vowels.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)


class Folded:
    """A text made ready for finding; with `match_case` capitals count."""

    def __init__(self, text: str, *, match_case: bool = False) -> None:
        self.text = text
        self.match_case = match_case
        table = _Table(match_case=match_case)
        self._folded = text.translate(table)
        uneven = "".join(char for char in set(text) if len(table[ord(char)]) != 1)
        places = [match.start() for match in re.finditer(f"[{re.escape(uneven)}]", text)] if uneven else []
        self._places = places
        self._lengths = [len(table[ord(text[at])]) for at in places]
        grown = accumulate((length - 1 for length in self._lengths), initial=0)
        self._starts = [at + shift for at, shift in zip(places, grown, strict=False)]

    def find(
        self, wanted: str, *, whole_words: bool = False, most: int = MOST
    ) -> tuple[tuple[int, int], ...]:
        """Return where `wanted` stands, first to last, never overlapping; at most `most` places.

        What becomes nothing when folded (an empty string, an accent alone) stands nowhere.
        """
        key = wanted.translate(_Table(match_case=self.match_case))
        found: list[tuple[int, int]] = []
        at = self._folded.find(key) if key else -1
        while at >= 0 and len(found) < most:
            span = self._span(at, at + len(key))
            if span and (not whole_words or _stands_alone(self.text, *span)):
                found.append(span)
                at = self._folded.find(key, at + len(key))
            else:
                at = self._folded.find(key, at + 1)
        return tuple(found)

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range in the text, or None where it would cut a character that folds to several."""
        first, into = self._source(start)
        last, depth = self._source(end - 1)
        if into or depth + 1 != max(self._length(last), 1):
            return None
        stop = last + 1
        while stop < len(self.text) and _MARKS.match(self.text, stop):
            stop += 1
        return first, stop

    def _source(self, folded: int) -> tuple[int, int]:
        """Return the code point that a folded one came from, and which of those it became this is."""
        which = bisect_right(self._starts, folded) - 1
        if which < 0:
            return folded, 0
        into = folded - self._starts[which]
        length = self._lengths[which]
        return (self._places[which], into) if into < length else (self._places[which] + 1 + into - length, 0)

    def _length(self, at: int) -> int:
        which = bisect_right(self._places, at) - 1
        return self._lengths[which] if which >= 0 and self._places[which] == at else 1


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __init__(self, *, match_case: bool) -> None:
        super().__init__()
        self._match_case = match_case

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code), match_case=self._match_case)
        return made


def _folded(char: str, *, match_case: bool) -> str:
    if char in _LIKE:
        return _LIKE[char]
    if char == "\n":
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Cf":  # soft hyphens, joiners, marks of direction
        return ""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", char))
    return plain if match_case else plain.casefold()


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and _joins(text[start - 1]) and _joins(text[start])
    behind = end < len(text) and _joins(text[end - 1]) and _joins(text[end])
    return not before and not behind


def _joins(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")
