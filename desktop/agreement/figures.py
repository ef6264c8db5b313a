"""From batches of values and standard errors to rows: intervals, their reasons, cuts, verdicts, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isfinite, isnan
from typing import Any, NamedTuple

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.intervals import (
    BOOTSTRAP,
    FEWEST_ARTICLES,
    FEWEST_FOR_BOOTSTRAP,
    MOST_UNDEFINED,
    Resampling,
    Spread,
    bootstrap,
    bounds,
    chance_below,
    jackknife,
)
from desktop.agreement.report import (
    RELIABLE,
    TENTATIVE,
    AgreementSettings,
    Row,
    as_values,
    changed,
    row_of,
    verdict,
)
from desktop.agreement.statistics import Coefficient

ALPHA_FAMILY = frozenset({"alpha", "u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha"})
WITHIN_NOUGHT_AND_ONE = frozenset({
    "percent", "prevalence", "specific_agreement_positive", "specific_agreement_negative", "span_f1_exact",
    "span_f1_half", "span_f1_any", "char_f1", "iou",
})  # fmt: skip
CHANCE_CORRECTED = frozenset({
    "alpha", "ac1", "ac2", "cohen_kappa", "scott_pi", "fleiss_kappa", "bennett_s", "u_alpha", "bar_u_alpha",
    "cu_alpha", "ku_alpha", "alpha_u_2004",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows of one table share, and how their intervals are made.

    `clusters` says what the sample consists of; `articles` and `sizes` (K,), where given, are the names of
    the articles and how many units each has, for rows of single articles.
    """

    template: Row
    settings: AgreementSettings
    clusters: str = "articles"
    fewest_bootstrap: int = FEWEST_FOR_BOOTSTRAP
    check_label: bool = True
    articles: tuple[str, ...] = ()
    sizes: IntArray | None = None


class Named(NamedTuple):
    """A coefficient: name, metric, function of sums, weights; `scopes` (S,) says where it applies."""

    coefficient: str
    metric: str | None
    f: Coefficient
    weights: str | None = None
    scopes: tuple[bool, ...] | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """Figures of some coefficients that share their statistics, for several scopes and questions at once.

    `s` (K, S, B, M) statistics, `member` (K, S) which articles a scope rests on, `holding` (S, B) articles
    that hold the label, `raw` (S, B) raw agreement for the reasons, `rows` (S, B): what each figure is about;
    `blocked` gives figures that are not defined, and why; `copies` (K,) how many clusters have exactly these
    statistics (None: one each).
    """

    named: Sequence[Named]
    s: FloatArray
    member: BoolArray
    holding: FloatArray
    raw: FloatArray
    rows: Sequence[Sequence[Row]]
    blocked: dict[tuple[int, int], str] = field(default_factory=dict)
    copies: FloatArray | None = None


def estimate(batch: Batch, setting: Setting) -> list[Spread]:
    """Return the values of each coefficient of a batch with the interval that the settings ask for."""
    member = batch.member.reshape(*batch.member.shape, *[1] * (batch.s.ndim - 1 - batch.member.ndim))
    functions = [named.f for named in batch.named]
    found = jackknife(functions, batch.s, member, batch.copies)
    settings = setting.settings
    if settings.interval == BOOTSTRAP:
        how = Resampling(settings.resamples, settings.seed, settings.level)
        return bootstrap(functions, batch.s, batch.member, how, batch.copies, found)
    ends = [bounds(spread, settings.level) for spread in found]
    return [replace(spread, low=low, high=high) for spread, (low, high) in zip(found, ends, strict=True)]


def rows_of(batch: Batch, setting: Setting) -> list[Row]:
    """Return the rows of a batch: coefficient by coefficient, scope by scope, question by question."""
    found: list[Row] = []
    if not batch.named:
        return found
    holding, raw = batch.holding.tolist(), batch.raw.tolist()
    templates = [[as_values(row) for row in line] for line in batch.rows]
    for named, spread in zip(batch.named, estimate(batch, setting), strict=True):
        head = _head(named, setting)
        figures = _as_lists(spread)
        for scope, line in enumerate(templates):
            if named.scopes is None or named.scopes[scope]:
                parts = zip(*(part[scope] for part in figures), strict=True)
                for question, (about, numbers) in enumerate(zip(line, parts, strict=True)):
                    blocked = batch.blocked.get((scope, question))
                    held = (int(holding[scope][question]), raw[scope][question], blocked)
                    found.append(_row({**about, **head}, setting, Figure._make(numbers), held))
        if setting.settings.articles and setting.articles:
            found += _article_rows(named, batch, setting)
    return found


def _head(named: Named, setting: Setting) -> dict[str, Any]:
    """Return what all rows of one coefficient say."""
    return {
        "coefficient": named.coefficient,
        "metric": named.metric,
        "weights": named.weights,
        "level": setting.settings.level,
        "clusters": setting.clusters,
    }


class Figure(NamedTuple):
    """One figure of a `Spread` as plain numbers, NaN for what is undefined."""

    value: float
    se: float
    lost: bool
    articles: float
    low: float
    high: float
    below_667: float
    below_800: float
    dropped: float


def _as_lists(spread: Spread) -> list[list[list[Any]]]:
    """Return the parts of a spread as nested lists (S, B), in the order of `Figure`."""
    blank = np.full(spread.value.shape, np.nan)
    below = spread.below or (blank, blank)
    dropped = np.zeros(spread.value.shape) if spread.dropped is None else spread.dropped
    parts = (spread.value, spread.se, spread.lost, spread.articles, spread.low, spread.high, *below, dropped)
    return [part.tolist() for part in parts]


def single_articles(settings: AgreementSettings) -> tuple[str, ...]:
    """Return the coefficients that are shown for single articles: those asked for, else the main ones."""
    return settings.coefficients or ("alpha", "percent", "prevalence")


