"""How fast the agreement engine is, each figure against a baseline of the same run."""

from collections.abc import Callable
from functools import partial

import krippendorff
import numpy as np
from numpy.typing import NDArray

from bench.measure import Figure, alternating, seconds
from desktop.agreement.continuum_table import continuum_rows
from desktop.agreement.inputs import Continuum, Passages
from desktop.agreement.intervals import Resampling, replicates, resample_counts
from desktop.agreement.ratings import ratings_from_array
from desktop.agreement.ratings_forms import clustered, forms_of
from desktop.agreement.report import AgreementSettings
from desktop.agreement.unitizing import overall

RESAMPLES = 1000
LOOPED = 4
"""Resamples that the looped package really makes; a thousand would take minutes."""
Ratings = NDArray[np.float64]
Segment = tuple[int, int, int]
"""Start, end, label (0 for a gap)."""


def figures() -> list[Figure]:
    """Return all figures of this room."""
    return [*_alpha(), _unitizing(), _whole_table(), *_growth()]


def _alpha() -> list[Figure]:
    table = _ratings()
    ours, theirs = alternating(seconds(partial(alpha, table)), seconds(partial(alpha_of_package, table)))
    quick, looped = alternating(
        seconds(partial(alpha_bootstrap, table)), seconds(partial(looped_package, table)), rounds=5
    )
    shape = {"coders": 10, "units": 100_000, "missing": 0.3}
    return [
        Figure("α, 10 coders × 100,000 units", ours / theirs, 1.0, "lower", {"seconds": ours, **shape}),
        Figure(
            "α, 1,000 resamples against looping the package",
            looped * RESAMPLES / LOOPED / quick,
            100.0, "higher", {"seconds": quick, "looped": LOOPED, **shape},
        ),
    ]  # fmt: skip


def _ratings() -> Ratings:
    random = np.random.default_rng(1)
    truth = random.integers(0, 5, 100_000)
    table = np.where(random.random((10, 100_000)) < 0.6, truth, random.integers(0, 5, (10, 100_000))).astype(
        float
    )
    table[random.random(table.shape) < 0.3] = np.nan
    return table


def alpha(table: Ratings) -> float:
    """Return nominal α of a table of coders × units as the engine computes it."""
    ratings = ratings_from_array(table)
    form = forms_of(ratings, AgreementSettings())[0]
    return float(form.f(form.unit_statistics(ratings.values).sum(axis=0)))


def alpha_of_package(table: Ratings) -> float:
    """Return the same from the package that everybody uses."""
    return float(krippendorff.alpha(table, level_of_measurement="nominal"))


def alpha_bootstrap(table: Ratings) -> float:
    """Return the bootstrap standard error of α over units, 1,000 resamples."""
    ratings = ratings_from_array(table)
    form = forms_of(ratings, AgreementSettings())[0]
    held = clustered(form, [ratings.values], None)
    copies = np.ones(len(held.s)) if held.copies is None else held.copies
    drawn = resample_counts(copies, Resampling(RESAMPLES, 1, 0.95))
    return float(replicates(form.f, held.s[:, None, :], drawn).std())


def looped_package(table: Ratings) -> float:
    """Return the same, a few resamples of units, each through the package."""
    random = np.random.default_rng(1)
    units = table.shape[1]
    drawn = [table[:, random.integers(0, units, units)] for _ in range(LOOPED)]
    return float(np.std([krippendorff.alpha(part, level_of_measurement="nominal") for part in drawn]))


def _unitizing() -> Figure:
    length, of, coders = _three_coders()
    ours, theirs = alternating(
        seconds(partial(overall, of), calls=20), seconds(partial(naive_u_alpha, length, coders)), rounds=5
    )
    detail: dict[str, float | int | str] = {
        "seconds": ours,
        "naive": theirs,
        "difference": abs(overall(of) - naive_u_alpha(length, coders)),
    }
    return Figure("uα, 3 coders × 200 passages, against all pairs", theirs / ours, 300.0, "higher", detail)


def _three_coders() -> tuple[int, Continuum, list[list[Segment]]]:
    random = np.random.default_rng(2)
    rows, coders, length = [], [], 200 * 40
    for coder in range(3):
        passages: list[Segment] = []
        for number in range(200):
            start = number * 40 + int(random.integers(0, 10))
            passages.append((start, start + int(random.integers(5, 30)), int(random.integers(1, 4))))
        coders.append(passages)
        rows += [(0, coder, label - 1, start, end) for start, end, label in passages]
    return length, _continuum(np.array(rows, dtype=np.int64), [length], 3, 3), coders


