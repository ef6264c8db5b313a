"""The one importer: makes canonical text of a reader's blocks, joins them and counts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.articles.blockzones import PlacedBlock, zones_of_blocks
from desktop.articles.canonical import Canonical, canonicalise
from desktop.articles.grammars import Grammar
from desktop.articles.reading import Block, ReadArticle
from desktop.articles.sentences import SEGMENTER, sentence_spans
from desktop.articles.spans import Pairs, ZoneSpan
from desktop.errors import UserError

__all__ = ["Assembled", "ZoneSpan", "assemble", "first_line"]

BETWEEN_BLOCKS = "\n\n"
_TITLE_LENGTH = 200


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


def assemble(read: ReadArticle, grammars: Sequence[Grammar] | None = None) -> Assembled:
    """Make an article of what a reader gave: one canonical text, its sentences and its zones.

    The zones are proposals: from the page's own markup where the reader saw it, else from the text alone.
    `grammars` replace the program's own thread layouts. Raises UserError, naming the article, if no text is
    left.
    """
    parts = [(block, canonicalise(block.raw)) for block in read.blocks]
    parts = [(block, part) for block, part in parts if part.text]
    text = BETWEEN_BLOCKS.join(part.text for _, part in parts)
    if not text:
        raise UserError(f"{read.name}: there is no text in it.")
    zones = zones_of_blocks(text, _placed(parts), grammars)
    marked = next((part.text for block, part in parts if block.kind == "title"), "")
    proposed = next((text[zone.start : zone.end] for zone in zones if zone.kind == "title"), "")
    return Assembled(
        name=read.name,
        title=first_line(marked or dict(read.metadata).get("title") or proposed or text),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        original=read.original,
        reader=read.reader,
        reader_version=read.reader_version,
        encoding=read.encoding,
        line_ends=_line_ends([part for _, part in parts]),
        segmenter=SEGMENTER,
        sentences=sentence_spans(text),
        zones=zones,
        metadata=read.metadata,
        notices=(*read.warnings, *(notice for _, part in parts for notice in part.notices)),
    )


def first_line(text: str) -> str:
    """Give the first line that holds a word, without bullets, cut to 200 characters; "" if there is none."""
    for line in text.split("\n"):
        shown = line.strip().lstrip("•◦▪‣·●○*-–— \u00a0")
        if any(character.isalnum() for character in shown):
            return shown[:_TITLE_LENGTH]
    return ""


def _placed(parts: list[tuple[Block, Canonical]]) -> list[PlacedBlock]:
    """Give each block with the place it has in the joined text."""
    placed = []
    at = 0
    for block, part in parts:
        placed.append(PlacedBlock(block, at, at + len(part.text)))
        at += len(part.text) + len(BETWEEN_BLOCKS)
    return placed


def _line_ends(parts: list[Canonical]) -> str:
    kinds = {part.line_ends for part in parts} - {"none"}
    if not kinds:
        return "none"
    return kinds.pop() if len(kinds) == 1 else "mixed"
