"""Rows of figures that only pairs of coders have: each pair, and the mean over pairs, named as a mean."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray
from desktop.agreement.figures import Batch, Named, rows_of
from desktop.agreement.frames import PAIR_MEAN, Frame, pair_members, pair_rows
from desktop.agreement.report import Row, changed
from desktop.agreement.scopes import POOLED
from desktop.agreement.statistics import Coefficient


def pair_figures(
    frame: Frame, named: Sequence[Named], s: FloatArray, labels: Sequence[int | None], *,
    question: str = "any-label", unit: str | None = None, given: tuple[int, ...] = (1, 2),
) -> list[Row]:  # fmt: skip
    """Return the rows of coefficients with statistics (K, P, B, M) of pairs.

    `labels` (B) are label numbers, or None for the question named by `question`; `given` are the statistics
    that say that a label was given. Two coders get a pooled row (and, with pairs asked for, the pair's); more
    get the mean over pairs, and the pairs where asked for.
    """
    if not named:
        return []
    if not len(frame.joint.pairs):
        return _no_pair(frame, named, labels, question, unit)
    held = np.asarray(s[..., given].sum(axis=-1) > 0)
    holding = np.asarray(held.sum(axis=0), dtype=np.float64)
    columns = [_column(frame, question, label, unit) for label in labels]
    rows = [list(line) for line in zip(*columns, strict=True)]
    amount = s[..., 0] if question == "both-marked" else s[..., 1:].sum(axis=-1)
    if question == "both-marked" or unit is not None:
        rows = _counted(rows, amount.sum(axis=0))
    batch = Batch(named, s, pair_members(frame), holding, np.full(holding.shape, np.nan), rows)
    found: list[Row] = []
    if len(frame.continuum.coders) == 2:
        found += rows_of(
            replace(batch, rows=[[changed(row, scope=POOLED) for row in line] for line in rows]),
            frame.setting,
        )
    else:
        found += mean_rows(frame, batch, held)
    if frame.settings.pairs:
        found += rows_of(batch, frame.setting)
    return found


def _counted(rows: list[list[Row]], amount: FloatArray) -> list[list[Row]]:
    """Return the rows with what they count: places that both marked, or passages of both."""
    return [
        [changed(row, units=int(n)) for row, n in zip(line, counts, strict=True)]
        for line, counts in zip(rows, amount, strict=True)
    ]


def _column(frame: Frame, question: str, label: int | None, unit: str | None) -> list[Row]:
    rows = pair_rows(frame, question if label is None else "label", label)
    return [changed(row, unit=unit) for row in rows] if unit else rows


def mean_rows(frame: Frame, batch: Batch, held: BoolArray) -> list[Row]:
    """Return the mean over pairs of a batch of pairs; pairs without a value are left out and counted.

    `held` (K, P, B): in which articles a pair gave the label.
    """
    k, pairs, questions, width = batch.s.shape
    anyone = np.asarray(batch.member.any(axis=1))
    total = batch.s.sum(axis=0)
    moved = np.moveaxis(batch.s, 1, 2).reshape(k, 1, questions, pairs * width)
    holding = np.asarray(held.any(axis=1).sum(axis=0, keepdims=True), dtype=np.float64)
    found: list[Row] = []
    for named in batch.named:
        defined = ~np.isnan(named.f(total))
        templates = [
            _mean_row(frame, batch, column, defined[:, column], anyone) for column in range(questions)
        ]
        own = named._replace(f=_mean_over_pairs(named.f, defined, pairs, width))
        raw = np.full((1, questions), np.nan)
        mean = Batch([own], moved, anyone[:, None], holding, raw, [templates])
        found += rows_of(mean, frame.setting)
    return found


def _mean_row(frame: Frame, batch: Batch, column: int, defined: BoolArray, anyone: BoolArray) -> Row:
    """Return the template of a mean over pairs: what it counts, and how many pairs it leaves out."""
    rows = [line[column] for line in batch.rows]
    left = int((~defined).sum())
    note = (f"{left} of {len(defined)} pairs have no value and are left out of the mean",) if left else ()
    own = rows[0].unit == frame.setting.template.unit and rows[0].question != "both-marked"
    units = frame.compared(anyone) if own else sum(row.units for row in rows)
    coders = frame.continuum.coders
    return changed(rows[0], scope=PAIR_MEAN, coders=coders, units=units, notes=rows[0].notes + note)


def _mean_over_pairs(f: Coefficient, defined: BoolArray, pairs: int, width: int) -> Coefficient:
    count = defined.sum(axis=0)

    def mean(s: FloatArray) -> FloatArray:
        values = f(np.moveaxis(s.reshape(*s.shape[:-1], pairs, width), -2, -3))
        kept = np.asarray(np.where(defined, values, 0.0).sum(axis=-2))
        found = np.divide(kept, count, out=np.full(kept.shape, np.nan), where=count > 0)
        return np.asarray(found)

    return mean


def _no_pair(
    frame: Frame, named: Sequence[Named], labels: Sequence[int | None], question: str, unit: str | None
) -> list[Row]:
    """Return rows without a value where there is only one coder."""
    coders = frame.continuum.coders
    blank = changed(
        frame.setting.template,
        scope=POOLED,
        coders=coders,
        value=None,
        reason="no overlap: only one coder" if coders else "no overlap: no coder finished anything",
        interval_reason="no value",
        unit=unit or frame.setting.template.unit,
    )
    found = []
    for entry in named:
        own = changed(blank, coefficient=entry.coefficient, metric=entry.metric)
        for label in labels:
            name = None if label is None else frame.continuum.labels[label]
            found.append(changed(own, question=question if label is None else "label", label=name))
    return found
