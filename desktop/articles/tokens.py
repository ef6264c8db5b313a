"""Tokens: the words and signs that lengths are weighed in."""

import re

TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
"""A word with its inner apostrophes and hyphens ("that's", "state-backed"), or one sign."""

WORD = re.compile(r"\w+(?:['’-]\w+)*")


def token_spans(text: str) -> list[tuple[int, int]]:
    """List the half-open code-point range of each token; it belongs to the stretch that holds its start."""
    return [match.span() for match in TOKEN.finditer(text)]
