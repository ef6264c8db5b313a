"""What the project file holds, as plain frozen data. Offsets are half-open, in code points."""

from dataclasses import dataclass, field
from enum import StrEnum

PROJECT = "project"
"""The owner and layer of what the lead does to the project itself (articles, codebook, coders, plan)."""
CODER = "coder"
ADJUDICATED = "adjudicated"
PRODUCTION = "production"
"""The phase of work that no assignment says more about."""
PHASES = ("training", "pilot", "reliability", "production", "recoding")

Pairs = tuple[tuple[str, str], ...]
"""A small mapping as sorted (key, value) pairs, so that records stay hashable and their JSON canonical."""


class State(StrEnum):
    """How far one coder is with one article."""

    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    FINISHED = "finished"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Coder:
    """Who codes: a stable id in the log, a name beside it (None once erased)."""

    id: str
    name: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """One installed codebook; `number` counts from 1 in this project, `sha256` identifies it anywhere."""

    number: int
    sha256: str
    text: str
    installed_at: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article of one kind; `state` is proposed, accepted or rejected."""

    article: str
    kind: str
    start: int
    end: int
    state: str
    rule: str = ""
    id: str = ""
    details: Pairs = ()


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as an importer hands it in: canonical text, original bytes and how they were read.

    `version` is left 0, which counts on under the name; a kit keeps the numbers of its project.
    """

    name: str
    title: str
    text: str
    original: bytes
    reader: str
    reader_version: str
    encoding: str
    line_ends: str
    segmenter: str
    sentences: tuple[tuple[int, int], ...]
    zones: tuple[Zone, ...] = ()
    metadata: Pairs = ()
    notices: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One line of the article list. `version` counts from 1 under one name; only the newest is listed."""

    id: str
    name: str
    title: str
    length: int
    text_sha256: str
    version: int
    duplicate_of: str | None
    zones: int
    comments: int
    added_at: str
    metadata: Pairs = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article to be read and coded, with its sentence boundaries and the segmenter that made them."""

    id: str
    name: str
    title: str
    text: str
    text_sha256: str
    original_sha256: str
    version: int
    reader: str
    reader_version: str
    encoding: str
    line_ends: str
    segmenter: str
    sentences: tuple[tuple[int, int], ...]
    metadata: Pairs = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked range with a label: `owner` is a coder's id, `label` a label's id, `codebook` a hash.

    `revision` is the revision this state came from ("" for a draft not yet stored); `text_sha256` ties the
    range to the very text it was marked in; times are RFC 3339 UTC with milliseconds.
    """

    id: str
    owner: str
    layer: str
    phase: str
    article: str
    label: str
    start: int
    end: int
    quote: str
    text_sha256: str
    origin: str = "marked"
    unsure: bool = False
    flags: tuple[str, ...] = ()
    attributes: Pairs = ()
    note: str = ""
    rule: str = ""
    codebook: str = ""
    created_at: str = ""
    updated_at: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far `coder` is with `article` in `phase`. `first_finish` is the revision of the first finish."""

    coder: str
    article: str
    phase: str
    state: State
    reason: str = ""
    first_finish: str = ""
    finished_at: str = ""
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """What a coder says of a whole article: the value of an article attribute or flag of the codebook."""

    coder: str
    article: str
    phase: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What an adjudicator (`owner`, a coder's id) says of one stretch on which coders may differ.

    `answer` is accept, union, intersection, draw, none (no passage is right), agreed (all coders said the
    same) or later; `judged` are the revisions that stood for it then, `coders` who had finished the article,
    `gold` the passages of the adjudicated layer that came of it. `reason` is slip, codebook gap, true
    ambiguity, text problem or empty; `discuss` puts it on the sheet for the next meeting.
    """

    id: str
    owner: str
    article: str
    phase: str
    start: int
    end: int
    answer: str
    judged: tuple[str, ...]
    coders: tuple[str, ...]
    gold: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""
    discuss: bool = False
    updated_at: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who codes what, in which phase, as the how-manyth in that coder's order."""

    coder: str
    article: str
    phase: str
    position: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder stopped in an article: caret, selection anchor and first visible code point."""

    coder: str
    article: str
    caret: int
    anchor: int
    top: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """On whose behalf something is written: owner (a coder's id, or PROJECT), layer, phase."""

    owner: str
    layer: str = CODER
    phase: str = PRODUCTION


LEAD = Writer(PROJECT, PROJECT)


@dataclass(frozen=True, slots=True)
class PutPassage:
    """Store this state of a passage (new, or the next state of the one with the same id)."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class DeletePassage:
    """Take a passage away; its history stays."""

    id: str


@dataclass(frozen=True, slots=True)
class SetProgress:
    """Move an article on for the writer; `reason` is kept beside the log (it may name things)."""

    article: str
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkArticle:
    """Set (or with value "" clear) an article attribute or flag for the writer."""

    article: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class PutDecision:
    """Store what an adjudicator decided (new, or the next state of the one with the same id)."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class DeleteDecision:
    """Take a decision away; its history stays."""

    id: str
    article: str


Change = PutPassage | DeletePassage | SetProgress | MarkArticle | PutDecision | DeleteDecision


@dataclass(frozen=True, slots=True)
class Act:
    """What one gesture does: all of its changes are stored in one transaction, or none.

    `id` is a UUID (`db.ids.new_id`) and makes a retry harmless: an act that is stored is not stored twice.
    `verb` is one of mark, relabel, resize, split, merge, delete, note, unsure, flag, attribute, finish,
    reopen, set-aside, import (made elsewhere: a stream of its own, not on the undo stack), ….
    """

    id: str
    verb: str
    article: str
    changes: tuple[Change, ...]
    active_ms: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """An act on the undo or redo stack, described by ids only; the study room words it for the screen."""

    act: str
    verb: str
    article: str
    label: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What an act left behind once it was on disk: the passages it touched and what is gone."""

    act: str
    verb: str
    article: str
    at: str
    passages: tuple[Passage, ...] = ()
    deleted: tuple[str, ...] = ()
    progress: tuple[Progress, ...] = ()
    undo: Step | None = None
    redo: Step | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article handed in: added, already here, or new version."""

    id: str
    name: str
    outcome: str
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One link of the log, as stored. `payload` is the exact bytes that were hashed."""

    id: str
    stream: str
    sequence: int
    previous: bytes
    hash: bytes
    owner: str
    layer: str
    sitting: str
    active_ms: int
    program: str
    time: str
    verb: str
    subject: str
    text_sha256: str
    codebook: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """One coder's article as it was when finished: the sealed passages of the first, or the latest, state."""

    progress: Progress
    passages: tuple[Passage, ...] = field(default=())
