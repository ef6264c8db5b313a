"""What is looked for in a project and what is found, as plain frozen data. Offsets are code points."""

from dataclasses import dataclass
from enum import StrEnum

from db.records import State


class Where(StrEnum):
    """What a finding stands in: an article's text, a passage's quote, or the note on a passage."""

    TEXT = "text"
    PASSAGE = "passage"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to the search of a project.

    `reader` is the coder who asks: of passages and notes only their own are ever looked at; None is the lead,
    who sees all. Without `where`, text and notes are searched; with `label`, `coder` or `unsure`, which are
    said of passages, passages and notes. `progress` is the reader's, or for the lead that of `coder`, or of
    anybody. An empty query with one of these lists the passages.
    """

    query: str
    reader: str | None
    where: Where | None = None
    label: str = ""
    coder: str = ""
    outlet: str = ""
    progress: State | None = None
    unsure: bool = False
    whole_words: bool = False

    @property
    def of_passages(self) -> bool:
        """Whether something is asked that only passages can answer."""
        return bool(self.label or self.coder or self.unsure)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a finding stands: the number of its piece in the side file, and its place in that piece."""

    piece: int
    where: Where
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding with its context. `start` and `end` are the range in the article to be shown.

    For a note that range is its passage's; `left`, `match` and `right` are then of the note. `passage`,
    `label` and `owner` are "" where the finding is no passage's.
    """

    spot: Spot
    article: str
    title: str
    start: int
    end: int
    left: str
    match: str
    right: str
    passage: str = ""
    label: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind which piece the next page begins."""

    piece: int
    where: Where


@dataclass(frozen=True, slots=True)
class Found:
    """One page of findings in reading order. `pieces` counts the paragraphs, quotes and notes in all.

    `after` is where the next page begins, None on the last one.
    """

    hits: tuple[Hit, ...]
    pieces: int
    after: Cursor | None = None
