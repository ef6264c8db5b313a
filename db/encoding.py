"""How values become bytes: canonical JSON, packed spans, hashes. Never changed: the log stands on it."""

import hashlib
import json
import struct
from collections.abc import Iterable, Sequence
from typing import Any

# One encoder for all: `json.dumps` would build a new one for every mark.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

_length = struct.Struct(">I").pack

Body = dict[str, Any]
"""What a payload says once it is read: JSON values under text keys."""


def canonical_json(value: object) -> str:
    """Return `value` as JSON with sorted keys, no white space and no escapes that are not needed."""
    return _ENCODER.encode(value)


def readable(payload: bytes) -> Body:
    """Return what a payload says; nothing where it is damaged, which its hash tells."""
    try:
        body = json.loads(payload)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def text_sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def bytes_sha256(data: bytes) -> str:
    """Return the SHA-256 of `data`, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def hash_fields(domain: bytes, fields: Iterable[bytes]) -> bytes:
    """Return the SHA-256 over `fields`, each led by its length in 4 bytes, so that no two lists agree."""
    framed = b"".join([part for field in fields for part in (_length(len(field)), field)])
    return hashlib.sha256(domain + framed).digest()


def pack_spans(spans: Sequence[tuple[int, int]]) -> bytes:
    """Return ascending, disjoint half-open spans as pairs of varints: distance from the last end, length."""
    packed, at = bytearray(), 0
    for start, end in spans:
        if not at <= start < end:
            raise ValueError(f"spans must ascend, be disjoint and not empty: {start}-{end} after {at}")
        for number in (start - at, end - start):
            value = number
            while value > 0x7F:
                packed.append(value & 0x7F | 0x80)
                value >>= 7
            packed.append(value)
        at = end
    return bytes(packed)


def unpack_spans(packed: bytes) -> tuple[tuple[int, int], ...]:
    """Return the spans that `pack_spans` packed; raise ValueError if the bytes stop in the middle of one."""
    numbers: list[int] = []
    value = shift = 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    if shift or len(numbers) % 2:
        raise ValueError("packed spans are cut off")
    spans, at = [], 0
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        spans.append((at + gap, at + gap + length))
        at += gap + length
    return tuple(spans)
