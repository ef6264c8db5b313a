"""The tables of a project file, word for word.

The statements are literal, not made by a library, because an opened file's schema must equal them exactly,
whatever version of whatever library made it. No triggers, no views, no JSON functions.
"""

from collections.abc import Callable
from dataclasses import dataclass

import sqlite_utils

APPLICATION_ID = 0x50524D4B
"""`PRMK`, in the header of every project file."""

TWINS = {
    "meta": "key || '=' || value",
    "copy": "number || ' ' || id || ' ' || fingerprint || ' ' || created_at",
    "stream": "id || ' ' || owner || ' ' || layer || ' ' || copy || ' ' || purpose || ' ' || created_at",
    "place": (
        "coder || ' ' || article || ' ' || caret || ' ' || anchor || ' ' || top || ' ' || at || ' ' || turn"
    ),
}
"""What a row that no hash of the log covers says once more, so that no byte of it can change unseen."""

_TRUTH = f"""
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL,
  twin TEXT NOT NULL GENERATED ALWAYS AS ({TWINS["meta"]}) STORED
) STRICT, WITHOUT ROWID;

-- Which file copy writes which stream.
CREATE TABLE copy (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, created_at TEXT NOT NULL,
  twin TEXT NOT NULL GENERATED ALWAYS AS ({TWINS["copy"]}) STORED
) STRICT;
CREATE TABLE stream (
  id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, layer TEXT NOT NULL, copy TEXT NOT NULL,
  purpose TEXT NOT NULL, created_at TEXT NOT NULL,
  twin TEXT NOT NULL GENERATED ALWAYS AS ({TWINS["stream"]}) STORED
) STRICT, WITHOUT ROWID;

-- The log. `number` is the order in which revisions reached this file.
CREATE TABLE revision (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL REFERENCES stream (id),
  sequence INTEGER NOT NULL CHECK (sequence > 0), previous BLOB NOT NULL, hash BLOB NOT NULL,
  owner TEXT NOT NULL, layer TEXT NOT NULL, sitting TEXT NOT NULL, active_ms INTEGER NOT NULL,
  program TEXT NOT NULL, time TEXT NOT NULL, verb TEXT NOT NULL, subject TEXT NOT NULL,
  text_sha256 TEXT NOT NULL, codebook TEXT NOT NULL, payload BLOB NOT NULL,
  UNIQUE (stream, sequence, hash)
) STRICT;
CREATE INDEX revision_subject ON revision (subject);

-- Revisions that came in before an earlier part of their stream: kept here until that is merged too.
CREATE TABLE waiting (
  id TEXT NOT NULL, stream TEXT NOT NULL REFERENCES stream (id), sequence INTEGER NOT NULL,
  previous BLOB NOT NULL, hash BLOB NOT NULL, owner TEXT NOT NULL, layer TEXT NOT NULL,
  sitting TEXT NOT NULL, active_ms INTEGER NOT NULL, program TEXT NOT NULL, time TEXT NOT NULL,
  verb TEXT NOT NULL, subject TEXT NOT NULL, text_sha256 TEXT NOT NULL, codebook TEXT NOT NULL,
  payload BLOB NOT NULL, PRIMARY KEY (stream, sequence, hash)
) STRICT;

-- What may have to be forgotten stands beside the log, which holds only its salted digest.
CREATE TABLE aside (
  digest BLOB NOT NULL PRIMARY KEY, kind TEXT NOT NULL, belongs_to TEXT NOT NULL, salt BLOB, content TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE text (sha256 TEXT NOT NULL PRIMARY KEY, content TEXT) STRICT;
CREATE TABLE original (sha256 TEXT NOT NULL PRIMARY KEY, content BLOB) STRICT;
CREATE TABLE codebook_text (sha256 TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL) STRICT;

-- Of this copy only: where each coder stopped.
CREATE TABLE place (
  coder TEXT NOT NULL, article TEXT NOT NULL, caret INTEGER NOT NULL, anchor INTEGER NOT NULL,
  top INTEGER NOT NULL, at TEXT NOT NULL, turn INTEGER NOT NULL,
  twin TEXT NOT NULL GENERATED ALWAYS AS ({TWINS["place"]}) STORED, PRIMARY KEY (coder, article)
) STRICT, WITHOUT ROWID;
"""

