"""Coders: a stable id in the log, and a name beside it that can be changed or erased."""

import unicodedata

from db import asides
from db.encoding import Body
from db.errors import ConflictError, NotFoundError, ProjectError
from db.records import Coder
from db.session import Session
from db.writing import record_lead


def all(session: Session) -> tuple[Coder, ...]:  # noqa: A001 - read as coders.all
    """Return every coder, in the order in which they were added."""
    rows = session.connection.execute("SELECT id, name, created_at FROM coder ORDER BY created_at, id")
    return tuple(Coder(*row) for row in rows)


def find(session: Session, name_or_id: str) -> Coder:
    """Return the coder with this id, name, or name but for case; NotFoundError otherwise."""
    everyone = all(session)
    for coder in everyone:
        if name_or_id in (coder.id, coder.name):
            return coder
    for coder in everyone:
        if coder.name and _key(coder.name) == _key(name_or_id):
            return coder
    raise NotFoundError(f"No coder called “{name_or_id}” is in the project.")


def add(session: Session, name: str) -> Coder:
    """Add a coder; ProjectError for a blank name, ConflictError for one that is in use."""
    with session.write():
        name = _usable(session, name, but="")
        identity, created_at = session.new_id(), session.now()
        digest = asides.keep(session, asides.NAME, identity, name)
        record_lead(session, "coder-add", identity, _body(digest, created_at))
    return Coder(identity, name, created_at)


def rename(session: Session, coder: Coder, new_name: str) -> Coder:
    """Give a coder another name; the id, and so all work, stays theirs."""
    with session.write():
        found = find(session, coder.id)
        new_name = _usable(session, new_name, but=found.id)
        if new_name != found.name:
            digest = asides.keep(session, asides.NAME, found.id, new_name)
            record_lead(session, "coder-rename", found.id, _body(digest, found.created_at))
    return Coder(found.id, new_name, found.created_at)


def erase(session: Session, coder: Coder) -> Coder:
    """Erase every name this coder ever had; id and work stay, and no hash changes."""
    session.connection.execute("PRAGMA secure_delete = ON")
    try:
        with session.write():
            found = find(session, coder.id)
            asides.purge(session, found.id, kinds=(asides.NAME,))
            record_lead(session, "coder-erase", found.id, _body(None, found.created_at))
    finally:
        session.connection.execute("PRAGMA secure_delete = OFF")
    return Coder(found.id, None, found.created_at)


def _body(digest: str | None, created_at: str) -> Body:
    return {"kind": "coder", "state": {"name": digest, "created_at": created_at}}


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _usable(session: Session, name: str, *, but: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ProjectError("A coder needs a name.")
    for other in all(session):
        if other.id != but and other.name and _key(other.name) == _key(name):
            raise ConflictError(f"A coder called “{other.name}” is already in the project.")
    return name
