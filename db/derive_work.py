"""What coders do, derived: passages, progress, marks of articles, and the stack of acts to undo."""

from collections.abc import Mapping, Sequence

from db import asides, heads
from db.encoding import Body, canonical_json
from db.heads import Head
from db.records import Revision, State
from db.session import Session

PASSAGE_COLUMNS = (
    'id, owner, layer, phase, article, label, start, "end", quote, text_sha256, origin, unsure, flags,'
    " attributes, note, rule, codebook, created_at, updated_at, revision"
)
_COUNT = 22
_CHANGING = (
    'phase, label, start, "end", quote, text_sha256, origin, unsure, flags, attributes, note, rule, codebook,'
    " created_at, updated_at, revision, heads, deleted"
)
PUT_PASSAGE = (
    f"INSERT INTO passage ({PASSAGE_COLUMNS}, heads, deleted) VALUES ({', '.join('?' * _COUNT)})"
    " ON CONFLICT (article, id) DO UPDATE SET "
    + ", ".join(f"{column} = excluded.{column}" for column in _CHANGING.split(", "))
)
PUT_PASSAGE_HEAD = "INSERT INTO passage_head (article, passage, revision) VALUES (?, ?, ?)"


def passage(
    session: Session, number: int, revision: Revision, body: Body, known: Mapping[str, str] | None = None
) -> None:
    """Derive a passage: directly where it follows the only head, else from all of its revisions."""
    row = session.connection.execute(
        "SELECT revision, heads FROM passage WHERE article = ? AND id = ?",
        (body["article"], revision.subject),
    ).fetchone()
    parents = body["parents"]
    if (row is None and not parents) or (row and row[1] == 1 and parents == [row[0]]):
        _put_passage(session, Head(revision, body), 1, known or {})
        return
    standing = heads.of_subject(session, revision.subject, number)
    _put_passage(session, standing[0], len(standing), known or {})
    place = (body["article"], revision.subject)
    session.connection.execute("DELETE FROM passage_head WHERE article = ? AND passage = ?", place)
    if len(standing) > 1:
        rows = [(*place, head.revision.id) for head in standing]
        session.connection.executemany(PUT_PASSAGE_HEAD, rows)


def passage_row(session: Session, head: Head, known: Mapping[str, str]) -> tuple[object, ...]:
    """Return what the columns of a passage hold after this revision; a deleted one is an empty shell."""
    revision, body = head.revision, head.body
    ids = (revision.subject, revision.owner, revision.layer, body["phase"], body["article"])
    ties = (revision.text_sha256, revision.codebook, revision.time, revision.id)
    return passage_columns(session, ids, ties, body["state"], known)


def passage_columns(
    session: Session,
    ids: tuple[str, str, str, str, str],
    ties: tuple[str, str, str, str],
    state: Body | None,
    known: Mapping[str, str],
) -> tuple[object, ...]:
    """Return a passage's columns from its five ids, text hash, codebook, time and revision, and its state."""
    sha256, codebook, time, revision = ties
    if state is None:
        blank = ("", 0, 0, "", sha256, "", 0, "[]", "[]", "", "", codebook, "")
        return (*ids, *blank, time, revision)
    quote, note, flags, attributes = state["quote"], state["note"], state["flags"], state["attributes"]
    return (
        *ids,
        state["label"],
        state["start"],
        state["end"],
        known[quote] if quote in known else asides.read(session, quote),
        sha256,
        state["origin"],
        int(state["unsure"]),
        canonical_json(flags) if flags else "[]",
        canonical_json(attributes) if attributes else "[]",
        known[note] if note in known else asides.read(session, note),
        state["rule"],
        codebook,
        state["created_at"],
        time,
        revision,
    )


def _put_passage(session: Session, head: Head, count: int, known: Mapping[str, str]) -> None:
    row = (*passage_row(session, head, known), count, int(head.body["state"] is None))
    session.connection.execute(PUT_PASSAGE, row)


