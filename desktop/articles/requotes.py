"""Where a comment repeats what another one said: whole sentences, found by their words."""

import re
from collections.abc import Sequence

from desktop.articles.spans import Requote, Span

_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*\s+")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 12
_QUOTED = re.compile(r"[>\"“”'‘«„*_]")
_MOST_OWNERS = 4


def find_requotes(
    text: str, bodies: Sequence[Span], parents: Sequence[int | None]
) -> list[tuple[Requote, ...]]:
    """For each comment's body, list the lines that repeat sentences of an earlier comment (its parent first).

    A line counts if it is quoted (quotation marks or ">") or repeats its parent's. Linear in the text.
    """
    lines = [_lines(text, body) for body in bodies]
    if not any(_QUOTED.match(text, start) for ranges in lines for start, _ in ranges):
        return [() for _ in bodies]
    owners: dict[str, list[int]] = {}
    found: list[tuple[Requote, ...]] = []
    for index, ranges in enumerate(lines):
        said = [_sentences(text, line) for line in ranges]
        found.append(tuple(_repeated(text, ranges, said, owners, parents[index])))
        for sentence in (one for sentences in said for one in sentences):
            known = owners.setdefault(sentence, [])
            if len(known) < _MOST_OWNERS and index not in known:
                known.append(index)
    return found


def _lines(text: str, body: Span) -> list[Span]:
    found = []
    at = body[0]
    for line in text[body[0] : body[1]].split("\n"):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        if start < end:
            found.append((start, end))
        at += len(line) + 1
    return found


def _sentences(text: str, line: Span) -> list[str]:
    """Give the sentences of a line as the words they are compared by."""
    parts = _STOP.split(text[line[0] : line[1]])
    words = (" ".join(_WORD.findall(part)).casefold() for part in parts)
    return [said for said in words if len(said) >= _FEWEST_LETTERS and said.count(" ") >= _FEWEST_WORDS - 1]


def _repeated(
    text: str, lines: list[Span], said: list[list[str]], owners: dict[str, list[int]], parent: int | None
) -> list[Requote]:
    found = []
    for line, sentences in zip(lines, said, strict=True):
        shared = [set(owners.get(sentence, ())) for sentence in sentences]
        if not shared or not all(shared):
            continue
        sources = set.intersection(*shared) or shared[0]
        quoted = _QUOTED.match(text, line[0]) is not None
        if quoted or parent in sources:
            source = parent if parent is not None and parent in sources else max(sources)
            found.append(Requote(*line, source + 1))
    return found
