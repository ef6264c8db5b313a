"""Ways in which bytes go wrong: by chance, inside what is packed, and with all seals made right again."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

from db.log import hash_of_row
from desktop.exchange import parcel

SPICE = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"\r",
    b"\x0b",
    b"\x85",
    b"\xe2\x80\xa9",
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"{",
    b"}",
    b"[",
    b"\\",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"&#x110000;",
    b"&#0;",
    b"&",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"\\u",
    b"{\\*",
    b"=?utf-8?q?",
    b"Content-Type: ",
    b"#",
    b"##",
    b"\n\n",
    b"---",
    b"null",
    b"true",
    b"[" * 2000,
    b"<b>" * 500,
    b"{\\b" * 500,
    b"A" * 5000,
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1,
    2**31,
    2**63,
    2**64,
    -(2**63),
    1.5,
    "",
    "0",
    "\ud800",
    "\0",
    "x" * 5000,
    [],
    {},
    [[]],
    [None],
    {"": 0},
)
MOST = 4
"""How often one input is changed, at most."""


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few of them flipped, gone, doubled, moved, or spiced."""
    for _ in range(chance.randint(1, MOST)):
        data = chance.choice((_flip, _cut, _double, _spice, _end))(data, chance)
    return data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 100, 1000)))


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[at:]


def _spice(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice(SPICE) + data[chance.choice((start, end)) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Return a ZIP in which one entry was changed, and its checksum made right again."""
    entries = _entries(data)
    name = chance.choice(sorted(entries))
    entries[name] = changed(entries[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in entries.items():
            archive.writestr(each, content)
    return out.getvalue()


def _entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def resealed(data: bytes, chance: random.Random) -> bytes:
    """Return a return in which one entry was changed, and its seal, sizes and digests made right again."""
    entries = _entries(data)
    manifest = json.loads(entries.pop(parcel.MANIFEST))
    change = chance.choice((_bytes, _manifest, _asides, _payload, _payload))
    change(manifest, entries, chance)
    try:
        return parcel.pack(manifest, entries)
    except UnicodeEncodeError:  # half a character, which no manifest can hold
        return changed(data, chance)


Entries = dict[str, bytes]


def _bytes(_: dict[str, Any], entries: Entries, chance: random.Random) -> None:
    name = chance.choice(sorted(entries))
    entries[name] = changed(entries[name], chance)


def _manifest(manifest: dict[str, Any], _: Entries, chance: random.Random) -> None:
    _say_otherwise(manifest, chance)


def _asides(_: dict[str, Any], entries: Entries, chance: random.Random) -> None:
    _change_line(entries, parcel.ASIDES, chance)


def _payload(_: dict[str, Any], entries: Entries, chance: random.Random) -> None:
    """Change what one revision says, and hash its stream anew: nothing but what it says is wrong."""
    _change_line(entries, parcel.PAYLOADS, chance)
    if chance.random() < 0.3:
        _change_line(entries, parcel.REVISIONS, chance)
    try:
        _chain(entries)
    except (TypeError, ValueError, IndexError, AttributeError):
        return  # what was changed is of the chain itself: it stays as it is


def _change_line(entries: Entries, name: str, chance: random.Random) -> None:
    lines = entries[name].split(b"\n")[:-1]
    at = chance.randrange(len(lines))
    said = json.loads(lines[at])
    _say_otherwise(said, chance)
    lines[at] = json.dumps(said, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
    entries[name] = b"".join(line + b"\n" for line in lines)


def _chain(entries: Entries) -> None:
    rows = [json.loads(line) for line in entries[parcel.REVISIONS].split(b"\n")[:-1]]
    payloads = entries[parcel.PAYLOADS].split(b"\n")[:-1]
    last: dict[str, str] = {}
    for row, payload in zip(rows, payloads, strict=True):
        row[3] = last.get(row[1], row[3])
        row[4] = hash_of_row((*row[:3], bytes.fromhex(row[3]), b"", *row[5:], payload)).hex()
        last[row[1]] = row[4]
    lines = (json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in rows)
    entries[parcel.REVISIONS] = b"".join(lines)


def _say_otherwise(said: Any, chance: random.Random) -> None:  # noqa: ANN401 - JSON values
    """Change one value somewhere in `said`, a list or a dictionary."""
    while True:
        keys: list[Any] = sorted(said) if isinstance(said, dict) else list(range(len(said)))
        if not keys:
            return
        key = chance.choice(keys)
        inside = said[key]
        if isinstance(inside, (dict, list)) and inside and chance.random() < 0.8:
            said = inside
            continue
        _replace(said, key, chance)
        return


def _replace(said: Any, key: Any, chance: random.Random) -> None:  # noqa: ANN401 - JSON values
    how: tuple[Callable[[], object], ...] = (
        lambda: said.__setitem__(key, chance.choice(VALUES)),
        lambda: said.__setitem__(key, _near(said[key], chance)),
        lambda: said.__delitem__(key),
    )
    chance.choice(how)()


def _near(value: Any, chance: random.Random) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1000, -1000))
    if isinstance(value, str) and value:
        return chance.choice((value[1:], value + value, value.upper(), value[::-1]))
    return chance.choice(VALUES)
