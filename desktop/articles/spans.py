"""What is found in a text, as plain data: zones and comments. Offsets are half-open, in code points."""

from dataclasses import dataclass

Span = tuple[int, int]
Pairs = tuple[tuple[str, str], ...]

KINDS = (
    "title",
    "deck",
    "key-points",
    "byline",
    "body",
    "quotation",
    "boilerplate",
    "comment-section",
    "comment",
    "comment-header",
    "comment-footer",
)
"""The kinds of zones. Where zones lie inside each other, the innermost says what a character is."""


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """A stretch of one kind; `state` is proposed, accepted or rejected, `rule` says in words what made it."""

    kind: str
    start: int
    end: int
    state: str
    rule: str = ""
    details: Pairs = ()


@dataclass(frozen=True, slots=True)
class Requote:
    """A stretch of a comment that repeats what another comment (by number) says."""

    start: int
    end: int
    comment: int


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader comment: its number in the thread (from 1), who wrote it when, and what it answers.

    `parent` is the number of the comment answered; a comment that names whom it answers (`replies_to`) and
    has no parent is an orphan. `posted_at` is YYYY-MM-DDTHH:MM, or None where the text gives no such time.
    `body` is trimmed and may be empty. `notes` say in words what could not be told.
    """

    number: int
    author: str
    author_number: int
    replies_to: str | None
    parent: int | None
    posted_at: str | None
    posted_text: str
    header: Span
    body: Span
    footer: Span | None
    depth: int = 0
    notes: tuple[str, ...] = ()
    requotes: tuple[Requote, ...] = ()
