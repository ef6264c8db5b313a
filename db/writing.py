"""The one way a revision is written: into the log, and at once into the tables derived from it."""

from collections.abc import Mapping

from db import derive, heads, log
from db.encoding import Body
from db.errors import ProjectError
from db.log import Entry
from db.records import LEAD, Revision, Writer
from db.session import Session

IN_A_KIT = "This is a kit: only coding is possible in it; everything else is done in the lead's project."


def record(
    session: Session, writer: Writer, entry: Entry, asides: Mapping[str, str] | None = None
) -> Revision:
    """Append `entry` and derive what follows; `asides` spares reading back contents just stored."""
    number, revision = log.append(session, writer, entry)
    derive.apply(session, number, revision, entry.body, asides)
    return revision


def record_lead(session: Session, verb: str, subject: str, body: Body, text_sha256: str = "") -> Revision:
    """Write what the lead does to the project itself; adds the parents that `subject` has now.

    ProjectError in a kit, where only its coder may write.
    """
    if session.kit:
        raise ProjectError(IN_A_KIT)
    body = {"act": None, "parents": heads.ids(session, subject), **body}
    entry = Entry(verb, subject, body, session.now(), text_sha256, session.codebook())
    return record(session, LEAD, entry)
