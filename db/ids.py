"""Ids: UUIDv7 for whatever comes into being, and an id an article has in every project that holds it."""

import hashlib
import os
import time
import uuid

_TIME_SHIFT = 80
_RANDOM = (1 << 74) - 1


def _uuid7(milliseconds: int, random: int) -> str:
    high, low = random >> 62, random & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << _TIME_SHIFT | 7 << 76 | high << 64 | 2 << 62 | low
    return str(uuid.UUID(int=value))


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562) in its canonical form of 36 characters."""
    return _uuid7(_milliseconds(), int.from_bytes(os.urandom(10), "big") & _RANDOM)


class Ids:
    """A source of UUIDv7 that never goes back, not even within a millisecond or when the clock does."""

    def __init__(self) -> None:
        self._last = (0, 0)

    def new(self) -> str:
        """Return an id greater than every one this source gave before."""
        now, (last, random) = _milliseconds(), self._last
        if now > last:
            self._last = (now, int.from_bytes(os.urandom(9), "big"))
        else:
            self._last = (last, random + 1 + os.urandom(1)[0])
        return _uuid7(*self._last)


def article_id(name: str, text_sha256: str) -> str:
    """Return the id of the article with this name and text: the same in every project (UUID version 8)."""
    digest = bytearray(hashlib.sha256(f"article\0{name}\0{text_sha256}".encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(digest)))


def is_id(value: str) -> bool:
    """Return whether `value` is a UUID in its canonical form."""
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False
