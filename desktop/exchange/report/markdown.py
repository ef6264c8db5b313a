"""The report as Markdown; the numbers of each picture stand in its table."""

import re
from collections.abc import Iterable

from desktop.exchange.report.document import (
    Block,
    CommandBlock,
    Document,
    Listed,
    Paragraph,
    TableBlock,
)

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(document: Document) -> str:
    """Return the report as Markdown with pipe tables."""
    lines = [f"# {plain(document.title)}", ""]
    for section in document.sections:
        lines += [f"## {plain(section.title)}", ""]
        for block in section.blocks:
            lines += _block(block)
    return "\n".join(lines).rstrip() + "\n"


def plain(words: str) -> str:
    """Return words in which nothing is read as markup, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _block(block: Block) -> Iterable[str]:
    if isinstance(block, Paragraph):
        return plain(block.words), ""
    if isinstance(block, Listed):
        return (*(f"- {plain(item)}" for item in block.items), "")
    if isinstance(block, CommandBlock):
        return "```", block.words, "```", ""
    if isinstance(block, TableBlock):
        rule = "|".join([" --- "] * len(block.heads))
        rows = [_row(row) for row in block.rows]
        return plain(block.caption), "", _row(block.heads), f"|{rule}|", *rows, ""
    return ()


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(plain(cell) for cell in cells) + " |"
