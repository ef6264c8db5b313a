"""Acts: what one gesture does, stored whole in one transaction; undo and redo, which are acts themselves."""

import json
from collections.abc import Callable, Sequence

from db import changes, heads, log, passages, progress, stack
from db.changes import Done
from db.encoding import Body
from db.errors import NotFoundError, ProjectError
from db.heads import Head
from db.ids import is_id
from db.log import OWN, Entry
from db.records import CODER, PROJECT, Act, Saved, Step, Writer
from db.session import Session
from db.stack import steps
from db.writing import IN_A_KIT, record

__all__ = ["commit", "commit_all", "redo", "steps", "undo"]

_MOST_CHANGES = 10_000
"""More revisions than one gesture ever writes."""
IMPORT = "import"
"""The verb of acts made elsewhere: they get a stream of their own and stay off the undo stack."""


def commit(session: Session, writer: Writer, act: Act) -> Saved:
    """Store an act and return what it left behind; an act that is stored already is not stored twice.

    An act with the verb "import" gets a stream of its own, stays off the undo stack, and names no next steps.

    ProjectError where it does not fit the project: an unknown owner, a quote that is not in the text, ….
    """
    return commit_all(session, ((writer, act),))[0]


def commit_all(session: Session, items: Sequence[tuple[Writer, Act]]) -> tuple[Saved, ...]:
    """Store many acts in one transaction: all of them, or, where one does not fit, none."""
    purpose = f"{IMPORT} {session.new_id()}"
    with session.write():
        return tuple(_store(session, *item, purpose) for item in items)


def _store(session: Session, writer: Writer, act: Act, purpose: str) -> Saved:
    if not is_id(act.id):
        raise ProjectError(f"The id of an act must be a UUID, not “{act.id}”.")
    if not act.changes:
        raise ProjectError(f"The act “{act.verb}” changes nothing.")
    if session.kit and writer != Writer(session.kit, CODER, writer.phase):
        raise ProjectError(IN_A_KIT)
    if not _may_write(session, writer):
        raise NotFoundError(f"No coder with the id “{writer.owner}” is in the project.")
    if session.connection.execute("SELECT 1 FROM revision WHERE id = ?", (act.id,)).fetchone():
        return _stored_before(session, writer, act)
    context = changes.Context(session, writer, act, session.now(), purpose if act.verb == IMPORT else OWN)
    done = tuple(changes.store(context, change, first=i == 0) for i, change in enumerate(act.changes))
    label, quote = next(((one.label, one.quote) for one in done if one.label), ("", ""))
    undo_step = None if act.verb == IMPORT else Step(act.id, act.verb, act.article, label, quote)
    return _saved(act, context.time, done, (undo_step, None))


def _may_write(session: Session, writer: Writer) -> bool:
    """Coders write their own layers; the lead writes any but those (known answers, for one)."""
    if writer.owner == PROJECT:
        return writer.layer != CODER
    return session.has_owner(writer.owner)


def _saved(act: Act, at: str, done: Sequence[Done], next_steps: tuple[Step | None, Step | None]) -> Saved:
    live = tuple(one.passage for one in done if one.passage)
    deleted = tuple(one.deleted for one in done if one.deleted)
    moved = tuple(one.progress for one in done if one.progress)
    return Saved(act.id, act.verb, act.article, at, live, deleted, moved, *next_steps)


def _stored_before(session: Session, writer: Writer, act: Act) -> Saved:
    """Return what a stored act's subjects are now: the answer to a retry."""
    return _retried(session, writer, act, len(act.changes))


def _retried(session: Session, writer: Writer, act: Act, count: int) -> Saved:
    row = session.connection.execute(
        "SELECT number, time, owner FROM revision WHERE id = ?", (act.id,)
    ).fetchone()
    if row[2] != writer.owner:
        raise ProjectError(f"The act “{act.id}” was stored by somebody else.")
    written = stack.of_act(session, act.id, row[0], row[0] + count - 1)
    done = [_now(session, head) for head in written]
    return _saved(act, row[1], done, steps(session, writer))


def _now(session: Session, head: Head) -> Done:
    """Return what the subject of a revision is now."""
    body, revision = head.body, head.revision
    if body["kind"] == "passage":
        where = "article = ? AND id = ? AND deleted = 0"
        found = passages.select(session, where, (body["article"], revision.subject))
        return Done(passage=found[0]) if found else Done(deleted=revision.subject)
    if body["kind"] == "progress":
        return Done(progress=progress.of(session, revision.owner, body["article"], body["phase"]))
    return Done()


def undo(session: Session, writer: Writer, act: str = "") -> Saved | None:
    """Take the writer's last act back, by new revisions; None where there is nothing to undo.

    `act` is the id that the undoing gets: asked again under the same id, nothing more is taken back.
    """
    return _turn(session, writer, stack.next_undo, "undo", act)


def redo(session: Session, writer: Writer, act: str = "") -> Saved | None:
    """Do again what was undone last, by new revisions; None where nothing was; `act` as above."""
    return _turn(session, writer, stack.next_redo, "redo", act)


def _turn(
    session: Session,
    writer: Writer,
    find: Callable[[Session, Writer], stack.Entry | None],
    verb: str,
    act: str,
) -> Saved | None:
    with session.write():
        if act and (done_before := log.find(session, act)):
            turned = Act(act, verb, json.loads(done_before.payload)["article"], ())
            return _retried(session, writer, turned, _MOST_CHANGES)
        entry = find(session, writer)
        if entry is None:
            return None
        identity, time = act or session.new_id(), session.now()
        ordered = entry.heads[::-1] if verb == "undo" else entry.heads
        for position, head in enumerate(ordered):
            _write_turn(session, writer, head, verb, (identity, entry.act), time, first=position == 0)
        done = [_now(session, head) for head in entry.heads]
        return _saved(Act(identity, verb, entry.article, ()), time, done, steps(session, writer))


def _write_turn(
    session: Session, writer: Writer, head: Head, verb: str, acts: tuple[str, str], time: str, *, first: bool
) -> None:
    before = stack.former(session, head) if verb == "undo" else head
    source = (before or head).revision
    body: Body = {key: value for key, value in head.body.items() if key not in ("sealed", "undoes", "redoes")}
    body |= {
        "act": acts[0],
        "parents": heads.following(session, head.revision.subject, head.revision.id),
        "state": before.body["state"] if before else None,
        "undoes" if verb == "undo" else "redoes": acts[1],
    }
    identity = acts[0] if first else session.new_id()
    entry = Entry(verb, head.revision.subject, body, time, source.text_sha256, source.codebook, 0, identity)
    record(session, writer, entry)
