"""What a gesture at the desk would do, worked out before anything is stored.

Every function here is pure: it takes the article as it stands at one coder's desk and returns a `Planned`
act with the passages as they would be, so that the window can paint them at once as *saving*.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from operator import attrgetter

from db.ids import new_id
from db.records import (
    Act,
    Article,
    ArticleMark,
    Change,
    DeletePassage,
    MarkArticle,
    Passage,
    Place,
    Progress,
    PutPassage,
    SetProgress,
    State,
    Step,
    Writer,
    Zone,
)
from desktop.articles.snapping import Snapped, snap
from desktop.codebook import Codebook
from desktop.errors import UserError


class OnOverlap(Enum):
    """What to do with passages in the way where the codebook allows no overlap."""

    ASK = "ask"
    CUT = "cut"
    REPLACE = "replace"


class OverlapError(UserError):
    """The codebook allows no overlap here; the desk asks whether to cut or replace `passages`."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        super().__init__("Another passage is in the way, and the codebook allows one label per character.")
        self.passages = passages


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """One article as one coder has it on the desk: the coder's own passages only."""

    article: Article
    codebook: Codebook
    writer: Writer
    zones: tuple[Zone, ...]
    passages: tuple[Passage, ...]
    progress: Progress
    marks: tuple[ArticleMark, ...] = ()
    place: Place | None = None
    undo: Step | None = None
    redo: Step | None = None
    handed_over: bool = False
    """Whether the lead has it already as it was finished, or set aside: then reopening needs a reason."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An act ready to be saved: passages as they will be, ids that go, and what to tell."""

    act: Act
    writer: Writer
    put: tuple[Passage, ...] = ()
    gone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def mark(
    desk: DeskArticle,
    start: int,
    end: int,
    label: str,
    *,
    exact: bool = False,
    on_overlap: OnOverlap = OnOverlap.ASK,
) -> Planned:
    """Mark the selection with a label: trimmed, snapped to whole words, unless `exact`.

    Raises `OverlapError` where passages are in the way and `on_overlap` is ASK, `UserError` where the
    selection holds nothing to mark or the codebook has no such label.
    """
    snapped = _snapped(desk, start, end, label, exact=exact)
    joined = [] if _may_overlap(desk, label) else _overlapping(desk, snapped, label=label)
    if any((p.start, p.end) == (snapped.start, snapped.end) for p in joined):
        raise UserError("This passage is marked so already.")
    if joined:
        return _join(desk, joined, snapped, on_overlap)
    passage = _new_passage(desk, label, snapped.start, snapped.end)
    return _put(desk, "mark", passage, snapped.notes, on_overlap)


def relabel(desk: DeskArticle, passage: str, label: str, *, on_overlap: OnOverlap = OnOverlap.ASK) -> Planned:
    """Give a passage another label of the codebook."""
    _known(desk, label)
    old = _find(desk, passage)
    if old.label == label:
        raise UserError("The passage has this label already.")
    new = replace(old, label=label, codebook=desk.codebook.sha256)
    return _put(desk, "relabel", new, (), on_overlap)


def resize(
    desk: DeskArticle,
    passage: str,
    start: int,
    end: int,
    *,
    exact: bool = False,
    on_overlap: OnOverlap = OnOverlap.ASK,
) -> Planned:
    """Move the ends of a passage; the new range is trimmed and snapped like a new mark."""
    old = _find(desk, passage)
    snapped = _snapped(desk, start, end, old.label, exact=exact)
    if (snapped.start, snapped.end) == (old.start, old.end):
        raise UserError("The passage ends there already.")
    return _put(desk, "resize", _moved(desk, old, snapped.start, snapped.end), snapped.notes, on_overlap)


def split(desk: DeskArticle, passage: str, at: int) -> Planned:
    """Cut a passage in two at a code point inside it."""
    old = _find(desk, passage)
    pieces = [piece for piece in _pieces(desk, old, at, at) if piece is not None]
    if len(pieces) < 2:
        raise UserError("Put the caret inside the passage, between two words, to split it.")
    first, second = pieces
    return _planned(desk, "split", [_moved(desk, old, *first), _copy_of(desk, old, *second)])


def merge(desk: DeskArticle, first: str, second: str) -> Planned:
    """Make one passage of two with the same label, from the first's start to the last's end."""
    one, two = sorted((_find(desk, first), _find(desk, second)), key=lambda p: (p.start, p.end))
    if one.label != two.label:
        raise UserError("Only passages with the same label can be merged.")
    whole = _moved(desk, one, one.start, max(one.end, two.end))
    whole = replace(whole, note=_both_notes(one, two), unsure=one.unsure or two.unsure)
    return _planned(desk, "merge", [whole], [two.id])


