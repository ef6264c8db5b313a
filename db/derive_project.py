"""What the lead does, derived: coders, codebook versions, articles, zones, plan, settings."""

import base64
import json

from db import asides, heads
from db.encoding import Body
from db.records import Revision
from db.session import Session


def coder(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive a coder; the name stands beside the log and is None once erased."""
    del body
    winner = heads.of_subject(session, revision.subject, number)[0]
    state = winner.body["state"]
    session.connection.execute(
        "INSERT OR REPLACE INTO coder (id, name, created_at, revision) VALUES (?, ?, ?, ?)",
        (
            revision.subject,
            asides.read(session, state["name"]) or None,
            state["created_at"],
            winner.revision.id,
        ),
    )
    session.cache.coders = None


def codebook(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive an installed codebook version."""
    del number
    state = body["state"]
    session.connection.execute(
        "INSERT INTO codebook_version (revision, number, sha256, installed_at) VALUES (?, ?, ?, ?)",
        (revision.id, state["number"], state["sha256"], revision.time),
    )
    session.cache.codebook = None


_ARTICLE_STATE = (
    "name",
    "version",
    "length",
    "text_sha256",
    "original_sha256",
    "reader",
    "reader_version",
    "encoding",
    "line_ends",
    "segmenter",
    "purged",
    "added",
    "added_at",
)
_PUT_ARTICLE = (
    f"INSERT OR REPLACE INTO article (id, {', '.join(_ARTICLE_STATE)}, sentences, title, metadata, notices,"
    f" zones, comments, revision) VALUES ({', '.join('?' * (len(_ARTICLE_STATE) + 8))})"
)


def article(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive an article; its text and original bytes stand in tables of their own, once per hash."""
    del body
    winner = heads.of_subject(session, revision.subject, number)[0]
    # Who purged an article meant it for good, whatever a copy that did not know of it wrote later.
    purged = _was_purged(session, revision.subject, number)
    state = {**winner.body["state"], "purged": int(purged)}
    told = "" if purged else asides.read(session, state["about"])
    about = json.loads(told or '{"metadata":[],"notices":[],"title":""}')
    counts = session.connection.execute(
        "SELECT count(*), coalesce(sum(kind = 'comment'), 0) FROM zone"
        " WHERE article = ? AND state <> 'rejected'",
        (revision.subject,),
    ).fetchone()
    session.connection.execute(
        _PUT_ARTICLE,
        (
            revision.subject,
            *(state[key] for key in _ARTICLE_STATE),
            base64.b64decode(state["sentences"]),
            about["title"],
            json.dumps(about["metadata"], ensure_ascii=False),
            json.dumps(about["notices"], ensure_ascii=False),
            *counts,
            winner.revision.id,
        ),
    )
    session.cache.texts.pop(revision.subject, None)
    if session.cache.articles is not None:
        session.cache.articles.add(revision.subject)


def _was_purged(session: Session, article: str, number: int) -> bool:
    query = "SELECT 1 FROM revision WHERE subject = ? AND verb = 'article-purge' AND number <= ?"
    return session.connection.execute(query, (article, number)).fetchone() is not None


def zones(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive an article's zones and how many of them, and of comments, it has (rejected ones aside)."""
    winner = heads.of_subject(session, revision.subject, number)[0]
    where, found = body["article"], winner.body["state"]["zones"]
    details = json.loads(asides.read(session, winner.body["state"]["details"]) or "{}")
    session.connection.execute("DELETE FROM zone WHERE article = ?", (where,))
    session.connection.executemany(
        'INSERT INTO zone (article, number, id, kind, start, "end", state, rule, details)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(where, i, *zone, _details(details, zone[0])) for i, zone in enumerate(found)],
    )
    kinds = [zone[1] for zone in found if zone[4] != "rejected"]
    session.connection.execute(
        "UPDATE article SET zones = ?, comments = ? WHERE id = ?",
        (len(kinds), kinds.count("comment"), where),
    )


def _details(details: dict[str, object], identity: str) -> str:
    return json.dumps(details.get(identity, []), ensure_ascii=False)


def plan(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive what one coder is to code, in which phase and order."""
    winner = heads.of_subject(session, revision.subject, number)[0]
    session.connection.execute("DELETE FROM assignment WHERE coder = ?", (body["coder"],))
    session.connection.executemany(
        "INSERT OR IGNORE INTO assignment (coder, article, phase, position) VALUES (?, ?, ?, ?)",
        [(body["coder"], *item) for item in winner.body["state"]["articles"]],
    )


def setting(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive one setting of the lead."""
    winner = heads.of_subject(session, revision.subject, number)[0]
    session.connection.execute(
        "INSERT OR REPLACE INTO setting (key, value, revision) VALUES (?, ?, ?)",
        (body["key"], winner.body["state"]["value"], winner.revision.id),
    )
