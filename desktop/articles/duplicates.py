"""Texts that came twice: paragraphs within an article, articles, an agency's text in two outlets."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

_WORD = re.compile(r"\w+")
_SHINGLE = 5
_KEPT = 4
"""One shingle in four is kept, chosen by its hash, so that the same are kept in every text."""
_FEWEST_KEPT = 8
_MOST_HOLDERS = 60
_FEWEST_WORDS = 4
_FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Repeat:
    """A paragraph that stands in the text before: where, and where it stood first."""

    start: int
    end: int
    first_start: int
    first_end: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts and how alike they are: the `share` (0 to 1) of the shorter one that the longer holds."""

    one: str
    other: str
    share: float
    identical: bool


def repeated_paragraphs(text: str, within: Sequence[tuple[int, int]] | None = None) -> tuple[Repeat, ...]:
    """List the paragraphs of canonical text that repeat an earlier one word for word, white space aside.

    Those of fewer than four words or twenty letters are left out: they come twice by chance. `within` limits
    the search to paragraphs that begin in these ranges (sorted, apart).
    """
    starts = [start for start, _ in within or ()]
    seen: dict[str, tuple[int, int]] = {}
    found = []
    at = 0
    for line in text.split("\n"):
        words = line.split()
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1
        said = " ".join(words)
        place = bisect_right(starts, start) - 1
        outside = within is not None and (place < 0 or start >= within[place][1])
        if outside or len(words) < _FEWEST_WORDS or len(said) < _FEWEST_LETTERS:
            continue
        if said in seen:
            found.append(Repeat(start, end, *seen[said]))
        else:
            seen[said] = (start, end)
    return tuple(found)


def near_duplicates(texts: Mapping[str, str], *, least: float = 0.6) -> tuple[Likeness, ...]:
    """List the pairs of texts (by their keys) whose longer holds at least `least` of the other.

    Word shingles of five, one in four of them compared (Broder, 1997); shingles that very many texts share
    are left out, as they belong to the outlet's furniture. Most alike first.
    """
    sketches = {name: _sketch(text) for name, text in texts.items()}
    holders: dict[int, list[str]] = defaultdict(list)
    for name, sketch in sketches.items():
        for shingle in sketch:
            holders[shingle].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _MOST_HOLDERS:
            shared.update(combinations(sorted(names), 2))
    found = _identical(texts)
    same = {(likeness.one, likeness.other) for likeness in found}
    for (one, other), number in shared.items():
        fewer = min(len(sketches[one]), len(sketches[other]))
        if (one, other) not in same and fewer >= _FEWEST_KEPT and number >= least * fewer:
            found.append(Likeness(one, other, number / fewer, identical=False))
    return tuple(sorted(found, key=lambda likeness: (-likeness.share, likeness.one, likeness.other)))


def _identical(texts: Mapping[str, str]) -> list[Likeness]:
    """Give the pairs whose words are all the same, each later text with the first of its kind."""
    first: dict[str, str] = {}
    found = []
    for name in sorted(texts):
        words = " ".join(texts[name].split())
        before = first.setdefault(words, name)
        if words and before != name:
            found.append(Likeness(before, name, 1.0, identical=True))
    return found


def _sketch(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    shingles = (" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    hashes = (int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), "big") for said in shingles)
    return frozenset(one for one in hashes if one % _KEPT == 0)
