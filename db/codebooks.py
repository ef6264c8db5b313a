"""Codebook versions by the hash of their text."""

from itertools import groupby

from db.encoding import text_sha256
from db.errors import ProjectError
from db.records import CodebookVersion
from db.session import Session
from db.writing import record_lead


def all(session: Session) -> tuple[CodebookVersion, ...]:  # noqa: A001 - read as codebooks.all
    """Return every installed version, the first one first.

    What two copies of a project installed in a row alike is one version.
    """
    rows = session.connection.execute(
        "SELECT sha256, content, installed_at FROM codebook_version JOIN codebook_text USING (sha256)"
        " ORDER BY number, installed_at, revision"
    )
    runs = (next(run) for _, run in groupby(rows, key=lambda row: row[0]))
    return tuple(CodebookVersion(number, *row) for number, row in enumerate(runs, start=1))


def current(session: Session) -> CodebookVersion | None:
    """Return the version installed last, or None in a project without a codebook."""
    versions = all(session)
    return versions[-1] if versions else None


def install(session: Session, text: str, sha256: str) -> CodebookVersion:
    """Install `text` as the current version; the version that is current already is returned untouched.

    `sha256` is that of the text's UTF-8 bytes in hexadecimal; ProjectError if it is not.
    """
    if sha256 != text_sha256(text):
        raise ProjectError("The codebook's hash is not that of its text.")
    with session.write():
        before = current(session)
        if before and before.sha256 == sha256:
            return before
        session.connection.execute(
            "INSERT OR IGNORE INTO codebook_text (sha256, content) VALUES (?, ?)", (sha256, text)
        )
        number = before.number + 1 if before else 1
        state = {"sha256": sha256, "number": number}
        revision = record_lead(session, "codebook-install", "codebook", {"kind": "codebook", "state": state})
    return CodebookVersion(number, sha256, text, revision.time)
