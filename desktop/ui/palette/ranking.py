"""How well what somebody typed fits the words of an action."""

import re

_WORDS = re.compile(r"\w+")


def rank(typed: str, title: str, group: str = "", keys: tuple[str, ...] = ()) -> int | None:
    """Return how well `typed` fits, 0 best, or None where it does not fit at all.

    0: the title begins so, or it is one of the keys; 1: each word typed begins a word of the title; 2: each
    is somewhere in title or group; 3: the letters begin at a word of the title and follow in this order.
    """
    wanted = typed.casefold().split()
    plain = title.casefold()
    if not wanted:
        return 0
    if plain.startswith(" ".join(wanted)) or " ".join(wanted) in (key.casefold() for key in keys):
        return 0
    begins = _WORDS.findall(plain)
    if all(any(word.startswith(each) for word in begins) for each in wanted):
        return 1
    if all(each in f"{plain} {group.casefold()}" for each in wanted):
        return 2
    letters = "".join(wanted)
    return 3 if len(letters) > 1 and _in_order(letters, plain) else None


def _in_order(letters: str, plain: str) -> bool:
    """Return True where the letters follow each other in `plain`, the first at the beginning of a word."""
    pattern = r"\b" + ".*?".join(re.escape(letter) for letter in letters)
    return re.search(pattern, plain) is not None
