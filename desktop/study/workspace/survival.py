"""Does the finding survive the coders? Shares of a label by outlet, month or zone: by coder, and as gold."""

from dataclasses import dataclass, replace
from functools import partial
from math import ceil, sqrt

import numpy as np

from db import passages as db_passages
from db.records import ADJUDICATED, Finished
from desktop.agreement.arrays import FloatArray
from desktop.agreement.atoms import Units
from desktop.agreement.distributions import t_quantile
from desktop.agreement.inputs import BOILERPLATE, COMMENTS
from desktop.study.agreement import units_of
from desktop.study.agreement_draw import stratum
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import Bar, Bars
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, Where, about, label_name, plural

OUTLET, MONTH, ZONE = "outlet", "month", "zone"
TITLES = {OUTLET: "Finding by outlet", MONTH: "Finding by month", ZONE: "Finding by zone"}
UNKNOWN = {OUTLET: "outlet not known", MONTH: "month not known"}
PARTS = (("title", ("title",)), ("body", ("body",)), ("comments", COMMENTS), ("boilerplate", BOILERPLATE))


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of units with a label in one stratum, over articles finished by two coders or more.

    `coders` holds each coder's own share (None: finished nothing here); `value` is their mean; `low` and
    `high` bound it, articles and coders both drawn anew; `gold` is the adjudicated share over `settled`
    articles.
    """

    name: str
    articles: tuple[int, ...]
    units: float
    coders: tuple[float | None, ...]
    value: float | None
    low: float | None
    high: float | None
    gold: float | None
    settled: int


def carried(yes: FloatArray, asked: FloatArray, level: float) -> tuple[float, float, float] | None:
    """Return the mean share of coders with bounds that carry articles and coders, for sums (K, R) of each.

    The variance is that of articles (delete-one jackknife of the mean over coders) plus s²/R of the coders'
    own shares; t with the fewer of K - 1 and R - 1 degrees of freedom. None with fewer than two of either, or
    where all say the same everywhere.
    """
    articles, coders = yes.shape
    if articles < 2 or coders < 2 or (asked.sum(axis=0) == 0).any():
        return None
    if not yes.any() or (yes == asked).all():
        return None  # nothing varies, which says nothing of other articles
    own = yes.sum(axis=0) / asked.sum(axis=0)
    rest = asked.sum(axis=0) - asked
    if (rest <= 0).any():
        return None
    left = ((yes.sum(axis=0) - yes) / rest).mean(axis=1)
    of_articles = (articles - 1.0) / articles * float(np.square(left - left.mean()).sum())
    of_coders = float(own.var(ddof=1)) / coders
    freedom = float(min(articles, coders) - 1)
    reach = float(t_quantile(0.5 + level / 2.0, freedom)) * sqrt(of_articles + of_coders)
    value = float(own.mean())
    return value, max(value - reach, 0.0), min(value + reach, 1.0)


def survival_view(by: str, asked: Request) -> View:
    """Return the shares of a label by stratum, each coder's and gold, and whether the order survives."""
    title = TITLES[by]
    if missing := lacking(asked.compared):
        return View(by, title, missing=missing)
    if not asked.compared.continuum.labels:
        return View(by, title, missing="The codebook has no label: change it under Study first.")
    label = asked.label or _first_label(asked)
    found = [each for each in _strata(by, asked, label) if each.value is not None]
    if not found:
        return View(
            by, title, missing=f"No {by} is known of these articles: give them one in the article list."
        )
    what = about(asked.compared.codebook, label)
    names = asked.compared.continuum.coders
    return View(
        id=by,
        title=title,
        about=_about(asked, found, by, what),
        heads=_heads(asked, by),
        rows=tuple(_row(each) for each in found),
        picture=Bars(
            f"Share of {asked.unit}s with {what} by {by}; the ring is gold",
            tuple(_bar(each, at) for at, each in enumerate(found)),
            high=_round_up(max(each.high or each.value or 0.0 for each in found)),
            marks=(),
        ),
        behind=tuple(
            Where(f"Where coders differ about {what}, {each.name}", label, frozenset(each.articles))
            for each in found
        ),
        advice=verdict(found, names, label_name(asked.compared.codebook, label)),
        notes=("Gold is the adjudicated layer, where an article was adjudicated.",),
    )


def _about(asked: Request, found: list[Shares], by: str, what: str) -> str:
    compared = asked.compared
    return (
        f"Share of {asked.unit}s with {what} by {by}, phase {compared.phase}: mean of the coders with an "
        f"interval that carries articles and coders; {plural(len(compared.coders), 'coder')}, "
        f"{plural(len({a for each in found for a in each.articles}), 'article')}."
    )


def _heads(asked: Request, by: str) -> tuple[str, ...]:
    level = f"Interval ({asked.settings.level * 100:g} %)"
    names = asked.compared.continuum.coders
    return (by.capitalize(), "Share", level, *names, "Gold", "Articles", f"{asked.unit.capitalize()}s")


outlet_view = partial(survival_view, OUTLET)
month_view = partial(survival_view, MONTH)
zone_view = partial(survival_view, ZONE)


def verdict(found: list[Shares], names: tuple[str, ...], label: str) -> str:
    """Return whether every coder puts the highest stratum above the lowest, in one sentence."""
    whole = [each for each in found if all(share is not None for share in each.coders)]
    if len(whole) < 2:
        return ""
    top = max(whole, key=lambda each: each.value or 0.0)
    bottom = min(whole, key=lambda each: each.value or 0.0)
    against = [
        name
        for name, high, low in zip(names, top.coders, bottom.coders, strict=True)
        if high is not None and low is not None and high <= low
    ]
    order = f"“{label}” is most frequent in {top.name} and least in {bottom.name}"
    if against:
        return f"Does not survive the coders: {order} on average, but not for {' and '.join(against)}."
    if top.low is not None and bottom.high is not None and top.low > bottom.high:
        return f"Survives the coders: {order} for each of them, and the intervals lie apart."
    if top.low is None or bottom.high is None:
        few = "an interval needs two articles of each, and some variation in them"
        return (
            f"The order is the same for each coder ({order}), but says nothing beyond these articles: {few}."
        )
    return f"The order survives the coders ({order} for each of them), but the intervals overlap."