def delete(desk: DeskArticle, passages: Iterable[str]) -> Planned:
    """Take passages away; undo brings them back."""
    gone = [_find(desk, passage).id for passage in passages]
    return _planned(desk, "delete", [], gone)


def set_note(desk: DeskArticle, passage: str, note: str) -> Planned:
    """Write the coder's note to a passage ("" takes it away)."""
    return _planned(desk, "note", [replace(_find(desk, passage), note=note.strip())])


def set_unsure(desk: DeskArticle, passage: str, unsure: bool) -> Planned:
    """Say that the coder is, or is no longer, unsure of a passage."""
    return _planned(desk, "unsure", [replace(_find(desk, passage), unsure=unsure)])


def set_rule(desk: DeskArticle, passage: str, rule: str) -> Planned:
    """Store the codebook rule that a passage rests on."""
    return _planned(desk, "rule", [replace(_find(desk, passage), rule=rule)])


def set_flag(desk: DeskArticle, passage: str, flag: str, on: bool) -> Planned:
    """Put a flag of the codebook on a passage, or take it off."""
    old = _find(desk, passage)
    flags = (set(old.flags) | {flag}) if on else (set(old.flags) - {flag})
    return _planned(desk, "flag", [replace(old, flags=tuple(sorted(flags)))])


def set_attribute(desk: DeskArticle, passage: str, key: str, value: str) -> Planned:
    """Give a passage the value of a choice attribute ("" clears it)."""
    old = _find(desk, passage)
    values = {**dict(old.attributes), key: value}
    pairs = tuple(sorted((k, v) for k, v in values.items() if v))
    return _planned(desk, "attribute", [replace(old, attributes=pairs)])


def mark_article(desk: DeskArticle, key: str, value: str) -> Planned:
    """Give the article the value of an article attribute or flag ("" clears it)."""
    return _act(desk, "attribute", [MarkArticle(desk.article.id, key, value)])


def finish(desk: DeskArticle) -> Planned:
    """Say that the article is coded; nothing marked is a finding too."""
    if desk.progress.state is State.FINISHED:
        raise UserError("This article is finished already.")
    return _act(desk, "finish", [SetProgress(desk.article.id, State.FINISHED)])


def reopen(desk: DeskArticle, reason: str = "") -> Planned:
    """Take a finished or set-aside article up again; the state at first finish stays on record.

    Raises `UserError` where a reason is needed, because the lead has it already, and none is given.
    """
    if desk.progress.state not in (State.FINISHED, State.SET_ASIDE):
        raise UserError("Only a finished article, or one set aside, can be reopened.")
    if desk.handed_over and not reason.strip():
        raise UserError("The lead has this article already: say why it is taken up again.")
    return _act(desk, "reopen", [SetProgress(desk.article.id, State.BEGUN, reason.strip())])


def set_aside(desk: DeskArticle, reason: str) -> Planned:
    """Say that the article cannot be coded, and why."""
    if not reason.strip():
        raise UserError(
            "Say why the article is set aside: paywall stub, off topic, duplicate or distressing."
        )
    return _act(desk, "set-aside", [SetProgress(desk.article.id, State.SET_ASIDE, reason.strip())])


def overlapping(desk: DeskArticle, start: int, end: int) -> tuple[Passage, ...]:
    """Return the coder's passages that share a character with the range, in reading order."""
    before_end = bisect_left(desk.passages, end, key=attrgetter("start"))
    return tuple(p for p in desk.passages[:before_end] if p.end > start)


def after(desk: DeskArticle, planned: Planned) -> DeskArticle:
    """Return the desk as it is once the planned act is taken as done."""
    touched = {p.id for p in planned.put} | set(planned.gone)
    passages = [p for p in desk.passages if p.id not in touched]
    for passage in planned.put:
        insort(passages, passage, key=attrgetter("start", "end", "id"))
    progress = desk.progress
    for change in planned.act.changes:
        if isinstance(change, SetProgress):
            progress = replace(progress, state=change.state, reason=change.reason)
    handed_over = desk.handed_over and progress is desk.progress
    return replace(desk, passages=tuple(passages), progress=progress, handed_over=handed_over)


def _known(desk: DeskArticle, label: str) -> None:
    if desk.codebook.label(label) is None:
        raise UserError(f"The codebook has no label {label}.")


def _find(desk: DeskArticle, passage: str) -> Passage:
    for candidate in desk.passages:
        if candidate.id == passage:
            return candidate
    raise UserError("That passage is no longer there.")


def _snapped(desk: DeskArticle, start: int, end: int, label: str, *, exact: bool) -> Snapped:
    _known(desk, label)
    found = desk.codebook.label(label)
    across = found is not None and found.unit == "comment"
    return snap(desk.article.text, start, end, exact=exact, across_paragraphs=across)


