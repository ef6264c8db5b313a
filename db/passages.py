"""Passages as they stand now, and their history."""

import json
from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any

from db import derive_work, heads, log
from db.derive_work import PASSAGE_COLUMNS
from db.heads import Head
from db.records import CODER, Pairs, Passage, Revision
from db.session import Session

_ORDER = 'ORDER BY start, "end", id'
_SLOTS = tuple(getattr(Passage, each.name).__set__ for each in fields(Passage))


def of_article(
    session: Session,
    article: str,
    *,
    owners: Collection[str] | None = None,
    layer: str = CODER,
    phase: str | None = None,
) -> tuple[Passage, ...]:
    """Return an article's live passages of one layer (of some owners, of one phase), by start, end, id."""
    where, values = "article = ? AND deleted = 0 AND layer = ?", [article, layer]
    if owners is not None:
        where += f" AND owner IN ({', '.join('?' * len(owners))})"
        values += owners
    if phase is not None:
        where += " AND phase = ?"
        values.append(phase)
    return select(session, f"{where} {_ORDER}", values)


def all(session: Session, *, layer: str | None = None) -> tuple[Passage, ...]:  # noqa: A001 - passages.all
    """Return every live passage of one layer, or of all, in one query, by article, start, end and id."""
    order = 'ORDER BY article, start, "end", id'
    if layer is None:
        return select(session, f"deleted = 0 {order}", ())
    return select(session, f"deleted = 0 AND layer = ? {order}", (layer,))


def history(session: Session, identity: str) -> tuple[Revision, ...]:
    """Return every revision of a passage, as they reached this file."""
    return log.of_subject(session, identity)


def conflicts(session: Session, owner: str) -> tuple[tuple[Passage, ...], ...]:
    """Return, for each passage with edits that did not know each other, the states that stand, winner first.

    A state that deletes the passage is not among them, so one state alone means: edited here, deleted there.
    """
    rows = session.connection.execute(
        "SELECT id FROM passage WHERE heads > 1 AND owner = ? ORDER BY article, start, id", (owner,)
    ).fetchall()
    found = (heads.of_subject(session, row[0]) for row in rows)
    states = (tuple(of_head(session, head) for head in group if head.body["state"]) for group in found)
    return tuple(group for group in states if group)


def article_of(session: Session, identity: str) -> str:
    """Return the article a passage (live or deleted) lies in, or "" where the log knows nothing of it."""
    row = session.connection.execute(
        "SELECT payload FROM revision WHERE subject = ? LIMIT 1", (identity,)
    ).fetchone()
    body = json.loads(row[0]) if row else {}
    return str(body["article"]) if body.get("kind") == "passage" else ""


def of_head(session: Session, head: Head) -> Passage:
    """Return the passage as this revision left it."""
    return from_row(derive_work.passage_row(session, head, {}))


def select(session: Session, where: str, values: Iterable[object]) -> tuple[Passage, ...]:
    """Return the passages of the derived table for which `where` holds."""
    rows = session.connection.execute(f"SELECT {PASSAGE_COLUMNS} FROM passage WHERE {where}", tuple(values))
    return tuple(from_row(row) for row in rows)


def from_row(row: tuple[Any, ...]) -> Passage:
    """Return a passage from the columns `PASSAGE_COLUMNS`."""
    values = (*row[:11], row[11] == 1, _words(row[12]), _pairs(row[13]), *row[14:])
    # An article has hundreds; slot by slot they are made in half the time that a frozen class takes.
    passage = object.__new__(Passage)
    for put, value in zip(_SLOTS, values, strict=True):
        put(passage, value)
    return passage


def _words(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))


def _pairs(stored: str) -> Pairs:
    return () if stored == "[]" else tuple((key, value) for key, value in json.loads(stored))
