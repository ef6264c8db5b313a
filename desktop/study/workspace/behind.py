"""From a figure to the text: the stretches where coders differ behind it, dearest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.agreement.contributions import Stretch
from desktop.study.agreement import Disagreements
from desktop.study.dearest import Dearest, told
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import Where

MOST = 200
"""So many stretches are listed; the number of all is told."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a figure: in words, how many stretches, and the dearest of them."""

    words: str
    total: int
    places: tuple[Dearest, ...]


def behind(asked: Request, where: Where) -> Behind:
    """Return the stretches behind a figure of a comparison, dearest first."""
    found = asked.found(where.label)
    if found is None:
        return Behind(where.words, 0, ())
    kept = tuple(chosen(found, where))
    return Behind(where.words, len(kept), told(asked.project, asked.compared, found, kept[:MOST]))


def chosen(found: Disagreements, where: Where) -> Iterable[Stretch]:
    """Return the stretches that are behind a figure, in the order of their cost."""
    return (stretch for stretch in found.stretches if _fits(stretch, where))


def _fits(stretch: Stretch, where: Where) -> bool:
    if where.articles is not None and stretch.article not in where.articles:
        return False
    given = [value for value in stretch.values if value is not None]
    if where.coders:
        given = [value for at in where.coders if (value := stretch.values[at]) is not None]
        if len(set(given)) < 2:
            return False
    if where.apart is not None:
        own = stretch.values[where.apart]
        if own is None or all(value == own for value in given):
            return False
    return where.given is None or set(where.given) <= set(given)
