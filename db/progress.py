"""How far each coder is, and what stood when an article was finished."""

import json
from collections import defaultdict
from typing import Literal

from db import kits, passages
from db.derive_work import PASSAGE_COLUMNS
from db.heads import Head
from db.log import COLUMNS
from db.records import CODER, ArticleMark, Finished, Passage, Progress, Revision, State
from db.session import Session

_COLUMNS = "coder, article, phase, state, reason, first_finish, finished_at, updated_at"
_Key = tuple[str, str, str]


def all(session: Session) -> tuple[Progress, ...]:  # noqa: A001 - read as progress.all
    """Return the progress of every coder and article where anything was begun, by coder, article, phase."""
    return _select(session, "state <> ?", State.NOT_BEGUN)


def of(session: Session, coder: str, article: str, phase: str) -> Progress:
    """Return how far `coder` is with `article` in `phase`."""
    found = _select(session, "coder = ? AND article = ? AND phase = ?", coder, article, phase)
    return found[0] if found else Progress(coder, article, phase, State.NOT_BEGUN)


def handed_over(session: Session, coder: str, article: str, phase: str) -> bool:
    """Return whether the lead has what `coder` last said of an article, and it was finished or set aside.

    In a kit that went back in a return, in the project it came in one.
    """
    row = session.connection.execute(
        "SELECT revision.stream, revision.sequence FROM progress"
        " JOIN revision ON revision.id = progress.revision WHERE progress.coder = ? AND article = ?"
        " AND phase = ? AND progress.layer = ? AND state IN (?, ?)",
        (coder, article, phase, CODER, State.FINISHED, State.SET_ASIDE),
    ).fetchone()
    if row is None:
        return False
    stream, sequence = row
    if not session.kit:
        return not session.is_local(stream)
    return any(sequence <= ends.get(stream, 0) for ends in (kits.given(session), kits.returned(session)))


def article_marks(
    session: Session, *, coder: str | None = None, article: str | None = None
) -> tuple[ArticleMark, ...]:
    """Return what coders (or one) said of whole articles (or of one), by coder, article, phase, key."""
    rows = session.connection.execute(
        "SELECT coder, article, phase, key, value FROM article_mark WHERE layer = ?"
        " AND coder = coalesce(?, coder) AND article = coalesce(?, article)"
        " ORDER BY coder, article, phase, key",
        (CODER, coder, article),
    )
    return tuple(ArticleMark(*row) for row in rows)


def active_milliseconds(session: Session) -> dict[str, int]:
    """Return the active time of each coder in the coder's own layer, as far as it was measured."""
    rows = session.connection.execute(
        "SELECT owner, sum(active_ms) FROM revision WHERE layer = ? GROUP BY owner", (CODER,)
    )
    return dict(rows.fetchall())


def finished(
    session: Session, *, phase: str | None, as_of: Literal["first", "latest"]
) -> tuple[Finished, ...]:
    """Return each finished article of each coder with its passages, by coder, article, phase.

    "first": the passages of the first finish, for articles ever finished and not set aside now. "latest":
    the passages of now, for articles that are finished now.
    """
    where, values = ("state = ?", [State.FINISHED.value])
    if as_of == "first":
        where, values = ("first_finish <> '' AND state <> ?", [State.SET_ASIDE.value])
    if phase is not None:
        where, values = f"{where} AND phase = ?", [*values, phase]
    rows = _select(session, where, *values)
    found = _sealed(session) if as_of == "first" else _live(session)
    order = lambda passage: (passage.start, passage.end, passage.id)  # noqa: E731
    return tuple(
        Finished(row, tuple(sorted(found.get((row.coder, row.article, row.phase), ()), key=order)))
        for row in rows
    )


def _select(session: Session, where: str, *values: str) -> tuple[Progress, ...]:
    rows = session.connection.execute(
        f"SELECT {_COLUMNS} FROM progress WHERE layer = ? AND {where} ORDER BY coder, article, phase",
        (CODER, *values),
    )
    return tuple(Progress(row[0], row[1], row[2], State(row[3]), *row[4:]) for row in rows)


def _live(session: Session) -> dict[_Key, list[Passage]]:
    return _grouped(passages.all(session, layer=CODER))


def _grouped(found: tuple[Passage, ...]) -> dict[_Key, list[Passage]]:
    groups: dict[_Key, list[Passage]] = defaultdict(list)
    for passage in found:
        groups[passage.owner, passage.article, passage.phase].append(passage)
    return groups


_SEALED = (
    " FROM progress JOIN sealed ON sealed.finish = progress.first_finish"
    " {join} JOIN passage ON passage.article = progress.article AND passage.id = sealed.passage"
    " AND passage.revision = sealed.revision WHERE progress.layer = ?"
)


def _sealed(session: Session) -> dict[_Key, list[Passage]]:
    """Return what first finishes sealed: most of it stands unchanged; the rest is read from the log."""
    columns = ", ".join(f"passage.{name.strip()}" for name in PASSAGE_COLUMNS.split(","))
    rows = session.connection.execute(f"SELECT {columns}{_SEALED.format(join='')}", (CODER,))
    same = tuple(passages.from_row(row) for row in rows)
    columns = ", ".join(f"revision.{name.strip()}" for name in COLUMNS.split(","))
    rows = session.connection.execute(
        f"SELECT {columns} FROM revision WHERE id IN (SELECT sealed.revision"
        f"{_SEALED.format(join='LEFT')} AND passage.id IS NULL)",
        (CODER,),
    )
    changed = (Head(revision := Revision(*row), json.loads(revision.payload)) for row in rows)
    return _grouped(same + tuple(passages.of_head(session, head) for head in changed))
