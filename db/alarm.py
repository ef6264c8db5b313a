"""An alarm where work is gone and no revision says why, as where an older file took the project's place."""

from collections import Counter
from dataclasses import dataclass

from db.counts import Counts
from db.encoding import readable
from db.records import CODER
from db.session import Session


@dataclass(frozen=True, slots=True)
class Loss:
    """What one coder (by id) had in a copy and has no longer, beyond what revisions explain.

    `missing` are revisions of the coder's that the copy holds and the project does not.
    """

    owner: str
    passages_then: int
    passages_now: int
    missing: int


def losses(session: Session, then: Counts, now: Counts) -> tuple[Loss, ...]:
    """Compare the project with what a copy of it held; empty where nothing is gone that should not be."""
    missing = _missing(session, then)
    explained = _explained(session, then)
    owners = sorted({*then.passages, *missing})
    found = []
    for owner in owners:
        before, after = then.passages.get(owner, 0), now.passages.get(owner, 0)
        if missing[owner] or before - after > explained[owner]:
            found.append(Loss(owner, before, after, missing[owner]))
    return tuple(found)


def _missing(session: Session, then: Counts) -> Counter[str]:
    """Count each owner's revisions that the copy held and that are not here."""
    found: Counter[str] = Counter()
    rows = session.connection.execute
    for stream, (sequence, digest, owner) in then.streams.items():
        row = rows(
            "SELECT max(sequence), max(CASE WHEN sequence = ? AND lower(hex(hash)) = ? THEN 1 ELSE 0 END)"
            " FROM revision WHERE stream = ?",
            (sequence, digest, stream),
        ).fetchone()
        if not row[1]:
            found[owner] += max(1, sequence - (row[0] or 0))
    return found


def _explained(session: Session, then: Counts) -> Counter[str]:
    """Count each owner's revisions since the copy that take a passage away."""
    found: Counter[str] = Counter()
    rows = session.connection.execute
    query = "SELECT owner, payload FROM revision WHERE stream = ? AND sequence > ?"
    for (stream,) in rows("SELECT id FROM stream WHERE layer = ?", (CODER,)).fetchall():
        for owner, payload in rows(query, (stream, then.streams.get(stream, (0,))[0])):
            body = readable(payload)
            found[owner] += body.get("kind") == "passage" and body.get("state") is None
    return found
