"""What is looked for in a project and what is found, as plain frozen data. Offsets are code points."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from db.records import State

MOST_COUNTED = 1000
"""Of one kind of piece no more than so many are counted."""


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

    @property
    def of_passages(self) -> bool:
        """Whether something is asked that only passages can answer."""
        return bool(self.label or self.coder or self.unsure)


class Spot(NamedTuple):  # hundreds of these are made for a page, and a tuple is made in a fifth of the time
    """Where a finding stands: the number of its piece in the side file, and its place in that piece."""

    piece: int
    where: Where
    start: int
    end: int


class Hit(NamedTuple):
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

    `more` says that it does not know all of them; nor does it count further than `MOST_COUNTED` of a kind.
    `after` is where the next page begins, None on the last one.
    """

    hits: tuple[Hit, ...]
    pieces: int
    more: bool = False
    after: Cursor | None = None
