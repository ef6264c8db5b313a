"""Rich text (.rtf): the text of a document, without its pictures, fields' codes and tables of styles."""

import codecs
import re
from dataclasses import dataclass, field, replace

from desktop.articles.readers.databases import split_articles
from desktop.articles.reading import reader_of
from desktop.articles.sources import Block, ReadArticle, Source
from desktop.errors import UserError

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SIGNS = {
    **dict.fromkeys(("par", "line", "row", "sect", "page"), "\n"),
    "tab": "\t",
    "cell": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "bullet": "•",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
}
_SYMBOLS = {
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "\\": "\\",
    "{": "{",
    "}": "}",
    "\n": "\n",
    "\r": "\n",
}
_SKIPPED = frozenset(
    {
        *(
            "fonttbl",
            "colortbl",
            "stylesheet",
            "info",
            "pict",
            "object",
            "header",
            "footer",
            "headerl",
            "headerr",
        ),
        *(
            "headerf",
            "footerl",
            "footerr",
            "footerf",
            "fldinst",
            "themedata",
            "colorschememapping",
            "datastore",
        ),
        *("latentstyles", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "footnote"),
        *("annotation", "filetbl", "revtbl", "nonshppict", "objdata", "bkmkstart", "bkmkend", "pgptbl"),
    }
)
_DEEPEST = 2_000


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in one pair of braces: is its text left out, how many bytes follow a Unicode sign."""

    skipped: bool = False
    after_unicode: int = 1


@dataclass(slots=True)
class _Text:
    """The text of a document as it is read from left to right."""

    page: str
    named: bool
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    held: bytearray = field(default_factory=bytearray)
    to_skip: int = 0

    def brace(self, opening: bool) -> None:
        """Go into a group, or out of one."""
        if opening and len(self.outer) >= _DEEPEST:
            raise UserError("its braces are nested too deeply.")
        self.flush()
        self.to_skip = 0
        if opening:
            self.outer.append(self.state)
        else:
            self.state = self.outer.pop() if self.outer else _State()

    def word(self, name: str, value: int | None) -> None:
        """Obey one control word."""
        self.flush()
        if name == "ansicpg" and value and not self.named:
            self.page = _code_page(value)
        elif name == "uc":
            self.state = replace(self.state, after_unicode=max(value or 0, 0))
        elif name in _SKIPPED:
            self.state = replace(self.state, skipped=True)
        elif name == "u" and value is not None:
            self.to_skip = self.state.after_unicode
            self.show(chr(value % 65536))
        elif name in _SIGNS:
            self.show(_SIGNS[name])

    def symbol(self, sign: str) -> None:
        """Obey one control symbol."""
        self.flush()
        if sign == "*":
            self.state = replace(self.state, skipped=True)
        elif sign in _SYMBOLS:
            self.show(_SYMBOLS[sign])

    def data(self, plain: bytes) -> None:
        """Take bytes of text, save those that only stand in for a Unicode character before them."""
        kept = plain[self.to_skip :]
        self.to_skip = max(self.to_skip - len(plain), 0)
        if not self.state.skipped:
            self.held += kept

    def show(self, text: str) -> None:
        """Add text where it is shown at all."""
        if not self.state.skipped:
            self.out.append(text)

    def flush(self) -> None:
        """Decode the bytes that came so far: only together do they make characters."""
        if self.held:
            self.out.append(bytes(self.held).decode(self.page, "replace"))
            self.held.clear()


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one RTF file; raises UserError if it is none or has no text."""
    if not source.data.lstrip()[:6].startswith(b"{\\rtf"):
        raise UserError("it is no RTF file.")
    text = _text(source.data, source.encoding)
    reader = reader_of(source.name)
    split = split_articles(reader, source, text, "")
    if not text.strip():
        raise UserError("there is no text in it.")
    return split or (reader.article(source, (Block("text", text.strip("\n")),)),)


def _text(data: bytes, encoding: str | None) -> str:
    reading = _Text(encoding or "cp1252", named=bool(encoding))
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        word, number, code, symbol, brace, plain = match.groups()
        value = int(number) if number else None
        if word == b"bin" and value:
            at += value
        elif word is not None:
            reading.word(word.decode("ascii"), value)
        elif code is not None:
            reading.data(bytes([int(code, 16)]))
        elif symbol is not None:
            reading.symbol(symbol.decode("latin-1"))
        elif brace is not None:
            reading.brace(brace == b"{")
        elif plain is not None:
            reading.data(plain)
    reading.flush()
    # Characters beyond the first 65,536 come as two halves, which belong together again.
    return "".join(reading.out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _code_page(number: int) -> str:
    name = {65001: "utf-8", 10000: "mac_roman"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
