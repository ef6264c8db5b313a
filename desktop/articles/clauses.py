"""Clauses: the stretches of a sentence that a coder may want to mark on their own.

A sentence is cut
- after a semicolon or a colon that white space follows, and around a dash, which belongs to neither side;
- around a bracket of three words or more, which is a clause by itself, its brackets included;
- after a quotation that ends in a comma ("“…,” he said");
- after the comma that ends an opening subordinate clause or phrase ("If it happens, …");
- after a comma before a conjunction, a relative word, a participle or an attribution ("…, and", "…, which",
  "…, saying", "…, officials said"), and before "because" and its like;
the last two only where three words or more stand on either side.

Quotations and short brackets are never cut, unless the sentence is nothing but that quotation. Signs left
over between clauses belong to none.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from desktop.articles.pairs import pairs_in

Span = tuple[int, int]

_LINKS = (
    "and|but|or|nor|yet|so|while|whereas|although|though|because|since|as|if|unless|until|when|whenever|where|"
    "wherever|who|whom|whose|after|before|amid|despite|even|especially|including|according|perhaps|then|meanwhile|"
    "rather|(?:(?:in|of|for|with|to|from|by|on|many of|some of|most of|all of) )?(?:which|whom)"
)
_SAID = r"(?:[\w.'’-]+\s+){1,3}(?:said|says|told|added|argued|warned|wrote|tweeted)"
_CUT = re.compile(
    r"(?P<hard>[;:](?=\s))"
    r"|(?P<dash>(?<!\s)\s++(?:-{1,3}|[–—])\s+|(?<=\w)(?:—|--)(?=\w)|(?<!\s)\s++—|—\s+)"
    r"|(?P<quoted>,[\"”’»](?=\s))"
    rf"|(?P<link>,[\"”’»]*(?=\s+(?:(?:{_LINKS}|\w+ing|{_SAID})\b)))"
    r"|(?P<plain>(?<!\s)\s++(?=(?:because(?! of)|although|(?:even\s+)?though|whereas|unless|so that)\b))"
    r"|(?P<intro>,(?=\s))"
)
_HARD = frozenset({"hard", "dash", "quoted"})
_BEFORE = frozenset({"dash", "plain"})
_INTRO = re.compile(
    r"(?:(?:and|but)\s+)?(?:if|as|while|when|whenever|though|although|after|before|despite|since|because|"
    r"even|following|given|amid|once|unless|until|in the|to \w+|\w+ing)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LEAD = re.compile(r"[\s,;:.!?–—-]+")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place to cut: what is before `at` ends there, what comes next begins at `after`."""

    at: int
    after: int
    kind: str


def clause_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """List the clauses of the sentence `text[start:end]` as sorted, disjoint, trimmed half-open ranges.

    Every word of the sentence is in one of them; without a cut the sentence is its own clause.
    """
    words = [match.start() for match in _WORD.finditer(text, start, end)]
    whole, asides = _kept_whole(text, start, end, words)
    firsts = [first for first, _ in whole]
    cuts = [_Cut(place, place, "hard") for aside in asides for place in aside]
    for match in _CUT.finditer(text, start, end):
        kind = match.lastgroup or ""
        at = match.start() if kind in _BEFORE else match.end()
        inside = bisect_right(firsts, at - 1) - 1
        if inside < 0 or at >= whole[inside][1]:
            cuts.append(_Cut(at, match.end(), kind))
    cuts.sort(key=lambda cut: (cut.at, cut.after))
    parts = _between(text, (start, end), cuts, words)
    spans = (_trimmed(text, *part) for part in parts if _count(words, *part))
    return tuple(spans) or (((start, end),) if start < end else ())


def _kept_whole(text: str, start: int, end: int, words: list[int]) -> tuple[list[Span], list[Span]]:
    """Give the stretches that are not cut inside, and those of them that are clauses by themselves."""
    opening = text.rfind("\n", 0, start) + 1
    closing = text.find("\n", end)
    whole: list[Span] = []
    asides: list[Span] = []
    for pair in pairs_in(text, opening, len(text) if closing < 0 else closing):
        first, last = max(start, pair.start), min(end, pair.end)
        if first >= last or (whole and first < whole[-1][1]):
            continue
        if not (_count(words, start, first) or _count(words, last, end)):
            continue  # the sentence is nothing but this pair: what is in it is cut like any other
        whole.append((first, last))
        if not pair.quotation and _count(words, first, last) >= _FEWEST:
            asides.append((first, last))
    return whole, asides


def _count(words: list[int], start: int, end: int) -> int:
    return bisect_left(words, end) - bisect_left(words, start)


def _between(text: str, sentence: Span, cuts: list[_Cut], words: list[int]) -> list[Span]:
    begin, end = sentence
    bounds = _next_hard(cuts, end)
    kept: list[Span] = []
    for cut, following in zip(cuts, bounds, strict=True):
        if cut.at < begin:
            continue
        if cut.kind == "intro" and not _INTRO.match(text, _first(text, begin, cut.at)):
            continue
        fewer = min(_count(words, begin, cut.at), _count(words, cut.after, following))
        if cut.kind not in _HARD and fewer < _FEWEST:
            continue
        kept.append((begin, cut.at))
        begin = cut.after
    return [*kept, (begin, end)]


def _next_hard(cuts: list[_Cut], end: int) -> list[int]:
    """For each cut, give where the next one lies that is made whatever stands around it."""
    bounds: list[int] = []
    for cut in reversed(cuts):
        bounds.append(end)
        if cut.kind in _HARD:
            end = cut.at
    return bounds[::-1]


def _first(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def _trimmed(text: str, start: int, end: int) -> Span:
    start = _first(text, start, end)
    while text[end - 1].isspace():
        end -= 1
    return start, end
