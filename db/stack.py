"""The stack of acts: what undo would take back and redo would do again, restarts or not."""

import json
from dataclasses import dataclass

from db import asides, log
from db.heads import Head
from db.records import Revision, Step, Writer
from db.session import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """An act on the stack, with its revisions in the order in which they were written."""

    act: str
    verb: str
    article: str
    heads: tuple[Head, ...]


def next_undo(session: Session, writer: Writer) -> Entry | None:
    """Return the writer's last act that stands."""
    return _entry(session, writer, 0, "number DESC")


def next_redo(session: Session, writer: Writer) -> Entry | None:
    """Return the writer's act that was undone last."""
    return _entry(session, writer, 1, "number")


def _entry(session: Session, writer: Writer, undone: int, order: str) -> Entry | None:
    row = session.connection.execute(
        "SELECT id, verb, article, number, last FROM act WHERE owner = ? AND layer = ? AND undone = ?"
        f" ORDER BY {order} LIMIT 1",
        (writer.owner, writer.layer, undone),
    ).fetchone()
    return Entry(row[0], row[1], row[2], of_act(session, row[0], row[3], row[4])) if row else None


def of_act(session: Session, act: str, first: int, last: int) -> tuple[Head, ...]:
    """Return the revisions of an act among those numbered `first` to `last`."""
    rows = session.connection.execute(
        f"SELECT {log.COLUMNS} FROM revision WHERE number BETWEEN ? AND ? ORDER BY number", (first, last)
    )
    found = (Head(revision := Revision(*row), json.loads(revision.payload)) for row in rows)
    return tuple(head for head in found if head.body["act"] == act)


def steps(session: Session, writer: Writer) -> tuple[Step | None, Step | None]:
    """Return what undo and redo would do next, each None where there is nothing."""
    undo, redo = next_undo(session, writer), next_redo(session, writer)
    return _step(session, undo) if undo else None, _step(session, redo) if redo else None


def _step(session: Session, entry: Entry) -> Step:
    for head in entry.heads:
        if head.body["kind"] == "passage":
            state = head.body["state"] or former_state(session, head)
            if state:
                quote = asides.read(session, state["quote"])
                return Step(entry.act, entry.verb, entry.article, state["label"], quote)
    return Step(entry.act, entry.verb, entry.article)


def former(session: Session, head: Head) -> Head | None:
    """Return the state that this revision changed (the winner, where it settled several), or None."""
    parents = head.body["parents"]
    revision = log.find(session, parents[0]) if parents else None
    return Head(revision, json.loads(revision.payload)) if revision else None


def former_state(session: Session, head: Head) -> dict[str, str] | None:
    """Return what the subject was before this revision; None where it was not there."""
    before = former(session, head)
    return before.body["state"] if before else None
