"""Rows of the questions about all labels at once: as categories, and only where both marked something."""

from collections.abc import Sequence

import numpy as np

from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.counts import statistics_of_counts, tally
from desktop.agreement.distances import SET_METRICS, between_sets
from desktop.agreement.figures import Batch, Named, rows_of
from desktop.agreement.frames import Frame, about, is_team, is_two
from desktop.agreement.joint import together
from desktop.agreement.pair_rows import pair_figures
from desktop.agreement.patterns import Patterns, patterns
from desktop.agreement.report import Row, changed
from desktop.agreement.scopes import PAIR, pair_cohen, pair_marked, set_statistics
from desktop.agreement.statistics import Layout, alpha, chance_corrected, cohen, percent


def _coefficients(frame: Frame, q: int) -> list[Named]:
    """Return the coefficients over q categories that are asked for, the nominal α first."""
    scott = chance_corrected(q, "scott")
    entries = (
        Named("alpha", "nominal", alpha(q)),
        Named("percent", None, percent),
        Named("ac1", "nominal", chance_corrected(q, "gwet")),
        Named("fleiss_kappa", "nominal", scott, scopes=is_team(frame)),
        Named("scott_pi", "nominal", scott, scopes=is_two(frame)),
        Named("bennett_s", "nominal", chance_corrected(q, "bennett")),
    )
    return [entry for entry in entries if frame.settings.wants(entry.coefficient)]


def all_label_rows(frame: Frame) -> list[Row]:
    """Return the rows of all labels as categories; a unit with several labels is a category of its own.

    α also with the Jaccard and MASI distances where some unit holds several labels.
    """
    sets = frame.joint.sets
    q = len(sets)
    found = _rows(frame, "all-labels", _coefficients(frame, q), frame.sets)
    if frame.settings.wants("alpha") and (sets & (sets - 1)).any():
        for number, metric in enumerate(SET_METRICS[1:], 1):
            named = Named("alpha", metric, alpha(q, between_sets(metric, sets)))
            s = set_statistics(frame.joint, frame.scopes, number)
            found += _rows(frame, "all-labels", [named], s)
    if frame.settings.wants("cohen_kappa"):
        _, kappa = pair_cohen(frame.joint)
        given = (*range(3, 2 + q), *range(3 + q, 2 + 2 * q))
        named = Named("cohen_kappa", "nominal", cohen(q))
        found += pair_figures(frame, [named], kappa[:, :, None], ["all-labels"], given=given)
    return found


def _rows(frame: Frame, question: str, named: Sequence[Named], s: FloatArray) -> list[Row]:
    """Return the rows of coefficients with statistics (K, S, 4 + 4Q)."""
    s = s[:, :, None]
    rows = [[row] for row in about(frame, question)]
    margins = s[..., Layout((s.shape[-1] - 4) // 4).margins]
    if question == "both-marked":
        units = s[:, :, 0, 0].sum(axis=0)
        rows = [[changed(row, units=int(n)) for row in line] for line, n in zip(rows, units, strict=True)]
    else:
        margins = margins[..., 1:]
    holding = (margins.sum(axis=-1) > 0).sum(axis=0).astype(np.float64)
    return rows_of(Batch(named, s, frame.shared, holding, percent(s.sum(axis=0)), rows), frame.setting)


def both_marked_rows(frame: Frame) -> list[Row]:
    """Return the rows of the labels given where at least two coders (both of a pair) marked something."""
    q = len(frame.joint.sets) - 1
    named = _coefficients(frame, q)
    found = _rows(frame, "both-marked", named, _marked_statistics(frame)) if named else []
    if frame.settings.wants("cohen_kappa"):
        kappa = pair_marked(frame.joint)[1][:, :, None]
        entry = Named("cohen_kappa", "nominal", cohen(q))
        found += pair_figures(frame, [entry], kappa, ["both-marked"], given=(0,))
    return found


def _marked_statistics(frame: Frame) -> FloatArray:
    """Return (K, S, 4 + 4(Q-1)) over units with two marked values or more; unmarked is no category."""
    joint, over = frame.joint, frame.scopes
    q, articles = len(joint.sets) - 1, len(joint.weight)
    whole = [scope for scope, kind in enumerate(over.names) if kind != PAIR]
    s = np.zeros((articles, len(over.names), 4 + 4 * q))

    def per_pattern(values: IntArray) -> FloatArray:
        counts = [tally(values[list(over.members(scope))], q) for scope in whole]
        return np.concatenate([_pairable(part) for part in counts], axis=1)

    dense = together(frame.units, articles) if frame.continuum.finished.all() else None
    if dense is not None:
        shape = [q + 1] * len(frame.continuum.coders)
        every = np.array(np.unravel_index(np.arange(dense.shape[1]), shape))
        found = dense @ per_pattern(every - 1)
    else:
        alike = _marked_patterns(frame, articles, q)
        found = alike.summed(per_pattern(alike.values))
    s[:, whole] = found.reshape(articles, len(whole), 4 + 4 * q)
    if len(whole) < len(over.names):
        s[:, [scope for scope, kind in enumerate(over.names) if kind == PAIR]] = pair_marked(joint)[0]
    return s


def _marked_patterns(frame: Frame, articles: int, q: int) -> Patterns:
    """Return what all coders marked, of the units that at least two marked."""
    marked = np.zeros(frame.units.values.shape[1], dtype=np.int16)
    for line in frame.units.values:
        marked += line > 0
    kept = np.flatnonzero(marked >= 2)
    values = np.maximum(frame.units.values[:, kept] - 1, -1)
    return patterns(values, frame.units.article[kept], frame.units.weight[kept], (articles, q))


def _pairable(counts: FloatArray) -> FloatArray:
    """Return the statistics of units, 0 for those that fewer than two of the coders marked."""
    return np.where(counts.sum(axis=1)[:, None] >= 2, statistics_of_counts(counts), 0.0)
