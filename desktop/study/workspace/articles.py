"""Each article by its agreement and its length: the ones that fall out are named."""

import numpy as np

from desktop.agreement.report import Row
from desktop.agreement.words import number
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import ALPHA_MARKS, Dot, Dots
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, Where, about, basis, plural

ARTICLES = "articles"
TITLE = "Article by article"
FENCE = 1.5
"""Quartile ranges below the lower quartile from which an article falls out (Tukey 1977)."""
DEAREST = 3
"""So many of the articles that cost the most are named, too."""
NAMED = (
    f"Named are articles more than {FENCE} quartile ranges below the lower quartile, and the {DEAREST} that "
    "cost the most."
)


def articles_view(asked: Request) -> View:
    """Return α of each article beside its length, and what it costs."""
    compared = asked.compared
    if missing := lacking(compared):
        return View(ARTICLES, TITLE, missing=missing)
    report = asked.alphas(articles=True)
    question = "all-labels" if asked.label is None else "label"
    of_question = [
        row
        for row in report.rows
        if (row.question, row.label, row.metric) == (question, asked.label, "nominal")
    ]
    whole = next(row for row in of_question if row.scope == "pooled")
    rows = [row for row in of_question if row.scope == "article"]
    places = {name: at for at, name in enumerate(compared.texts.names)}
    found = asked.found(asked.label)
    cost = (
        found.costs.articles / (found.costs.observed or 1.0) if found is not None else np.zeros(len(places))
    )
    out = outliers([row.value for row in rows])
    dear = {int(at) for at in np.argsort(-cost, kind="stable")[:DEAREST] if cost[at] > 0}
    dots, cells, behind = [], [], []
    for at, row in enumerate(rows):
        place = places[row.article or ""]
        length = int(compared.texts.lengths[place])
        falls = at in out
        words = "falls out" if falls else ("costs most" if place in dear else "")
        cells.append(_cells(row, length, float(cost[place]), words))
        behind.append(_where(asked, row, place))
        if row.value is not None:
            dots.append(Dot(row.article or "", float(length), row.value, falls or place in dear, at))
    what = about(compared.codebook, asked.label)
    return View(
        id=ARTICLES,
        title=TITLE,
        about=f"α of each article, {what}; all together {number(whole.value)}, {basis(whole)}.",
        heads=("Article", "Length", "α", f"{asked.unit.capitalize()}s", "Coders", "Share of D_o", "Remark"),
        rows=tuple(cells),
        picture=Dots(
            f"Articles by length and α, {what}, by {asked.unit}",
            "Length in characters", "α of the article", tuple(dots), ALPHA_MARKS,
        ),
        behind=tuple(behind),
        notes=(
            "α of one article has no interval and says little alone; look at what costs the most.",
            NAMED,
        ),
    )  # fmt: skip


def outliers(values: list[float | None]) -> set[int]:
    """Return the places of values that fall out below; none among fewer than five."""
    known = [value for value in values if value is not None]
    if len(known) < 5:
        return set()
    low, high = np.quantile(known, (0.25, 0.75))
    fence = low - FENCE * (high - low)
    return {at for at, value in enumerate(values) if value is not None and value < fence}


def _cells(row: Row, length: int, cost: float, words: str) -> tuple[str, ...]:
    reason = row.reason or "" if row.value is None else words
    coders = plural(len(row.coders), "coder")
    return row.article or "", str(length), number(row.value), str(row.units), coders, f"{cost:.3f}", reason


def _where(asked: Request, row: Row, place: int) -> Where:
    return Where(f"Where coders differ in {row.article}", asked.label, articles=frozenset({place}))
