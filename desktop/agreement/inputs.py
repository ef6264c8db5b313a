"""What agreement is computed from: articles, who finished them, and the passages, as parallel arrays.

Offsets are half-open and count code points of the article. Nothing here knows a database or a window.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.agreement.arrays import BoolArray, IntArray

MOST_LABELS = 62
"""A coder's labels at one place are one machine word; this is how many fit."""

ZONE_KINDS = (
    "title", "deck", "key-points", "body", "quotation", "byline", "boilerplate",
    "comment-section", "comment", "comment-header", "comment-footer", "duplicate",
)  # fmt: skip
HEADLINE = ("title", "deck", "key-points", "body")
COMMENTS = ("comment-section", "comment", "comment-header", "comment-footer")
BOILERPLATE = ("byline", "boilerplate")
DUPLICATES = ("duplicate",)


def zone_bits(kinds: Sequence[str]) -> int:
    """Return the zone kinds as one bit mask over `ZONE_KINDS` (ValueError for an unknown kind)."""
    return sum(1 << ZONE_KINDS.index(kind) for kind in set(kinds))


@dataclass(frozen=True, eq=False, slots=True)
class Stretches:
    """Half-open stretches of text, one row each, sorted by article and start and free of overlap.

    `kinds` says, for zones, which zone kinds the stretch counts for (bits over `ZONE_KINDS`).
    """

    article: IntArray
    start: IntArray
    end: IntArray
    kinds: IntArray


@dataclass(frozen=True, eq=False, slots=True)
class Tokens:
    """First code points of all tokens, sorted by article and place; `word` is false for punctuation."""

    article: IntArray
    start: IntArray
    word: BoolArray


@dataclass(frozen=True, eq=False, slots=True)
class Passages:
    """Marked ranges as parallel arrays: index of article, coder and label, range, and whether unsure."""

    article: IntArray
    coder: IntArray
    label: IntArray
    start: IntArray
    end: IntArray
    unsure: BoolArray

    def __len__(self) -> int:
        return len(self.article)

    def where(self, keep: BoolArray | IntArray) -> "Passages":
        """Return the passages for which `keep` is true, or of these indexes in their order."""
        return Passages(
            self.article[keep], self.coder[keep], self.label[keep],
            self.start[keep], self.end[keep], self.unsure[keep],
        )  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Continuum:
    """All articles of a comparison, the coders who finished them, and what they marked.

    `lengths` (K,) in code points; `finished` (R, K): who finished what, everything else is missing;
    `sentences` and `tokens` are None where the text is not known (span tables). `zones` are disjoint
    stretches; None means that every article is one body. `by_default` are the labels that finishing an
    article gives to its unmarked text in the headline zones.
    """

    articles: tuple[str, ...]
    coders: tuple[str, ...]
    labels: tuple[str, ...]
    lengths: IntArray
    finished: BoolArray
    passages: Passages
    sentences: Stretches | None = None
    tokens: Tokens | None = None
    zones: Stretches | None = None
    by_default: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse arrays that contradict each other (ValueError naming the first breach)."""
        shape = (len(self.coders), len(self.articles))
        if self.finished.shape != shape or self.lengths.shape != shape[1:]:
            raise ValueError(f"finished must be coders × articles {shape}, lengths one per article")
        if len(self.labels) > MOST_LABELS:
            raise ValueError(f"at most {MOST_LABELS} labels can be compared at a time")
        p = self.passages
        if len(p) and ((p.start < 0) | (p.end <= p.start) | (p.end > self.lengths[p.article])).any():
            raise ValueError("a passage is empty or lies outside its article")

    @property
    def base(self) -> IntArray:
        """Where each article begins when all are laid end to end, one free place between (K,)."""
        return np.concatenate(([0], np.cumsum(self.lengths[:-1] + 1))).astype(np.int64)[: len(self.lengths)]

    def counted(self) -> Passages:
        """Return the passages of coders who finished the article; the others' do not count."""
        seen = self.finished[self.passages.coder, self.passages.article]
        return self.passages if seen.all() else self.passages.where(seen)

    def only(self, keep: BoolArray) -> "Continuum":
        """Return the same continuum with only the passages for which `keep` is true."""
        return replace(self, passages=self.passages.where(keep))

    def of_articles(self, keep: BoolArray) -> "Continuum":
        """Return the same continuum with everything outside the articles of `keep` (K,) unfinished."""
        return replace(self, finished=self.finished & keep)


def passages_from(rows: Sequence[tuple[int, int, int, int, int]], unsure: Sequence[bool] = ()) -> Passages:
    """Return `Passages` from rows (article, coder, label, start, end) of indexes and offsets."""
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    doubts = np.array(unsure, dtype=bool) if len(unsure) else np.zeros(len(rows), dtype=bool)
    return Passages(table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4], doubts)


def stretches_from(rows: Sequence[tuple[int, int, int]], kinds: Sequence[int] = ()) -> Stretches:
    """Return sorted `Stretches` from rows (article index, start, end)."""
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 3)
    bits = np.array(kinds, dtype=np.int64) if len(kinds) else np.zeros(len(rows), dtype=np.int64)
    order = np.lexsort((table[:, 1], table[:, 0]))
    table = table[order]
    return Stretches(table[:, 0], table[:, 1], table[:, 2], bits[order])
