"""Going anywhere in sight by a letter or two: every clause gets a code, typing it selects the clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ui.desk.spans import Span

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters of codes, the easiest to reach first."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be gone to: its code and its range in code points."""

    code: str
    span: Span


def codes(count: int) -> list[str]:
    """Return that many codes, none the beginning of another, with as many of one letter as can be."""
    longer = 0
    while len(LETTERS) - longer + longer * len(LETTERS) < count and longer < len(LETTERS):
        longer += 1
    single = list(LETTERS[: len(LETTERS) - longer])
    double = [first + second for first in LETTERS[len(LETTERS) - longer :] for second in LETTERS]
    return (single + double)[:count]


def targets(spans: Sequence[Span], caret: int) -> tuple[Target, ...]:
    """Give each range a code: the shortest to what comes next from the caret, then to what lies behind it."""
    ahead = [span for span in spans if span[0] >= caret]
    behind = [span for span in reversed(spans) if span[0] < caret]
    ordered = ahead + behind
    return tuple(Target(code, span) for code, span in zip(codes(len(ordered)), ordered, strict=False))


def narrowed(found: Sequence[Target], typed: str) -> tuple[Target, ...]:
    """Return the targets whose codes begin with what was typed."""
    return tuple(target for target in found if target.code.startswith(typed.lower()))
