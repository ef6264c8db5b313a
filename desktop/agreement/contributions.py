"""What the disagreement costs: the share of each article, pair of labels and stretch of text in D_o.

α's observed disagreement is a sum over places, D_o = Σ w Σ_{i≠j} δ²/((m-1) n), so it can be told apart: the
contributions add up to D_o. Settling a disagreement gives its places one value of all coders; α is then
computed again, expected disagreement included.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.atoms import Units
from desktop.agreement.counts import statistics_of_counts, tally
from desktop.agreement.distances import between_sets
from desktop.agreement.statistics import alpha


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one article where coders differ in one way.

    `start`, `end` in code points of the article; `values` what each coder gave (labels as bits, None where
    the coder did not finish); `cost` its part of D_o; `gain` how much α would rise if all gave what most
    gave.
    """

    article: int
    start: int
    end: int
    values: tuple[int | None, ...]
    cost: float
    gain: float


@dataclass(frozen=True, eq=False, slots=True)
class Costs:
    """D_o told apart. `articles` (K,), `pairs` {(labels, labels): cost} as bits, `stretches` dearest first.

    Each of the three sums to `observed`; `value` is α, `expected` D_e. `coders` (R, R): cost between coders.
    """

    value: float
    observed: float
    expected: float
    articles: FloatArray
    coders: FloatArray
    pairs: dict[tuple[int, int], float]
    stretches: tuple[Stretch, ...]


def costs(
    units: Units, base: IntArray, finished: BoolArray, *, label: int | None = None, metric: str = "nominal"
) -> Costs | None:
    """Return what every disagreement costs, for one label against not, or for all labels (`label` None).

    `units` as they are compared (sentences or atoms), `base` (K,) where each article begins. Neighbouring
    units of one article with the same values are one stretch. None where nothing can be compared.
    """
    values, sets = _values(units, label)
    distance = between_sets(metric, sets)
    counts = tally(values, len(sets))
    statistics = statistics_of_counts(counts, units.weight, None if metric == "nominal" else distance)
    total = statistics.sum(axis=0)
    q = len(sets)
    n = float(total[4 : 4 + q].sum())
    if n < 2.0:
        return None
    f = alpha(q, None if metric == "nominal" else distance)
    value = float(f(total))
    per_unit = statistics[:, 2] / n
    observed = float(per_unit.sum())
    expected = (
        observed / (1.0 - value) if np.isfinite(value) and value != 1.0 else _expected(total, q, distance)
    )
    settle = _settling(f, total, statistics, counts, units.weight, q)
    return Costs(
        value=value,
        observed=observed,
        expected=expected,
        articles=np.bincount(units.article, per_unit, len(base)).astype(np.float64),
        coders=_between_coders(values, units.weight, distance, n, finished),
        pairs=_between_labels(values, units.weight, distance, sets, n),
        stretches=_stretches(units, base, values, sets, per_unit, settle),
    )


def _values(units: Units, label: int | None) -> tuple[IntArray, IntArray]:
    """Return values (R, n) and their sets of labels: as they are, or only whether the label is among them."""
    if label is None:
        return units.values, units.sets
    held = np.append((units.sets >> label) & 1, -1)
    return held[units.values], np.array([0, 1 << label])


def _expected(total: FloatArray, q: int, distance: FloatArray) -> float:
    margins = total[4 : 4 + q]
    n = margins.sum()
    return float(margins @ distance @ margins / (n * (n - 1.0)))


def _settling(
    f: Callable[[FloatArray], FloatArray], total: FloatArray, statistics: FloatArray, counts: FloatArray,
    weight: FloatArray, q: int,
) -> Callable[[IntArray], float]:  # fmt: skip
    """Return how much α rises when the units of these indexes all get the value that most gave there.

    On a tie it is the value that is most common in all of the data.
    """
    before = float(f(total))
    common = total[4 : 4 + q]

    def gain(at: IntArray) -> float:
        part = counts[at]
        winner = np.argmax(part + 1e-9 * common / max(common.sum(), 1.0), axis=1)
        settled = np.zeros_like(part)
        settled[np.arange(len(at)), winner] = part.sum(axis=1)
        after = statistics_of_counts(settled, weight[at]).sum(axis=0)
        return float(f(total - statistics[at].sum(axis=0) + after)) - before

    return gain


def _between_coders(
    values: IntArray, weight: FloatArray, distance: FloatArray, n: float, finished: BoolArray
) -> FloatArray:
    """Return (R, R), symmetric, both halves together summing to D_o."""
    coders = len(finished)
    m = (values >= 0).sum(axis=0)
    scale = weight / np.maximum(m - 1.0, 1.0) / n
    found = np.zeros((coders, coders))
    padded = np.pad(distance, ((0, 1), (0, 1)))
    for i in range(coders):
        for j in range(i + 1, coders):
            found[i, j] = found[j, i] = float((padded[values[i], values[j]] * scale).sum())
    return found


def _between_labels(
    values: IntArray, weight: FloatArray, distance: FloatArray, sets: IntArray, n: float
) -> dict[tuple[int, int], float]:
    """Return the cost of each unordered pair of different values; the pairs sum to D_o."""
    q = len(sets)
    m = (values >= 0).sum(axis=0)
    scale = weight / np.maximum(m - 1.0, 1.0) / n
    table = np.zeros((q, q))
    for i in range(len(values)):
        for j in range(len(values)):
            kept = (values[i] >= 0) & (values[j] >= 0) if i != j else np.zeros(0, dtype=bool)
            if i != j:
                cell = values[i][kept] * q + values[j][kept]
                table += np.bincount(cell, scale[kept], q * q).reshape(q, q)
    table *= distance
    both = table + table.T
    return {
        (int(sets[a]), int(sets[b])): float(both[a, b])
        for a in range(q)
        for b in range(a + 1, q)
        if both[a, b] > 0.0
    }


def _stretches(
    units: Units, base: IntArray, values: IntArray, sets: IntArray, per_unit: FloatArray,
    gain: Callable[[IntArray], float],
) -> tuple[Stretch, ...]:  # fmt: skip
    """Return runs of neighbouring units with the same differing values, dearest first."""
    at = np.flatnonzero(per_unit > 0.0)
    if not len(at):
        return ()
    new = np.ones(len(at), dtype=bool)
    same = (
        (np.diff(at) == 1)
        & (np.diff(units.article[at]) == 0)
        & (values[:, at[1:]] == values[:, at[:-1]]).all(axis=0)
    )
    new[1:] = ~same
    found = []
    for run in np.split(at, np.flatnonzero(new)[1:]):
        article = int(units.article[run[0]])
        held = tuple(None if v < 0 else int(sets[v]) for v in values[:, run[0]])
        start, end = int(units.start[run[0]] - base[article]), int(units.end[run[-1]] - base[article])
        found.append(Stretch(article, start, end, held, float(per_unit[run].sum()), gain(run)))
    return tuple(sorted(found, key=lambda stretch: (-stretch.cost, stretch.article, stretch.start)))
