"""The two-way jackknife: what an interval becomes when coders, too, are seen as a sample (from six on)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.distributions import t_quantile
from desktop.agreement.frames import Frame
from desktop.agreement.intervals import two_way_se
from desktop.agreement.report import Row
from desktop.agreement.scopes import label_statistics, scopes
from desktop.agreement.statistics import Coefficient

FEWEST_CODERS = 6


class LeftOut:
    """The statistics of binary questions with each coder left out, for all coefficients of a frame."""

    def __init__(self, frame: Frame, questions: Sequence[int]) -> None:
        self._coders = len(frame.continuum.coders)
        over = scopes(self._coders, frame.joint.pairs, each_pair=False)
        self._s = label_statistics(frame.joint, over)[:, 1:][:, :, list(questions)]
        self._articles = int(frame.shared[:, 0].sum())
        self._member = frame.shared[:, 0]
        self._level = frame.settings.level

    def widened(self, rows: list[Row], f: Coefficient, s: FloatArray) -> list[Row]:
        """Return the rows with two-way bounds in those of all coders pooled; `s` (K, B, M) are theirs.

        Degrees of freedom: the smaller of articles and coders, less one.
        """
        value, se = self._se(f, s[self._member])
        if self._articles < 2:
            return rows
        reach = t_quantile(0.5 + self._level / 2.0, float(min(self._articles, self._coders) - 1)) * se
        found, column = [], 0
        for row in rows:
            if row.scope != "pooled":
                found.append(row)
                continue
            low, high = float(value[column] - reach[column]), float(value[column] + reach[column])
            if row.low is not None and np.isfinite(low):
                row = replace(row, low_two_way=max(low, -1.0), high_two_way=min(high, 1.0))  # noqa: PLW2901
            found.append(row)
            column += 1
        return found

    def _se(self, f: Coefficient, s: FloatArray) -> tuple[FloatArray, FloatArray]:
        total, without = s.sum(axis=0), self._s.sum(axis=0)
        left = self._s[self._member]
        less_both = (
            np.stack([f(without - one) for one in left]) if len(left) else np.zeros((0, *without.shape[:-1]))
        )
        with np.errstate(invalid="ignore"):
            return f(total), two_way_se(f(total), f(total - s), f(without), less_both)
