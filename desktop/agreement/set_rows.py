"""Rows of the questions about all labels at once: as categories, and only where both marked something."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.counts import statistics_of_counts, tally
from desktop.agreement.distances import SET_METRICS, between_sets
from desktop.agreement.figures import Batch, rows_of
from desktop.agreement.frames import Frame, about, is_two
from desktop.agreement.pair_rows import Named, pair_figures
from desktop.agreement.report import Row
from desktop.agreement.scopes import LEFT_OUT, PAIR, POOLED, pair_cohen, pair_marked, set_statistics
from desktop.agreement.statistics import Coefficient, Layout, alpha, chance_corrected, cohen, percent


def _coefficients(q: int) -> tuple[tuple[str, str | None, Coefficient], ...]:
    return (
        ("percent", None, percent),
        ("ac1", "nominal", chance_corrected(q, "gwet")),
        ("fleiss_kappa", "nominal", chance_corrected(q, "scott")),
        ("scott_pi", "nominal", chance_corrected(q, "scott")),
        ("bennett_s", "nominal", chance_corrected(q, "bennett")),
    )


def all_label_rows(frame: Frame) -> list[Row]:
    """Return the rows of all labels as categories; a unit with several labels is a category of its own.

    α also with the Jaccard and MASI distances where some unit holds several labels.
    """
    sets = frame.joint.sets
    member = frame.shared
    s = set_statistics(frame.joint, frame.scopes, 0)[:, :, None, :]
    found = []
    several = bool((sets & (sets - 1)).any())
    for number, metric in enumerate(SET_METRICS):
        if frame.settings.wants("alpha") and (metric == "nominal" or several):
            own = s if number == 0 else set_statistics(frame.joint, frame.scopes, number)[:, :, None, :]
            distance = None if number == 0 else between_sets(metric, sets)
            found += _rows(frame, "all-labels", ("alpha", metric, alpha(len(sets), distance)), own, member)
    for entry in _coefficients(len(sets)):
        if frame.settings.wants(entry[0]):
            found += _rows(frame, "all-labels", entry, s, member)
    if frame.settings.wants("cohen_kappa"):
        _, kappa = pair_cohen(frame.joint)
        q = len(sets)
        named = Named("cohen_kappa", "nominal", cohen(q), (*range(3, 2 + q), *range(3 + q, 2 + 2 * q)))
        found += pair_figures(frame, named, kappa[:, :, None], [None], question="all-labels")
    return found


def _rows(
    frame: Frame, question: str, entry: tuple[str, str | None, Coefficient], s: FloatArray, member: BoolArray
) -> list[Row]:
    name, metric, f = entry
    two = is_two(frame)
    rows: list[list[Row | None]] = []
    for scope, kind in enumerate(frame.scopes.names):
        fits = not (name == "scott_pi" and not two[scope]) and not (name == "fleiss_kappa" and kind == PAIR)
        row = about(frame, scope, member, question)
        if question == "both-marked":
            row = replace(row, units=int(s[:, scope, 0, 0].sum()))
        rows.append([row if fits else None])
    unmarked = 0 if question == "both-marked" else 1
    at = Layout((s.shape[-1] - 4) // 4)
    marked = s[..., at.margins][..., unmarked:].sum(axis=-1)
    holding = (marked > 0).sum(axis=0).astype(np.float64)
    raw = percent(s.sum(axis=0))
    return rows_of(Batch(name, f, s, member, holding, raw, rows, metric), frame.setting)


def both_marked_rows(frame: Frame) -> list[Row]:
    """Return the rows of the labels given where at least two coders (both of a pair) marked something."""
    s = _marked_statistics(frame)
    q = len(frame.joint.sets) - 1
    found = []
    for entry in (("alpha", "nominal", alpha(q)), *_coefficients(q)):
        if frame.settings.wants(entry[0]):
            found += _rows(frame, "both-marked", entry, s, frame.shared)
    if frame.settings.wants("cohen_kappa"):
        kappa = pair_marked(frame.joint)[1][:, :, None]
        named = Named("cohen_kappa", "nominal", cohen(q), (0,))
        found += pair_figures(frame, named, kappa, [None], question="both-marked")
    return found


def _marked_statistics(frame: Frame) -> FloatArray:
    """Return (K, S, 1, 4 + 4(Q-1)) over units with two marked values or more; unmarked is no category."""
    joint, over = frame.joint, frame.scopes
    q = len(joint.sets) - 1
    s = np.zeros((len(joint.weight), len(over.names), 1, 4 + 4 * q))
    values = np.maximum(frame.units.values - 1, -1)
    for scope, kind in enumerate(over.names):
        if kind in (POOLED, LEFT_OUT):
            s[:, scope, 0] = _marked_of(frame, values, over.members(scope))
    if PAIR in over.names:
        s[:, [i for i, kind in enumerate(over.names) if kind == PAIR], 0] = pair_marked(joint)[0]
    return s


def _marked_of(frame: Frame, values: IntArray, members: Sequence[int]) -> FloatArray:
    chosen = values[list(members)]
    kept = np.flatnonzero((chosen >= 0).sum(axis=0) >= 2)
    q = len(frame.joint.sets) - 1
    counts = tally(chosen[:, kept], q)
    statistics = statistics_of_counts(counts, frame.units.weight[kept])
    article = frame.units.article[kept]
    k = len(frame.joint.weight)
    summed = np.zeros((k, statistics.shape[1]))
    if len(kept):
        first = np.flatnonzero(np.concatenate(([True], article[1:] != article[:-1])))
        summed[article[first]] = np.add.reduceat(statistics, first, axis=0)
    return summed
