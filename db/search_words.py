"""What somebody typed into a search box, as words and phrases: nothing in it is ever an instruction."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 1000
MOST_TERMS = 32
PREFIX_FROM = 4
"""Words of so many letters also find longer words that begin with them."""

_MARKS = re.compile('[“”„‟«»＂"]')
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufdd0\ufdd1]")
# Scripts that put no space between words: the index would know whole lines of them only.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that must occur; `literal` where the index knows no words in it (emoji, 中文)."""

    text: str
    literal: bool = False
    prefix: bool = False

    @property
    def expression(self) -> str:
        """The term as FTS5 takes it: a string, whatever stands in it."""
        quoted = self.text.replace('"', '""')
        return f'"{quoted}" *' if self.prefix else f'"{quoted}"'


def terms(query: str, *, whole_words: bool = False) -> tuple[Term, ...]:
    """Return what must occur together: each word, and each phrase that stands in quotation marks."""
    clean = _UNFIT.sub(" ", query[:LONGEST])
    found = list(_terms(clean, whole_words=whole_words))
    # A dash or a comma between words is not meant; alone it is all that there is to look for.
    meant = [term for term, quoted in found if quoted or not _is_punctuation(term)]
    kept = meant or [term for term, _ in found]
    return tuple(dict.fromkeys(kept))[:MOST_TERMS]


def _terms(query: str, *, whole_words: bool) -> Iterable[tuple[Term, bool]]:
    for at, part in enumerate(_MARKS.split(query)):
        if at % 2:
            phrase = " ".join(part.split())
            if phrase:
                yield Term(phrase, literal=_is_literal(phrase)), True
            continue
        for word in part.split():
            yield _word(word, whole_words=whole_words), False


def _word(word: str, *, whole_words: bool) -> Term:
    if _is_literal(word):
        return Term(word, literal=True)
    asked = word.endswith("*") and word[:-1].isalnum()
    bare = word[:-1] if asked else word
    long_enough = bare.isalnum() and len(bare) >= PREFIX_FROM and not whole_words
    return Term(bare, prefix=asked or long_enough)


def _is_literal(text: str) -> bool:
    return not any(char.isalnum() for char in text) or _UNSPACED.search(text) is not None


def _is_punctuation(term: Term) -> bool:
    return term.literal and term.text.isascii()


def expression(found: Iterable[Term]) -> str:
    """Return the FTS5 expression of the terms that the index knows, "" where there is none."""
    return " AND ".join(term.expression for term in found if not term.literal)
