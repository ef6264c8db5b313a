"""What is odd about passages taken in exactly as given: listed for the reader, refused by nobody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.records import Passage
from desktop.articles.snapping import snap
from desktop.codebook import Label
from desktop.errors import UserError


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one line of the file; `article` is the article's name."""

    line: int
    article: str
    sentence: str


def breaches(text: str, passage: Passage, label: Label | None) -> Iterator[str]:
    """Yield in words how a range breaks the codebook's rules for passages."""
    across = label is not None and label.unit == "comment"
    where = f"{passage.start}–{passage.end}"
    if not across and "\n" in text[passage.start : passage.end]:
        yield f"{where} crosses the end of a paragraph."
        return
    if label is not None and label.retired:
        yield f"{where} has the label {label.id}, which the codebook has retired."
    try:
        snapped = snap(text, passage.start, passage.end, across_paragraphs=across)
    except UserError:
        yield f"{where} holds no word."
        return
    if (snapped.start, snapped.end) != (passage.start, passage.end):
        by_hand = f"marked by hand it would be {snapped.start}–{snapped.end}."
        yield " ".join((f"{where} is taken as given;", by_hand, *snapped.notes))


def overlaps(
    passages: Sequence[Passage], new: frozenset[str], may_overlap: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield (id of a new passage, sentence) for each overlap that the codebook does not allow.

    `passages` are those of one coder, layer, phase and article, old ones and new ones together.
    """
    reach: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end, p.id)):
        reach = [other for other in reach if other.end > passage.start]
        for other in reach:
            allowed = passage.label in may_overlap or other.label in may_overlap
            if not allowed and (passage.id in new or other.id in new):
                subject, partner = (passage, other) if passage.id in new else (other, passage)
                yield subject.id, f"{_named(subject)} overlaps {_named(partner)} of the same coder."
        reach.append(passage)


def _named(passage: Passage) -> str:
    return f"{passage.start}–{passage.end} {passage.label}"


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return remarks by line."""
    return tuple(sorted(remarks, key=lambda remark: remark.line))
