"""Revisions that continue what is here: checked against this project, stored, and what follows from them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from db import asides, bulk, payloads
from db.bulk import Item
from db.chaining import place
from db.contents import store_contents
from db.derive import WORK
from db.encoding import Body
from db.errors import ProjectError
from db.incoming import Incoming, Row
from db.log import COLUMNS
from db.records import CODER, PROJECT, State
from db.session import Session
from db.vetting import ID, LAYER, OWNER, PAYLOAD, SHA256, SUBJECT, NotCredibleError, check_body, check_range

_INSERT = f"INSERT INTO revision (number, {COLUMNS}) VALUES ({', '.join('?' * 17)})"
_WAIT = f"INSERT INTO waiting ({COLUMNS}) VALUES ({', '.join('?' * 16)})"
_KEEP = "INSERT OR IGNORE INTO aside (digest, kind, belongs_to, salt, content) VALUES (?, ?, ?, ?, ?)"
_DECODER = json.JSONDecoder()
_CHUNK = 500
_TEXTS_KEPT = 256

Place = tuple[str, str, str]
"""Owner, layer and article of a subject: these never change."""
_Text = tuple[str, str | None]
"""An article's text hash, and its text unless it was purged."""


@dataclass(slots=True)
class Counts:
    """What arrived, in numbers. `held` counts passages by article id, `labels` passages by label id."""

    revisions: int = 0
    passages: int = 0
    changed: int = 0
    finished: int = 0
    articles: int = 0
    coders: int = 0
    codebooks: int = 0
    held: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Arriving:
    """One file's revisions on their way in.

    `places` knows subjects met so far, `asides` what stands beside the new revisions, by digest.
    """

    session: Session
    source: str
    incoming: Incoming
    counts: Counts = field(default_factory=Counts)
    places: dict[str, Place] = field(default_factory=dict)
    asides: dict[str, str] = field(default_factory=dict)
    texts: dict[str, _Text] = field(default_factory=dict)


def arrive(arriving: Arriving, rows: Sequence[Row]) -> None:
    """Store rows that continue their streams: the lead's first, for the others stand on them."""
    for part in ([row for row in rows if row[LAYER] == PROJECT], [r for r in rows if r[LAYER] != PROJECT]):
        if part:
            _store(arriving, part)


def wait(arriving: Arriving, rows: Sequence[Row]) -> None:
    """Keep rows until an earlier part of their stream comes."""
    bodies = [_read(arriving.source, row) for row in rows]
    _keep_asides(arriving, rows, bodies)
    arriving.session.connection.executemany(_WAIT, rows)


def _read(source: str, row: Row) -> Body:
    """Return the payload of a row; ProjectError where it is not one that this program writes."""
    try:
        text = row[PAYLOAD].decode()
        body, end = _DECODER.raw_decode(text)
        if end != len(text):
            raise NotCredibleError("what it says cannot be read")
        check_body(row, body)
    except (ValueError, RecursionError) as error:
        reason = error if isinstance(error, NotCredibleError) else "what it says cannot be read"
        raise ProjectError(f"{place(source, row)}: {reason}; nothing was merged.") from error
    return Body(body)


def _store(arriving: Arriving, rows: Sequence[Row]) -> None:
    session = arriving.session
    bodies = [_read(arriving.source, row) for row in rows]
    _refuse_known_ids(arriving, rows)
    here = _find_places(arriving, {row[SUBJECT] for row in rows})
    _keep_asides(arriving, rows, bodies)
    store_contents(session, arriving.source, arriving.incoming, bodies)
    for row, body in zip(rows, bodies, strict=True):
        _fit(arriving, row, body)
    first = session.connection.execute("SELECT coalesce(max(number), 0) + 1 FROM revision").fetchone()[0]
    items = [Item(first + i, row, body) for i, (row, body) in enumerate(zip(rows, bodies, strict=True))]
    session.connection.executemany(_INSERT, ((item.number, *item.row) for item in items))
    _count(arriving, items, here)
    try:
        bulk.derive_all(session, items, here, arriving.asides)
    except (KeyError, TypeError, ValueError, IndexError, sqlite3.IntegrityError) as error:
        raise ProjectError(
            f"{arriving.source}: what it holds does not fit together; nothing was merged."
        ) from error


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for at in range(0, len(ordered), _CHUNK):
        yield ordered[at : at + _CHUNK]


def _refuse_known_ids(arriving: Arriving, rows: Sequence[Row]) -> None:
    for chunk in _chunks(row[ID] for row in rows):
        marks = ", ".join("?" * len(chunk))
        query = f"SELECT id, stream, sequence FROM revision WHERE id IN ({marks})"
        if found := arriving.session.connection.execute(query, chunk).fetchone():
            raise ProjectError(
                f"{arriving.source}: the id {found[0]} belongs to revision {found[2]} of stream {found[1]}"
                " here; nothing was merged."
            )


