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
    frame: Frame, named: Sequence[Named], s: FloatArray, about: Sequence[int | str], *,
    unit: str | None = None, given: tuple[int, ...] = (1, 2),
) -> list[Row]:  # fmt: skip
    """Return the rows of coefficients with statistics (K, P, B, M) of pairs.

    `about` (B): the number of a label, or the name of another question; `given` are the statistics that say
    that a label was given. Two coders get a pooled row (and, with pairs asked for, the pair's); more get the
    mean over pairs, and the pairs where asked for.
    """
    if not named:
        return []
    if not len(frame.joint.pairs):
        return _no_pair(frame, named, about, unit)
    held = np.asarray(s[..., given].sum(axis=-1) > 0)
    columns = [_column(frame, which, unit) for which in about]
    rows = [list(line) for line in zip(*columns, strict=True)]
    if unit is not None:
        rows = _counted(rows, s[..., 1:].sum(axis=(0, -1)))
    elif "both-marked" in about:
        rows = _counted(rows, s[..., 0].sum(axis=0))
    if len(frame.continuum.coders) == 2:
        pooled = [[changed(row, scope=POOLED) for row in line] for line in rows]
        batch = _batch(named, s, held, pair_members(frame), pooled)
        single = replace(batch, rows=rows)
        return rows_of(batch, frame.setting) + (
            rows_of(single, frame.setting) if frame.settings.pairs else []
        )
    found: list[Row] = []
    total = s.sum(axis=0)
    for entry in named:
        found += _with_mean(frame, entry, s, held, rows, ~np.isnan(entry.f(total)))
    return found


def _batch(
    named: Sequence[Named], s: FloatArray, held: BoolArray, member: BoolArray, rows: list[list[Row]]
) -> Batch:
    holding = np.asarray(held.sum(axis=0), dtype=np.float64)
    return Batch(named, s, member, holding, np.full(holding.shape, np.nan), rows)


def _with_mean(
    frame: Frame, named: Named, s: FloatArray, held: BoolArray, rows: list[list[Row]], defined: BoolArray
) -> list[Row]:
    """Return the mean over pairs, then the pairs where they are asked for; all from one pass.

    The mean is one more scope beside the pairs. Pairs without a value (not `defined` (P, B)) are left out of
    it and counted in its note.
    """
    shared = pair_members(frame)
    anyone = np.asarray(shared.any(axis=1))
    columns = range(len(rows[0]))
    means = [_mean_row(frame, rows, column, defined[:, column], anyone) for column in columns]
    member = np.concatenate((anyone[:, None], shared), axis=1)
    held = np.concatenate((held.any(axis=1, keepdims=True), held), axis=1)
    shown = (True, *[frame.settings.pairs] * len(rows))
    entry = named._replace(f=_mean_first(named.f, defined), scopes=shown)
    return rows_of(_batch([entry], s, held, member, [means, *rows]), frame.setting)


def _counted(rows: list[list[Row]], amount: FloatArray) -> list[list[Row]]:
    """Return the rows with what they count: places that both marked, or passages of both."""
    return [
        [changed(row, units=int(n)) for row, n in zip(line, counts, strict=True)]
        for line, counts in zip(rows, amount, strict=True)
    ]


def _column(frame: Frame, which: int | str, unit: str | None) -> list[Row]:
    rows = pair_rows(frame, which, None) if isinstance(which, str) else pair_rows(frame, "label", which)
    return [changed(row, unit=unit) for row in rows] if unit else rows


def _mean_row(frame: Frame, rows: list[list[Row]], column: int, defined: BoolArray, anyone: BoolArray) -> Row:
    """Return the template of a mean over pairs: what it counts, and how many pairs it leaves out."""
    own = [line[column] for line in rows]
    left = int((~defined).sum())
    note = (f"{left} of {len(defined)} pairs have no value and are left out of the mean",) if left else ()
    plain = own[0].unit == frame.setting.template.unit and own[0].question != "both-marked"
    units = int(frame.compared(anyone)) if plain else sum(row.units for row in own)
    coders = frame.continuum.coders
    return changed(own[0], scope=PAIR_MEAN, coders=coders, units=units, notes=own[0].notes + note)


def _mean_first(f: Coefficient, defined: BoolArray) -> Coefficient:
    """Return f over pairs (…, P, B, M) as (…, 1 + P, B): the mean over defined pairs, then each pair."""
    count = defined.sum(axis=0)

    def both(s: FloatArray) -> FloatArray:
        values = f(s)
        kept = np.where(defined, values, 0.0).sum(axis=-2)
        mean = np.divide(kept, count, out=np.full(kept.shape, np.nan), where=count > 0)
        return np.concatenate((mean[..., None, :], values), axis=-2)

    return both


def _no_pair(frame: Frame, named: Sequence[Named], about: Sequence[int | str], unit: str | None) -> list[Row]:
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
        for which in about:
            name = None if isinstance(which, str) else frame.continuum.labels[which]
            question = which if isinstance(which, str) else "label"
            found.append(changed(own, question=question, label=name))
    return found
