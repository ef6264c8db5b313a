"""Between code points, which everything counts in, and UTF-16 units, which Qt counts in."""

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Both ways between code points and UTF-16 units of one text; O(log n) in its astral characters."""

    __slots__ = ("_length", "_points", "_units")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + before for before, point in enumerate(self._points)]

    @property
    def utf16_length(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._length + len(self._points)

    def to_utf16(self, code_point: int) -> int:
        """Give the UTF-16 offset of a code-point offset; ValueError outside the text."""
        if not 0 <= code_point <= self._length:
            raise ValueError(f"code point {code_point} is outside 0–{self._length}")
        return code_point + bisect_left(self._points, code_point)

    def to_code_point(self, utf16: int) -> int:
        """Give the code point at a UTF-16 offset; amid a surrogate pair, the one that holds it.

        ValueError outside the text.
        """
        if not 0 <= utf16 <= self.utf16_length:
            raise ValueError(f"UTF-16 unit {utf16} is outside 0–{self.utf16_length}")
        return utf16 - bisect_left(self._units, utf16)
