"""Unmarked text that counts as a label: derived from passages, zones and codebook, stored nowhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from db.records import CODER, Article, Passage, Progress, State, Zone
from desktop.agreement.inputs import DUPLICATES, HEADLINE, ZONE_KINDS, zone_bits
from desktop.agreement.zones import flatten
from desktop.articles.tokens import WORD, token_spans
from desktop.codebook import parse
from desktop.exchange.snapshot import Snapshot

Range = tuple[int, int]
_HEADLINE = zone_bits(HEADLINE)


@dataclass(frozen=True)
class Layout:
    """An article's text with its zones laid flat: disjoint stretches and what each counts for."""

    article: Article
    zones: tuple[Zone, ...]
    duplicate: bool = False

    @cached_property
    def stretches(self) -> tuple[tuple[int, int, int], ...]:
        """Disjoint (start, end, zone kind bits), accepted zones only; where there are none, all is body."""
        accepted = [z for z in self.zones if z.state == "accepted" and z.end > z.start]
        found = flatten([(z.kind, z.start, z.end) for z in accepted if z.kind in ZONE_KINDS])
        if not accepted:
            found = ((0, len(self.article.text), zone_bits(("body",))),)
        if self.duplicate:
            return tuple((start, end, zone_bits(DUPLICATES)) for start, end, _ in found)
        return found

    @cached_property
    def words(self) -> list[Range]:
        """The word tokens of the text; punctuation marks are none."""
        text = self.article.text
        return [span for span in token_spans(text) if WORD.match(text, span[0])]

    def counts_for(self, at: int) -> tuple[str, ...]:
        """Return the zone kinds that the code point `at` counts for in figures."""
        bits = next((kinds for start, end, kinds in self.stretches if start <= at < end), 0)
        return tuple(kind for i, kind in enumerate(ZONE_KINDS) if bits >> i & 1)

    def unmarked(self, marked: Iterable[Range]) -> list[Range]:
        """Return the stretches of the headline zones that no passage covers, in order."""
        free = [(start, end) for start, end, kinds in self.stretches if kinds & _HEADLINE]
        for start, end in sorted(marked):
            free = [piece for old in free for piece in _without(old, start, end)]
        return free


def _without(old: Range, start: int, end: int) -> Iterator[Range]:
    if end <= old[0] or start >= old[1]:
        yield old
        return
    if old[0] < start:
        yield old[0], start
    if end < old[1]:
        yield end, old[1]


def layout_of(snapshot: Snapshot, article: Article) -> Layout:
    """Return the layout of an article; a flagged duplicate counts in the duplicates' rows only."""
    summary = snapshot.summaries.get(article.id)
    duplicate = summary is not None and summary.duplicate_of is not None
    return Layout(article, snapshot.zones.get(article.id, ()), duplicate)


def labels_by_default(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the ids of the labels that the codebook in force gives to unmarked text."""
    if snapshot.current is None:
        return ()
    return tuple(label.id for label in parse(snapshot.current.text).labels if label.by_default)


def default_stretches(snapshot: Snapshot) -> Iterator[tuple[Article, Progress, str, int, int]]:
    """Yield (article, finished progress, label, start, end) of unmarked text, trimmed, within paragraphs."""
    labels = labels_by_default(snapshot)
    work: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
    for passage in snapshot.passages:
        if passage.layer == CODER:
            work[passage.owner, passage.article, passage.phase].append(passage)
    for step in snapshot.progress:
        if step.state is not State.FINISHED:
            continue
        article = snapshot.articles[step.article]
        layout = layout_of(snapshot, article)
        marked = [(p.start, p.end) for p in work[step.coder, step.article, step.phase]]
        for start, end in layout.unmarked(marked):
            for piece in _paragraphs(article.text, start, end):
                for label in labels:
                    yield article, step, label, *piece


def _paragraphs(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the pieces of a stretch between line ends, without the white space around them."""
    at = start
    for line in text[start:end].split("\n"):
        bare = line.strip()
        if bare:
            first = at + line.index(bare)
            yield first, first + len(bare)
        at += len(line) + 1
