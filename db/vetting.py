"""Revisions from outside: is each what it says it is? A reason is half a sentence, after its place."""

import re
from collections.abc import Mapping
from typing import Any

from db import payloads
from db.encoding import Body
from db.incoming import Row
from db.log import COLUMNS, FIRST, hash_of_row

_NAMES = tuple(name.strip() for name in COLUMNS.split(","))
_BYTES = frozenset(("previous", "hash", "payload"))
_NUMBERS = frozenset(("sequence", "active_ms"))
_KINDS = tuple(bytes if name in _BYTES else int if name in _NUMBERS else str for name in _NAMES)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z").fullmatch
ID, STREAM, SEQUENCE, PREVIOUS, HASH, OWNER, LAYER, ACTIVE, TIME = 0, 1, 2, 3, 4, 5, 6, 8, 10
SUBJECT, SHA256, CODEBOOK, PAYLOAD = 12, 13, 14, 15
"""Where the columns of a revision stand in a row."""


class NotCredibleError(ValueError):
    """A revision contradicts itself, or what it says cannot be."""


def check_columns(row: Row) -> None:
    """Raise NotCredibleError where a column is not of its kind, or the hash is not that of the contents."""
    if tuple(map(type, row)) != _KINDS:
        raise NotCredibleError("a column is missing or of the wrong kind")
    numbers_fit = 1 <= row[SEQUENCE] < payloads.MOST and 0 <= row[ACTIVE] < payloads.MOST
    if not (numbers_fit and payloads.is_id(row[ID]) and _TIME(row[TIME])):
        raise NotCredibleError("its number, id or time cannot be")
    try:
        same = hash_of_row(row) == row[HASH]
    except UnicodeEncodeError:
        same = False
    if not same or (row[SEQUENCE] == 1) != (row[PREVIOUS] == FIRST):
        raise NotCredibleError("its contents are not what was written (the hash differs)")


def check_body(row: Row, body: Body) -> None:
    """Raise NotCredibleError where a payload is not one that this program writes."""
    try:
        about = payloads.About(row[OWNER], row[LAYER], row[SUBJECT])
        common = payloads.is_list_of_text(body["parents"]) and isinstance(body["act"], str | None)
        good = common and payloads.CHECKS[body["kind"]](about, body)
    except (KeyError, TypeError, ValueError, IndexError):
        good = False
    if not good:
        raise NotCredibleError("what it says cannot be read")


def check_range(state: Mapping[str, Any], text: str) -> None:
    """Raise NotCredibleError where a passage does not lie in its article's text."""
    if not 0 <= state["start"] < state["end"] <= len(text):
        place = f"{state['start']}–{state['end']}"
        raise NotCredibleError(f"its passage {place} does not lie in the text of {len(text)} characters")
