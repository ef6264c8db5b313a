"""Rows of figures that only pairs of coders have: each pair, and the mean over pairs, named as a mean."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray
from desktop.agreement.figures import Batch, rows_of
from desktop.agreement.frames import PAIR_MEAN, Frame, pair_members, pair_rows
from desktop.agreement.report import Row
from desktop.agreement.scopes import POOLED
from desktop.agreement.statistics import Coefficient


class Named(NamedTuple):
    """A coefficient by name, its metric, its function of sums, and which statistics say a label was given."""

    coefficient: str
    metric: str | None
    f: Coefficient
    given: tuple[int, ...] = (1, 2)


def pair_figures(
    frame: Frame, named: Named, s: FloatArray, labels: Sequence[int | None], *, question: str = "any-label",
    unit: str | None = None,
) -> list[Row]:  # fmt: skip
    """Return the rows of one coefficient for statistics (K, P, B, M) of pairs.

    `labels` (B) are label numbers, or None for the question named by `question`. Two coders get a pooled
    row (and, with pairs asked for, the pair's); more get the mean over pairs, and the pairs where asked for.
    """
    if not len(frame.joint.pairs):
        return _no_pair(frame, named, labels, question, unit)
    member = pair_members(frame)
    held = np.asarray(s[..., named.given].sum(axis=-1) > 0)
    holding = np.asarray(held.sum(axis=0), dtype=np.float64)
    raw = np.full(holding.shape, np.nan)
    columns = [_column(frame, question, label, unit) for label in labels]
    rows: list[list[Row | None]] = [list(line) for line in zip(*columns, strict=True)]
    amount = s[..., 0] if question == "both-marked" else s[..., 1:].sum(axis=-1)
    if question == "both-marked" or unit is not None:
        rows = _counted(rows, amount.sum(axis=0))
    batch = Batch(named.coefficient, named.f, s, member, holding, raw, rows, named.metric)
    found: list[Row] = []
    if len(frame.continuum.coders) == 2:
        pooled: list[list[Row | None]] = [
            [row and replace(row, scope=POOLED) for row in line] for line in rows
        ]
        found += rows_of(replace(batch, rows=pooled), frame.setting)
    else:
        found += mean_rows(frame, batch, held)
    if frame.settings.pairs:
        found += rows_of(batch, frame.setting)
    return found


def _counted(rows: list[list[Row | None]], amount: FloatArray) -> list[list[Row | None]]:
    """Return the rows with what they count: places that both marked, or passages of both."""
    return [
        [row and replace(row, units=int(n)) for row, n in zip(line, counts, strict=True)]
        for line, counts in zip(rows, amount, strict=True)
    ]


def _column(frame: Frame, question: str, label: int | None, unit: str | None) -> list[Row]:
    rows = pair_rows(frame, question if label is None else "label", label)
    return [replace(row, unit=unit or row.unit) for row in rows]


def mean_rows(frame: Frame, batch: Batch, held: BoolArray) -> list[Row]:
    """Return the mean over pairs of a batch of pairs; pairs without a value are left out and counted.

    `held` (K, P, B): in which articles a pair gave the label.
    """
    defined = ~np.isnan(batch.f(batch.s.sum(axis=0)))
    k, pairs, questions, width = batch.s.shape
    anyone = np.asarray(batch.member.any(axis=1))
    templates = [_mean_row(frame, batch, column, defined[:, column], anyone) for column in range(questions)]
    mean = replace(
        batch,
        f=_mean_over_pairs(batch.f, defined, pairs, width),
        s=np.moveaxis(batch.s, 1, 2).reshape(k, 1, questions, pairs * width),
        member=anyone[:, None],
        holding=np.asarray(held.any(axis=1).sum(axis=0, keepdims=True), dtype=np.float64),
        raw=np.full((1, questions), np.nan),
        rows=[templates],
    )
    return rows_of(mean, frame.setting)


def _mean_row(frame: Frame, batch: Batch, column: int, defined: BoolArray, anyone: BoolArray) -> Row | None:
    """Return the template of a mean over pairs: what it counts, and how many pairs it leaves out."""
    rows = [row for line in batch.rows if (row := line[column]) is not None]
    if not rows:
        return None
    left = int((~defined).sum())
    note = (f"{left} of {len(defined)} pairs have no value and are left out of the mean",) if left else ()
    own = rows[0].unit == frame.setting.template.unit and rows[0].question != "both-marked"
    units = frame.compared(anyone) if own else sum(row.units for row in rows)
    coders = frame.continuum.coders
    return replace(rows[0], scope=PAIR_MEAN, coders=coders, units=units, notes=rows[0].notes + note)


def _mean_over_pairs(f: Coefficient, defined: BoolArray, pairs: int, width: int) -> Coefficient:
    count = defined.sum(axis=0)

    def mean(s: FloatArray) -> FloatArray:
        values = f(np.moveaxis(s.reshape(*s.shape[:-1], pairs, width), -2, -3))
        kept = np.asarray(np.where(defined, values, 0.0).sum(axis=-2))
        found = np.divide(kept, count, out=np.full(kept.shape, np.nan), where=count > 0)
        return np.asarray(found)

    return mean


def _no_pair(
    frame: Frame, named: Named, labels: Sequence[int | None], question: str, unit: str | None
) -> list[Row]:
    """Return rows without a value where there is only one coder."""
    reason = (
        "no overlap: only one coder" if frame.continuum.coders else "no overlap: no coder finished anything"
    )
    template = frame.setting.template
    blank = replace(
        template,
        coefficient=named.coefficient,
        metric=named.metric,
        scope=POOLED,
        coders=frame.continuum.coders,
        value=None,
        reason=reason,
        interval_reason="no value",
        unit=unit or template.unit,
    )
    return [
        replace(blank, question=question)
        if label is None
        else replace(blank, question="label", label=frame.continuum.labels[label])
        for label in labels
    ]
