"""The lines of the journal: each revision with what stands beside it, under a checksum.

A file whose last line was cut off, or that holds a damaged line, gives its other lines.
"""

import base64
import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import disk
from db.encoding import canonical_json
from db.ids import new_id
from db.log import COLUMNS

SUFFIX = ".journal"
_DIGESTS = re.compile(rb'"([0-9a-f]{64})"')
_MARK = 16
_CHUNK = 500
_HASHES = (3, 4)
"""Where in a row of `log.COLUMNS` the two hashes stand; the payload stands last."""
_STREAM = "SELECT id, owner, layer, copy, purpose, created_at FROM stream WHERE id = ?"
_COPY = "SELECT number, id, fingerprint, created_at FROM copy WHERE id = ?"
_ASIDE = "SELECT kind, belongs_to, salt, content FROM aside WHERE digest = ?"

Entry = dict[str, Any]
"""`n` (number in the file), `revision`, and where there are any `stream`, `copy`, `asides`, `texts`, …."""


def head(project: str, meta: dict[str, str], path: Path) -> Entry:
    """Return the first entry of a file: whose journal it is."""
    return {"head": 1, "project": project, "meta": meta, "of": str(path)}


def line_of(entry: Entry) -> bytes:
    """Return an entry as a line under its checksum."""
    body = canonical_json(entry).encode()
    return _checksum(body) + b" " + body + b"\n"


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_MARK].encode()


def since(connection: sqlite3.Connection, number: int) -> Iterator[list[Entry]]:
    """Yield, in pieces, an entry for each revision that reached the file after `number`."""
    rows = connection.execute(
        f"SELECT number, {COLUMNS} FROM revision WHERE number > ? ORDER BY number", (number,)
    )
    while piece := rows.fetchmany(_CHUNK):
        yield [_entry(connection, row[0], row[1:]) for row in piece]


def _entry(connection: sqlite3.Connection, number: int, row: tuple[Any, ...]) -> Entry:
    values = [value.hex() if place in _HASHES else value for place, value in enumerate(row[:-1])]
    payload = bytes(row[-1])
    entry: Entry = {"n": number, "revision": [*values, payload.decode()]}
    if row[2] == 1:  # the first of its stream
        stream = connection.execute(_STREAM, (row[1],)).fetchone()
        entry["stream"] = list(stream)
        if copy := connection.execute(_COPY, (stream[3],)).fetchone():
            entry["copy"] = list(copy)
    for digest in dict.fromkeys(match.decode() for match in _DIGESTS.findall(payload)):
        _add_content(connection, entry, digest)
    return entry


def _add_content(connection: sqlite3.Connection, entry: Entry, digest: str) -> None:
    """Add what a payload names by its digest: what stands beside the log, a text, an original, a codebook."""
    if row := connection.execute(_ASIDE, (bytes.fromhex(digest),)).fetchone():
        salt = row[2].hex() if row[2] is not None else None
        entry.setdefault("asides", []).append([digest, row[0], row[1], salt, row[3]])
        return
    for table in ("text", "codebook_text"):
        query = f"SELECT content FROM {table} WHERE sha256 = ?"
        if (row := connection.execute(query, (digest,)).fetchone()) and row[0] is not None:
            entry.setdefault(table, []).append([digest, row[0]])
    row = connection.execute("SELECT content FROM original WHERE sha256 = ?", (digest,)).fetchone()
    if row and row[0] is not None:
        entry.setdefault("original", []).append([digest, base64.b64encode(row[0]).decode()])


@dataclass(frozen=True, slots=True)
class Last:
    """Where a file of the journal ends: the number and id of its last revision."""

    number: int
    id: str


def files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a journal, the oldest first; what was set aside is not among them."""
    return tuple(sorted(folder.glob(f"*{SUFFIX}")))


def all_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a journal, those set aside (after a restore) included, the oldest first."""
    return tuple(sorted(folder.rglob(f"*{SUFFIX}"), key=lambda path: path.name))


def read(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file whose lines are whole."""
    with path.open("rb") as file:
        for line in file:
            mark, _, body = line.rstrip(b"\n").partition(b" ")
            if _checksum(body) == mark:
                yield json.loads(body)


def last(path: Path) -> Last | None:
    """Return where a file ends, or None where it holds no revision."""
    found = None
    for entry in read(path):
        if "n" in entry:
            found = Last(entry["n"], entry["revision"][0])
    return found


def rewrite(path: Path, change: Callable[[Entry], Entry]) -> bool:
    """Write a file anew with each entry changed; return whether anything was different."""
    draft, different = path.with_name(f"{new_id()}.draft"), False
    with draft.open("wb") as file:
        for entry in read(path):
            changed = change(entry)
            different |= changed != entry
            file.write(line_of(changed))
    disk.sync_file(draft)
    disk.put_in_place(draft, path)
    return different


def without_content(entry: Entry, belongs_to: str, kinds: Iterable[str], hashes: Iterable[str]) -> Entry:
    """Return an entry without what stands beside it for an article or coder, and without these texts."""
    changed, gone = dict(entry), frozenset(hashes)
    if "asides" in changed:
        wanted = frozenset(kinds)
        changed["asides"] = [
            [
                digest,
                kind,
                owner,
                *((None, None) if owner == belongs_to and kind in wanted else (salt, content)),
            ]
            for digest, kind, owner, salt, content in changed["asides"]
        ]
    for table in ("text", "original"):
        if table in changed:
            changed[table] = [pair for pair in changed[table] if pair[0] not in gone]
    return changed
