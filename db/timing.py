"""How long coders were at work, as their revisions say."""

from dataclasses import dataclass

from db.records import CODER
from db.session import Session


@dataclass(frozen=True, slots=True)
class Active:
    """The active milliseconds of one coder in one article, over all sittings."""

    coder: str
    article: str
    ms: int


def active(session: Session) -> tuple[Active, ...]:
    """Return the active time of every coder in every article where any was measured, by coder and article."""
    rows = session.connection.execute(
        "SELECT owner, json_extract(CAST(payload AS TEXT), '$.article') AS article, sum(active_ms)"
        " FROM revision WHERE layer = ? AND active_ms > 0 GROUP BY owner, article ORDER BY owner, article",
        (CODER,),
    )
    return tuple(Active(*row) for row in rows if row[1])


@dataclass(frozen=True, slots=True)
class FirstFinish:
    """When a coder first finished an article, and in which sitting (a stretch of work without closing)."""

    coder: str
    article: str
    phase: str
    sitting: str
    time: str


def first_finishes(session: Session) -> tuple[FirstFinish, ...]:
    """Return every first finish that was made at a desk, by coder and time; what was imported is left out."""
    rows = session.connection.execute(
        "SELECT progress.coder, progress.article, progress.phase, revision.sitting, revision.time"
        " FROM progress JOIN revision ON revision.id = progress.first_finish"
        " WHERE progress.layer = ? AND revision.verb <> 'import'"
        " ORDER BY progress.coder, revision.time, progress.article",
        (CODER,),
    )
    return tuple(FirstFinish(*row) for row in rows)
