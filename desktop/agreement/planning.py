"""How many articles must be coded twice: by simulation on the articles of a pilot, or from assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray
from desktop.agreement.distributions import t_quantile
from desktop.agreement.intervals import FEWEST_ARTICLES
from desktop.agreement.report import RELIABLE, TENTATIVE
from desktop.agreement.statistics import Coefficient, alpha

SIZES = (5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 130, 160, 200)
"""How many articles are tried."""
LIKELY = 0.9
"""The probability with which an aim must be reached."""
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """What to expect of `articles` double-coded articles.

    `half_width` is the median half-width of the interval, `wide_enough` the half-width that 90 % of samples
    keep to; then the probabilities that half-width ≤ h, lower bound > .667, lower bound > .800.
    """

    articles: int
    half_width: float
    wide_enough: float
    within: float
    above_667: float
    above_800: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for one label: the steps, and the fewest articles for each aim (None where none tried will do).

    `needed` maps half-width, lower bound > .667, lower bound > .800 to numbers of articles; `notes` say what
    was assumed.
    """

    label: str | None
    value: float | None
    reason: str | None
    h: float
    steps: tuple[Step, ...]
    needed: dict[str, int | None]
    notes: tuple[str, ...]


AIMS = ("half-width", "lower bound > .667", "lower bound > .800")


@dataclass(frozen=True, slots=True)
class Simulation:
    """How samples are simulated: aim of the half-width, level, samples of each size, seed, sizes tried."""

    h: float = 0.1
    level: float = 0.95
    draws: int = 400
    seed: int = 20260101
    sizes: tuple[int, ...] = SIZES


def plan_from_pilot(
    s: FloatArray, f: Coefficient, how: Simulation, *, label: str | None = None,
    holding: BoolArray | None = None,
) -> Plan:  # fmt: skip
    """Return how many articles like those of a pilot are needed, for article statistics S (K, M) and f.

    Articles are drawn from the pilot with replacement, `draws` samples of each size; each sample gets its own
    delete-one jackknife interval with t(n-1). Samples without an interval reach no aim: the figure is
    undefined, or fewer than five articles hold the label (`holding` (K,), all if None).
    """
    holding = np.ones(len(s), dtype=bool) if holding is None else holding
    drawn = f"seed {how.seed}, {how.draws} draws a size"
    notes = [f"simulated on {len(s)} articles of this pilot, drawn with replacement ({drawn})"]
    value = float(f(s.sum(axis=0))) if len(s) else float("nan")
    reason = None
    if len(s) < FEWEST_ARTICLES:
        reason = f"only {len(s)} articles were coded by two coders; {FEWEST_ARTICLES} are needed"
    elif np.isnan(value):
        reason = "α is undefined in the pilot"
    elif holding.sum() < FEWEST_ARTICLES:
        reason = (
            f"only {int(holding.sum())} articles of the pilot hold the label; {FEWEST_ARTICLES} are needed"
        )
    if reason is not None:
        return Plan(
            label, None if np.isnan(value) else value, reason, how.h, (), dict.fromkeys(AIMS), tuple(notes)
        )
    random = np.random.default_rng(how.seed)
    chosen = [random.integers(0, len(s), (how.draws, n)) for n in how.sizes]
    steps = tuple(_step(s[at], f, how, holding[at].sum(axis=1) >= FEWEST_ARTICLES) for at in chosen)
    if len(s) < 10:
        notes.append(
            "a pilot of fewer than 10 articles says little about how articles differ: plan generously"
        )
    for name, mark in ((AIMS[1], TENTATIVE), (AIMS[2], RELIABLE)):
        if value <= mark:
            short = f"the pilot's α of {value:.3f} is not above {mark}"
            notes.append(f"{short}: more articles alone will not reach “{name}”")
    return Plan(label, value, None, how.h, steps, _needed(steps), tuple(notes))


def _step(drawn: FloatArray, f: Coefficient, how: Simulation, enough: BoolArray) -> Step:
    """Return what samples (draws, n, M) of one size show; those not `enough` (draws,) have no interval."""
    n = drawn.shape[1]
    value, se = sample_jackknife(drawn, f)
    reach = t_quantile(0.5 + how.level / 2.0, n - 1.0) * se
    known = ~np.isnan(reach) & enough
    reach = np.where(known, reach, np.inf)
    low = np.where(known, value, -np.inf) - np.where(known, reach, 0.0)
    return Step(
        n,
        float(np.median(reach)),
        float(np.quantile(reach, LIKELY, method="inverted_cdf")),
        float((reach <= how.h).mean()),
        float((low > TENTATIVE).mean()),
        float((low > RELIABLE).mean()),
    )


