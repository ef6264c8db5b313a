"""Work on an article that is not here, or not with this text: in the log, and kept out of all that stands.

An article's id is made of its name and its text, so work done on another text never fits by accident.
"""

from dataclasses import dataclass

from db import asides, heads, passages
from db.errors import ProjectError
from db.heads import Head
from db.records import Passage
from db.session import Session


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept aside of one owner's work on one article: the article's id, and how many passages."""

    article: str
    owner: str
    passages: int


def hold(session: Session, article: str, subject: str) -> None:
    """Keep a subject aside until its article comes; inside a transaction."""
    session.connection.execute(
        "INSERT OR IGNORE INTO held (article, subject) VALUES (?, ?)", (article, subject)
    )


def of_article(session: Session, article: str) -> tuple[str, ...]:
    """Return the subjects that are held for an article."""
    rows = session.connection.execute(
        "SELECT subject FROM held WHERE article = ? ORDER BY subject", (article,)
    )
    return tuple(row[0] for row in rows)


def let_go(session: Session, article: str, subject: str) -> None:
    """Hold a subject no longer; inside a transaction."""
    session.connection.execute("DELETE FROM held WHERE article = ? AND subject = ?", (article, subject))


def passages_of(session: Session, article: str, owner: str) -> tuple[Passage, ...]:
    """Return the passages of one owner that are held for an article, as they stand, by start and end."""
    found = []
    for subject in of_article(session, article):
        standing = heads.of_subject(session, subject)
        if standing and standing[0].revision.owner == owner and standing[0].body["kind"] == "passage":
            found += [passages.of_head(session, standing[0])] if standing[0].body["state"] else []
    return tuple(sorted(found, key=lambda passage: (passage.start, passage.end, passage.id)))


def all(session: Session) -> tuple[Held, ...]:  # noqa: A001 - read as held.all
    """Return what is held, by article and owner."""
    rows = session.connection.execute(
        "SELECT article, owner, count(DISTINCT CASE WHEN instr(held.subject, '/') = 0 THEN held.subject END)"
        " FROM held JOIN revision ON revision.subject = held.subject GROUP BY article, owner"
        " ORDER BY article, owner"
    )
    return tuple(Held(*row) for row in rows)


def fits(session: Session, head: Head) -> bool:
    """Return whether a revision of work fits its article: text, place and quote."""
    try:
        sha256, text = session.text_of(head.body["article"])
    except ProjectError:  # purged: offsets are all that is left of it
        return True
    state = head.body["state"]
    if head.revision.text_sha256 != sha256:
        return False
    if head.body["kind"] != "passage" or state is None:
        return True
    quote = asides.read(session, state["quote"])
    inside = 0 <= state["start"] < state["end"] <= len(text)
    return inside and text[state["start"] : state["end"]] == quote
