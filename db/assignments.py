"""The plan: who codes which article, in which phase and order."""

import json
from collections import defaultdict

from db import heads
from db.errors import NotFoundError
from db.records import PRODUCTION, Assignment
from db.session import Session
from db.writing import record_lead


def set(session: Session, plan: tuple[Assignment, ...]) -> None:  # noqa: A001 - read as assignments.set
    """Make `plan` the whole plan; only coders whose share differs are written."""
    shares: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for item in plan:
        shares[item.coder].append((item.article, item.phase, item.position))
    with session.write():
        for coder in {item.coder for item in all(session)} - shares.keys():
            _write(session, coder, [])
        for coder, share in shares.items():
            if not session.has_owner(coder):
                raise NotFoundError(f"No coder with the id “{coder}” is in the project.")
            _write(session, coder, sorted(share, key=lambda item: (item[2], item[0], item[1])))


def _write(session: Session, coder: str, share: list[tuple[str, str, int]]) -> None:
    standing = heads.of_subject(session, f"plan/{coder}")
    state = json.loads(json.dumps({"articles": share}))
    if len(standing) != 1 or standing[0].body["state"] != state:
        record_lead(session, "plan-set", f"plan/{coder}", {"kind": "plan", "coder": coder, "state": state})


def all(session: Session) -> tuple[Assignment, ...]:  # noqa: A001 - read as assignments.all
    """Return the plan, by coder and position."""
    rows = session.connection.execute(
        "SELECT coder, article, phase, position FROM assignment ORDER BY coder, position, article, phase"
    )
    return tuple(Assignment(*row) for row in rows)


def phase_of(session: Session, coder: str, article: str) -> str:
    """Return the phase in which a coder codes an article: the first planned, production if none is."""
    row = session.connection.execute(
        "SELECT phase FROM assignment WHERE coder = ? AND article = ? ORDER BY position, phase LIMIT 1",
        (coder, article),
    ).fetchone()
    return str(row[0]) if row else PRODUCTION
