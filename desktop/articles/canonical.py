"""Canonical text: what every offset counts in, made once at import and never changed."""

import re
from dataclasses import dataclass

_ENDS = re.compile("\r\n|\r|\n")
_NAMES = {"\r\n": "crlf", "\r": "cr", "\n": "lf"}
_PARAGRAPH_ENDS = "\u2029\ufdd0\ufdd1"  # what Qt ends a paragraph at, besides LF
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNFIT = re.compile("[\r\u2029\ufdd0\ufdd1\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Canonical:
    """Canonical text, what had to be replaced to get it, and the line ends of the raw text.

    `line_ends` is lf, crlf, cr, mixed or none.
    """

    text: str
    notices: tuple[str, ...]
    line_ends: str


def canonicalise(raw: str) -> Canonical:
    """Give the canonical text of `raw`; canonical text comes back as it is.

    CRLF, CR, U+2029, U+FDD0 and U+FDD1 become LF, every leading U+FEFF is dropped; lone surrogates, NUL and a
    leading U+FFFE become U+FFFD, which is reported in `notices`. Nothing else changes: no normal form, no
    straightened quotation marks, no trimming.
    """
    text = raw.lstrip("\ufeff")
    line_ends = _line_ends(text)
    notices = []
    if text.startswith("\ufffe"):
        text = "\ufffd" + text[1:]
        notices.append("A leading U+FFFE was replaced by U+FFFD.")
    if _UNFIT.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for end in _PARAGRAPH_ENDS:
            text = text.replace(end, "\n")
        text, surrogates = _SURROGATES.subn("\ufffd", text)
        notices += _replaced("lone surrogate", surrogates) + _replaced("NUL character", text.count("\x00"))
        text = text.replace("\x00", "\ufffd")
    return Canonical(text, tuple(notices), line_ends)


def _line_ends(text: str) -> str:
    if "\r" not in text:
        return "lf" if "\n" in text else "none"
    kinds = {_NAMES[end] for end in _ENDS.findall(text)}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _replaced(what: str, number: int) -> list[str]:
    if not number:
        return []
    many = f"{number} {what}s were" if number > 1 else f"One {what} was"
    return [f"{many} replaced by U+FFFD."]