def _find_places(arriving: Arriving, subjects: set[str]) -> set[str]:
    """Return which subjects the log knows, and take down where they lie."""
    known: set[str] = set()
    for chunk in _chunks(subjects):
        marks = ", ".join("?" * len(chunk))
        query = (
            f"SELECT subject, owner, layer, payload FROM revision WHERE subject IN ({marks}) GROUP BY subject"
        )
        for subject, owner, layer, payload in arriving.session.connection.execute(query, chunk):
            known.add(subject)
            arriving.places[subject] = (owner, layer, json.loads(payload).get("article", ""))
    return known


def _keep_asides(arriving: Arriving, rows: Sequence[Row], bodies: Sequence[Body]) -> None:
    """Store what stands beside these rows; ProjectError where it is not what they say it is."""
    kept: dict[str, tuple[bytes, str, str, bytes | None, str | None]] = {}
    for row, body in zip(rows, bodies, strict=True):
        belongs_to = body.get("article") or row[SUBJECT]
        for kind, digest in payloads.asides(body):
            if digest in kept:
                continue
            binary = bytes.fromhex(digest)
            found = arriving.incoming.asides.get(digest)
            if found is None and _is_kept(arriving.session, binary):
                continue
            _, salt, content = found or ("", None, "")
            if content is not None:
                if salt is None or not _is_true(kind, salt, content, binary):
                    where = place(arriving.source, row)
                    raise ProjectError(f"{where}: its {kind} is not what was written; nothing was merged.")
                arriving.asides[digest] = content
            kept[digest] = (binary, kind, belongs_to, salt, content)
    arriving.session.connection.executemany(_KEEP, [kept[digest] for digest in sorted(kept)])


def _is_true(kind: str, salt: bytes, content: str, digest: bytes) -> bool:
    try:
        return asides.digest_of(kind, salt, content) == digest
    except UnicodeEncodeError:  # a lone surrogate: nothing that this program ever wrote
        return False


def _is_kept(session: Session, digest: bytes) -> bool:
    return (
        session.connection.execute("SELECT 1 FROM aside WHERE digest = ?", (digest,)).fetchone() is not None
    )


def _fit(arriving: Arriving, row: Row, body: Body) -> None:
    """Raise ProjectError where a row does not fit this project, or contradicts what is here."""
    try:
        if (body["kind"] in WORK) == (row[LAYER] == PROJECT):
            raise NotCredibleError("it stands in a layer where it cannot be")
        if body["kind"] in WORK:
            _fit_work(arriving, row, body)
    except NotCredibleError as error:
        raise ProjectError(f"{place(arriving.source, row)}: {error}; nothing was merged.") from error


def _fit_work(arriving: Arriving, row: Row, body: Body) -> None:
    owner, layer, article = row[OWNER], row[LAYER], body["article"]
    if layer == CODER if owner == PROJECT else not arriving.session.has_owner(owner):
        raise NotCredibleError("its coder is not known in this project")
    if arriving.places.setdefault(row[SUBJECT], (owner, layer, article)) != (owner, layer, article):
        raise NotCredibleError("it changes what belongs to somebody else, or lies elsewhere")
    if not arriving.session.has_article(article):
        return
    sha256, text = _text_of(arriving, article)
    if row[SHA256] != sha256:
        raise NotCredibleError("it was made in another text than its article's")
    state = body["state"]
    if body["kind"] != "passage" or state is None or text is None:
        return
    check_range(state, text)
    if arriving.incoming.asides.get(state["quote"], ("", None, ""))[2] is None:
        raise NotCredibleError("its quote was purged; merge the project first in which that was done")
    if text[state["start"] : state["end"]] != _aside(arriving, state["quote"]):
        raise NotCredibleError(
            f"the quote of its passage {state['start']}–{state['end']} is not what stands there"
        )


def _aside(arriving: Arriving, digest: str) -> str:
    if digest not in arriving.asides:
        arriving.asides[digest] = asides.read(arriving.session, digest)
    return arriving.asides[digest]


def _text_of(arriving: Arriving, article: str) -> _Text:
    found = arriving.texts.get(article)
    if found is None:
        if len(arriving.texts) >= _TEXTS_KEPT:
            arriving.texts.clear()
        found = arriving.session.connection.execute(
            "SELECT text_sha256, CASE purged WHEN 0 THEN content END FROM article"
            " JOIN text ON text.sha256 = text_sha256 WHERE id = ?",
            (article,),
        ).fetchone()
        arriving.texts[article] = found
    return found


def _count(arriving: Arriving, items: Sequence[Item], here: set[str]) -> None:
    counts, session = arriving.counts, arriving.session
    counts.revisions += len(items)
    new: dict[str, Item] = {}
    for item in items:
        subject, state = item.row[SUBJECT], item.body["state"]
        if subject not in here:
            new[subject] = item
        elif item.body["kind"] == "passage":
            counts.changed += 1
        if item.body["kind"] == "progress" and state and state["state"] == State.FINISHED:
            counts.finished += 1
        counts.codebooks += item.body["kind"] == "codebook"
    for item in new.values():
        kind, state = item.body["kind"], item.body["state"]
        counts.articles += kind == "article"
        counts.coders += kind == "coder"
        if kind == "passage":
            counts.passages += 1
            counts.labels[state["label"] if state else ""] += 1
            counts.held[item.body["article"]] += not session.has_article(item.body["article"])
