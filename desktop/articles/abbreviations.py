"""Words that decide whether a full stop ends a sentence, read from the word list."""

import tomllib
from importlib.resources import files


def _lists() -> dict[str, frozenset[str]]:
    text = files("resources").joinpath("words", "sentences-en.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


_LISTS = _lists()

BEFORE_NAMES = _LISTS["before-names"]
"""A name, or more of the sentence, follows: never the end."""

BEFORE_NUMBERS = _LISTS["before-numbers"]
"""An end unless a number follows."""

MAYBE_LAST = _LISTS["maybe-last"]
"""Inside a sentence or at its end: an end only if a word follows that often opens a sentence."""

OPENERS = _LISTS["openers"]
"""Words that open sentences far more often than they follow an abbreviation."""

REPORTING = _LISTS["reporting"]
"""Verbs by which a quotation that ends in ? or ! is followed up within its sentence."""
