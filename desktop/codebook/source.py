"""From the bytes of a codebook file to its canonical text: size, encoding, line ends, odd characters."""

import hashlib
import re
from pathlib import Path

from desktop.codebook.errors import Spot
from desktop.errors import UserError

MAX_BYTES = 256 * 1024
"""Some eighty pages; what is larger is some other file."""

MAX_PARAGRAPH_LINES = 600
MAX_PARAGRAPH = 40_000
MAX_HEADINGS = 2_000
"""Beyond these python-markdown's time grows with the square of the length."""

_LINE_ENDS = re.compile(r"\r\n?")
_NESTED = re.compile(r"[ >]*(?:(?:[-+*]|[0-9]{1,9}\.)[ >]+){40}")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def read_file(path: Path) -> str:
    """Return the text of a codebook file; the caller has made sure that it is no open project.

    Raises UserError naming the file where it is no file, cannot be read, is too large or is not UTF-8.
    """
    try:
        if not path.is_file():
            raise UserError(f"{path} is not a file; name a codebook in Markdown.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror or error}).") from error
    return decode(data, path.name)


def decode(data: bytes, source: str = "codebook") -> str:
    """Return the bytes of a codebook as text; they must be UTF-8 and at most MAX_BYTES.

    Raises CodebookError naming the line of the first byte that is no UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise Spot(source, 1).refuse(
            f"the file is larger than {MAX_BYTES // 1024} KB; a codebook is a short text"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Spot(source, line).refuse("this is not UTF-8 text; save the codebook as UTF-8") from error


def canonical(text: str, source: str) -> str:
    """Return the text with LF line ends and no byte order mark, or refuse what no codebook holds.

    Raises CodebookError for more than MAX_BYTES, control characters, over-long paragraphs, too many headings.
    """
    text = _LINE_ENDS.sub("\n", text.lstrip("\ufeff"))
    if odd := _ODD.search(text):
        spot = Spot(source, _line_of(text, odd.start()))
        raise spot.refuse(
            f"the character U+{ord(odd.group()):04X} stands here; this is not a plain text file"
        )
    if len(text.encode()) > MAX_BYTES:
        raise Spot(source, 1).refuse(
            f"the text is larger than {MAX_BYTES // 1024} KB; a codebook is a short text"
        )
    _check_sizes(text, source)
    return text


def fingerprint(text: str) -> str:
    """Return the SHA-256 (hexadecimal) of a canonical text, which identifies this version anywhere."""
    return hashlib.sha256(text.encode()).hexdigest()


def _check_sizes(text: str, source: str) -> None:
    headings = lines = size = 0
    for number, line in enumerate(text.split("\n"), 1):
        lines, size = (lines + 1, size + len(line)) if line.strip() else (0, 0)
        headings += line.startswith("#")
        if headings > MAX_HEADINGS:
            raise Spot(source, number).refuse(
                f"this is one heading more than the {MAX_HEADINGS} a codebook may have"
            )
        if _NESTED.match(line):
            raise Spot(source, number).refuse("a list is nested too deeply here")
        if lines > MAX_PARAGRAPH_LINES or size > MAX_PARAGRAPH:
            raise Spot(source, number).refuse(
                "the paragraph is too long by here; put empty lines between its parts"
            )


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
