"""Lists of articles without their texts: each row waits for the file that holds its text."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from desktop.articles.sources import ReadArticle, sorted_pairs
from desktop.articles.spans import Pairs

LISTED_AS = "listed_as"
"""The key of an article's metadata that names the row which waited for it."""

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3
Row = tuple[str, Pairs]
"""A row's name and what it says."""


class Rows:
    """Rows that wait, found by the id or the title of the text that comes."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take in the rows; one whose title is shorter than three words is found by its id alone."""
        self._by_id: dict[str, list[Row]] = {}
        self._by_title: dict[str, list[Row]] = {}
        for row in rows:
            known = dict(row[1])
            title = _plain(known.get("title", ""))
            if known.get("id"):
                self._by_id.setdefault(known["id"], []).append(row)
            if title.count(" ") >= _FEWEST_WORDS - 1:
                self._by_title.setdefault(title, []).append(row)

    def __bool__(self) -> bool:
        """Whether any row can be found."""
        return bool(self._by_id or self._by_title)

    def fitting(self, name: str, titles: Iterable[str]) -> Row | None:
        """Return the row that a text of this file name and these titles belongs to, None if not just one."""
        found = {row[0]: row for row in self._by_id.get(PurePosixPath(name).stem, ())}
        for title in titles:
            found |= {row[0]: row for row in self._by_title.get(title, ())}
        return next(iter(found.values())) if len(found) == 1 else None


def titles_of(name: str, *titles: str) -> set[str]:
    """Return the words by which a text is compared: its file's name, and each title it may have."""
    return {_plain(PurePosixPath(name).stem), *(_plain(title) for title in titles)} - {""}


def with_row(rows: Rows, read: ReadArticle) -> ReadArticle:
    """Give a text the metadata of the row that waited for it; what its own file says goes before that.

    The row must name the text's file by its id, or its title must be the file's name or the first line.
    """
    if not rows:
        return read
    known = dict(read.metadata)
    row = rows.fitting(read.name, titles_of(read.name, known.get("title", ""), _first_line(read)))
    if row is None or read.waits_for_text or not read.blocks:
        return read
    return replace(read, metadata=sorted_pairs({**dict(row[1]), **known, LISTED_AS: row[0]}))


def _first_line(read: ReadArticle) -> str:
    stripped = (block.raw.lstrip("\ufeff \t\r\n\u00a0") for block in read.blocks)
    return next((text.splitlines()[0] for text in (each[:2_000] for each in stripped) if text), "")


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold().replace("_", " ")))
