"""Returns in: read with distrust, and only as far as the project does not know them yet."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from db.incoming import RETURN, Aside, Incoming, Part, Row, Source, Stream
from db.payloads import MOST
from db.vetting import HASH, PREVIOUS, SEQUENCE, STREAM
from desktop.errors import UserError
from desktop.exchange.files import read_input
from desktop.exchange.parcel import (
    ASIDES,
    COLUMN_NAMES,
    PAYLOADS,
    REVISIONS,
    STREAM_NAMES,
    open_manifest,
    unpack,
)

MAX_FILE = 400_000_000
T = TypeVar("T")
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def return_source(path: Path) -> Source:
    """Return a return on disk as a source to merge from; raises `UserError`, in words, where it is none."""
    name = path.name
    data = read_input(path, MAX_FILE)
    manifest = open_manifest(data, name)
    try:
        if tuple(manifest["columns"]) != COLUMN_NAMES:
            raise ValueError("other columns")
        streams = [(Stream(*(str(one[key]) for key in STREAM_NAMES)), one) for one in manifest["streams"]]
        parts = [
            Part(s, _number(one["first"]), _number(one["last"]), bytes.fromhex(one["head"]))
            for s, one in streams
        ]
        return Source(
            name=name,
            kind=RETURN,
            project=str(manifest["project"]),
            coder=str(manifest["coder"]),
            parts=() if any(one["forked"] for _, one in streams) else tuple(parts),
            articles={str(a["id"]): (str(a["name"]), str(a["text_sha256"])) for a in manifest["articles"]},
            load=partial(_load, data, name, {stream.id: stream for stream, _ in streams}, tuple(parts)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(f"{name}: its manifest is not one of a return.") from error


def _number(told: Any) -> int:  # noqa: ANN401 - whatever stands in the file
    if type(told) is not int or not 0 < told < MOST:
        raise ValueError("no number of a revision")
    return told


@contextmanager
def _load(data: bytes, name: str, streams: Mapping[str, Stream], parts: Sequence[Part]) -> Iterator[Incoming]:
    lines = unpack(data, name)
    columns = _read(lines[REVISIONS], f"{name}, {REVISIONS}", _revision)
    if len(columns) != len(lines[PAYLOADS]):
        raise UserError(f"{name} does not hold a payload for each revision; nothing was merged.")
    revisions = [(*row, payload) for row, payload in zip(columns, lines[PAYLOADS], strict=True)]
    _check_parts(name, revisions, parts)
    asides = _read(lines[ASIDES], f"{name}, {ASIDES}", _aside)
    yield Incoming(streams, revisions, dict(asides))


def _read(lines: Sequence[bytes], place: str, read: Callable[[Any], T]) -> list[T]:
    try:
        # All lines in one go: much quicker, and every line is checked by its own hash or digest anyway.
        return [read(told) for told in json.loads(b"[" + b",".join(lines) + b"]")]
    except _UNREADABLE:
        return _read_one_by_one(lines, place, read)


def _read_one_by_one(lines: Sequence[bytes], place: str, read: Callable[[Any], T]) -> list[T]:
    """Read lines of which at least one cannot be read, in order to name it."""
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(read(json.loads(line)))
        except _UNREADABLE as error:
            raise UserError(f"{place} line {number} cannot be read; nothing was merged.") from error
    return found


def _revision(told: Any) -> Row:  # noqa: ANN401 - whatever stands in the file
    if type(told) is not list or len(told) != len(COLUMN_NAMES):
        raise TypeError("a line is a list of the columns")
    if type(told[STREAM]) is not str or type(told[SEQUENCE]) is not int:
        raise TypeError("stream and sequence say where the line belongs")
    told[PREVIOUS], told[HASH] = bytes.fromhex(told[PREVIOUS]), bytes.fromhex(told[HASH])
    return tuple(told)


def _aside(told: Any) -> tuple[str, Aside]:  # noqa: ANN401 - whatever stands in the file
    salt, content = told["salt"], told["content"]
    if not isinstance(told["kind"], str) or not isinstance(content, str | None):
        raise TypeError("kind and content must be text")
    return str(told["digest"]), (told["kind"], None if salt is None else bytes.fromhex(salt), content)


def _check_parts(name: str, revisions: Sequence[Row], parts: Sequence[Part]) -> None:
    """Refuse a file whose revisions are not those that its manifest announces."""
    found = {}
    try:
        for stream, rows in groupby(revisions, key=lambda row: row[STREAM]):
            held = list(rows)
            found[stream] = (held[0][SEQUENCE], held[-1][SEQUENCE], held[-1][HASH])
    except TypeError:
        found = {}
    if found != {part.stream.id: (part.first, part.last, part.head) for part in parts}:
        raise UserError(
            f"{name} does not hold the revisions that its manifest announces; nothing was merged."
        )
