"""Linearised standard errors and intervals in the rows of a ratings table."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement import distances
from desktop.agreement.arrays import FloatArray, IntArray
from desktop.agreement.counts import tally
from desktop.agreement.distributions import t_quantile
from desktop.agreement.figures import NO_WIDTH, bounded
from desktop.agreement.intervals import LINEARISED
from desktop.agreement.linearised import Linearised, alpha_se, chance_corrected_se, cohen_se, percent_se
from desktop.agreement.ratings import Ratings
from desktop.agreement.ratings_forms import Form, weighting
from desktop.agreement.report import AgreementSettings, Row, changed

_KINDS = {"ac1": "gwet", "ac2": "gwet", "fleiss_kappa": "scott", "scott_pi": "scott", "bennett_s": "bennett"}


def with_linearised(
    row: Row, form: Form, groups: Sequence[IntArray], ratings: Ratings, settings: AgreementSettings
) -> Row:
    """Return the row with the linearised interval value ± t(n-1)·se, or the reason why there is none."""
    blank = replace(
        row, low=None, high=None, se=None, interval=None, cut=(), below_667=None, below_800=None, verdict=None
    )
    if row.value is None:
        return blank
    reason = None
    if ratings.article is not None:
        reason = "linearised standard errors are for tables whose units are the sample; this one has articles"
    elif len(groups) > 1:
        reason = "there is no linearised standard error for a mean over pairs"
    elif row.units < 5:
        reason = f"only {row.units} units compared; 5 are needed"
    if reason is not None:
        return replace(blank, interval_reason=reason)
    found = _of(form, groups[0], ratings, settings)
    if np.isnan(found.se):
        return replace(blank, interval_reason="no standard error")
    degrees = found.units - 1
    reach = t_quantile(0.5 + settings.level / 2.0, float(degrees)) * found.se
    ends = (row.value - reach, row.value + reach)
    notes = (*blank.notes, NO_WIDTH) if found.se == 0.0 and NO_WIDTH not in blank.notes else blank.notes
    parts = bounded(row.coefficient, row.value, ends, found.se, degrees)
    return changed(blank, **parts, interval=LINEARISED, notes=notes)


def _of(form: Form, values: IntArray, ratings: Ratings, settings: AgreementSettings) -> Linearised:
    q = form.categories
    weights = weighting(ratings, settings.weights if form.weights else "identity")
    if form.name == "cohen_kappa":
        both = values[:, (values >= 0).all(axis=0)]
        table = np.bincount(both[0] * q + both[1], minlength=q * q).reshape(q, q)
        return cohen_se(table.astype(np.float64), weights)
    counts = tally(values, q)
    if form.name == "alpha":
        return alpha_se(counts, _closeness(ratings, counts, settings.metric))
    if form.name == "percent":
        return percent_se(counts)
    return chance_corrected_se(counts, _KINDS[form.name], weights)


def _closeness(ratings: Ratings, counts: FloatArray, metric: str) -> FloatArray:
    """Return 1 - δ²/max δ² (q, q) of a metric; ordinal ranks are those of the pairable values."""
    numbers = ratings.numbers
    if metric == "ordinal":
        apart = distances.ordinal(counts[counts.sum(axis=1) >= 2].sum(axis=0))
    elif metric == "interval" and numbers is not None:
        apart = distances.interval(numbers)
    elif metric == "ratio" and numbers is not None:
        apart = distances.ratio(numbers)
    else:
        apart = distances.nominal(counts.shape[1])
    return np.asarray(1.0 - apart / (apart.max() or 1.0))
