"""A kit is a project file for one coder: what it may hold is decided when it is written, not by a switch."""

import hashlib
import json
from collections.abc import Mapping

from db import asides
from db.errors import ProjectError
from db.records import Coder
from db.session import Session
from db.writing import record_lead

_CODER = "kit_coder"
_PROJECT = "kit_project"
_GIVEN = "kit_given"
_WRITTEN = "kit_written"
_RETURNED = "kit_returned"


def coder(session: Session) -> str:
    """Return the id of the coder whose kit this is, "" in a project."""
    return _meta(session, _CODER)


def project(session: Session) -> str:
    """Return what names the project that this file belongs to, without telling its id.

    A kit and the project it was made from, and every copy of that, say the same.
    """
    return _meta(session, _PROJECT) or name_of(_meta(session, "project"))


def name_of(identity: str) -> str:
    """Return what a kit knows its project by: a hash of the id, which is also the key to pseudonyms."""
    return hashlib.sha256(f"project of a kit\0{identity}".encode()).hexdigest()


def make(session: Session, owner: Coder, of: str) -> None:
    """Make an empty project file the kit of one coder; from then on only that coder writes in it.

    `of` is what `project` says of the project. ProjectError where the file holds anything yet.
    """
    with session.write():
        if session.kit or session.connection.execute("SELECT 1 FROM revision").fetchone():
            raise ProjectError("A kit is written new; a file that holds something already cannot become one.")
        digest = asides.keep(session, asides.NAME, owner.id, owner.name or "")
        state = {"name": digest, "created_at": owner.created_at}
        record_lead(session, "coder-add", owner.id, {"kind": "coder", "state": state})
        rows = ((_CODER, owner.id), (_PROJECT, of))
        session.connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", rows)
    session.kit = owner.id


def given(session: Session) -> dict[str, int]:
    """Return how much of which stream came with the kit, and so need not go back."""
    return {str(key): int(value) for key, value in json.loads(_meta(session, _GIVEN) or "{}").items()}


def written(session: Session) -> str:
    """Return when what the kit holds was handed out (RFC 3339 UTC), "" before that."""
    return _meta(session, _WRITTEN)


def put_given(session: Session, ends: Mapping[str, int], written_at: str) -> None:
    """Take down when a handout was written, and how much of which stream came with it; in a transaction."""
    rows = ((_GIVEN, json.dumps({**given(session), **ends}, sort_keys=True)), (_WRITTEN, written_at))
    session.connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", rows)


def returned(session: Session) -> dict[str, int]:
    """Return how much of which stream was packed into a return of this kit so far."""
    return {str(key): int(value) for key, value in json.loads(_meta(session, _RETURNED) or "{}").items()}


def put_returned(session: Session, ends: Mapping[str, int]) -> None:
    """Take down up to which number of which stream a return was packed; nothing goes back from there."""
    before = returned(session)
    after = {**before, **{stream: max(end, before.get(stream, 0)) for stream, end in ends.items()}}
    if after != before and not session.read_only:
        with session.write():
            row = (_RETURNED, json.dumps(after, sort_keys=True))
            session.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", row)


def _meta(session: Session, key: str) -> str:
    row = session.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""