def _may_overlap(desk: DeskArticle, label: str) -> bool:
    found = desk.codebook.label(label)
    return found is not None and found.overlap


def _overlapping(desk: DeskArticle, at: Snapped, *, label: str) -> list[Passage]:
    return [p for p in overlapping(desk, at.start, at.end) if p.label == label]


def _in_the_way(desk: DeskArticle, passage: Passage) -> list[Passage]:
    if _may_overlap(desk, passage.label):
        return []
    others = overlapping(desk, passage.start, passage.end)
    return [p for p in others if p.id != passage.id and not _may_overlap(desk, p.label)]


def _join(desk: DeskArticle, joined: list[Passage], at: Snapped, on_overlap: OnOverlap) -> Planned:
    """Marking over passages of the same label makes one passage of them all."""
    start = min(at.start, *(p.start for p in joined))
    end = max(at.end, *(p.end for p in joined))
    if len(joined) == 1 and (start, end) == (joined[0].start, joined[0].end):
        raise UserError("This stretch lies inside a passage with the same label.")
    whole = _moved(desk, joined[0], start, end)
    for other in joined[1:]:
        whole = replace(whole, note=_both_notes(whole, other), unsure=whole.unsure or other.unsure)
    notes = (*at.notes, "Joined with the passage of the same label that it overlaps.")
    swallowed = [p.id for p in joined[1:]]
    return _put(desk, "resize", whole, notes, on_overlap, swallowed)


def _put(
    desk: DeskArticle,
    verb: str,
    passage: Passage,
    notes: tuple[str, ...],
    on_overlap: OnOverlap,
    gone: Iterable[str] = (),
) -> Planned:
    swallowed = list(gone)
    in_the_way = [p for p in _in_the_way(desk, passage) if p.id not in swallowed]
    if in_the_way and on_overlap is OnOverlap.ASK:
        raise OverlapError(tuple(in_the_way))
    put = [passage]
    for other in in_the_way:
        kept = _rest(desk, other, passage) if on_overlap is OnOverlap.CUT else []
        put += kept
        if not kept:
            swallowed.append(other.id)
    return _planned(desk, verb, put, swallowed, notes)


def _rest(desk: DeskArticle, other: Passage, passage: Passage) -> list[Passage]:
    """Return what is left of `other` when `passage` takes its place: none, one or two passages."""
    pieces = [p for p in _pieces(desk, other, passage.start, passage.end) if p is not None]
    if not pieces:
        return []
    return [_moved(desk, other, *pieces[0]), *(_copy_of(desk, other, *piece) for piece in pieces[1:])]


def _pieces(desk: DeskArticle, old: Passage, start: int, end: int) -> tuple[tuple[int, int] | None, ...]:
    text = desk.article.text
    return (trimmed(text, old.start, min(start, old.end)), trimmed(text, max(end, old.start), old.end))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a range without white space at its ends, or None where nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _new_passage(desk: DeskArticle, label: str, start: int, end: int) -> Passage:
    return Passage(
        id=new_id(),
        owner=desk.writer.owner,
        layer=desk.writer.layer,
        phase=desk.writer.phase,
        article=desk.article.id,
        label=label,
        start=start,
        end=end,
        quote=desk.article.text[start:end],
        text_sha256=desk.article.text_sha256,
        codebook=desk.codebook.sha256,
    )


def _moved(desk: DeskArticle, old: Passage, start: int, end: int) -> Passage:
    quote = desk.article.text[start:end]
    return replace(old, start=start, end=end, quote=quote, codebook=desk.codebook.sha256)


def _copy_of(desk: DeskArticle, old: Passage, start: int, end: int) -> Passage:
    moved = _moved(desk, old, start, end)
    return replace(moved, id=new_id(), revision="", created_at="", updated_at="")


def _both_notes(one: Passage, two: Passage) -> str:
    return "\n".join(note for note in (one.note, two.note) if note)


def _planned(
    desk: DeskArticle,
    verb: str,
    put: list[Passage],
    gone: Iterable[str] = (),
    notes: tuple[str, ...] = (),
) -> Planned:
    swallowed = tuple(gone)
    changes: list[Change] = [PutPassage(passage) for passage in put]
    changes += [DeletePassage(passage) for passage in swallowed]
    if desk.progress.state is State.NOT_BEGUN:
        changes.append(SetProgress(desk.article.id, State.BEGUN))
    planned = _act(desk, verb, changes)
    return replace(planned, put=tuple(put), gone=swallowed, notes=notes)


def _act(desk: DeskArticle, verb: str, changes: Iterable[Change]) -> Planned:
    return Planned(Act(new_id(), verb, desk.article.id, tuple(changes)), desk.writer)
