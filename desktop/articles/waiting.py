"""Lists of articles without their texts: each line waits for the file that holds its text."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from desktop.articles.sources import ReadArticle, sorted_pairs

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3


def match_waiting(waiting: Iterable[ReadArticle], read: ReadArticle) -> ReadArticle | None:
    """Give the line of a list that a text belongs to, None if no line fits, or more than one.

    It fits by its id or its title, which must be the file's name or the text's first line.
    """
    if read.waits_for_text or not read.blocks:
        return None
    stem = PurePosixPath(read.name).stem
    titles = {_plain(stem), _plain(dict(read.metadata).get("title", "")), _plain(_first_line(read))}
    fitting = [line for line in waiting if line.waits_for_text and _fits(dict(line.metadata), stem, titles)]
    return fitting[0] if len(fitting) == 1 else None


def with_metadata(read: ReadArticle, line: ReadArticle) -> ReadArticle:
    """Give a text the metadata of its line; what the text's own file says goes before it."""
    return replace(read, metadata=sorted_pairs(dict(line.metadata) | dict(read.metadata)))


def _fits(known: dict[str, str], stem: str, titles: set[str]) -> bool:
    if known.get("id") == stem:
        return True
    title = _plain(known.get("title", ""))
    return title.count(" ") >= _FEWEST_WORDS - 1 and title in titles


def _first_line(read: ReadArticle) -> str:
    lines = (line for block in read.blocks for line in block.raw.splitlines())
    return next((line for line in lines if line.strip()), "")


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold().replace("_", " ")))
