"""The agreement table of a ratings table: every coefficient over units × coders."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from desktop.agreement.figures import CHANCE_CORRECTED, Batch, Named, Setting, rows_of
from desktop.agreement.intervals import LINEARISED
from desktop.agreement.ratings import Ratings
from desktop.agreement.ratings_forms import Form, clustered, cohen_form, forms_of, mean_of, point
from desktop.agreement.ratings_linearised import with_linearised
from desktop.agreement.report import AgreementReport, AgreementSettings, Row

UNITS, ARTICLES = "units", "articles"


@dataclass(frozen=True, eq=False, slots=True)
class Scope:
    """Some coders of a table, and the groups of them that are compared (one, or every pair for a mean)."""

    name: str
    coders: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    left_out: str | None = None


def ratings_report(ratings: Ratings, settings: AgreementSettings) -> AgreementReport:
    """Return the table of a ratings table; it says so where its units are the clusters of the intervals."""
    notes = []
    if ratings.article is None:
        notes.append("the table has no article column: the units are the clusters of every interval")
    shown: dict[str, object] = {
        "metric": settings.metric, "weights": settings.weights, "interval": settings.interval,
        "level": settings.level, "resamples": settings.resamples, "seed": settings.seed,
        "coders": list(ratings.coders), "units": int(ratings.values.shape[1]),
        "articles": list(ratings.articles), "categories": list(ratings.categories),
    }  # fmt: skip
    return AgreementReport(shown, tuple(ratings_rows(ratings, settings)), tuple(notes))


def ratings_rows(ratings: Ratings, settings: AgreementSettings) -> list[Row]:
    """Return all rows: pooled first, then, where asked for, pairs, their mean, and each coder left out."""
    forms = [form for form in forms_of(ratings, settings) if settings.wants(form.name)]
    kappa = cohen_form(ratings, settings)
    wanted = settings.wants("cohen_kappa")
    found: list[Row] = []
    setting = _setting(ratings, settings)
    for scope in _scopes(ratings, settings):
        for form in forms:
            if _fits(form, scope):
                found += figures(ratings, setting, scope, form)
        if wanted and all(len(group) == 2 for group in scope.groups):
            found += figures(ratings, setting, scope, kappa)
    if wanted and not settings.pairs and len(ratings.coders) > 2:
        found += figures(ratings, setting, _mean(ratings), kappa)
    return found


def _fits(form: Form, scope: Scope) -> bool:
    """Return whether a coefficient is for this number of coders: π is for two, Fleiss' κ for a whole team."""
    two = all(len(group) == 2 for group in scope.groups)
    if form.name == "scott_pi":
        return two
    return form.name != "fleiss_kappa" or scope.name in ("pooled", "coder-left-out")


def _scopes(ratings: Ratings, settings: AgreementSettings) -> list[Scope]:
    everyone = tuple(range(len(ratings.coders)))
    found = [Scope("pooled", everyone, (everyone,))]
    if settings.pairs and len(everyone) > 1:
        if len(everyone) > 2:
            found.append(_mean(ratings))
        found += [Scope("pair", pair, (pair,)) for pair in combinations(everyone, 2)]
    if settings.left_out and len(everyone) > 2:
        rests = [(out, tuple(i for i in everyone if i != out)) for out in everyone]
        found += [Scope("coder-left-out", rest, (rest,), ratings.coders[out]) for out, rest in rests]
    return found


def _mean(ratings: Ratings) -> Scope:
    everyone = tuple(range(len(ratings.coders)))
    return Scope("pair-mean", everyone, tuple(combinations(everyone, 2)))


def _setting(ratings: Ratings, settings: AgreementSettings) -> Setting:
    template = Row(
        "",
        None,
        "all-labels",
        None,
        "pooled",
        (),
        None,
        "unit",
        (),
        None,
        None,
        (),
        None,
        None,
        mode="ratings",
    )
    if ratings.article is None:
        return Setting(template, settings, UNITS, 2, check_label=False)
    sizes = np.bincount(ratings.article, (ratings.values >= 0).sum(axis=0) >= 2).astype(np.int64)
    return Setting(template, settings, ARTICLES, check_label=False, articles=ratings.articles, sizes=sizes)


def pooled(ratings: Ratings) -> Scope:
    """Return the scope of all coders of a table."""
    everyone = tuple(range(len(ratings.coders)))
    return Scope("pooled", everyone, (everyone,))


def figures(ratings: Ratings, setting: Setting, scope: Scope, form: Form) -> list[Row]:
    """Return the row of one coefficient over one scope of a table, with its interval or why there is none.

    Rows of single articles follow under the pooled scope, where they are asked for.
    """
    settings = setting.settings
    if scope.name != "pooled":
        setting = replace(setting, articles=())
    groups = [ratings.values[list(group)] for group in scope.groups]
    rated = (ratings.values[list(scope.coders)] >= 0).sum(axis=0)
    names = tuple(ratings.coders[i] for i in scope.coders)
    units = int((rated >= 2).sum())
    about = replace(setting.template, scope=scope.name, coders=names, left_out=scope.left_out, units=units)
    if form.categories > form.most:
        reason = f"not computed: {form.categories} different values are too many for this coefficient"
        return [
            replace(
                about, coefficient=form.name, metric=form.metric, weights=form.weights, value=None,
                reason=reason, interval_reason="no value", clusters=setting.clusters,
            )
        ]  # fmt: skip
    held = clustered(form, groups, ratings.article)
    f = form.f
    if len(groups) > 1:
        f, left = mean_of(form.f, held.s, held.copies, len(groups))
        if left:
            note = f"{left} of {len(groups)} pairs have no value and are left out of the mean"
            about = replace(about, notes=(*about.notes, note))
    batch = Batch(
        [Named(form.name, form.metric, f, form.weights)], held.s[:, None, None, :], held.member[:, None],
        np.zeros((1, 1)), np.full((1, 1), point(groups[0])), [[about]],
        _blocked(form, about, len(ratings.categories)), held.copies,
    )  # fmt: skip
    row, *single = rows_of(batch, setting)
    if not held.whole:
        reason = (
            "too many units with different values for an interval over units; name their articles instead"
        )
        return [_without_interval(row, units, reason)]
    if settings.interval == LINEARISED:
        row = with_linearised(row, form, groups, ratings, settings)
    return [row, *single]


def _without_interval(row: Row, clusters: int, reason: str) -> Row:
    return replace(
        row, low=None, high=None, interval=None, se=None, below_667=None, below_800=None, cut=(),
        articles=clusters, interval_reason=reason,
    )  # fmt: skip


def _blocked(form: Form, about: Row, categories: int) -> dict[tuple[int, int], str]:
    """Return why a figure is not computed at all: nothing to compare."""
    if len(about.coders) < 2:
        return {(0, 0): "no overlap: only one coder"}
    if categories == 0:
        return {(0, 0): "undefined: no coder gave any value"}
    if about.units == 0:
        return {(0, 0): "no overlap: no unit was rated by two of these coders"}
    if about.units == 1 and form.name in CHANCE_CORRECTED:
        return {(0, 0): "undefined: only one unit was rated by two coders"}
    return {}
