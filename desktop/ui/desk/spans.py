"""Ranges in reading order, and the questions a caret asks of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

Span = tuple[int, int]


class Spans:
    """Sorted, disjoint half-open ranges; every question costs one bisection."""

    __slots__ = ("ends", "starts")

    def __init__(self, ranges: Iterable[Span] = ()) -> None:
        pairs = sorted(ranges)
        self.starts = [start for start, _ in pairs]
        self.ends = [end for _, end in pairs]

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Span]:
        return zip(self.starts, self.ends, strict=True)

    def __getitem__(self, at: int) -> Span:
        return self.starts[at], self.ends[at]

    def run(self, start: int, end: int) -> list[Span]:
        """Return the ranges that share a character with [start, end)."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return [self[at] for at in range(first, last)]

    def holding(self, at: int) -> Span | None:
        """Return the range with start <= at < end."""
        found = bisect_right(self.starts, at) - 1
        return self[found] if found >= 0 and at < self.ends[found] else None

    def next_start(self, at: int) -> int | None:
        """Return the first start behind `at`."""
        found = bisect_right(self.starts, at)
        return self.starts[found] if found < len(self) else None

    def next_end(self, at: int) -> int | None:
        """Return the first end behind `at`."""
        found = bisect_right(self.ends, at)
        return self.ends[found] if found < len(self) else None

    def last_start(self, at: int) -> int | None:
        """Return the last start in front of `at`."""
        found = bisect_left(self.starts, at)
        return self.starts[found - 1] if found else None

    def last_end(self, at: int) -> int | None:
        """Return the last end in front of `at`."""
        found = bisect_left(self.ends, at)
        return self.ends[found - 1] if found else None

    def from_start(self, at: int) -> Span | None:
        """Return the first range with start >= at."""
        found = bisect_left(self.starts, at)
        return self[found] if found < len(self) else None

    def to_end(self, at: int) -> Span | None:
        """Return the last range with end <= at."""
        found = bisect_right(self.ends, at)
        return self[found - 1] if found else None


def gaps(text: str, covered: Iterable[Span], within: Iterable[Span] | None = None) -> list[Span]:
    """Return what `covered` leaves of the text, or of the ranges `within`: trimmed, the empty left out."""
    found: list[Span] = []
    taken = list(covered)
    for first, last in [(0, len(text))] if within is None else within:
        at = first
        for start, end in taken:
            if end <= at or start >= last:
                continue
            if start > at:
                found.append((at, start))
            at = max(at, end)
        if at < last:
            found.append((at, last))
    return [span for span in (trimmed(text, *span) for span in found) if span[0] < span[1]]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the range without the white space at its ends; an empty one if there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