def _first_label(asked: Request) -> str:
    """Return the label asked about where none is: the first that unmarked text does not count as."""
    continuum = asked.compared.continuum
    marked = [name for at, name in enumerate(continuum.labels) if at not in continuum.by_default]
    return marked[0] if marked else continuum.labels[0]


def _strata(by: str, asked: Request, label: str) -> list[Shares]:
    number = asked.compared.continuum.labels.index(label)
    every = tuple(range(len(asked.compared.texts.ids)))
    if by == ZONE:
        found = []
        for name, kinds in PARTS:
            inside = replace(asked, settings=replace(asked.settings, zones=kinds))
            found.append(
                _shares(name, every, _counts(inside, number), _gold(inside, number), asked.settings.level)
            )
        return [each for each in found if each.units]
    named: dict[str, list[int]] = {}
    for place, summary in enumerate(asked.compared.texts.summaries):
        named.setdefault(stratum(summary, by) or UNKNOWN[by], []).append(place)
    if set(named) == {UNKNOWN[by]}:
        return []
    counts, gold = _counts(asked, number), _gold(asked, number)
    return [
        _shares(name, tuple(places), counts, gold, asked.settings.level)
        for name, places in sorted(named.items())
    ]


_Counts = tuple[FloatArray, FloatArray]
"""Units with the label, and units asked, as (K, R)."""


def _counts(asked: Request, number: int) -> _Counts:
    units = units_of(asked.compared, asked.settings)
    return _summed(units, number, len(asked.compared.texts.ids))


def _summed(units: Units, number: int, articles: int) -> _Counts:
    has = np.append((units.sets >> number) & 1, 0).astype(np.float64)
    yes = np.zeros((articles, len(units.values)))
    of = np.zeros_like(yes)
    for coder, values in enumerate(units.values):
        given = values >= 0
        yes[:, coder] = np.bincount(units.article, units.weight * has[values] * given, articles)
        of[:, coder] = np.bincount(units.article, units.weight * given, articles)
    return yes, of


def _gold(asked: Request, number: int) -> _Counts | None:
    """Return the same sums of the adjudicated layer, None where nothing was adjudicated."""
    compared = asked.compared
    known = compared.continuum.labels
    gold = [
        p
        for p in asked.project.ask(db_passages.all, layer=ADJUDICATED)
        if p.article in compared.texts.number and p.label in known and p.phase == compared.phase
    ]
    if not gold:
        return None
    owner = gold[0].owner
    settled = {p.article for p in gold if p.owner == owner}
    seen: set[str] = set()
    done = []
    for item in compared.finished:
        article = item.progress.article
        if article in settled and article not in seen:
            seen.add(article)
            mine = tuple(p for p in gold if p.article == article and p.owner == owner)
            done.append(Finished(replace(item.progress, coder=owner), mine))
    continuum = compared.texts.continuum(done, [owner], ["gold"], known, compared.codebook)
    units = units_of(replace(compared, continuum=continuum), asked.settings)
    return _summed(units, number, len(compared.texts.ids))


def _shares(
    name: str, places: tuple[int, ...], counts: _Counts, gold: _Counts | None, level: float
) -> Shares:
    yes, of = counts
    kept = np.array([at for at in places if (of[at] > 0).sum() >= 2], dtype=np.int64)
    of_coder = of[kept].sum(axis=0)
    own = tuple(
        float(yes[kept, coder].sum() / of_coder[coder]) if of_coder[coder] else None
        for coder in range(of.shape[1])
    )
    known = [share for share in own if share is not None]
    there = np.flatnonzero(of_coder > 0)
    bounds = carried(yes[np.ix_(kept, there)], of[np.ix_(kept, there)], level) if len(kept) else None
    gold_of = float(gold[1][kept].sum()) if gold is not None else 0.0
    return Shares(
        name=name,
        articles=tuple(kept.tolist()),
        units=float(of[kept].max(axis=1).sum()) if len(kept) else 0.0,
        coders=own,
        value=sum(known) / len(known) if known else None,
        low=bounds[1] if bounds else None,
        high=bounds[2] if bounds else None,
        gold=float(gold[0][kept].sum()) / gold_of if gold is not None and gold_of else None,
        settled=int((gold[1][kept].sum(axis=1) > 0).sum()) if gold is not None else 0,
    )


def _row(each: Shares) -> tuple[str, ...]:
    return (
        each.name,
        _number(each.value),
        _interval(each),
        *(_number(share) for share in each.coders),
        _number(each.gold),
        str(len(each.articles)),
        f"{each.units:.0f}",
    )


def _bar(each: Shares, at: int) -> Bar:
    own = [share for share in each.coders if share is not None]
    spread = f"coders {min(own):.3f} to {max(own):.3f}" if own else ""
    said = f"{_number(each.value)} {_interval(each)}".strip()
    return Bar(each.name, each.value, each.low, each.high, said, at, each.gold, spread)


def _round_up(share: float) -> float:
    """Return the end of a scale that holds a share: the next twentieth."""
    return max(ceil(share * 20.0 - 1e-9) / 20.0, 0.05)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(each: Shares) -> str:
    if each.low is None or each.high is None:
        return "one article" if len(each.articles) == 1 else "no variation"
    return f"[{each.low:.3f}, {each.high:.3f}]"
