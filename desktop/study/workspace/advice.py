"""One sentence of advice, drawn from the figures by rules: the first rule that fits speaks."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite, sqrt

from desktop.agreement.distributions import t_quantile
from desktop.agreement.intervals import FEWEST_ARTICLES
from desktop.agreement.report import TENTATIVE, AgreementReport, Row
from desktop.agreement.words import number
from desktop.study.agreement import Compared, Disagreements
from desktop.study.workspace.lacking import PLAN, lacking
from desktop.study.workspace.view import label_name, plural, pooled, set_name

FAR = 0.15
"""So far apart must |uα and cuα be before one of them is blamed."""
APART = 0.05
"""So much must α of all labels rise without a coder before the coder is named."""
MOST_MORE = 100
"""Beyond so many further articles, more articles are no advice."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What advice is drawn from: the comparison, its figures, and what the disagreement costs."""

    compared: Compared
    report: AgreementReport
    found: Disagreements | None
    unit: str

    @property
    def headline(self) -> tuple[Row, ...]:
        """The pooled α rows of the labels, of any label and of all labels."""
        return pooled(self.report, self.unit)

    @property
    def labels(self) -> list[Row]:
        """The rows of single labels that have a value, weakest first."""
        known = [row for row in self.headline if row.question == "label" and row.value is not None]
        return sorted(known, key=lambda row: (row.value or 0.0, row.label or ""))

    def name(self, row: Row) -> str:
        """Return the label of a row in words."""
        return label_name(self.compared.codebook, row.label)


def advise(now: Situation) -> str:
    """Return what to do next, in one sentence."""
    rules: tuple[Callable[[Situation], str], ...] = (
        lambda it: lacking(it.compared),
        _nothing_to_differ_about,
        _too_few,
        _same_places_other_names,
        _nobody_agrees,
        _other_places,
        _one_coder_apart,
        _too_wide,
        _weakest,
    )
    return next((said for rule in rules if (said := rule(now))), _all_well(now))


def _nothing_to_differ_about(now: Situation) -> str:
    if now.found is not None and now.found.costs.observed > 0.0:
        return ""
    if now.labels:
        return (
            "Every coder gave the same everywhere: make sure that they worked apart, and add articles that "
            "are harder to judge before relying on it."
        )
    return (
        "All coders gave one and the same to everything, so agreement cannot be told from chance: compare "
        "articles in which more than one label occurs."
    )


def _nobody_agrees(now: Situation) -> str:
    if not now.labels or (now.labels[-1].value or 0.0) > 0.0:
        return ""
    return (
        "Coders agree no more than chance would have it: go through the dearest passages together and "
        "rewrite the definitions before anybody codes on."
    )


def _too_few(now: Situation) -> str:
    shared = max((row.articles for row in now.headline), default=0)
    if shared >= FEWEST_ARTICLES:
        return ""
    return (
        f"Only {plural(shared, 'article')} {'was' if shared == 1 else 'were'} finished by two coders: have "
        f"{FEWEST_ARTICLES - shared} more coded twice; from {FEWEST_ARTICLES} on, figures have an interval "
        f"({PLAN})."
    )


def _where_what(now: Situation) -> tuple[float, float] | None:
    values = []
    for name in ("bar_u_alpha", "cu_alpha"):
        row = next((r for r in now.report.rows if r.coefficient == name and r.scope == "pooled"), None)
        if row is None or row.value is None:
            return None
        values.append(row.value)
    return values[0], values[1]


def _dearest_pair(now: Situation, *, unmarked: bool) -> tuple[int, int] | None:
    pairs = now.found.costs.pairs if now.found else {}
    known = [(cost, pair) for pair, cost in pairs.items() if (0 in pair) == unmarked]
    return max(known)[1] if known else None


def _same_places_other_names(now: Situation) -> str:
    both, pair = _where_what(now), _dearest_pair(now, unmarked=False)
    if both is None or pair is None or both[1] >= TENTATIVE or both[0] - both[1] < FAR:
        return ""
    one, other = (set_name(now.compared, bits) for bits in pair)
    return (
        f"Coders find the same passages (|uα {number(both[0])}) but call them differently (cuα "
        f"{number(both[1])}): see “{one}” against “{other}”."
    )


def _other_places(now: Situation) -> str:
    both = _where_what(now)
    marked = [row for row in now.labels if row.mode != "by-default"]
    if both is None or both[0] >= TENTATIVE or both[1] - both[0] < FAR or not marked:
        return ""
    return (
        f"Coders call passages alike where both marked (cuα {number(both[1])}) but do not mark the same ones "
        f"(|uα {number(both[0])}): see what only some marked as “{now.name(marked[0])}”."
    )


def _one_coder_apart(now: Situation) -> str:
    rows = [r for r in now.report.rows if r.coefficient == "alpha" and r.unit == now.unit]
    of_all = [r for r in rows if r.question == "all-labels" and r.metric == "nominal" and r.value is not None]
    whole = next((r for r in of_all if r.scope == "pooled"), None)
    without = [r for r in of_all if r.scope == "coder-left-out"]
    if whole is None or not without or whole.value is None:
        return ""
    best = max(without, key=lambda row: row.value or 0.0)
    if best.value is None or best.value - whole.value < APART:
        return ""
    return (
        f"Without {best.left_out}, α of all labels would be {number(best.value)} instead of "
        f"{number(whole.value)}: talk about what {best.left_out} does otherwise."
    )


def further_articles(row: Row, mark: float = TENTATIVE) -> int | None:
    """Return how many more articles like these would lift the lower bound over the mark, None beyond 100.

    The standard error shrinks with √(K/n); t has n - 1 degrees of freedom.
    """
    if row.value is None or row.se is None or row.value <= mark or not isfinite(row.se):
        return None
    for more in range(1, MOST_MORE + 1):
        n = row.articles + more
        reach = t_quantile(0.5 + row.level / 2.0, n - 1.0) * row.se * sqrt(row.articles / n)
        if row.value - float(reach) > mark:
            return more
    return None


def _too_wide(now: Situation) -> str:
    wide = [r for r in now.labels if r.verdict == "not shown with this sample" and r.low is not None]
    low = [r for r in now.labels if r.verdict == "below standard"]
    known = [(more, row) for row in wide if (more := further_articles(row)) is not None]
    if low or not known:
        return ""
    more, row = max(known, key=lambda pair: (pair[0], pair[1].label or ""))
    return (
        f"About {plural(ceil(more), 'more double-coded article')} like these would put the lower bound of "
        f"“{now.name(row)}” above .667."
    )


def _weakest(now: Situation) -> str:
    if not now.labels:
        return ""
    row = now.labels[0]
    if row.verdict in ("reliable", "tentative"):
        return ""
    return (
        f"“{now.name(row)}” is the weakest label (α {number(row.value)}): settle its dearest passages first, "
        "they are listed below."
    )


def _all_well(now: Situation) -> str:
    if all(row.verdict == "reliable" for row in now.labels):
        return "Every label that was used is reliable: code on, and compare again after the next articles."
    row = now.labels[0]
    return (
        f"“{now.name(row)}” allows tentative conclusions only (α {number(row.value)}): its dearest passages "
        "show what the codebook leaves open."
    )