def _article_rows(named: Named, batch: Batch, setting: Setting) -> list[Row]:
    """Return the rows of single articles under the first scope; they have no interval."""
    if named.coefficient not in single_articles(setting.settings) or (named.scopes and not named.scopes[0]):
        return []
    values = named.f(batch.s[:, 0])
    found = []
    for question, row in enumerate(batch.rows[0]):
        if (0, question) in batch.blocked:
            continue
        for article in np.flatnonzero(batch.member[:, 0]):
            value = float(values[article, question])
            units = row.units if setting.sizes is None else int(setting.sizes[article])
            about = changed(
                row, scope="article", article=setting.articles[article], units=units, notes=(),
                coefficient=named.coefficient, metric=named.metric, weights=named.weights, articles=1,
                level=setting.settings.level, clusters=setting.clusters, value=None,
                interval_reason="a single article has no interval",
            )  # fmt: skip
            if np.isnan(value):
                found.append(changed(about, reason=undefined(as_values(about), float("nan"))))
            else:
                found.append(changed(about, value=value))
    return found


def _row(row: dict[str, Any], setting: Setting, one: Figure, held: tuple[int, float, str | None]) -> Row:
    """Return the row of one figure; `held`: articles with the label, raw agreement, why it is not defined."""
    holding, raw, reason = held
    row["articles"], row["articles_with_label"] = int(one.articles), holding
    if reason is None and isnan(one.value):
        reason = undefined(row, raw)
    row["value"], row["reason"] = None if reason else one.value, reason
    _with_interval(row, setting, one)
    return row_of(row)


def undefined(row: dict[str, Any], raw: float) -> str:
    """Return in words why a figure has no value; with the raw agreement where there is one."""
    coders = row["coders"]
    if row["articles"] == 0:
        if len(coders) < 2:
            return "no overlap: only one coder" if coders else "no overlap: no coder finished anything"
        what, done = ("unit", "rated") if row["clusters"] == "units" else ("article", "finished")
        return f"no overlap: no {what} was {done} by two of these coders"
    if row["units"] == 0 and row["question"] == "both-marked":
        return "undefined: no place was marked by two coders"
    if row["units"] < 2 and row["unit"] != "passage":
        return "undefined: only one unit was compared"
    tail = "" if isnan(raw) else f"; raw agreement {raw:.3f}"
    if row["coefficient"] in CHANCE_CORRECTED:
        return f"undefined: no variation{tail}"
    return "undefined: nothing was marked by anyone"


def _with_interval(row: dict[str, Any], setting: Setting, one: Figure) -> None:
    """Put into a row its interval, or the reason why there is none."""
    value, coefficient = row["value"], row["coefficient"]
    missing = _no_interval(row, setting, one)
    if missing is not None:
        row["interval_reason"] = missing
        row["se"] = None if value is None or isnan(one.se) else one.se
        row["verdict"] = verdict(value, None) if coefficient in ALPHA_FAMILY else None
        return
    row |= bounded(coefficient, value, (one.low, one.high), one.se, one.articles - 1.0)
    row["interval"] = setting.settings.interval
    if coefficient in ALPHA_FAMILY and not isnan(one.below_667):
        row["below_667"], row["below_800"] = one.below_667, one.below_800
    if one.se == 0.0:
        row["notes"] = (*row["notes"], NO_WIDTH)
    elif one.dropped > 0:
        left = f"{int(one.dropped)} of {setting.settings.resamples} resamples are undefined and left out"
        row["notes"] = (*row["notes"], left)


NO_WIDTH = "every part of the sample agrees alike: the interval has no width"


def bounded(
    coefficient: str, value: float, ends: tuple[float, float], se: float, degrees: float
) -> dict[str, Any]:
    """Return what a row says of an interval: bounds cut to the coefficient's range and marked, and a verdict.

    P(figure < .667) and P(figure < .800) by Student's t with these degrees of freedom.
    """
    floor = 0.0 if coefficient in WITHIN_NOUGHT_AND_ONE else -1.0
    cut = tuple(name for name, beyond in (("low", ends[0] < floor), ("high", ends[1] > 1.0)) if beyond)
    low, high = max(ends[0], floor), min(ends[1], 1.0)
    found: dict[str, Any] = {"low": low, "high": high, "interval_reason": None, "se": se, "cut": cut}
    if coefficient in ALPHA_FAMILY:
        found["verdict"] = verdict(value, low)
        found["below_667"] = chance_below(value, se, degrees, TENTATIVE)
        found["below_800"] = chance_below(value, se, degrees, RELIABLE)
    return found


def _no_interval(head: dict[str, Any], setting: Setting, one: Figure) -> str | None:
    """Return why there is no interval, or None where there is one."""
    if head["value"] is None:
        return "no value"
    what, articles, holding = setting.clusters, head["articles"], head["articles_with_label"]
    if articles < FEWEST_ARTICLES:
        return f"only {_count(articles, what)} compared; {FEWEST_ARTICLES} are needed"
    if setting.check_label and holding < FEWEST_ARTICLES:
        return f"only {_count(holding, what)} with the label; {FEWEST_ARTICLES} are needed"
    resampled = setting.settings.interval == BOOTSTRAP
    if resampled and articles < setting.fewest_bootstrap:
        return f"only {_count(articles, what)}; a bootstrap needs {setting.fewest_bootstrap}"
    if one.lost:
        part = f"in more than {MOST_UNDEFINED:.0%} of the resamples the figure is undefined"
        return part if resampled else f"leaving out one of the {what} makes the figure undefined"
    return None if isfinite(one.low) else "no standard error"


def _count(number: int, what: str) -> str:
    return f"{number} {what if number != 1 else what.rstrip('s')}"
