"""Which revisions of a subject stand: those that no other one knew as its parent.

One is the rule. Two are edits that did not know each other; the later wins until the owner settles it. The
answer depends on what is in the log, never on the order in which it came.
"""

import json
from dataclasses import dataclass

from db import log
from db.encoding import Body
from db.records import Revision
from db.session import Session


@dataclass(frozen=True, slots=True)
class Head:
    """A revision that stands, with its payload read."""

    revision: Revision
    body: Body


def of_subject(session: Session, subject: str, upto: int | None = None) -> tuple[Head, ...]:
    """Return the heads of a subject, the winner first; empty where the log knows nothing of it."""
    return standing(_read(session, subject, upto))


def _read(session: Session, subject: str, upto: int | None = None) -> list[Head]:
    return [Head(item, json.loads(item.payload)) for item in log.of_subject(session, subject, upto)]


def standing(found: list[Head]) -> tuple[Head, ...]:
    """Return those of a subject's revisions that no other of them knew as its parent, the winner first."""
    parents = {parent for head in found for parent in head.body["parents"]}
    heads = [head for head in found if head.revision.id not in parents]
    return tuple(sorted(heads, key=lambda head: (head.revision.time, head.revision.id), reverse=True))


def ids(session: Session, subject: str) -> list[str]:
    """Return the ids of the heads, the winner first: the parents of whatever is written next."""
    return [head.revision.id for head in of_subject(session, subject)]


def following(session: Session, subject: str, revision: str) -> list[str]:
    """Return the ids of the heads that follow a revision, or of all where none does.

    These are the parents of what takes that revision back: an edit that did not know it stays in conflict.
    """
    found = _read(session, subject)
    reached, before = {revision}, 0
    while len(reached) > before:
        before = len(reached)
        reached |= {head.revision.id for head in found if reached.intersection(head.body["parents"])}
    ids_standing = [head.revision.id for head in standing(found)]
    return [identity for identity in ids_standing if identity in reached] or ids_standing
