"""Rows of figures that only pairs of coders have: each pair, and the mean over pairs, named as a mean."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray
from desktop.agreement.figures import Batch, rows_of
from desktop.agreement.frames import PAIR_MEAN, Frame, pair_members, pair_rows
from desktop.agreement.report import Row
from desktop.agreement.scopes import POOLED
from desktop.agreement.statistics import Coefficient


def pair_figures(
    frame: Frame, coefficient: str, metric: str | None, f: Coefficient, s: FloatArray,
    labels: Sequence[int | None], *, question: str = "any-label", unit: str | None = None,
    blocked: dict[tuple[int, int], str] | None = None,
) -> list[Row]:  # fmt: skip
    """Return the rows of one coefficient for statistics (K, P, B, M) of pairs.

    `labels` (B) are label numbers, or None for the question named by `question`. Two coders get a pooled
    row (and, with pairs asked for, the pair's); more get the mean over pairs, and the pairs where asked for.
    """
    if not len(frame.joint.pairs):
        return _no_pair(frame, coefficient, metric, labels, question, unit)
    member = pair_members(frame)
    used = s[..., 3:6:2].sum(axis=-1) if s.shape[-1] == 6 else s[..., 1:].sum(axis=-1)
    holding = (used > 0).sum(axis=0).astype(np.float64)
    raw = np.full(holding.shape, np.nan)
    columns = [_column(frame, question, label, unit) for label in labels]
    rows: list[list[Row | None]] = [list(line) for line in zip(*columns, strict=True)]
    amount = s[..., 0] if question == "both-marked" else s[..., 1:].sum(axis=-1)
    if question == "both-marked" or unit is not None:
        rows = _counted(rows, amount.sum(axis=0))
    batch = Batch(coefficient, f, s, member, holding, raw, rows, metric, blocked=blocked or {})
    found: list[Row] = []
    if len(frame.continuum.coders) == 2:
        pooled: list[list[Row | None]] = [
            [row and replace(row, scope=POOLED) for row in line] for line in rows
        ]
        found += rows_of(replace(batch, rows=pooled), frame.setting)
    else:
        found += mean_rows(frame, batch)
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


def mean_rows(frame: Frame, batch: Batch) -> list[Row]:
    """Return the mean over pairs of a batch of pairs; pairs without a value are left out and counted."""
    points = batch.f(batch.s.sum(axis=0))
    for at in batch.blocked:
        points[at] = np.nan
    defined = ~np.isnan(points)
    k, pairs, questions, width = batch.s.shape
    moved = np.moveaxis(batch.s, 1, 2).reshape(k, 1, questions, pairs * width)
    anyone = batch.member.any(axis=1)
    templates: list[Row | None] = []
    for column in range(questions):
        row = batch.rows[0][column]
        if row is None:
            templates.append(None)
            continue
        left = int((~defined[:, column]).sum())
        note = (f"{left} of {pairs} pairs have no value and are left out of the mean",) if left else ()
        coders = frame.continuum.coders
        own = row.unit == frame.setting.template.unit and row.question != "both-marked"
        units = (
            frame.compared(anyone) if own else sum(line[column].units for line in batch.rows if line[column])
        )
        templates.append(replace(row, scope=PAIR_MEAN, coders=coders, units=units, notes=row.notes + note))
    blocked = {(0, c): why for (_, c), why in batch.blocked.items() if not defined[:, c].any()}
    mean = replace(
        batch,
        f=_mean_over_pairs(batch.f, defined, pairs, width),
        s=moved,
        member=anyone[:, None],
        holding=_holding(batch),
        raw=np.full((1, questions), np.nan),
        rows=[templates],
        blocked=blocked,
    )
    return rows_of(mean, frame.setting)


def _holding(batch: Batch) -> FloatArray:
    """Return (1, B): articles in which any pair holds the label, at least the most any one pair has."""
    return np.asarray(batch.holding.max(axis=0, keepdims=True))


def _mean_over_pairs(f: Coefficient, defined: BoolArray, pairs: int, width: int) -> Coefficient:
    count = defined.sum(axis=0)

    def mean(s: FloatArray) -> FloatArray:
        values = f(np.moveaxis(s.reshape(*s.shape[:-1], pairs, width), -2, -3))
        kept = np.where(defined, values, 0.0).sum(axis=-2)
        return np.divide(kept, count, out=np.full(kept.shape, np.nan), where=count > 0)

    return mean


def _no_pair(
    frame: Frame,
    coefficient: str,
    metric: str | None,
    labels: Sequence[int | None],
    question: str,
    unit: str | None,
) -> list[Row]:
    """Return rows without a value where there is only one coder."""
    reason = (
        "no overlap: only one coder" if frame.continuum.coders else "no overlap: no coder finished anything"
    )
    template = frame.setting.template
    return [
        replace(
            template, coefficient=coefficient, metric=metric, question=question if label is None else "label",
            label=None if label is None else frame.continuum.labels[label], scope=POOLED,
            coders=frame.continuum.coders, value=None, reason=reason, interval_reason="no value",
            unit=unit or template.unit,
        )
        for label in labels
    ]  # fmt: skip
