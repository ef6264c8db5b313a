"""Passages accepted from proposals, and the passages by hand that then stand against nothing."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from db.records import Finished, Passage
from desktop.study.proposals import PROPOSAL

Key = tuple[str, str]
"""An article and a label, by their ids."""


def marked_beside(done: Sequence[Finished]) -> int:
    """Return how many passages by hand lie where another coder accepted a proposal for the same label.

    The accepted passage is in no figure, so each of these counts as a difference between the two coders.
    """
    accepted: dict[str, dict[Key, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for item in done:
        for passage in item.passages:
            if passage.origin == PROPOSAL:
                accepted[item.progress.coder][passage.article, passage.label].append(passage)
    found = {coder: {key: _Over(each) for key, each in by_key.items()} for coder, by_key in accepted.items()}
    return sum(
        any(
            by_key[passage.article, passage.label].meets(passage)
            for coder, by_key in found.items()
            if coder != item.progress.coder and (passage.article, passage.label) in by_key
        )
        for item in done
        for passage in item.passages
        if passage.origin != PROPOSAL
    )


class _Over:
    """Passages of one coder, article and label, asked whether any of them overlaps another."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        ordered = sorted(passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in ordered]
        self._ends = list(accumulate((passage.end for passage in ordered), max))

    def meets(self, passage: Passage) -> bool:
        """Whether one of them has a character in common with that passage."""
        before = bisect_left(self._starts, passage.end)
        return before > 0 and self._ends[before - 1] > passage.start
