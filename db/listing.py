"""The list of articles, however long: ids in working order, picked by one query; lines for what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import CODER, Progress, State
from db.session import Session

_CURRENT = (
    "NOT EXISTS (SELECT 1 FROM article AS newer WHERE newer.name = article.name"
    " AND (newer.version, newer.added) > (article.version, article.added))"
)
_MINE = (
    " LEFT JOIN (SELECT article AS about, state, max(updated_at) FROM progress"
    " WHERE coder = :coder AND layer = :layer GROUP BY article) AS mine ON mine.about = article.id"
    " LEFT JOIN (SELECT article AS planned, min(position) AS position FROM assignment"
    " WHERE coder = :coder GROUP BY article) AS plan ON plan.planned = article.id"
)
_STATE = f"coalesce(mine.state, '{State.NOT_BEGUN}')"
_ORDER = "plan.position IS NULL, plan.position, article.name"
_ABOUT = ("outlet", "date")
"""What is searched of an article's metadata."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a study has come. `shared` says that one article was finished by two coders."""

    articles: bool
    at_work: int
    finished: bool
    shared: bool


def reached(session: Session) -> Reached:
    """Return how far the study has come, without reading every line of it."""
    execute = session.connection.execute
    done = (State.FINISHED, CODER)
    shared = (
        "SELECT 1 FROM progress WHERE state = ? AND layer = ?"
        " GROUP BY article, phase HAVING count(*) > 1 LIMIT 1"
    )
    at_work = "SELECT count(DISTINCT coder) FROM progress WHERE state <> ? AND layer = ?"
    return Reached(
        articles=execute("SELECT 1 FROM article LIMIT 1").fetchone() is not None,
        at_work=int(execute(at_work, (State.NOT_BEGUN, CODER)).fetchone()[0]),
        finished=execute("SELECT 1 FROM progress WHERE state = ? AND layer = ? LIMIT 1", done).fetchone()
        is not None,
        shared=execute(shared, done).fetchone() is not None,
    )


def order(session: Session, coder: str | None) -> tuple[tuple[str, State], ...]:
    """Return the id of every article in working order, with how far `coder` is.

    As assigned to the coder first, then by name. Without a coder (the lead) by name, and nothing is begun.
    """
    if coder is None:
        rows = session.connection.execute(f"SELECT id, '' FROM article WHERE {_CURRENT} ORDER BY name")
    else:
        rows = session.connection.execute(
            f"SELECT id, {_STATE} FROM article{_MINE} WHERE {_CURRENT} ORDER BY {_ORDER}",
            {"coder": coder, "layer": CODER},
        )
    return tuple((row[0], State(row[1] or State.NOT_BEGUN)) for row in rows)


