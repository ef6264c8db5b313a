"""What readers take and give: a file's bytes in, articles as blocks of raw text out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop.articles.spans import Pairs

LARGEST_FILE = 200_000_000
"""Bytes of a file that is read at all; larger ones are refused before they are opened."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of raw text of one kind: `text` where only the rules can tell, else a kind of zone."""

    kind: str
    raw: str
    metadata: Pairs = ()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article as a reader gives it; `original` holds the bytes of the whole file it came from."""

    name: str
    blocks: tuple[Block, ...]
    original: bytes
    encoding: str
    reader: str
    reader_version: str
    metadata: Pairs = ()
    warnings: tuple[str, ...] = ()
    unread: Pairs = ()
    """Names of files in the same archive that could not be read, and why."""

    @property
    def waits_for_text(self) -> bool:
        """Whether this is a line of a list without a text: metadata that wait for the file they belong to."""
        return not self.blocks and bool(self.metadata)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its bytes, the name its article gets, and what the user said about it.

    `encoding` is for text that is not UTF-8; `columns` maps fields (id, title, outlet, date, author, url,
    text) to a table's columns, where the guess is not to be trusted.
    """

    name: str
    data: bytes
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


Read = Callable[[Source], tuple[ReadArticle, ...]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: its name and version (stored with each article), its suffixes, and how it is read.

    `needs` names a package beyond the program's own; it is imported when the first such file comes.
    """

    name: str
    version: str
    suffixes: tuple[str, ...]
    module: str
    needs: str = ""

    def article(
        self, source: Source, blocks: tuple[Block, ...], *, encoding: str = "", name: str = "", **more: Pairs
    ) -> ReadArticle:
        """Give an article read by this reader; `more` may hold metadata."""
        return ReadArticle(
            name=name or source.name,
            blocks=blocks,
            original=source.data,
            encoding=encoding,
            reader=self.name,
            reader_version=self.version,
            metadata=more.get("metadata", ()),
        )


def sorted_pairs(known: Mapping[str, str]) -> Pairs:
    """Give metadata as sorted pairs, empty values left out, white space at their ends cut."""
    return tuple((key, value.strip()) for key, value in sorted(known.items()) if value and value.strip())
