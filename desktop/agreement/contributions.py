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
from desktop.agreement.statistics import Layout, alpha


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
class Runs:
    """Stretches as parallel arrays, dearest first; `given` (R, n): labels as bits, -1 where not finished."""

    article: IntArray
    start: IntArray
    end: IntArray
    given: IntArray
    cost: FloatArray
    gain: FloatArray

    def __len__(self) -> int:
        return len(self.article)

    def stretch(self, at: int) -> Stretch:
        """Return one row as a stretch."""
        given = tuple(None if held < 0 else held for held in self.given[:, at].tolist())
        return Stretch(
            int(self.article[at]), int(self.start[at]), int(self.end[at]), given,
            float(self.cost[at]), float(self.gain[at]),
        )  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Costs:
    """D_o told apart. `articles` (K,), `pairs` {(labels, labels): cost} as bits, `runs` dearest first.

    Each of the three sums to `observed`; `value` is α, `expected` D_e. `coders` (R, R): cost between coders.
    """

    value: float
    observed: float
    expected: float
    articles: FloatArray
    coders: FloatArray
    pairs: dict[tuple[int, int], float]
    runs: Runs

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The runs as stretches, dearest first; there may be very many."""
        return tuple(self.runs.stretch(at) for at in range(len(self.runs)))


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
    gain = _settling(f, total, statistics, counts, units.weight)
    return Costs(
        value=value,
        observed=observed,
        expected=expected,
        articles=np.bincount(units.article, per_unit, len(base)).astype(np.float64),
        coders=_between_coders(values, units.weight, distance, n, finished),
        pairs=_between_labels(values, units.weight, distance, sets, n),
        runs=_runs(units, base, values, sets, per_unit, gain),
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


Gain = Callable[[IntArray, IntArray], FloatArray]


def _settling(
    f: Callable[[FloatArray], FloatArray], total: FloatArray, statistics: FloatArray, counts: FloatArray,
    weight: FloatArray,
) -> Gain:  # fmt: skip
    """Return how much α rises when the units of each run all get the value that most gave there.

    For the indexes of all units in runs, and where each run begins among them. On a tie it is the value that
    is most common in all of the data. α asks of the statistics only for the disagreement and the margins.
    """
    before = float(f(total))
    at = Layout(counts.shape[1])
    common = total[at.margins]

    def gain(units: IntArray, first: IntArray) -> FloatArray:
        part = counts[units]
        winner = np.argmax(part + 1e-9 * common / max(common.sum(), 1.0), axis=1)
        moved = -statistics[units][:, at.margins]
        moved[np.arange(len(units)), winner] += part.sum(axis=1) * weight[units]
        after = np.broadcast_to(total, (len(first), len(total))).copy()
        after[:, 2] -= np.add.reduceat(statistics[units, 2], first)
        after[:, at.margins] += np.add.reduceat(moved, first, axis=0)
        return np.asarray(f(after) - before)

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


def _runs(
    units: Units, base: IntArray, values: IntArray, sets: IntArray, per_unit: FloatArray, gain: Gain
) -> Runs:
    """Return runs of neighbouring units with the same differing values, dearest first."""
    at = np.flatnonzero(per_unit > 0.0)
    held = values[:, at]
    same = (np.diff(at) == 1) & (np.diff(units.article[at]) == 0) & (held[:, 1:] == held[:, :-1]).all(axis=0)
    first = np.flatnonzero(np.concatenate(([True], ~same))) if len(at) else at
    last = np.append(first[1:], len(at)) - 1 if len(at) else at
    begin, end = at[first], at[last]
    article = units.article[begin]
    start = units.start[begin] - base[article]
    cost = np.add.reduceat(per_unit[at], first) if len(at) else np.zeros(0)
    gains = gain(at, first) if len(at) else np.zeros(0)
    given = np.append(sets, -1)[held[:, first]]
    order = np.lexsort((start, article, -cost))
    return Runs(
        article[order], start[order], (units.end[end] - base[article])[order], given[:, order],
        cost[order], gains[order],
    )  # fmt: skip
