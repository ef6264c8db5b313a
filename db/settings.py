"""The lead's settings of a project: text values under keys, each change a revision."""

from db.session import Session
from db.writing import record_lead


def get(session: Session, key: str) -> str | None:
    """Return a setting, or None where it was never set."""
    row = session.connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def all(session: Session, prefix: str = "") -> tuple[tuple[str, str], ...]:  # noqa: A001 - read as settings.all
    """Return every setting whose key begins with `prefix`, as (key, value), by key."""
    rows = session.connection.execute("SELECT key, value FROM setting ORDER BY key")
    return tuple((key, value) for key, value in rows if key.startswith(prefix))


def when(session: Session, key: str) -> str:
    """Return when a setting was set to what it is (RFC 3339 UTC), "" where it never was."""
    row = session.connection.execute(
        "SELECT time FROM setting JOIN revision ON revision.id = setting.revision WHERE key = ?", (key,)
    ).fetchone()
    return str(row[0]) if row else ""


def put(session: Session, key: str, value: str) -> None:
    """Set `key` to `value`; nothing is written where it is that already."""
    with session.write():
        if get(session, key) != value:
            record_lead(
                session,
                "setting",
                f"setting/{key}",
                {"kind": "setting", "key": key, "state": {"value": value}},
            )
