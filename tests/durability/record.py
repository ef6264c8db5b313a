"""What the preloaded library wrote down: every change of the watched files, in the order it was made."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_HEAD = struct.Struct("<IIqQIIII")


class Kind(IntEnum):
    """What was done."""

    OPEN = 1
    WRITE = 2
    TRUNCATE = 3
    SYNC = 4
    UNLINK = 5
    RENAME = 6
    UNKNOWN = 7
    FAILED_SYNC = 8


MADE, EMPTIED, FOLDER = 1, 2, 4
"""Flags of OPEN."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `offset` is the size for TRUNCATE; `handle` ties it to the OPEN with the same number."""

    kind: Kind
    handle: int
    offset: int
    flags: int
    path: str
    other: str
    data: bytes


def read(path: Path) -> Iterator[Change]:
    """Yield the changes of a record; ValueError where something wrote in a way that cannot be recorded."""
    whole = memoryview(path.read_bytes())
    at = 0
    while at + _HEAD.size <= len(whole):
        kind, handle, offset, length, flags, path_length, other_length, _ = _HEAD.unpack_from(whole, at)
        at += _HEAD.size
        name, other = whole[at : at + path_length], whole[at + path_length : at + path_length + other_length]
        at += path_length + other_length
        size = length if kind == Kind.WRITE else 0
        if kind == Kind.UNKNOWN:
            raise ValueError(f"something was written by {bytes(name).decode()}, which is not recorded")
        yield Change(
            Kind(kind),
            handle,
            offset,
            flags,
            bytes(name).decode(errors="surrogateescape"),
            bytes(other).decode(errors="surrogateescape"),
            bytes(whole[at : at + size]),
        )
        at += size
