"""Rows about whole articles: share, count and presence of each label, and decisions beside labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.figures import Batch, Named, Setting, rows_of
from desktop.agreement.icc import icc_2_1, icc_sums
from desktop.agreement.inputs import Continuum
from desktop.agreement.matching import HALF, matched_passages
from desktop.agreement.measured import measure
from desktop.agreement.ratings import Ratings, factorised
from desktop.agreement.ratings_forms import Form, forms_of
from desktop.agreement.ratings_table import figures, pooled
from desktop.agreement.report import AgreementSettings, Row, verdict
from desktop.agreement.rulers import CHARACTER
from desktop.wording import counted

ARTICLE, PASSAGE = "article", "passage"


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that coders decide beside labels: set aside or not, a flag, an attribute.

    `of` is article or passage; `metric` nominal or ordinal; `options` the possible values in order, or ()
    where the values say it. `values`: for articles one tuple per coder with a value or None per article; for
    passages one tuple with a value or None per passage of the continuum.
    """

    name: str
    of: str
    metric: str
    options: tuple[str, ...]
    values: tuple[tuple[str | None, ...], ...]


def quantity_rows(
    continuum: Continuum, setting: Setting, measured: tuple[FloatArray, FloatArray, BoolArray],
    labels: Sequence[int], *, by_default: bool,
) -> list[Row]:  # fmt: skip
    """Return α and ICC(2,1) of each label's share, count and presence per article.

    `measured`: shares (K, R, L) of the text, numbers of passages (K, R, L), and who coded what (R, K). Shares
    and counts are interval, presence (any of the text, or a passage) is nominal. `by_default`: whether
    unmarked text is in the shares.
    """
    share, count, coded = measured
    found: list[Row] = []
    if not share.size:
        return found
    for label in labels:
        given = ((share[:, :, label] > 0) | (count[:, :, label] > 0)).T & coded
        held = int((given.any(axis=0) & (coded.sum(axis=0) >= 2)).sum())
        for name, metric, table in (
            ("share", "interval", share[:, :, label]),
            ("count", "interval", count[:, :, label]),
            ("presence", "nominal", given.T.astype(np.float64)),
        ):
            values = np.where(coded, table.T, np.nan)
            filled = by_default and label in continuum.by_default and name != "count"
            about = replace(
                setting.template,
                question="label",
                label=continuum.labels[label],
                unit=ARTICLE,
                variable=name,
                mode="by-default" if filled else "explicit",
            )
            found += _quantity(values, continuum.coders, replace(setting, template=about), metric, held)
    return found


def _quantity(
    values: FloatArray, coders: tuple[str, ...], setting: Setting, metric: str, held: int
) -> list[Row]:
    settings = replace(setting.settings, metric=metric, weights="identity")
    ratings = _ratings(values, coders)
    names = ("alpha",) if metric == "interval" else ("alpha", "percent", "ac1")
    setting = replace(setting, settings=settings, check_label=False, articles=())
    found = [
        figures(ratings, setting, pooled(ratings), form)[0]
        for form in forms_of(ratings, settings)
        if form.name in names and settings.wants(form.name)
    ]
    if metric == "interval" and settings.wants("icc_2_1"):
        found.append(_icc(values, coders, setting))
    return [_checked(replace(row, articles_with_label=held)) for row in found]


def _checked(row: Row) -> Row:
    """Return the row without its interval where fewer than five articles hold the label."""
    if row.interval is None or row.articles_with_label >= 5:
        return row
    reason = f"only {counted(row.articles_with_label, 'article')} with the label; 5 are needed"
    return replace(
        row, low=None, high=None, interval=None, se=None, cut=(), below_667=None, below_800=None,
        interval_reason=reason, verdict=row.verdict and verdict(row.value, None),
    )  # fmt: skip


def _ratings(values: FloatArray, coders: tuple[str, ...]) -> Ratings:
    codes, numbers = factorised(values)
    names = tuple(f"{number:g}" for number in numbers)
    return Ratings(coders, (), codes, names, numbers, np.arange(values.shape[1]))


