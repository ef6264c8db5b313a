"""The two-way jackknife: what an interval becomes when coders, too, are seen as a sample (from six on)."""

from collections.abc import Sequence

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.distributions import t_quantile
from desktop.agreement.figures import WITHIN_NOUGHT_AND_ONE
from desktop.agreement.frames import Frame
from desktop.agreement.intervals import two_way_se
from desktop.agreement.report import Row, changed
from desktop.agreement.scopes import POOLED, label_statistics, scopes
from desktop.agreement.statistics import Coefficient

FEWEST_CODERS = 6


def widened(
    frame: Frame, questions: Sequence[int], rows: list[Row], functions: dict[str, Coefficient]
) -> list[Row]:
    """Return rows of binary questions with two-way bounds in those of all coders pooled.

    Degrees of freedom: the smaller of articles and coders, less one.
    """
    coders, member = len(frame.continuum.coders), frame.shared[:, 0]
    articles = int(member.sum())
    if articles < 2:
        return rows
    over = scopes(coders, frame.joint.pairs, each_pair=False)
    without = label_statistics(frame.joint, over)[member, 1:][:, :, list(questions)]
    s = frame.labels[member, 0][:, list(questions)]
    t = t_quantile(0.5 + frame.settings.level / 2.0, float(min(articles, coders) - 1))
    reach = {name: t * _se(f, s, without) for name, f in functions.items()}
    seen = dict.fromkeys(functions, 0)
    found = []
    for row in rows:
        if row.scope != POOLED:
            found.append(row)
            continue
        wide = float(reach[row.coefficient][seen[row.coefficient]])
        seen[row.coefficient] += 1
        if row.low is None or row.value is None or not np.isfinite(wide):
            found.append(row)
            continue
        floor = 0.0 if row.coefficient in WITHIN_NOUGHT_AND_ONE else -1.0
        low, high = max(row.value - wide, floor), min(row.value + wide, 1.0)
        found.append(changed(row, low_two_way=low, high_two_way=high))
    return found


def _se(f: Coefficient, s: FloatArray, without: FloatArray) -> FloatArray:
    """Return the two-way standard error for statistics (K, B, M), without each coder (K, R, B, M)."""
    total, rest = s.sum(axis=0), without.sum(axis=0)
    less_both = np.stack([f(rest - one) for one in without])
    with np.errstate(invalid="ignore"):
        return two_way_se(f(total), f(total - s), f(rest), less_both)