def naive_u_alpha(length: int, coders: list[list[Segment]]) -> float:
    """Return uα (Krippendorff and others 2016) by every pair of segments of every pair of coders."""
    n, lines = length * len(coders), [with_gaps(passages, length) for passages in coders]
    pairs = [(x, y) for i, x in enumerate(lines) for j, y in enumerate(lines) if i != j]
    met = (max(0, min(b, e) - max(a, s)) for x, y in pairs for a, b, c in x for s, e, k in y if c != k)
    every = [segment for line in lines for segment in line]
    unequal = sum((b - a) * (e - s) for a, b, c in every for s, e, k in every if c != k)
    same = sum((b - a) ** 2 if c else b - a for a, b, c in every)
    return 1 - sum(met) / (len(coders) - 1) / n / (unequal / (n * n - same))


def with_gaps(passages: list[Segment], length: int) -> list[Segment]:
    """Return one coder's passages and the gaps between them."""
    ends = [0, *(end for _, end, _ in passages)]
    starts = [*(start for start, _, _ in passages), length]
    return [*passages, *((a, b, 0) for a, b in zip(ends, starts, strict=True) if b > a)]


def project(articles: int, *, coders: int = 5, passages: int = 24, labels: int = 3) -> Continuum:
    """Return a made-up project in which every coder marked every article."""
    random = np.random.default_rng(0)
    length = 4000
    start = np.sort(random.integers(0, length - 30, (articles * coders, passages)), axis=1)
    following = np.concatenate((start[:, 1:], np.full((len(start), 1), length)), axis=1)
    end = np.minimum(start + random.integers(5, 80, start.shape), following)
    article = np.repeat(np.arange(articles), coders * passages)
    coder = np.tile(np.repeat(np.arange(coders), passages), articles)
    rows = np.stack(
        (article, coder, random.integers(0, labels, start.size), start.ravel(), end.ravel()), axis=1
    )
    return _continuum(rows[rows[:, 4] > rows[:, 3]], [length] * articles, coders, labels)


def _continuum(rows: NDArray[np.int64], lengths: list[int], coders: int, labels: int) -> Continuum:
    article, coder, label, start, end = (rows[:, i].copy() for i in range(5))
    passages = Passages(article, coder, label, start, end, np.zeros(len(rows), dtype=bool))
    names = tuple(str(i) for i in range(len(lengths)))
    finished = np.ones((coders, len(lengths)), dtype=bool)
    return Continuum(
        names, tuple("ABCDE"[:coders]), tuple("xyz"[:labels]), np.array(lengths), finished, passages
    )


def whole_table(of: Continuum) -> int:
    """Return how many figures the whole table has: labels, pairs, coefficients, intervals."""
    return len(continuum_rows(of, AgreementSettings(units=("character",), pairs=True)))


def sort_boundaries(of: Continuum) -> Callable[[], object]:
    """Return the baseline: `numpy.lexsort` of all boundaries by article, place and coder."""
    p = of.passages
    article, coder = np.concatenate((p.article, p.article)), np.concatenate((p.coder, p.coder))
    place = np.concatenate((p.start, p.end))
    return lambda: np.lexsort((coder, place, article))


def _whole_table() -> Figure:
    of = project(1000)
    ours, theirs = alternating(seconds(partial(whole_table, of)), seconds(sort_boundaries(of)))
    detail: dict[str, float | int | str] = {
        "seconds": ours, "lexsort": theirs, "figures": whole_table(of), "passages": len(of.passages),
    }  # fmt: skip
    return Figure(
        "whole table, 1,000 articles × 5 coders × 24 passages, against lexsort",
        ours / theirs,
        5.0,
        "lower",
        detail,
    )


def _growth() -> list[Figure]:
    """Cost per article of the whole table: at 10,000 articles against 1,000, and at 1,000 against 100."""
    few, some, many = (partial(whole_table, project(articles)) for articles in (100, 1000, 10_000))
    second, first = alternating(seconds(some), seconds(few), rounds=5)
    third, second_again = alternating(seconds(many), seconds(some), rounds=5)
    return [
        Figure(
            "cost an article, 1,000 against 100 articles",
            second / first / 10,
            1.5,
            "lower",
            {"100": first, "1,000": second},
        ),
        Figure(
            "cost an article, 10,000 against 1,000 articles",
            third / second_again / 10,
            1.5,
            "lower",
            {"1,000": second_again, "10,000": third},
        ),
    ]
