"""From a figure to the text: the stretches where coders differ behind it, dearest first."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import BoolArray, IntArray
from desktop.agreement.contributions import Runs
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
    runs = found.costs.runs
    kept = np.flatnonzero(chosen(runs, where))
    dearest = [runs.stretch(int(at)) for at in kept[:MOST]]
    return Behind(where.words, len(kept), told(asked.project, asked.compared, found, dearest))


def chosen(runs: Runs, where: Where) -> BoolArray:
    """Return which stretches are behind a figure (n,)."""
    given = runs.given
    keep = np.ones(len(runs), dtype=bool)
    if where.articles is not None:
        keep &= np.isin(runs.article, sorted(where.articles))
    if where.coders:
        given = given[list(where.coders)]
        keep &= _differ(given)
    if where.apart is not None:
        own = runs.given[where.apart]
        keep &= (own >= 0) & ((given >= 0) & (given != own)).any(axis=0)
    for bits in where.given or ():
        keep &= (given == bits).any(axis=0)
    return keep


def _differ(given: IntArray) -> BoolArray:
    """Return where two of these coders gave something else (n,)."""
    known = given >= 0
    most = np.where(known, given, -1).max(axis=0)
    return np.asarray((known & (given != most)).any(axis=0))
