"""ZIP files of articles: entries are read by name, with caps, and never written anywhere."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from desktop.articles.reading import read_bytes, reader_of
from desktop.articles.sources import LARGEST_FILE, ReadArticle, Source
from desktop.errors import UserError

MOST_ENTRIES = 20_000
LARGEST_ENTRY = 100_000_000
LARGEST_RATIO = 200
_SMALL = 1_000_000
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
_PASSWORD = 0x1


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read the articles in a ZIP file; the first one names the entries that could not be read.

    Raises UserError if the file is no ZIP, is built to overwhelm, or gives no article at all.
    """
    found: list[ReadArticle] = []
    refused: list[tuple[str, str]] = []
    with open_zip(source.data) as archive:
        for entry in entries(archive):
            if _is_left_out(entry.filename):
                continue
            try:
                reader = reader_of(entry.filename)
                if reader.module == "archives":
                    raise UserError("a ZIP file inside a ZIP file is not read.")
                name = f"{source.name}/{entry.filename}"
                found += read_bytes(Source(name, read_entry(archive, entry), source.encoding, source.columns))
            except UserError as error:
                reason = str(error).removeprefix(f"{source.name}/").removeprefix(f"{entry.filename}: ")
                refused.append((f"{source.name}/{entry.filename}", reason))
    if not found:
        raise UserError(
            f"{refused[0][0].removeprefix(f'{source.name}/')}: {refused[0][1]}"
            if refused
            else "there is no article in it."
        )
    first, *others = found
    return (replace(first, unread=tuple(refused)), *others)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open bytes as a ZIP file; raises UserError if they are none."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise UserError("the file is damaged or incomplete: it cannot be opened.") from None


def entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Give the files of an archive, checked before anything is unpacked; raises UserError."""
    files = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(files) > MOST_ENTRIES:
        raise UserError(f"it holds more than {MOST_ENTRIES} files.")
    if sum(entry.file_size for entry in files) > LARGEST_FILE:
        raise UserError(f"unpacked, it would be larger than {LARGEST_FILE // 1_000_000} MB.")
    yield from files


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one file in memory; raises UserError if it is locked, too large, or not what it claims to be."""
    if not is_plain_name(entry.filename):
        raise UserError("its name points outside the archive, or is none on every computer.")
    if entry.flag_bits & _PASSWORD:
        raise UserError("it is protected by a password; unpack it first.")
    if entry.file_size > LARGEST_ENTRY or (
        entry.file_size > _SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1)
    ):
        raise UserError("it is packed so tightly that unpacking it could fill this computer's memory.")
    try:
        with archive.open(entry) as file:
            data = file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise UserError("it is damaged or packed in an unknown way.") from None
    except Exception as error:  # zlib.error and its like differ by how the entry is packed
        if type(error).__name__ not in ("error", "LZMAError"):
            raise
        raise UserError("it is damaged.") from None
    if len(data) > entry.file_size:
        raise UserError("it is larger than the archive says.")
    return data


def is_plain_name(name: str) -> bool:
    """Say whether an entry's name stays inside its archive and may be a file's name on every system."""
    if not name or name.startswith(("/", "\\")) or "\\" in name or ":" in name or "\x00" in name:
        return False
    parts = PurePosixPath(name).parts
    return not any(part == ".." or part.split(".")[0].strip().lower() in _RESERVED for part in parts)


def _is_left_out(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$")) and part != ".." for part in parts) or "__MACOSX" in parts
