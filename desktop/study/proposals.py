"""Proposals for passages: off unless the study asks for them, because they can sway a coder.

What is accepted is stored as a passage of the origin *proposal* and stays out of reliability figures. In the
reliability phase nothing is proposed but whole comments; and since no coder may learn which articles are
coded for reliability, that holds for all production of a study that has such articles.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from db import assignments, settings
from db.ids import new_id
from db.project import Project
from db.records import Act, Change, MarkArticle, Passage, PutPassage, SetProgress, State
from desktop.articles.places import WHOLE_COMMENT, propose_places
from desktop.codebook import Codebook
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.phases import PILOT, RECODING, RELIABILITY, TRAINING
from desktop.study.planning import DeskArticle, Planned, overlapping
from desktop.study.zones import REJECTED, chosen

OFF, COMMENTS, ALL, FORBIDDEN = "off", "comments", "all", "forbidden"
SETTINGS = (OFF, COMMENTS, ALL, FORBIDDEN)
"""Nothing is proposed; whole comments; all; nothing, and not even a whole thread may be marked at once."""
PROPOSAL = "proposal"
_KEY = "desk/proposals"
_DECLINED = "proposal/"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A stretch that a rule proposes; `label` is the one it is for, None where it is a place to look at."""

    start: int
    end: int
    rule: str
    label: str | None = None


def setting(project: Project) -> str:
    """Return what the study lets be proposed: off, comments, all or forbidden."""
    return project.ask(settings.get, _KEY) or OFF


def set_setting(project: Project, value: str) -> Changes:
    """Say what may be proposed; `UserError` for a word that is none of the four."""
    if value not in SETTINGS:
        raise UserError(f"Proposals are one of {', '.join(SETTINGS)}, not “{value}”.")
    if value == setting(project):
        return NOTHING
    project.ask(settings.put, _KEY, value)
    return changed(Kind.SETTINGS)


def allowed(project: Project, phase: str) -> str:
    """Return what may be proposed to a coder in a phase: the study's setting, or less of it.

    A kit does not know which of its articles are coded for reliability, so all its production may be.
    """
    found = setting(project)
    if found != ALL or phase in (TRAINING, PILOT):
        return found
    blind = bool(project.kit) or any(row.phase == RELIABILITY for row in project.ask(assignments.all))
    return COMMENTS if blind or phase in (RELIABILITY, RECODING) else ALL


def comment_label(codebook: Codebook) -> str | None:
    """Return the label that whole comments get: the first one whose unit is the comment."""
    return next((label.id for label in codebook.labels if label.unit == "comment"), None)


def proposals(desk: DeskArticle, may: str) -> tuple[Proposed, ...]:
    """Return what is proposed to this coder and neither marked nor declined yet, by start.

    `may` is what `allowed` says of the desk's phase.
    """
    if may not in (COMMENTS, ALL):
        return ()
    whole_only = may == COMMENTS
    label = comment_label(desk.codebook)
    declined = {mark.key for mark in desk.marks if mark.value and mark.key.startswith(_DECLINED)}
    found = []
    for place in propose_places(desk.article.text, desk.zones):
        whole = place.rule == WHOLE_COMMENT
        proposed = Proposed(place.start, place.end, place.rule, label if whole else None)
        wanted = (whole and label is not None) or not (whole or whole_only)
        if wanted and _key(proposed) not in declined and not _is_marked(desk, proposed):
            found.append(proposed)
    return tuple(found)


def _is_marked(desk: DeskArticle, proposed: Proposed) -> bool:
    """Whether the coder has a passage there already, with the label that it is for."""
    there = overlapping(desk, proposed.start, proposed.end)
    return any(proposed.label in (None, passage.label) for passage in there)


def _key(proposed: Proposed) -> str:
    return f"{_DECLINED}{proposed.start}-{proposed.end}"


