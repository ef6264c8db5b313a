"""What the downloads of all news databases have in common: a form, and the documents taken out of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Document:
    """One document of a download: its title and body as raw text, its metadata, and lines without a place."""

    title: str = ""
    body: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Form:
    """One database's form: its name, the sign by which it is known, and how it is taken apart."""

    name: str
    sign: re.Pattern[str]
    split: Callable[[str], list[Document]]
