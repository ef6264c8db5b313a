"""From bytes to text: a byte order mark, else strict UTF-8, else the encoding that the user names."""

import codecs
from dataclasses import dataclass

from desktop.errors import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Their bytes can all be valid UTF-8, so that the strict try would hide what the user said.
_SEVEN_BIT = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")
_PRESETS = ("windows-1252", "latin-1")
OFFERED = (
    *("windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1256"),
    *("iso-8859-15", "mac-roman", "koi8-r", "utf-16-le", "utf-16-be"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)
"""Encodings to offer where a file is not UTF-8, the usual ones first; any that Python knows can be named."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the encoding it was read in (a Python codec name)."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a file: byte order mark, else strict UTF-8, else `encoding` if one is named.

    A named encoding goes before UTF-8 only where its bytes could pass for UTF-8 (UTF-16, UTF-7, ISO 2022).
    Raises UserError with the offset of the first byte that does not fit and an encoding to try.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, len(mark), name)
    named = _named(encoding) if encoding else None
    if named and named.startswith(_SEVEN_BIT):
        return _strictly(data, 0, named)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if named is None or named == "utf-8":
            raise UserError(_advice(error, data)) from None
    return _strictly(data, 0, named)


def guess(data: bytes) -> str:
    """Name the encoding to offer first for bytes that are not UTF-8: a preset, never a decision."""
    if data[:200].count(0) > len(data[:200]) // 4:
        return "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    for name in _PRESETS[:-1]:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return _PRESETS[-1]


def _named(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # refuses codecs that do not make text, such as rot13 or base64
    except (LookupError, UnicodeError, ValueError):
        raise UserError(f"There is no encoding named “{encoding}”; try windows-1252 or utf-8.") from None
    return name


def _strictly(data: bytes, skip: int, encoding: str) -> Decoded:
    # Lone surrogates of UTF-16 come through, so that the canonical text can report them.
    errors = "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "strict"
    try:
        return Decoded(data[skip:].decode(encoding, errors), encoding)
    except UnicodeDecodeError as error:
        at = skip + error.start
        raise UserError(
            f"byte {at} (0x{data[at]:02x}) is not {encoding}; name the right encoding with --encoding."
        ) from None
    except (UnicodeError, ValueError, LookupError):
        raise UserError(f"its bytes are not {encoding}; name the right encoding with --encoding.") from None


def _advice(error: UnicodeDecodeError, data: bytes) -> str:
    byte = data[error.start]
    return (
        f"byte {error.start} (0x{byte:02x}) is not UTF-8; "
        f"name the file's encoding, for example with --encoding {guess(data)}."
    )
