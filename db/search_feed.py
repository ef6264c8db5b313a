"""Snapshots of a project for its search, read on the project's own thread in small helpings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import ADJUDICATED, CODER, State
from db.session import Session

SEARCHED = (CODER, ADJUDICATED)
"""The layers whose passages are searched; known answers of practice articles are in none of them."""
_MARK = 'id, article, owner, layer, label, start, "end", unsure, quote, note'
_ARTICLE = "SELECT id, name, title, metadata, CASE purged WHEN 0 THEN content END FROM article"


@dataclass(frozen=True, slots=True)
class Mark:
    """A live passage as the search knows it."""

    passage: str
    article: str
    owner: str
    layer: str
    label: str
    start: int
    end: int
    unsure: int
    quote: str
    note: str


Step = tuple[str, str, str, str]
"""Coder, article, phase and state."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of one article that is searched: its text, the passages in it, how far each coder is."""

    id: str
    title: str
    outlet: str
    text: str
    marks: tuple[Mark, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tip:
    """A revision by its number in this file: where the log ended at some moment."""

    number: int
    revision: str


@dataclass(frozen=True, slots=True)
class Delta:
    """What became different between two tips.

    `marks` are the passages that stand now, `gone` the ids of those that do not. `articles` are those whose
    own record changed; `purged` says that something is to be forgotten.
    """

    tip: Tip
    marks: tuple[Mark, ...]
    gone: tuple[str, ...]
    steps: tuple[Step, ...]
    articles: frozenset[str]
    purged: bool


def tip(session: Session, *, after: Tip) -> Tip | None:
    """Return where the log ends now; None where `after` is not in it, as in another copy of the file."""
    execute = session.connection.execute
    row = execute("SELECT id FROM revision WHERE number = ?", (after.number,)).fetchone()
    if (row[0] if row else "") != after.revision:
        return None
    row = execute("SELECT number, id FROM revision ORDER BY number DESC LIMIT 1").fetchone()
    return Tip(*row) if row else Tip(0, "")


def since(session: Session, known: Tip, limit: int) -> Delta:
    """Return what the next `limit` revisions after a tip changed, as it stands now."""
    rows = session.connection.execute(
        "SELECT number, id, verb, subject, payload FROM revision WHERE number > ? ORDER BY number LIMIT ?",
        (known.number, limit),
    ).fetchall()
    passages: dict[str, str] = {}
    steps: set[tuple[str, str, str]] = set()
    articles: set[str] = set()
    for _, _, _, subject, payload in rows:
        body = json.loads(payload)
        if body["kind"] == "passage":
            passages[subject] = body["article"]
        elif body["kind"] == "progress":
            steps.add((subject.split("/")[1], body["article"], body["phase"]))
        elif body["kind"] == "article":
            articles.add(subject)
    marks = tuple(mark for item in passages.items() if (mark := _mark(session, *item)))
    return Delta(
        tip=Tip(*rows[-1][:2]) if rows else known,
        marks=marks,
        gone=tuple(passages.keys() - {mark.passage for mark in marks}),
        steps=tuple(_step(session, *each) for each in sorted(steps)),
        articles=frozenset(articles),
        purged=any(row[2] == "article-purge" for row in rows),
    )


def lengths(session: Session) -> tuple[tuple[str, int], ...]:
    """Return the id and length of the newest version of every article, in the order they were added."""
    rows = session.connection.execute(
        "SELECT id, length FROM article WHERE NOT EXISTS (SELECT 1 FROM article AS newer"
        " WHERE newer.name = article.name"
        " AND (newer.version, newer.added) > (article.version, article.added)) ORDER BY added"
    )
    return tuple(rows.fetchall())


def sheets(session: Session, articles: Sequence[str]) -> tuple[Sheet, ...]:
    """Return these articles with all that is searched of them; unknown ones are left out."""
    return tuple(found for each in articles if (found := _sheet(session, each)))


def _sheet(session: Session, identity: str) -> Sheet | None:
    execute = session.connection.execute
    row = execute(f"{_ARTICLE} JOIN text ON text.sha256 = text_sha256 WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return None
    _, name, title, metadata, text = row
    marks = execute(f"SELECT {_MARK} FROM passage WHERE article = ? AND {_LIVE}", (identity, *SEARCHED))
    steps = execute(
        "SELECT coder, article, phase, state FROM progress WHERE article = ? AND layer = ? AND state <> ?",
        (identity, CODER, State.NOT_BEGUN),
    )
    return Sheet(
        id=identity,
        title=title or name,
        outlet=str(dict(json.loads(metadata)).get("outlet", "")),
        text=text or "",
        marks=tuple(Mark(*each) for each in marks),
        steps=tuple(steps.fetchall()),
    )


_LIVE = "deleted = 0 AND layer IN (?, ?)"


def _mark(session: Session, passage: str, article: str) -> Mark | None:
    row = session.connection.execute(
        f"SELECT {_MARK} FROM passage WHERE article = ? AND id = ? AND {_LIVE}", (article, passage, *SEARCHED)
    ).fetchone()
    return Mark(*row) if row else None


def _step(session: Session, coder: str, article: str, phase: str) -> Step:
    row = session.connection.execute(
        "SELECT state FROM progress WHERE coder = ? AND article = ? AND phase = ? AND layer = ?",
        (coder, article, phase, CODER),
    ).fetchone()
    return coder, article, phase, row[0] if row else State.NOT_BEGUN.value
