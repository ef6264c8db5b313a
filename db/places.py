"""Where each coder stopped: of this file copy only, never part of the log."""

from db.records import Place
from db.session import Session

_COLUMNS = "coder, article, caret, anchor, top, at"


def put(session: Session, place: Place) -> None:
    """Remember where a coder stopped in an article, and that this article was the last one.

    Nothing is remembered in a project that is only open for reading.
    """
    if session.read_only:
        return
    with session.write():
        session.connection.execute(
            f"INSERT OR REPLACE INTO place ({_COLUMNS}, turn) VALUES (?, ?, ?, ?, ?, ?,"
            " (SELECT coalesce(max(turn), 0) + 1 FROM place))",
            (place.coder, place.article, place.caret, place.anchor, place.top, session.now()),
        )


def get(session: Session, coder: str, article: str) -> Place | None:
    """Return where a coder stopped in an article, or None if they were never there."""
    return _first(session, "coder = ? AND article = ?", coder, article)


def last(session: Session, coder: str) -> Place | None:
    """Return where a coder stopped last, in whichever article that was."""
    return _first(session, "coder = ? ORDER BY turn DESC LIMIT 1", coder)


def _first(session: Session, where: str, *values: str) -> Place | None:
    row = session.connection.execute(f"SELECT {_COLUMNS} FROM place WHERE {where}", values).fetchone()
    return Place(*row) if row else None
