"""How a ratio is measured: alternating, in one run, medians of at least five."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

MIN_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench: a ratio, what it should be (None: just told), and which way is better."""

    name: str
    ratio: float
    aim: float | None
    better: Literal["lower", "higher"] = "lower"
    detail: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the aim is met (a figure without an aim always is)."""
        if self.aim is None:
            return True
        return self.ratio <= self.aim if self.better == "lower" else self.ratio >= self.aim


def alternating(
    ours: Callable[[], float], baseline: Callable[[], float], rounds: int = 7
) -> tuple[float, float]:
    """Return the medians of what both report (any unit), measured in turn so that noise hits both."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(max(rounds, MIN_ROUNDS)):
        second.append(baseline())
        first.append(ours())
    return median(first), median(second)


def seconds(function: Callable[[], object], calls: int = 1) -> Callable[[], float]:
    """Return a function that says how many wall-clock seconds `function` took, the mean of so many calls.

    What takes about a millisecond is called several times: one call measures the cache it finds.
    """

    def timed() -> float:
        start = time.perf_counter()
        for _ in range(calls):
            function()
        return (time.perf_counter() - start) / calls

    return timed
