"""Where in a piece the words of a question stand. Spans are half-open, in code points of the piece."""

import heapq
import re
import unicodedata
from collections.abc import Iterable, Sequence

from db.search_pieces import OPEN, SHUT
from db.search_words import Term

MOST = 500
"""More findings than this in one piece are not listed one by one."""

Span = tuple[int, int]
_WORDS = re.compile(r"[^\W_]+")


class Pins:
    """Says where in a piece the findings of one question are."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = tuple(terms)
        self._wanted = [_plain(term.text) for term in terms]
        self._said: dict[str, tuple[int, ...]] = {}

    def of(self, marked: str) -> tuple[str, Sequence[Span]]:
        """Return a piece's words, and the places in them.

        That is every place of a single term, or the tightest stretch that holds all of several.
        """
        words, spans = unmarked(marked)
        if not self._terms:
            return words, ((0, len(words)),)
        if len(self._terms) == 1 and not self._terms[0].literal:
            return words, spans
        places = self._by_term(words, spans)
        return words, places[0] if len(places) == 1 else tightest(places) or spans[:1]

    def _by_term(self, words: str, spans: Sequence[Span]) -> list[list[Span]]:
        places = [list(_literally(words, term.text)) if term.literal else [] for term in self._terms]
        for span in spans:
            said = words[span[0] : span[1]]
            which = self._said.get(said)
            if which is None:
                which = self._said[said] = self._terms_of(said)
            for at in which:
                places[at].append(span)
        return places

    def _terms_of(self, said: str) -> tuple[int, ...]:
        """Return which of the terms a marked stretch is."""
        plain = _plain(said)
        pairs = enumerate(zip(self._terms, self._wanted, strict=True))
        return tuple(at for at, (term, wanted) in pairs if not term.literal and _is(term, wanted, plain))


def _is(term: Term, wanted: tuple[str, ...], said: tuple[str, ...]) -> bool:
    if term.prefix and len(said) == len(wanted):
        return said[-1].startswith(wanted[-1])
    return said == wanted


def _plain(words: str) -> tuple[str, ...]:
    """Return the words of a stretch as the index compares them: without capitals and accents."""
    bare = (char for char in unicodedata.normalize("NFKD", words) if not unicodedata.combining(char))
    return tuple(_WORDS.findall("".join(bare).casefold())) or ("",)


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """Take the markers out again; return the words and the ranges that stood between them."""
    spans: list[Span] = []
    shift, start = 0, marked.find(OPEN)
    while start >= 0 and len(spans) < MOST:
        end = marked.find(SHUT, start)
        spans.append((start - shift, end - shift - 1))
        shift += 2
        start = marked.find(OPEN, end)
    return marked.replace(OPEN, "").replace(SHUT, ""), spans


def tightest(places: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Return the shortest stretch that holds one span of each list, as the only one; the first of equals."""
    if not all(places):
        return ()
    if all(len(spans) == 1 for spans in places):
        return ((min(spans[0][0] for spans in places), max(spans[0][1] for spans in places)),)
    heap = [(spans[0], which, 0) for which, spans in enumerate(places)]
    heapq.heapify(heap)
    furthest = max(span[1] for span, _, _ in heap)
    best = (heap[0][0][0], furthest)
    while True:
        span, which, at = heap[0]
        if furthest - span[0] < best[1] - best[0]:
            best = (span[0], furthest)
        if at + 1 == len(places[which]):
            return (best,)
        following = places[which][at + 1]
        furthest = max(furthest, following[1])
        heapq.heapreplace(heap, (following, which, at + 1))


def _literally(words: str, wanted: str) -> Iterable[Span]:
    at = words.find(wanted)
    for _ in range(MOST):
        if at < 0:
            return
        yield at, at + len(wanted)
        at = words.find(wanted, at + len(wanted))
