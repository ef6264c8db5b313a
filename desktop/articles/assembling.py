"""The one importer: makes canonical text of a reader's blocks, joins them and counts."""

import hashlib
from dataclasses import dataclass

from desktop.articles.canonical import Canonical, canonicalise
from desktop.articles.reading import Pairs, ReadArticle
from desktop.articles.sentences import SEGMENTER, sentence_spans
from desktop.errors import UserError

BETWEEN_BLOCKS = "\n\n"
_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """A stretch of one kind, half-open in code points; `state` is proposed, accepted or rejected."""

    kind: str
    start: int
    end: int
    state: str
    rule: str = ""
    details: Pairs = ()


@dataclass(frozen=True, slots=True)
class Assembled:
    """An article ready to be stored: canonical text, original bytes, sentences and zones over the text."""

    name: str
    title: str
    text: str
    text_sha256: str
    original: bytes
    reader: str
    reader_version: str
    encoding: str
    line_ends: str
    segmenter: str
    sentences: tuple[tuple[int, int], ...]
    zones: tuple[ZoneSpan, ...]
    metadata: Pairs = ()
    notices: tuple[str, ...] = ()


def assemble(read: ReadArticle) -> Assembled:
    """Make an article of what a reader gave: one canonical text, its sentences, one accepted body zone.

    Raises UserError, naming the article, if no text is left.
    """
    parts = [canonicalise(block.raw) for block in read.blocks]
    parts = [part for part in parts if part.text]
    text = BETWEEN_BLOCKS.join(part.text for part in parts)
    if not text:
        raise UserError(f"{read.name}: there is no text in it.")
    metadata = dict(read.metadata)
    return Assembled(
        name=read.name,
        title=metadata.get("title") or first_line(text),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        original=read.original,
        reader=read.reader,
        reader_version=read.reader_version,
        encoding=read.encoding,
        line_ends=_line_ends(parts),
        segmenter=SEGMENTER,
        sentences=sentence_spans(text),
        zones=(ZoneSpan("body", 0, len(text), "accepted", "one body until zones are proposed"),),
        metadata=read.metadata,
        notices=(*read.warnings, *(notice for part in parts for notice in part.notices)),
    )


def first_line(text: str) -> str:
    """Give the first line that holds a word, without bullets, cut to 200 characters; "" if there is none."""
    for line in text.split("\n"):
        shown = line.strip().lstrip("•◦▪‣·●○*-–— \u00a0")
        if any(character.isalnum() for character in shown):
            return shown[:_TITLE_LENGTH]
    return ""


def _line_ends(parts: list[Canonical]) -> str:
    kinds = {part.line_ends for part in parts} - {"none"}
    if not kinds:
        return "none"
    return kinds.pop() if len(kinds) == 1 else "mixed"