def holding(session: Session, coder: str | None, words: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the articles that hold every word, in working order, by one query.

    Words are looked for in title, name, outlet, date and the coder's progress, capitals or not.
    """
    values: dict[str, str] = {"coder": coder or "", "layer": CODER}
    # Through the index on names every line would be looked up by itself; read once and sorted it is quicker.
    where = [_condition(word, at, values, mine=coder is not None) for at, word in enumerate(words)]
    joined, by = (_MINE, _ORDER) if coder is not None else ("", "+article.name")
    rows = session.connection.execute(
        f"SELECT id FROM article NOT INDEXED{joined} WHERE {' AND '.join((*where, _CURRENT))} ORDER BY {by}",
        values,
    )
    return tuple(row[0] for row in rows)


@dataclass(frozen=True, slots=True)
class Picking:
    """Which lines of the list, in what order. What is left empty (0 for a length) picks nothing out.

    `by` is working, name, title, outlet, date, length, zones or progress. `since` and `until` compare the
    beginnings of dates written year first; `zones` is confirmed, unconfirmed or none; `progress` a state.
    """

    by: str = "working"
    descending: bool = False
    outlet: str = ""
    since: str = ""
    until: str = ""
    zones: str = ""
    progress: str = ""
    shortest: int = 0
    longest: int = 0


_OPEN = "EXISTS (SELECT 1 FROM zone WHERE zone.article = article.id AND zone.state = 'proposed')"
_BY: dict[str, tuple[str, ...]] = {
    "name": ("article.name",),
    "title": ("title COLLATE NOCASE",),
    "length": ("length",),
    "zones": (_OPEN, "zones"),
}
_ZONES = {"confirmed": f"zones > 0 AND NOT {_OPEN}", "unconfirmed": _OPEN, "none": "zones = 0"}


def picked(session: Session, coder: str | None, picking: Picking) -> tuple[str, ...]:
    """Return the ids of the articles that are picked, in the order asked for, by one query."""
    values: dict[str, str | int] = {"coder": coder or "", "layer": CODER}
    where = [_CURRENT]
    for key, condition in (
        ("outlet", f"{_known('outlet')} = :outlet"),
        ("since", f"substr({_known('date')}, 1, length(:since)) >= :since"),
        ("until", f"{_known('date')} <> '' AND substr({_known('date')}, 1, length(:until)) <= :until"),
        ("shortest", "length >= :shortest"),
        ("longest", "length <= :longest"),
    ):
        if value := getattr(picking, key):
            values[key] = value
            where.append(condition)
    if picking.zones:
        where.append(_ZONES[picking.zones])
    if picking.progress and coder is not None:
        values["progress"] = picking.progress
        where.append(f"{_STATE} = :progress")
    by = {**_BY, "outlet": (_known("outlet"),), "date": (_known("date"),)}
    if coder is not None:
        by |= {"progress": (_STATE,), "working": ("plan.position IS NULL", "plan.position")}
    first = by.get(picking.by, _BY["name"])
    turned = ", ".join(f"{part} DESC" if picking.descending else part for part in first)
    rows = session.connection.execute(
        f"SELECT article.id FROM article{_MINE if coder is not None else ''}"
        f" WHERE {' AND '.join(where)} ORDER BY {turned}, article.name",
        values,
    )
    return tuple(row[0] for row in rows)


def _known(key: str) -> str:
    """Return the expression for what an article's metadata says under a key of the program."""
    return (
        "coalesce((SELECT json_extract(pair.value, '$[1]') FROM json_each(article.metadata) AS pair"
        f" WHERE json_extract(pair.value, '$[0]') = '{key}'), '')"
    )


def outlets(session: Session) -> tuple[str, ...]:
    """Return the outlets of all articles, by name."""
    rows = session.connection.execute(f"SELECT DISTINCT {_known('outlet')} FROM article WHERE {_CURRENT}")
    return tuple(sorted(row[0] for row in rows if row[0]))


def progress(session: Session, ids: Sequence[str], coder: str | None) -> tuple[Progress, ...]:
    """Return how far `coder`, or without one everybody, is with these articles, by coder, article, phase."""
    who = "coder = ?" if coder is not None else "coder IN (SELECT id FROM coder)"
    rows = session.connection.execute(
        "SELECT coder, article, phase, state, reason, first_finish, finished_at, updated_at FROM progress"
        f" WHERE layer = ? AND state <> ? AND article IN ({', '.join('?' * len(ids))}) AND {who}"
        " ORDER BY coder, article, phase",
        (CODER, State.NOT_BEGUN, *ids, *((coder,) if coder is not None else ())),
    )
    return tuple(Progress(row[0], row[1], row[2], State(row[3]), *row[4:]) for row in rows)


def _condition(word: str, at: int, values: dict[str, str], *, mine: bool) -> str:
    """Return the condition that a line holds a word; SQLite itself folds only the capitals of ASCII."""
    either = []
    for turn, spelt in enumerate(sorted({word, word.lower(), word.upper(), word.capitalize()})):
        name = f"word{at}_{turn}"
        values[name] = f"%{_plain(spelt)}%"
        like = f"LIKE :{name} ESCAPE '\\'"
        either += [f"title {like}", f"name {like}", *([f"{_STATE} {like}"] if mine else ())]
        either.append(
            f"(metadata {like} AND EXISTS (SELECT 1 FROM json_each(article.metadata) AS pair"
            f" WHERE json_extract(pair.value, '$[0]') IN {_ABOUT}"
            f" AND json_extract(pair.value, '$[1]') {like}))"
        )
        if word.isascii():
            break
    return f"({' OR '.join(either)})"


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
