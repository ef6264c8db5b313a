"""Places that coders marked: where all say the same, and how they differ where they do not. Pure."""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from db.records import Finished, Passage
from desktop.codebook import Codebook

LABEL, BOUNDARY, ONE, AGREED = "label", "boundary", "only one marked", "agreed"
KINDS = (LABEL, BOUNDARY, ONE)
"""How coders can differ: other labels, other ends, or somebody who marked nothing."""

InHeadline = Callable[[str, int], bool]
"""Says of an article and an offset whether unmarked text has the labels given by default there."""
_Range = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """What one coder, who finished the article, marked at a place; nothing is an answer too."""

    coder: str
    passages: tuple[Passage, ...]

    @property
    def labels(self) -> frozenset[str]:
        """Return the ids of the labels given."""
        return frozenset(passage.label for passage in self.passages)

    @property
    def ranges(self) -> frozenset[_Range]:
        """Return (label, start, end) of every passage."""
        return frozenset((p.label, p.start, p.end) for p in self.passages)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that somebody marked, as far as passages overlap, and what each coder gave there.

    `id` names the place as it stands: another answer of any coder makes another one. `kind` is one of `KINDS`
    or AGREED. Labels that may overlap others have places of their own. A mark that only says what unmarked
    text means anyway makes no place; it is shown where it meets one, and may reach beyond it.
    """

    article: str
    phase: str
    start: int
    end: int
    kind: str
    given: tuple[Given, ...]
    id: str

    @property
    def judged(self) -> frozenset[str]:
        """Return the revisions that stand for it."""
        return frozenset(p.revision for each in self.given for p in each.passages)

    @property
    def coders(self) -> frozenset[str]:
        """Return who finished the article."""
        return frozenset(each.coder for each in self.given)

    @property
    def labels(self) -> frozenset[str]:
        """Return the labels that anybody gave here."""
        return frozenset().union(*(each.labels for each in self.given))

    @property
    def quote(self) -> str:
        """Return the text of the stretch, put together from the passages that make it."""
        return _joined([p for each in self.given for p in each.passages], self.start, self.end)

    def differs(self, one: str, two: str) -> bool:
        """Return whether these two coders gave different answers here."""
        given = {each.coder: each.ranges for each in self.given}
        return one in given and two in given and given[one] != given[two]


def _joined(passages: Iterable[Passage], start: int, end: int) -> str:
    text, at = "", start
    for passage in sorted(passages, key=attrgetter("start")):
        if passage.start <= at < passage.end:
            text += passage.quote[at - passage.start : end - passage.start]
            at = passage.end
    return text


def places(finished: Iterable[Finished], codebook: Codebook, in_headline: InHeadline) -> tuple[Place, ...]:
    """Return every place of the articles that at least two coders finished, by article and start.

    `finished` is the work of one phase.
    """
    by_article: dict[str, list[Finished]] = defaultdict(list)
    for item in finished:
        by_article[item.progress.article].append(item)
    found: list[Place] = []
    for article in sorted(by_article):
        if len(by_article[article]) > 1:
            found += _of_article(by_article[article], codebook, in_headline)
    return tuple(found)


def _of_article(done: Sequence[Finished], codebook: Codebook, in_headline: InHeadline) -> list[Place]:
    planes: dict[str, list[Passage]] = defaultdict(list)
    usual: list[Passage] = []
    for passage in (p for item in done for p in item.passages):
        label = codebook.label(passage.label)
        if label and label.by_default and in_headline(passage.article, passage.start):
            usual.append(passage)
        else:
            planes[label.id if label and label.overlap else ""].append(passage)
    usual.sort(key=attrgetter("start"))
    found = [
        _place(done, run, usual if plane == "" else ())
        for plane, passages in planes.items()
        for run in _runs(passages)
    ]
    return sorted(found, key=lambda place: (place.start, place.end, sorted(place.labels)))


def _runs(passages: Iterable[Passage]) -> list[list[Passage]]:
    """Return groups of passages that hang together by overlapping."""
    runs: list[list[Passage]] = []
    end = -1
    for passage in sorted(passages, key=attrgetter("start", "end", "id")):
        if passage.start >= end:
            runs.append([])
        runs[-1].append(passage)
        end = max(end, passage.end)
    return runs


def _place(done: Sequence[Finished], run: Sequence[Passage], usual: Sequence[Passage]) -> Place:
    start, end = run[0].start, max(passage.end for passage in run)
    met = [p for p in usual[: bisect_left(usual, end, key=attrgetter("start"))] if p.end > start]
    first = done[0].progress
    marked = tuple(_given(item, run) for item in done)
    shown = tuple(_given(item, [*run, *met]) for item in done)
    kind = _kind(marked, shown)
    given = marked if kind == AGREED else shown
    identity = _id(first.article, first.phase, (start, end), given)
    return Place(first.article, first.phase, start, end, kind, given, identity)


def _id(article: str, phase: str, ends: tuple[int, int], given: Sequence[Given]) -> str:
    judged = sorted(p.revision for each in given for p in each.passages)
    told = "\0".join((article, phase, *judged, *sorted(each.coder for each in given)))
    return hashlib.sha256(f"{ends[0]} {ends[1]} {told}".encode()).hexdigest()[:12]


def _given(item: Finished, passages: Iterable[Passage]) -> Given:
    coder = item.progress.coder
    own = sorted((p for p in passages if p.owner == coder), key=attrgetter("start", "end", "id"))
    return Given(coder, tuple(own))


def _kind(marked: Sequence[Given], shown: Sequence[Given]) -> str:
    if len({each.ranges for each in marked}) == 1:
        return AGREED
    if len({each.labels for each in shown if each.passages}) > 1:
        return LABEL
    return BOUNDARY if all(each.passages for each in shown) else ONE
