"""What somebody typed into a search box, as words and phrases: nothing in it is ever an instruction."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 1000
MOST_TERMS = 32

_MARKS = re.compile('[“”„‟«»＂"]')
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufdd0\ufdd1]")
# Scripts that put no space between words: the index would know whole lines of them only.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that must occur; `literal` where the index knows no words in it (emoji, 中文).

    With `prefix` longer words that begin so will do.
    """

    text: str
    literal: bool = False
    prefix: bool = False

    @property
    def expression(self) -> str:
        """The term as FTS5 takes it: a string, whatever stands in it."""
        quoted = self.text.replace('"', '""')
        return f'"{quoted}" *' if self.prefix else f'"{quoted}"'


def terms(query: str) -> tuple[Term, ...]:
    """Return what must occur together: each word, and each phrase that stands in quotation marks.

    A star behind a word stands for the rest of longer words; nothing else has a meaning of its own.
    """
    clean = _UNFIT.sub(" ", query[:LONGEST])
    found = list(_terms(clean))
    # A dash or a comma between words is not meant; alone it is all that there is to look for.
    meant = [term for term, quoted in found if quoted or not _is_punctuation(term)]
    kept = meant or [term for term, _ in found]
    return tuple(dict.fromkeys(kept))[:MOST_TERMS]


def _terms(query: str) -> Iterable[tuple[Term, bool]]:
    for at, part in enumerate(_MARKS.split(query)):
        if at % 2:
            phrase = " ".join(part.split())
            if phrase:
                yield Term(phrase, literal=_is_literal(phrase)), True
            continue
        for word in part.split():
            yield _word(word), False


def _word(word: str) -> Term:
    if _is_literal(word):
        return Term(word, literal=True)
    starred = word.endswith("*") and word[:-1].isalnum()
    return Term(word[:-1], prefix=True) if starred else Term(word)


def _is_literal(text: str) -> bool:
    return not any(char.isalnum() for char in text) or _UNSPACED.search(text) is not None


def _is_punctuation(term: Term) -> bool:
    return term.literal and term.text.isascii()


def expression(found: Iterable[Term]) -> str:
    """Return the FTS5 expression of the terms that the index knows, "" where there is none."""
    return " AND ".join(term.expression for term in found if not term.literal)
