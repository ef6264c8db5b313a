"""Readers: from a file to articles as blocks of raw text, never to offsets.

Each reader is an entry in a registry, found by the suffix of the file's name and imported when the first file
of its kind comes. The importer in `desktop.articles.assembling` makes one canonical text of the blocks.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from desktop.articles.sources import LARGEST_FILE, Block, Read, ReadArticle, Reader, Source
from desktop.articles.spans import Pairs
from desktop.errors import UserError

__all__ = [
    "READERS",
    "Block",
    "Pairs",
    "ReadArticle",
    "Reader",
    "Source",
    "find_files",
    "read_bytes",
    "read_file",
    "source_of",
    "suffixes",
]

_READERS = "desktop.articles.readers"
_OWN_FILES = (".pressmark", ".pressmark-lock", ".pressmark-journal", ".pressmark-wal")
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_NO_ARTICLES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})

READERS: tuple[Reader, ...] = (
    Reader("text", "1", (".txt", ".text"), "text"),
    Reader("markdown", "1", (".md", ".markdown"), "text"),
    Reader("table", "1", (".csv", ".tsv", ".tab"), "tables"),
    Reader("spreadsheet", "1", (".xlsx",), "spreadsheets", needs="openpyxl"),
    Reader("word", "1", (".docx",), "word", needs="defusedxml"),
    Reader("opendocument", "1", (".odt",), "opendocument", needs="defusedxml"),
    Reader("rich text", "1", (".rtf",), "richtext"),
    Reader("web page", "1", (".html", ".htm", ".xhtml"), "webpages", needs="resiliparse"),
    Reader("web archive", "1", (".mhtml", ".mht"), "webpages", needs="resiliparse"),
    Reader("pdf", "1", (".pdf",), "pdf", needs="pypdf"),
    Reader("zip", "1", (".zip",), "archives"),
)


def read_file(
    path: Path, name: str, encoding: str | None = None, *, columns: Mapping[str, str] | None = None
) -> tuple[ReadArticle, ...]:
    """Read the articles of one file; `name` is what `find_files` gave it.

    `columns` maps fields to a table's columns. Raises UserError, one sentence that names the file, if there
    is nothing to read or no way to read it.
    """
    return read_bytes(source_of(path, name, encoding, columns=columns))


def source_of(
    path: Path, name: str, encoding: str | None = None, *, columns: Mapping[str, str] | None = None
) -> Source:
    """Read the bytes of one file that some reader can read; raises UserError that names the file."""
    try:
        reader_of(name)
        _must_be_a_file(path)
        data = _bytes_of(path)
    except UserError as error:
        raise UserError(f"{name}: {error}") from None
    return Source(name, data, encoding, columns or {})


def read_bytes(source: Source) -> tuple[ReadArticle, ...]:
    """Read the articles in bytes that came with a name; raises UserError that names the file."""
    try:
        reader = reader_of(source.name)
        if not source.data:
            raise UserError("the file is empty.")
        return _loaded(reader)(source)
    except UserError as error:
        raise UserError(f"{source.name}: {' '.join(str(error).split())}") from None
    except (RecursionError, MemoryError):
        raise UserError(f"{source.name}: it is nested too deeply, or too large, to be read.") from None


def reader_of(name: str) -> Reader:
    """Give the reader for a file's name; raises UserError if there is none."""
    suffix = Path(name).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    kind = f"files ending in “{suffix}”" if suffix else "files without an ending such as .txt"
    raise UserError(f"{kind} cannot be read; save it as one of {', '.join(suffixes())}.")


def suffixes() -> tuple[str, ...]:
    """List the suffixes that can be read, for file dialogs."""
    return tuple(sorted(suffix for reader in READERS for suffix in reader.suffixes))


def _loaded(reader: Reader) -> Read:
    try:
        return cast(Read, import_module(f"{_READERS}.{reader.module}").read)
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("desktop"):
            raise
        raise UserError(
            f"reading this kind of file needs {reader.needs or error.name}, which is not installed; "
            "install it with pip install “pressmark[readers]”."
        ) from None


def find_files(paths: Sequence[Path]) -> tuple[tuple[Path, str], ...]:
    """List the files to read with the names of their articles, each once, in the order given, folders sorted.

    A file is named by itself, a file in a folder by its way from that folder, with "/". Hidden files, project
    files, what operating systems leave behind and the parts of saved web pages stay out of folders. A path
    that does not exist is listed too, so that reading it can say so without holding up the others.
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
        pages = {Path(name).stem for name in files if Path(name).suffix.lower() in _PAGES}
        folders[:] = sorted(
            name for name in folders if not _left_out(Path(here, name)) and not _belongs_to_page(name, pages)
        )
        for name in sorted(files):
            if not _left_out(Path(here, name)):
                yield Path(here, name)


def _belongs_to_page(folder: str, pages: set[str]) -> bool:
    """Say whether a folder holds the pictures and scripts that a browser saved with a page beside it."""
    return any(
        folder in (f"{page}_files", f"{page}-Dateien", f"{page}_fichiers", f"{page}_archivos")
        for page in pages
    )


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
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(f"it is larger than {LARGEST_FILE // 1_000_000} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"it cannot be read ({error.strerror or error}).") from None
    if not data:
        raise UserError("the file is empty.")
    return data
