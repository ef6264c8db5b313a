"""What another file holds for this project: a return, a kit, or a copy of the project."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

RETURN = "return"
KIT = "kit"
PROJECT_FILE = "project"

Row = tuple[Any, ...]
"""A revision in the order of `log.COLUMNS`."""
Aside = tuple[str, bytes | None, str | None]
"""Kind, salt and content of what stands beside the log; without salt and content where it was purged."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as the file it was written in knows it; `copy` is that file copy's id."""

    id: str
    owner: str
    layer: str
    copy: str
    purpose: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Part:
    """Revisions `first` to `last` of a stream; `head` is the hash of the last."""

    stream: Stream
    first: int
    last: int
    head: bytes


def _nothing(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Incoming:
    """The contents of a file, read but not believed. Asides are found by their digest in hexadecimal.

    `text`, `original` and `codebook` give a content by its SHA-256, or None where the file does not hold it.
    """

    streams: Mapping[str, Stream]
    revisions: Sequence[Row]
    asides: Mapping[str, Aside]
    text: Callable[[str], str | None] = field(default=_nothing)
    original: Callable[[str], bytes | None] = field(default=_nothing)
    codebook: Callable[[str], str | None] = field(default=_nothing)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be merged: what it says it holds, and how to load it (on the project's thread).

    `project` is what `kits.project` says of it, `coder` whose return or kit it is. `parts` may be left empty
    where the file cannot tell in short what it holds. `articles` gives name and text hash by id.
    """

    name: str
    kind: str
    project: str
    coder: str
    parts: tuple[Part, ...]
    articles: Mapping[str, tuple[str, str]]
    load: Callable[[], AbstractContextManager[Incoming]]

    @property
    def count(self) -> int:
        """How many revisions the parts announce."""
        return sum(part.last - part.first + 1 for part in self.parts)