def _icc(values: FloatArray, coders: tuple[str, ...], setting: Setting) -> Row:
    complete = ~np.isnan(values).any(axis=0)
    kept = values[:, complete]
    s = icc_sums(kept - (kept.mean() if kept.size else 0.0))
    notes = ("over the articles that all of these coders finished",) if not complete.all() else ()
    about = replace(setting.template, scope="pooled", coders=coders, units=kept.shape[1], notes=notes)
    blocked = {}
    if len(coders) < 2:
        blocked = {(0, 0): "no overlap: only one coder"}
    elif kept.shape[1] < 2:
        blocked = {
            (0, 0): f"no overlap: only {counted(kept.shape[1], 'article')} finished by all of these coders"
        }
    elif np.ptp(kept) == 0.0:
        blocked = {(0, 0): "undefined: no variation"}
    member, blank = np.ones((len(s), 1), dtype=bool), np.full((1, 1), np.nan)
    named = [Named("icc_2_1", "interval", icc_2_1(len(coders)))]
    batch = Batch(named, s[:, None, None, :], member, np.zeros((1, 1)), blank, [[about]], blocked)
    return rows_of(batch, setting)[0]


def variable_rows(continuum: Continuum, setting: Setting, variables: Sequence[Variable]) -> list[Row]:
    """Return α, raw agreement and AC1 of decisions beside labels.

    Those about passages are compared over passages that match (same label, at least half overlap).
    """
    found: list[Row] = []
    for variable in variables:
        if variable.of == ARTICLE:
            found += _of_articles(continuum, setting, variable)
        else:
            found += _of_passages(continuum, setting, variable)
    return found


def _of_articles(continuum: Continuum, setting: Setting, variable: Variable) -> list[Row]:
    options = _options(variable)
    values = np.array([[_place(options, v) for v in line] for line in variable.values], dtype=np.int64)
    ratings = _choices(variable, options, continuum.coders, values.reshape(len(continuum.coders), -1))
    return _choice_rows(ratings, setting, variable, ARTICLE, ())


def _of_passages(continuum: Continuum, setting: Setting, variable: Variable) -> list[Row]:
    options = _options(variable)
    seen = continuum.finished[continuum.passages.coder, continuum.passages.article]
    value = np.array([_place(options, v) for v in variable.values[0]], dtype=np.int64)[seen]
    counted = continuum.counted()
    order = np.lexsort((counted.start, counted.article, counted.coder))
    value = value[order]
    found = measure(continuum, counted.where(order), CHARACTER, setting.template.zones)
    coders = len(continuum.coders)
    pairs = np.array([(i, j) for i in range(coders) for j in range(i + 1, coders)], dtype=np.int64).reshape(
        -1, 2
    )
    (left, right), article = matched_passages(found, continuum.finished, pairs, HALF)
    both = np.stack((value[found.index][left], value[found.index][right]))
    ratings = replace(_choices(variable, options, ("one", "other"), both), article=article)
    notes = ("over passages with the same label that overlap by half or more",)
    rows = _choice_rows(ratings, setting, variable, PASSAGE, notes)
    return [replace(row, coders=continuum.coders) for row in rows]


def _options(variable: Variable) -> tuple[str, ...]:
    given = {v for line in variable.values for v in line if v is not None}
    return (*variable.options, *sorted(given - set(variable.options)))


def _place(options: tuple[str, ...], value: str | None) -> int:
    return -1 if value is None else options.index(value)


def _choices(
    variable: Variable, options: tuple[str, ...], coders: tuple[str, ...], values: IntArray
) -> Ratings:
    used = np.unique(values[values >= 0])
    number = np.full(len(options) + 1, -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    names = tuple(options[i] for i in used)
    ranks = np.arange(len(used), dtype=np.float64) if variable.metric == "ordinal" else None
    return Ratings(coders, (), number[values], names, ranks, np.arange(values.shape[1]))


def _choice_rows(
    ratings: Ratings, setting: Setting, variable: Variable, unit: str, notes: tuple[str, ...]
) -> list[Row]:
    settings = replace(setting.settings, metric=variable.metric, weights="identity")
    template = replace(
        setting.template, question="all-labels", label=None, unit=unit, variable=variable.name, notes=notes
    )
    setting = Setting(template, settings, check_label=False)
    if not ratings.values.shape[1]:
        reason = "no overlap: nothing was decided by two of these coders"
        return [_empty(template, form, ratings, reason) for form in _chosen(ratings, settings)]
    return [figures(ratings, setting, pooled(ratings), form)[0] for form in _chosen(ratings, settings)]


def _chosen(ratings: Ratings, settings: AgreementSettings) -> list[Form]:
    forms = forms_of(ratings, settings)
    return [form for form in forms if form.name in ("alpha", "percent", "ac1") and settings.wants(form.name)]


def _empty(template: Row, form: Form, ratings: Ratings, reason: str) -> Row:
    return replace(
        template, coefficient=form.name, metric=form.metric, coders=ratings.coders, value=None, reason=reason,
        interval_reason="no value",
    )  # fmt: skip
