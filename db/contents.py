"""Texts, originals and codebooks that came with the lead's revisions: stored once per hash, checked first."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from db.encoding import Body, bytes_sha256, text_sha256
from db.errors import ProjectError
from db.incoming import Incoming
from db.session import Session

T = TypeVar("T", str, bytes)

_PUT = (
    "INSERT INTO {table} (sha256, content) VALUES (?, ?)"
    " ON CONFLICT (sha256) DO UPDATE SET content = coalesce(content, excluded.content)"
)


def store_contents(session: Session, source: str, incoming: Incoming, bodies: Sequence[Body]) -> None:
    """Store what these payloads need of texts, originals and codebooks; ProjectError where one is wrong.

    A text that was purged where it comes from is stored as purged; one that is here is left as it is.
    """
    for body in bodies:
        state = body["state"]
        if body["kind"] == "article":
            text = _checked(source, incoming.text, state["text_sha256"], text_sha256)
            if text is not None and len(text) != state["length"]:
                raise ProjectError(f"{source}: the text of “{state['name']}” is not of the length it says.")
            _put(session, "text", state["text_sha256"], text)
            original = _checked(source, incoming.original, state["original_sha256"], bytes_sha256)
            _put(session, "original", state["original_sha256"], original)
        elif body["kind"] == "codebook":
            _put_codebook(session, source, incoming, state["sha256"])


def _put_codebook(session: Session, source: str, incoming: Incoming, sha256: str) -> None:
    content = _checked(source, incoming.codebook, sha256, text_sha256)
    query = "SELECT 1 FROM codebook_text WHERE sha256 = ?"
    if content is not None:
        _put(session, "codebook_text", sha256, content)
    elif session.connection.execute(query, (sha256,)).fetchone() is None:
        raise ProjectError(f"{source}: the text of a codebook is missing; nothing was merged.")


def _checked(
    source: str, find: Callable[[str], T | None], sha256: str, hashed: Callable[[T], str]
) -> T | None:
    content = find(sha256)
    if content is not None and hashed(content) != sha256:
        raise ProjectError(f"{source}: a stored text is not what was written; nothing was merged.")
    return content


def _put(session: Session, table: str, sha256: str, content: str | bytes | None) -> None:
    session.connection.execute(_PUT.format(table=table), (sha256, content))
