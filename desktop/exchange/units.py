"""The table of units: every sentence, coder and label, with what the coder says of it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.records import CODER, Passage, State
from desktop.codebook import parse
from desktop.exchange.by_default import Layout, Range, labels_by_default, layout_of
from desktop.exchange.csv_out import Cell
from desktop.exchange.names import Names
from desktop.exchange.snapshot import Key, Snapshot, zone_at

PROPOSAL = "proposal"
"""Passages that a coder accepted from a program: no coder found them, so no figure counts them."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What one coder said of one article in one phase: ranges by label, and the unmarked text."""

    marked: dict[str, list[Range]]
    unmarked: list[Range]


def unit_rows(snapshot: Snapshot, names: Names) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of `units.csv`: within a phase all coders at work there, in all articles worked on."""
    first = {
        (f.progress.coder, f.progress.article, f.progress.phase): f.passages for f in snapshot.first_finish
    }
    latest = _latest(snapshot)
    labels = _labels(snapshot)
    given = frozenset(labels_by_default(snapshot))
    for article_id, phase, coders in _crossing(snapshot, names):
        article = snapshot.articles[article_id]
        zones = snapshot.zones.get(article_id, ())
        layout = layout_of(snapshot, article)
        states = [
            [_work(layout, of.get((coder, article_id, phase))) for of in (first, latest)] for coder in coders
        ]
        for number, (start, end) in enumerate(article.sentences, 1):
            zone = zone_at(zones, start)
            place = (article_id, article.name, phase, number, start, end, zone.kind if zone else "")
            counts = " ".join(layout.counts_for(start))
            for coder, (then, now) in zip(coders, states, strict=True):
                for label in labels:
                    yield (
                        *place,
                        counts,
                        names.coder(coder),
                        label,
                        *_values(layout, then, label, (start, end), by_default=label in given),
                        *_values(layout, now, label, (start, end), by_default=label in given),
                    )


def _latest(snapshot: Snapshot) -> dict[Key, tuple[Passage, ...]]:
    work: dict[Key, list[Passage]] = defaultdict(list)
    for passage in snapshot.passages:
        if passage.layer == CODER:
            work[passage.owner, passage.article, passage.phase].append(passage)
    finished = [s for s in snapshot.progress if s.state is State.FINISHED]
    return {key: tuple(work[key]) for key in ((s.coder, s.article, s.phase) for s in finished)}


def _labels(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the labels of the codebook in force, then those that only older passages have."""
    current = parse(snapshot.current.text).labels if snapshot.current else ()
    ids = [label.id for label in current]
    return (*ids, *sorted({p.label for p in snapshot.passages} - set(ids)))


def _crossing(snapshot: Snapshot, names: Names) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (article, phase, coders) in the order of the table."""
    at_work: dict[str, set[str]] = defaultdict(set)
    touched: set[tuple[str, str]] = set()
    for step in snapshot.progress:
        if step.state is not State.NOT_BEGUN:
            at_work[step.phase].add(step.coder)
            touched.add((step.article, step.phase))
    for article, phase in sorted(touched, key=lambda pair: (snapshot.articles[pair[0]].name, *pair)):
        yield article, phase, sorted(at_work[phase], key=names.coder)


def _work(layout: Layout, passages: Iterable[Passage] | None) -> _Work | None:
    """Return what the passages say, or None where the coder did not finish."""
    if passages is None:
        return None
    marked: dict[str, list[Range]] = defaultdict(list)
    for passage in passages:
        if passage.origin != PROPOSAL:
            marked[passage.label].append((passage.start, passage.end))
    return _Work(marked, layout.unmarked(span for spans in marked.values() for span in spans))


def _values(
    layout: Layout, work: _Work | None, label: str, sentence: Range, *, by_default: bool
) -> tuple[Cell, Cell]:
    """Return (marked, by default) of one sentence: 1, 0, or None where the coder did not finish."""
    if work is None:
        return None, None
    start, end = sentence
    marked = any(first < end and last > start for first, last in work.marked.get(label, ()))
    return int(marked), int(by_default and _holds_a_word(layout, work.unmarked, sentence))


def _holds_a_word(layout: Layout, unmarked: list[Range], sentence: Range) -> bool:
    """Say whether a word begins in the unmarked part of a sentence."""
    words = layout.words
    for start, end in unmarked:
        low, high = max(start, sentence[0]), min(end, sentence[1])
        if low < high and bisect_right(words, (high - 1, len(layout.article.text))) > bisect_left(
            words, (low, 0)
        ):
            return True
    return False
