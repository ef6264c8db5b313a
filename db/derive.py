"""Tables of current state, derived from the log revision by revision, or all over again."""

import json
from collections.abc import Callable, Mapping

from db import derive_project, derive_work, log
from db.encoding import Body
from db.records import Revision
from db.schema import DERIVED_TABLES
from db.session import Cache, Session

_Derivation = Callable[[Session, int, Revision, Body], None]

_DERIVATIONS: dict[str, _Derivation] = {
    "progress": derive_work.progress,
    "mark": derive_work.article_mark,
    "coder": derive_project.coder,
    "codebook": derive_project.codebook,
    "article": derive_project.article,
    "zones": derive_project.zones,
    "plan": derive_project.plan,
    "setting": derive_project.setting,
}


def apply(
    session: Session, number: int, revision: Revision, body: Body, asides: Mapping[str, str] | None = None
) -> None:
    """Bring the derived tables up to one more revision; `number` is its place in this file's log."""
    kind = body["kind"]
    if kind == "passage":
        derive_work.passage(session, number, revision, body, asides)
    else:
        _DERIVATIONS[kind](session, number, revision, body)
    if body["act"]:
        derive_work.act(session, number, revision, body)


def rebuild(session: Session) -> None:
    """Empty the derived tables and derive them again from the whole log; inside a transaction."""
    for table in DERIVED_TABLES:
        session.connection.execute(f"DELETE FROM {table}")
    session.cache = Cache()
    rows = session.connection.execute(f"SELECT number, {log.COLUMNS} FROM revision ORDER BY number")
    for number, *columns in rows:
        revision = Revision(*columns)
        apply(session, number, revision, json.loads(revision.payload))
