"""Tables of current state, derived from the log revision by revision, or all over again."""

import json
from collections.abc import Callable, Mapping

from db import derive_project, derive_work, held, log
from db.encoding import Body
from db.heads import Head
from db.records import Revision
from db.schema import DERIVED_TABLES
from db.session import Cache, Session

_Derivation = Callable[[Session, int, Revision, Body], None]

WORK = frozenset(("passage", "progress", "mark", "decision"))
"""The kinds of revision that are of an article, and mean nothing where it is not."""

_DERIVATIONS: dict[str, _Derivation] = {
    "progress": derive_work.progress,
    "mark": derive_work.article_mark,
    "decision": derive_work.decision,
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
    if kind in WORK and not session.has_article(body["article"]):
        held.hold(session, body["article"], revision.subject)
    elif kind == "passage":
        derive_work.passage(session, number, revision, body, asides)
    else:
        _DERIVATIONS[kind](session, number, revision, body)
    if kind == "article":
        _release(session, number, revision.subject)
    if body["act"]:
        derive_work.act(session, number, revision, body)


def _release(session: Session, number: int, article: str) -> None:
    """Derive what was held until its article came, as far as it fits the article's text."""
    for subject in held.of_article(session, article):
        found = [Head(item, json.loads(item.payload)) for item in log.of_subject(session, subject, number)]
        if all(held.fits(session, head) for head in found):
            held.let_go(session, article, subject)
            for head in found:
                apply(session, number, head.revision, {**head.body, "act": None})


def rebuild(session: Session) -> None:
    """Empty the derived tables and derive them again from the whole log; inside a transaction."""
    for table in DERIVED_TABLES:
        session.connection.execute(f"DELETE FROM {table}")
    session.cache = Cache()
    rows = session.connection.execute(f"SELECT number, {log.COLUMNS} FROM revision ORDER BY number")
    for number, *columns in rows:
        revision = Revision(*columns)
        apply(session, number, revision, json.loads(revision.payload))
