"""What a picture shows, as plain data: the window, paper and the report draw it alike.

Every part that stands for a figure names the `row` of the table beside it (-1: none).
"""

from dataclasses import dataclass

from desktop.agreement.report import RELIABLE, TENTATIVE

ALPHA_MARKS = ((TENTATIVE, ".667"), (RELIABLE, ".800"))
"""Krippendorff's customary marks, with what is written beside them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure with its interval; `said` and `under` stand at the right.

    `before` is the figure it is compared with.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    said: str
    row: int
    before: float | None = None
    under: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Figures below each other on one scale from `low` to `high`, with marks (place, words) across."""

    title: str
    bars: tuple[Bar, ...]
    low: float = 0.0
    high: float = 1.0
    marks: tuple[tuple[float, str], ...] = ALPHA_MARKS


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what stands in it, and how dark it is (0 to 1)."""

    words: str
    share: float
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cells with names above and at the left; `across` and `down` say what these are."""

    title: str
    across: str
    down: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot; only what stands out is `named` in the picture."""

    name: str
    x: float
    y: float
    named: bool
    row: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots by two quantities, with marks (place, words) across the upright one."""

    title: str
    x_name: str
    y_name: str
    dots: tuple[Dot, ...]
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line, with the ends of its interval where it has one."""

    x: float
    y: float
    low: float | None
    high: float | None
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """Points that belong together."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Lines over one axis with `ticks` and upright `cuts` (place, words), and marks across (place, words)."""

    title: str
    x_name: str
    y_name: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...] = ()
    cuts: tuple[tuple[float, str], ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    low: float = 0.0
    high: float = 1.0


Picture = Bars | Grid | Dots | Curves