def progress(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive progress; the first finish is the earliest that any standing revision knows of."""
    seal(session, revision, body)
    put_progress(session, heads.of_subject(session, revision.subject, number))


def put_progress(session: Session, standing: Sequence[Head]) -> None:
    """Store the progress that follows from the revisions that stand, the winner first."""
    winner = standing[0]
    revision, body = winner.revision, winner.body
    state = body["state"] or {}
    finishes = [head.body["state"]["first_finish"] for head in standing if head.body["state"]]
    first = min((tuple(found) for found in finishes if found), default=("", ""))
    session.connection.execute(
        "INSERT OR REPLACE INTO progress (coder, article, phase, layer, state, reason, first_finish,"
        " finished_at, updated_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            revision.owner,
            body["article"],
            body["phase"],
            revision.layer,
            state.get("state", State.NOT_BEGUN),
            asides.read(session, state.get("reason")),
            first[1],
            state.get("finished_at", ""),
            revision.time,
            revision.id,
        ),
    )


def seal(session: Session, revision: Revision, body: Body) -> None:
    """Store what stood when an article was first finished, if this is the revision that did it."""
    state = body["state"]
    if state and state["first_finish"] and state["first_finish"][1] == revision.id:
        session.connection.executemany(
            "INSERT OR IGNORE INTO sealed (finish, passage, revision) VALUES (?, ?, ?)",
            [(revision.id, *pair) for pair in body["sealed"].items()],
        )


def article_mark(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive what a coder says of a whole article; an empty value takes it back."""
    winner = heads.of_subject(session, revision.subject, number)[0]
    place = (revision.owner, body["article"], body["phase"], revision.layer, body["key"])
    session.connection.execute(
        "DELETE FROM article_mark WHERE coder = ? AND article = ? AND phase = ? AND layer = ? AND key = ?",
        place,
    )
    state = winner.body["state"]
    if state and state["value"]:
        session.connection.execute(
            "INSERT INTO article_mark (coder, article, phase, layer, key, value, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*place, state["value"], winner.revision.id),
        )


_PUT_DECISION = (
    'INSERT OR REPLACE INTO decision (article, id, owner, phase, start, "end", answer, reason, discuss,'
    " judged, coders, gold, note, updated_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def decision(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive what an adjudicator decided; one that was taken back is gone."""
    winner = heads.of_subject(session, revision.subject, number)[0]
    place, state = (body["article"], revision.subject), winner.body["state"]
    if state is None:
        session.connection.execute("DELETE FROM decision WHERE article = ? AND id = ?", place)
        return
    fields = (state["start"], state["end"], state["answer"], state["reason"], int(state["discuss"]))
    lists = (canonical_json(state[key]) for key in ("judged", "coders", "gold"))
    note = asides.read(session, state["note"])
    row = (*place, revision.owner, body["phase"], *fields, *lists, note, winner.revision.time)
    session.connection.execute(_PUT_DECISION, (*row, winner.revision.id))


def act(session: Session, number: int, revision: Revision, body: Body) -> None:
    """Derive the stack: an act joins it and forgets what was undone; undo and redo move one across.

    The first revision of an act bears the act's id. An import on a coder's behalf is not the coder's act, and
    what was done in a kit or another copy is taken back there.
    """
    if revision.verb == "import" or not session.is_local(revision.stream):
        return
    first, stack = revision.id == body["act"], (revision.owner, revision.layer)
    if body.get("undoes") or body.get("redoes"):
        if first:
            _move(session, stack, body)
    elif first:
        session.connection.execute("DELETE FROM act WHERE owner = ? AND layer = ? AND undone = 1", stack)
        session.connection.execute(
            "INSERT INTO act (owner, layer, undone, number, last, id, verb, article)"
            " VALUES (?, ?, 0, ?, ?, ?, ?, ?)",
            (*stack, number, number, revision.id, revision.verb, body["article"]),
        )
    else:
        session.connection.execute(
            "UPDATE act SET last = ? WHERE owner = ? AND layer = ? AND undone = 0 AND id = ? AND number ="
            " (SELECT max(number) FROM act WHERE owner = ? AND layer = ? AND undone = 0)",
            (number, *stack, body["act"], *stack),
        )


def _move(session: Session, stack: tuple[str, str], body: Body) -> None:
    undone = 1 if body.get("undoes") else 0
    session.connection.execute(
        "UPDATE act SET undone = ? WHERE owner = ? AND layer = ? AND undone = ? AND number ="
        " (SELECT number FROM revision WHERE id = ?)",
        (undone, *stack, 1 - undone, body.get("undoes") or body.get("redoes")),
    )