def sample_jackknife(drawn: FloatArray, f: Coefficient) -> tuple[FloatArray, FloatArray]:
    """Return value and delete-one standard error of many samples at once, for statistics (draws, n, M)."""
    n, width = drawn.shape[1:]
    total = drawn.sum(axis=1)
    value = f(total)
    spread = np.empty(len(drawn))
    step = max(1, _AT_ONCE // (n * width))
    for i in range(0, len(drawn), step):
        left = f(total[i : i + step, None] - drawn[i : i + step])
        spread[i : i + step] = np.square(left - left.mean(axis=1, keepdims=True)).sum(axis=1)
    return value, np.sqrt((n - 1.0) / n * spread)


def _needed(steps: Sequence[Step]) -> dict[str, int | None]:
    """Return the fewest articles from which on every larger size tried reaches the aim, too."""
    found: dict[str, int | None] = {}
    for name, reached in (
        (AIMS[0], [step.within >= LIKELY for step in steps]),
        (AIMS[1], [step.above_667 >= LIKELY for step in steps]),
        (AIMS[2], [step.above_800 >= LIKELY for step in steps]),
    ):
        found[name] = next((steps[i].articles for i in range(len(steps)) if all(reached[i:])), None)
    return found


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a plan without a pilot takes for granted.

    `sentences` per article, two coders, `spread`: how much of the variance of a label lies between articles.
    """

    sentences: int = 40
    spread: float = 0.1
    prevalences: tuple[float, ...] = (0.05, 0.1, 0.3, 0.5)
    alphas: tuple[float, ...] = (0.6, 0.7, 0.8, 0.9)


def assumed_articles(
    prevalence: float, agreement: float, given: Assumed, articles: int, random: np.random.Generator
) -> FloatArray:
    """Return statistics (articles, 12) of two coders who agree by α in sentences of articles that differ.

    An article's own prevalence is Beta-distributed with variance `spread`·p(1-p); within an article the two
    coders' answers correlate by 1 - (1-α)/(1-spread), so that α over all articles is `agreement`.
    """
    rest = 1.0 / given.spread - 1.0
    p = random.beta(prevalence * rest, (1.0 - prevalence) * rest, articles)
    within = 1.0 - (1.0 - agreement) / (1.0 - given.spread)
    both = p * p + within * p * (1.0 - p)
    one = p * (1.0 - p) * (1.0 - within)
    chances = np.stack((both, 2.0 * one, 1.0 - both - 2.0 * one), axis=1).clip(0.0, 1.0)
    counts = random.multinomial(given.sentences, chances / chances.sum(axis=1, keepdims=True)).astype(
        np.float64
    )
    yes, odd, no = counts[:, 0], counts[:, 1], counts[:, 2]
    n = np.full(articles, float(given.sentences))
    a, b = 2.0 * no + odd, 2.0 * yes + odd
    return np.stack((n, n, 2.0 * odd, n - odd, a, b, a / 2, b / 2, 2.0 * no, 2.0 * yes, a, b), axis=1)


def plan_from_assumptions(
    how: Simulation, given: Assumed | None = None
) -> tuple[tuple[float, float, Plan], ...]:
    """Return (prevalence, α, plan) for each pair of assumptions; the plans' notes say what was assumed."""
    given = given or Assumed()
    random = np.random.default_rng(how.seed)
    f = alpha(2)
    found = []
    for prevalence in given.prevalences:
        for agreement in given.alphas:
            pool = assumed_articles(prevalence, agreement, given, 2000, random)
            holding = pool[:, 5] > 0
            chosen = [random.integers(0, len(pool), (how.draws, n)) for n in how.sizes]
            steps = tuple(
                _step(pool[at], f, how, holding[at].sum(axis=1) >= FEWEST_ARTICLES) for at in chosen
            )
            spread = f"{given.spread:.0%} of the label's variance between articles"
            note = (
                f"assumed: prevalence {prevalence:g}, α {agreement:g}, two coders, "
                f"{given.sentences} sentences an article, {spread} (seed {how.seed})"
            )
            plan = Plan(None, agreement, None, how.h, steps, _needed(steps), (note,))
            found.append((prevalence, agreement, plan))
    return tuple(found)


def lacy_riffe(population: int, *, level: float = 0.9, se: float = 0.03) -> int:
    """Return the units that Lacy and Riffe 1996 ask for: n = ((N-1)·SE² + PQN) / ((N-1)·SE² + PQ).

    `population` N units, P = `level` the agreement assumed among them, SE as the authors round it (.05/1.64).
    The formula is about raw agreement on independent units; sentences of one article are not independent.
    """
    pq = level * (1.0 - level)
    part = (population - 1) * se**2
    return round((part + pq * population) / (part + pq))


def bloch_kraemer(least: float, share: float, significance: float = 0.05) -> int:
    """Return the values that Krippendorff's table (after Bloch and Kraemer 1989, 3.7) asks for, two coders.

    N = 2z²((1+α)(3-α)/(4p(1-p)(1-α)) - α) for the least acceptable α, the share p of the rarest category and
    a one-sided significance. It takes values to be independent, too.
    """
    z = NormalDist().inv_cdf(1.0 - significance)
    ratio = (1.0 + least) * (3.0 - least) / (4.0 * share * (1.0 - share) * (1.0 - least))
    return int(np.ceil(2.0 * z**2 * (ratio - least)))
