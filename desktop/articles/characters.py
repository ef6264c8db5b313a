"""What a character is to a reader: part of a word, or an addition to the character before it."""

import re
import unicodedata

_JOINER = "\u200d"
_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
_INNER = "'’-"
# Scripts that put no spaces between words: there, each character may be a word's edge.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_MOST_MARKS = 64


def is_word(character: str) -> bool:
    """Say whether a character (or none, "") is a letter, a digit or another sign that words are made of."""
    return character.isalnum() or character == "_"


def extends(character: str) -> bool:
    """Say whether a character only adds to the one before it: combining marks, joiners, skin tones, tags."""
    code = ord(character)
    if code < 0x300:
        return False
    return (
        unicodedata.category(character).startswith("M")
        or character == _JOINER
        or code in _TONES
        or code in _TAGS
    )


def joined(text: str, at: int) -> bool:
    """Say whether the characters before and at `at` belong to one word (a token) or to one visible sign."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isspace() or right.isspace():
        return False
    if extends(right):
        return True
    if left == _JOINER and unicodedata.category(right) == "So":
        return True
    if ord(left) in _FLAGS and ord(right) in _FLAGS:
        return _flags_before(text, at) % 2 == 1
    return _in_one_word(text, at)


def word_start(text: str, at: int) -> int:
    """Give the start of the word that `at` stands amid, `at` itself if it stands amid none."""
    while joined(text, at):
        at -= 1
    return at


def word_end(text: str, at: int) -> int:
    """Give the end of the word that `at` stands amid, `at` itself if it stands amid none."""
    while joined(text, at):
        at += 1
    return at


def _in_one_word(text: str, at: int) -> bool:
    right = text[at]
    if right in _INNER:
        return is_word(_base_before(text, at)) and is_word(text[at + 1 : at + 2])
    if not is_word(right):
        return False
    inner = text[at - 1] in _INNER
    base = _base_before(text, at - 1 if inner else at)
    return is_word(base) and (inner or not (_UNSPACED.match(base) and _UNSPACED.match(right)))


def _base_before(text: str, at: int) -> str:
    """Give the last character before `at` that is no addition to another, "" if there is none."""
    stop = max(0, at - _MOST_MARKS)
    while at > stop and extends(text[at - 1]):
        at -= 1
    return text[at - 1] if at > 0 else ""


def _flags_before(text: str, at: int) -> int:
    first = at
    while first > 0 and ord(text[first - 1]) in _FLAGS:
        first -= 1
    return at - first
