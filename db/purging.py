"""Forgetting an article: its text, quotes, notes and metadata go; offsets, hashes and the log stay."""

from db import asides, heads
from db.encoding import Body
from db.errors import NotFoundError
from db.session import Cache, Session
from db.writing import record_lead

KINDS = (asides.QUOTE, asides.NOTE, asides.REASON, asides.ABOUT, asides.DETAILS)
"""The kinds of what stands beside the log for an article."""
_DERIVED = (
    "UPDATE passage SET quote = '', note = '' WHERE article = ?",
    "UPDATE progress SET reason = '' WHERE article = ?",
    "UPDATE decision SET note = '' WHERE article = ?",
    "UPDATE zone SET details = '[]' WHERE article = ?",
    "UPDATE article SET title = '', metadata = '[]', notices = '[]' WHERE id = ?",
)


def purged(session: Session) -> tuple[str, ...]:
    """Return the ids of the articles that were purged."""
    return tuple(row[0] for row in session.connection.execute("SELECT id FROM article WHERE purged = 1"))


def article(session: Session, identity: str) -> None:
    """Purge an article in this file. A text or original that another article shares stays for that one."""
    session.connection.execute("PRAGMA secure_delete = ON")
    try:
        with session.write():
            head = heads.of_subject(session, identity)
            if not head or head[0].body["kind"] != "article":
                raise NotFoundError(f"No article with the id “{identity}” is in the project.")
            state = head[0].body["state"]
            empty(session, identity, state["text_sha256"], state["original_sha256"])
            body: Body = {"kind": "article", "state": {**state, "purged": 1}}
            record_lead(session, "article-purge", identity, body, state["text_sha256"])
            session.cache = Cache()
    finally:
        session.connection.execute("PRAGMA secure_delete = OFF")


def empty(session: Session, identity: str, text_sha256: str, original_sha256: str) -> None:
    """Empty what stands beside the log for an article, and what was derived of it; inside a transaction.

    The caller has `PRAGMA secure_delete` switched on.
    """
    asides.purge(session, identity, kinds=KINDS)
    for statement in _DERIVED:
        session.connection.execute(statement, (identity,))
    _empty(session, "text", "text_sha256", text_sha256, identity)
    _empty(session, "original", "original_sha256", original_sha256, identity)


def _empty(session: Session, table: str, column: str, sha256: str, identity: str) -> None:
    session.connection.execute(
        f"UPDATE {table} SET content = NULL WHERE sha256 = ?"
        f" AND NOT EXISTS (SELECT 1 FROM article WHERE {column} = ? AND id <> ? AND purged = 0)",
        (sha256, sha256, identity),
    )
