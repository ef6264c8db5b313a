"""The form of a return: a ZIP of a manifest and JSON lines, with a seal over every byte at its end.

The seal is the archive's comment: `pressmark return`, the format's number, and the SHA-256 of all bytes that
stand before the digest. Entries are stored in one order with one date, so the same work gives the same bytes.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from db.log import COLUMNS
from desktop.errors import UserError

FORMAT = 1
MANIFEST = "manifest.json"
REVISIONS = "revisions.jsonl"
PAYLOADS = "payloads.jsonl"
"""Line n is the payload of the revision on line n of the revisions: the very bytes that were hashed."""
ASIDES = "asides.jsonl"
LINES = (REVISIONS, PAYLOADS, ASIDES)
NAMES = (MANIFEST, *LINES)
MAX_BYTES = 1_000_000_000
"""The most that a return may hold when it is unpacked."""
MAX_RATIO = 200
"""How many times its size an entry may grow; the work of people grows less than ten times."""

_SMALL = 1000
"""Bytes that every entry may have; ratios of less say nothing."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
)
"""What Python says of an archive that cannot be read."""

COLUMN_NAMES = tuple(name.strip() for name in COLUMNS.split(","))[:-1]
"""What a line of the revisions says, in order: the columns of the log but the payload, bytes in hex."""
STREAM_NAMES = ("id", "owner", "layer", "copy", "purpose", "created_at")
"""What the manifest says of a stream beside its range."""

Manifest = dict[str, Any]

_DATE = (1980, 1, 1, 0, 0, 0)
_SEAL = re.compile(rb"pressmark return (\d{1,6}) sha256 ([0-9a-f]{64})\Z")
_DIGEST = 64


def pack(manifest: Manifest, entries: Mapping[str, bytes]) -> bytes:
    """Return a sealed archive of these entries; the manifest gets their sizes, line counts and SHA-256.

    The same contents give the same bytes.
    """
    told = {name: _told(data) for name, data in entries.items()}
    text = json.dumps({**manifest, "entries": told}, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in {MANIFEST: text.encode(), **entries}.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same bytes on every system
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
        archive.comment = _seal_of("0" * _DIGEST)
    return seal(out.getvalue())


def _seal_of(digest: str) -> bytes:
    return f"pressmark return {FORMAT} sha256 {digest}".encode()


def seal(data: bytes) -> bytes:
    """Return an archive with the digest at its end set right."""
    body = data[:-_DIGEST]
    return body + hashlib.sha256(body).hexdigest().encode()


def open_manifest(data: bytes, source: str) -> Manifest:
    """Return the manifest of a return whose seal was checked; raises `UserError` where it is not whole."""
    _check_seal(data, source)
    with _archive(data, source) as archive:
        return _manifest(_read(archive, MANIFEST), source)


def unpack(data: bytes, source: str) -> dict[str, list[bytes]]:
    """Return the lines of each entry but the manifest; raises `UserError` for what is not as announced.

    Nothing is written anywhere, entries are found by the three names there may be, and no more is unpacked
    than the limits above allow.
    """
    with _archive(data, source) as archive:
        manifest = _manifest(_read(archive, MANIFEST), source)
        contents = {name: _read(archive, name) for name in LINES}
    for name, content in contents.items():
        if manifest.get("entries", {}).get(name) != _told(content):
            raise UserError(f"{source}: {name} is not what its manifest announces; nothing was merged.")
    return {name: content.split(b"\n")[:-1] for name, content in contents.items()}


@contextmanager
def _archive(data: bytes, source: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, source)
            yield archive
    except _BROKEN as error:
        raise UserError(
            f"{source} is damaged{_where(data)} and cannot be unpacked; ask for it again."
        ) from error


def _check_directory(archive: zipfile.ZipFile, source: str) -> None:
    names = [info.filename for info in archive.infolist()]
    strange = next((name for name in names if name not in NAMES), None)
    if strange is not None or len(set(names)) != len(names):
        raise UserError(
            f"{source} holds an entry named “{strange or names[0]}”, which no return has; refused."
        )
    for info in archive.infolist():
        if info.file_size > MAX_BYTES or info.file_size > MAX_RATIO * max(info.compress_size, _SMALL):
            raise UserError(
                f"{source}: {info.filename} unpacks to {info.file_size:,} bytes; refused as harmful."
            )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    with archive.open(info) as entry:
        data = entry.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise zipfile.BadZipFile(name)
    return data


def _manifest(content: bytes, source: str) -> Manifest:
    found = json.loads(content)
    if not isinstance(found, dict) or not isinstance(found.get("entries"), dict):
        raise UserError(f"{source}: its manifest is not one of a return.")
    return found


def _told(content: bytes) -> Manifest:
    """Return what the manifest says of an entry."""
    return {
        "bytes": len(content),
        "lines": content.count(b"\n"),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _check_seal(data: bytes, source: str) -> None:
    found = _SEAL.search(data[-120:])
    if found is None:
        if not data.startswith(b"PK"):
            raise UserError(f"{source} is neither a return nor a project file.")
        raise UserError(
            f"{source} is cut off, or is no return: the seal at its end is missing{_where(data)}."
        )
    if int(found[1]) > FORMAT:
        raise UserError(
            f"{source} has format {int(found[1])}, this program knows {FORMAT}: update Pressmark."
        )
    if hashlib.sha256(data[:-_DIGEST]).hexdigest().encode() != found[2]:
        raise UserError(f"{source} was changed or damaged{_where(data)}; ask for it again.")


def _where(data: bytes) -> str:
    """Return " in NAME" for the first entry that is not whole, "" where that cannot be told."""
    name = ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, "")
            name = f" in {MANIFEST}"
            told = _manifest(_read(archive, MANIFEST), "")["entries"]
            for entry in LINES:
                name = f" in {entry}"
                if told.get(entry) != _told(_read(archive, entry)):
                    return name
    except (*_BROKEN, UserError):
        return name
    return ""
