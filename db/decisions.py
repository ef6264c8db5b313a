"""What adjudicators decided, as it stands now."""

import json

from db.records import Decision
from db.session import Session

_COLUMNS = (
    'id, owner, article, phase, start, "end", answer, judged, coders, gold, reason, note, discuss,'
    " updated_at, revision"
)


def all(  # noqa: A001 - read as decisions.all
    session: Session, *, owner: str | None = None, article: str | None = None
) -> tuple[Decision, ...]:
    """Return what adjudicators (or one) decided on all articles (or one), by article, place and owner."""
    rows = session.connection.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE owner = coalesce(?, owner) AND article = coalesce(?, article)"
        ' ORDER BY article, start, "end", owner, id',
        (owner, article),
    )
    return tuple(_read(row) for row in rows)


def _read(row: tuple[object, ...]) -> Decision:
    values = list(row)
    values[7:10] = (tuple(json.loads(str(value))) for value in values[7:10])
    values[12] = values[12] == 1
    return Decision(*values)  # type: ignore[arg-type]