_DERIVED = """
CREATE TABLE coder (
  id TEXT NOT NULL PRIMARY KEY, name TEXT, created_at TEXT NOT NULL, revision TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE codebook_version (
  revision TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL, sha256 TEXT NOT NULL,
  installed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The long columns stand last, where SQLite leaves them unread while listing.
CREATE TABLE article (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL,
  length INTEGER NOT NULL, text_sha256 TEXT NOT NULL REFERENCES text (sha256),
  original_sha256 TEXT NOT NULL REFERENCES original (sha256), reader TEXT NOT NULL,
  reader_version TEXT NOT NULL, encoding TEXT NOT NULL, line_ends TEXT NOT NULL, segmenter TEXT NOT NULL,
  zones INTEGER NOT NULL, comments INTEGER NOT NULL, purged INTEGER NOT NULL, added TEXT NOT NULL,
  added_at TEXT NOT NULL, revision TEXT NOT NULL, metadata TEXT NOT NULL, notices TEXT NOT NULL,
  sentences BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX article_name ON article (name);
CREATE INDEX article_text ON article (text_sha256);

CREATE TABLE zone (
  article TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, state TEXT NOT NULL, rule TEXT NOT NULL,
  details TEXT NOT NULL, PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (
  article TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, layer TEXT NOT NULL, phase TEXT NOT NULL,
  label TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
  text_sha256 TEXT NOT NULL, origin TEXT NOT NULL, unsure INTEGER NOT NULL, flags TEXT NOT NULL,
  attributes TEXT NOT NULL, note TEXT NOT NULL, rule TEXT NOT NULL, codebook TEXT NOT NULL,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, revision TEXT NOT NULL, heads INTEGER NOT NULL,
  deleted INTEGER NOT NULL, PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

-- Passages with more than one head: edits that did not know each other.
CREATE TABLE passage_head (
  article TEXT NOT NULL, passage TEXT NOT NULL, revision TEXT NOT NULL,
  PRIMARY KEY (article, passage, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress (
  coder TEXT NOT NULL, article TEXT NOT NULL, phase TEXT NOT NULL, layer TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, first_finish TEXT NOT NULL, finished_at TEXT NOT NULL,
  updated_at TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (coder, article, phase, layer)
) STRICT, WITHOUT ROWID;

-- Which passage revisions stood when an article was first finished.
CREATE TABLE sealed (
  finish TEXT NOT NULL, passage TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (finish, passage)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_mark (
  coder TEXT NOT NULL, article TEXT NOT NULL, phase TEXT NOT NULL, layer TEXT NOT NULL, key TEXT NOT NULL,
  value TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (coder, article, phase, layer, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
  coder TEXT NOT NULL, article TEXT NOT NULL, phase TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (coder, article, phase)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, revision TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done on an article that is not here (or not with this text): merged, and kept out of all else.
CREATE TABLE held (
  article TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (article, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  article TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, phase TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, answer TEXT NOT NULL, reason TEXT NOT NULL,
  discuss INTEGER NOT NULL, judged TEXT NOT NULL, coders TEXT NOT NULL, gold TEXT NOT NULL,
  note TEXT NOT NULL, updated_at TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (article, id)
) STRICT, WITHOUT ROWID;

-- The undo stack: each coder's acts as runs of revision numbers, done (0) or undone (1).
CREATE TABLE act (
  owner TEXT NOT NULL, layer TEXT NOT NULL, undone INTEGER NOT NULL, number INTEGER NOT NULL,
  last INTEGER NOT NULL, id TEXT NOT NULL, verb TEXT NOT NULL, article TEXT NOT NULL,
  PRIMARY KEY (owner, layer, undone, number)
) STRICT, WITHOUT ROWID;
"""


def _statements(script: str) -> tuple[str, ...]:
    bare = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    return tuple(statement.strip() for statement in bare.split(";") if statement.strip())


DERIVED_TABLES = (
    "coder",
    "codebook_version",
    "article",
    "zone",
    "passage",
    "passage_head",
    "progress",
    "sealed",
    "article_mark",
    "assignment",
    "setting",
    "held",
    "decision",
    "act",
)

Migration = Callable[[sqlite_utils.Database], None]
"""One step from a version to the next, inside a transaction, on a copy."""

Objects = frozenset[tuple[str, str, str, str | None]]


@dataclass(frozen=True, slots=True)
class Format:
    """A version of the file format: its statements, and `migrations[n]`, the step from version n+1 to n+2."""

    version: int
    statements: tuple[str, ...]
    migrations: tuple[Migration, ...] = ()


CURRENT = Format(version=1, statements=_statements(_TRUTH + _DERIVED))


def build(database: sqlite_utils.Database, form: Format) -> None:
    """Create every table of `form` in an empty database and stamp it."""
    for statement in form.statements:
        database.execute(statement)
    stamp(database, form)


def stamp(database: sqlite_utils.Database, form: Format) -> None:
    """Write the application id and the version of the format into the header."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {form.version}")


def objects(database: sqlite_utils.Database) -> Objects:
    """Return every object of the schema, SQLite's own statistics aside."""
    rows = database.conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return frozenset(row for row in rows if not str(row[1]).startswith("sqlite_stat"))


def expected(form: Format) -> Objects:
    """Return the objects that a file of `form` holds, no more and no fewer."""
    database = sqlite_utils.Database(memory=True, execute_plugins=False)
    try:
        build(database, form)
        return objects(database)
    finally:
        database.close()
