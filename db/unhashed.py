"""Damage where no hash of the log reaches: rows with a twin, the numbers of revisions, what stands beside."""

from collections.abc import Iterator

from db.encoding import Body, readable
from db.schema import TWINS
from db.session import Session

_BESIDE = {
    "quote": "quote",
    "note": "note",
    "reason": "reason",
    "about": "about",
    "details": "details",
    "name": "name",
}
"""Which key of a state holds the digest of which kind of aside; an article's own name is no digest."""
_DIGEST = 64


def damage(session: Session) -> Iterator[str]:
    """Yield, in words, what is not as it was written in rows that no hash covers."""
    yield from _twins(session)
    yield from _numbers(session)
    yield from _owners(session)


def _twins(session: Session) -> Iterator[str]:
    for table, expression in TWINS.items():
        rows = session.connection.execute(f"SELECT {expression} = twin FROM {table}").fetchall()
        wrong = sum(not same for (same,) in rows)
        if wrong:
            yield f"{wrong} rows of “{table}” are not what was written."


def _numbers(session: Session) -> Iterator[str]:
    row = session.connection.execute("SELECT count(*), min(number), max(number) FROM revision").fetchone()
    if row[0] and row[1:] != (1, row[0]):
        yield f"The revisions are not numbered from 1 to {row[0]}."


def _owners(session: Session) -> Iterator[str]:
    """Compare what stands beside the log with the revisions that refer to it."""
    rows = session.connection.execute("SELECT hex(digest), kind, belongs_to FROM aside")
    found = {digest.lower(): (kind, belongs_to) for digest, kind, belongs_to in rows}
    for subject, payload in session.connection.execute("SELECT subject, payload FROM revision"):
        # A payload that cannot be read is told by its hash already.
        for digest, wanted in _references(subject, readable(payload)):
            if digest not in found:
                yield f"A {wanted[0]} that the log refers to is not there ({digest[:12]})."
            elif found[digest] != wanted:
                yield f"A {wanted[0]} stands beside the log as something else ({digest[:12]})."


def _references(subject: str, body: Body) -> Iterator[tuple[str, tuple[str, str]]]:
    state = body.get("state")
    if not isinstance(state, dict):
        return
    for key, kind in _BESIDE.items():
        digest = state.get(key)
        if key == "name" and body.get("kind") != "coder":
            continue
        if isinstance(digest, str) and len(digest) == _DIGEST:
            yield digest, (kind, body.get("article") or subject)
