"""Quotes, notes, names, reasons and metadata: beside the log, which knows them by salted digests.

Purging empties the content and the salt. The log and its hashes stay as they are, and nobody can find out by
trying what the digest once stood for.
"""

import hashlib
import os

from db.session import Session

QUOTE = "quote"
NOTE = "note"
NAME = "name"
REASON = "reason"
ABOUT = "about"
"""Title, metadata and notices of an article."""
DETAILS = "details"
"""What is known of an article's zones beyond kind and place (who commented, when)."""


def digest_of(kind: str, salt: bytes, content: str) -> bytes:
    """Return the digest that stands in a payload for `content`."""
    return hashlib.sha256(b"\0".join((kind.encode(), salt, content.encode()))).digest()


def keep(session: Session, kind: str, belongs_to: str, content: str) -> str | None:
    """Store `content` for an article or a coder and return its digest in hexadecimal (None for nothing)."""
    if not content:
        return None
    salt = os.urandom(16)
    digest = digest_of(kind, salt, content)
    session.connection.execute(
        "INSERT INTO aside (digest, kind, belongs_to, salt, content) VALUES (?, ?, ?, ?, ?)",
        (digest, kind, belongs_to, salt, content),
    )
    return digest.hex()


def read(session: Session, digest: str | None) -> str:
    """Return what stands beside the log under `digest`; "" for nothing, or where it was purged."""
    if not digest:
        return ""
    row = session.connection.execute(
        "SELECT content FROM aside WHERE digest = ?", (bytes.fromhex(digest),)
    ).fetchone()
    return row[0] or "" if row else ""


def purge(session: Session, belongs_to: str, *, kinds: tuple[str, ...]) -> int:
    """Empty the asides of these kinds that belong to an article or coder; return how many; in a transaction.

    The caller has `PRAGMA secure_delete` switched on, and brings the derived tables up to date.
    """
    marks = ", ".join("?" * len(kinds))
    return session.connection.execute(
        f"UPDATE aside SET salt = NULL, content = NULL"
        f" WHERE belongs_to = ? AND content IS NOT NULL AND kind IN ({marks})",
        (belongs_to, *kinds),
    ).rowcount