def accept(desk: DeskArticle, may: str, proposed: Proposed, label: str | None = None) -> Planned:
    """Plan the passage of one proposal; `label` where the proposal names none.

    Raises `UserError` where it is not, or no longer, proposed, or another passage is in the way.
    """
    if proposed not in proposals(desk, may):
        raise UserError("This is no longer proposed here.")
    return _marked(desk, [proposed], label)


def accept_in_zone(desk: DeskArticle, may: str, zone: str, label: str | None = None) -> Planned:
    """Plan the passages of all proposals inside a zone; without `label` those that name their own."""
    drawn = next((each for each in desk.zones if each.id == zone), None)
    if drawn is None:
        raise UserError("That zone is no longer there.")
    inside = [one for one in proposals(desk, may) if drawn.start <= one.start and one.end <= drawn.end]
    if label is None:
        inside = [one for one in inside if one.label is not None]
    if not inside:
        raise UserError("Nothing is proposed in this zone.")
    return _marked(desk, inside, label)


def decline(desk: DeskArticle, proposed: Proposed) -> Planned:
    """Plan that a proposal is not shown to this coder again."""
    remark = MarkArticle(desk.article.id, _key(proposed), "declined")
    return Planned(Act(new_id(), "remark", desk.article.id, (remark,)), desk.writer)


def mark_thread(desk: DeskArticle, may: str) -> Planned:
    """Plan the whole thread as user comments: each comment's trimmed body, in one act.

    Comments that hold such a passage already are left as they are. Raises `UserError` where the study
    forbids proposals, or there is nothing to mark.
    """
    if may == FORBIDDEN:
        raise UserError("This study forbids proposals: mark the comments one by one.")
    label = comment_label(desk.codebook)
    if label is None:
        raise UserError("No label of the codebook is for whole comments (unit=comment).")
    bodies = [zone for zone in desk.zones if zone.kind == "comment" and zone.state != REJECTED]
    if not bodies:
        raise UserError("This article has no comments.")
    wanted = [Proposed(zone.start, zone.end, WHOLE_COMMENT, label) for zone in bodies]
    left = [one for one in wanted if not _is_marked(desk, one)]
    if not left:
        raise UserError("Every comment is marked already.")
    return _marked(desk, left, None)


def mark_thread_of(project: Project, article: str, coder: str) -> int:
    """Mark the whole thread of an article for a coder (names or ids); returns how many were marked."""
    desk = Desk(project, find_coder(project, coder))
    (item,) = chosen(project, article)
    loaded = load(desk, item.id)
    planned = mark_thread(loaded, allowed(project, loaded.writer.phase))
    return len(save(desk, planned).result().passages)


def _marked(desk: DeskArticle, wanted: Iterable[Proposed], label: str | None) -> Planned:
    put = tuple(_passage(desk, one, one.label or label or "") for one in wanted)
    for passage in put:
        found = desk.codebook.label(passage.label)
        if found is None:
            raise UserError("Say which label of the codebook it gets.")
        if not found.overlap and _in_the_way(desk, passage):
            raise UserError("Another passage is in the way, and the codebook allows one label per character.")
    changes: list[Change] = [PutPassage(passage) for passage in put]
    if desk.progress.state is State.NOT_BEGUN:
        changes.append(SetProgress(desk.article.id, State.BEGUN))
    act = Act(new_id(), "proposal", desk.article.id, tuple(changes))
    return Planned(act, desk.writer, put=put)


def _in_the_way(desk: DeskArticle, passage: Passage) -> bool:
    there = overlapping(desk, passage.start, passage.end)
    labels = (desk.codebook.label(other.label) for other in there)
    return any(label is not None and not label.overlap for label in labels)


def _passage(desk: DeskArticle, proposed: Proposed, label: str) -> Passage:
    return Passage(
        id=new_id(),
        owner=desk.writer.owner,
        layer=desk.writer.layer,
        phase=desk.writer.phase,
        article=desk.article.id,
        label=label,
        start=proposed.start,
        end=proposed.end,
        quote=desk.article.text[proposed.start : proposed.end],
        text_sha256=desk.article.text_sha256,
        origin=PROPOSAL,
        codebook=desk.codebook.sha256,
    )
