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
    found = [Head(item, json.loads(item.payload)) for item in log.of_subject(session, subject, upto)]
    parents = {parent for head in found for parent in head.body["parents"]}
    heads = [head for head in found if head.revision.id not in parents]
    return tuple(sorted(heads, key=lambda head: (head.revision.time, head.revision.id), reverse=True))


def ids(session: Session, subject: str) -> list[str]:
    """Return the ids of the heads, the winner first: the parents of whatever is written next."""
    return [head.revision.id for head in of_subject(session, subject)]
