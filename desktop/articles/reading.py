"""Readers: from a file to articles as blocks of raw text, never to offsets.

Each reader is an entry in a registry, found by the suffix of the file's name. The importer in
`desktop.articles.assembling` makes one canonical text of the blocks and counts.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.articles.decoding import decode
from desktop.errors import UserError

Pairs = tuple[tuple[str, str], ...]

_OWN_FILES = (".pressmark", ".pressmark-lock", ".pressmark-journal", ".pressmark-wal")
_NO_ARTICLES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of raw text of one kind: `text` where only the rules can tell, else a kind of zone."""

    kind: str
    raw: str
    metadata: Pairs = ()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article as a reader gives it; `original` holds the bytes of the whole file it came from."""

    name: str
    blocks: tuple[Block, ...]
    original: bytes
    encoding: str
    reader: str
    reader_version: str
    metadata: Pairs = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its bytes, the name its article gets, and the encoding the user named, if any."""

    name: str
    data: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: its name and version (stored with each article), the suffixes it reads, and how."""

    name: str
    version: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], tuple[ReadArticle, ...]]


def read_file(path: Path, name: str, encoding: str | None = None) -> tuple[ReadArticle, ...]:
    """Read the articles of one file; `name` is what `find_files` gave it.

    Raises UserError, one sentence that names the file, if there is nothing to read or no way to read it.
    """
    try:
        reader = _reader_of(name)
        _must_be_a_file(path)
        return reader.read(Source(name, _bytes_of(path), encoding))
    except UserError as error:
        raise UserError(f"{name}: {error}") from None


def suffixes() -> tuple[str, ...]:
    """List the suffixes that can be read, for file dialogs."""
    return tuple(sorted(suffix for reader in READERS for suffix in reader.suffixes))


def find_files(paths: Sequence[Path]) -> tuple[tuple[Path, str], ...]:
    """List the files to read with the names of their articles, each once, in the order given, folders sorted.

    A file is named by itself, a file in a folder by its way from that folder, with "/". Hidden files, project
    files and what operating systems leave behind stay out of folders. A path that does not exist is listed
    too, so that reading it can say so without holding up the others.
    """
    found: dict[Path, str] = {}
    for path in paths:
        inside = _walk(path) if path.is_dir() else iter([path])
        for file in inside:
            way = file.relative_to(path) if path.is_dir() else Path(file.name)
            found.setdefault(file, _storable(way.as_posix()))
    return tuple(found.items())


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _left_out(Path(here, name)))
        for name in sorted(files):
            if not _left_out(Path(here, name)):
                yield Path(here, name)


def _left_out(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith((".", "~$")) or name in _NO_ARTICLES or name.endswith(_OWN_FILES):
        return True
    try:
        attributes = getattr(path.lstat(), "st_file_attributes", 0)  # Windows alone has them
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _storable(name: str) -> str:
    """Give a file name that text can hold: bytes that are no text in this file system show as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace") if not name.isprintable() else name


def _must_be_a_file(path: Path) -> None:
    if path.is_dir():
        raise UserError("this is a folder; add the folder itself or the files in it.")
    if not path.exists():
        raise UserError("there is no such file.")
    if not path.is_file():
        raise UserError("this is not an ordinary file.")


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"it cannot be read ({error.strerror or error}).") from None
    if not data:
        raise UserError("the file is empty.")
    return data


def _reader_of(name: str) -> Reader:
    suffix = Path(name).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    kind = f"files ending in “{suffix}”" if suffix else "files without an ending such as .txt"
    raise UserError(f"{kind} cannot be read; save it as one of {', '.join(suffixes())}.")


def _read_text(source: Source) -> tuple[ReadArticle, ...]:
    decoded = decode(source.data, source.encoding)
    blocks = (Block("text", decoded.text),)
    return (ReadArticle(source.name, blocks, source.data, decoded.encoding, TEXT.name, TEXT.version),)


TEXT = Reader("text", "1", (".txt", ".text"), _read_text)
READERS: tuple[Reader, ...] = (TEXT,)
