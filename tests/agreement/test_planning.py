"""Planning: the older rules to their printed values, the simulation against what it claims, the draw."""

import numpy as np
import pytest

from desktop.agreement.distributions import t_quantile
from desktop.agreement.drawing import draw
from desktop.agreement.planning import (
    AIMS,
    Assumed,
    Simulation,
    assumed_articles,
    bloch_kraemer,
    lacy_riffe,
    plan_from_assumptions,
    plan_from_pilot,
    sample_jackknife,
)
from desktop.agreement.statistics import alpha
from tests.agreement.simulation import intervals_of


def test_the_table_after_bloch_and_kraemer() -> None:
    """Four equally common values: 139 codings for .800 and 81 for .667 (two coders, .05 level)."""
    assert bloch_kraemer(0.8, 0.25) == 139
    assert bloch_kraemer(0.667, 0.25) == 81


@pytest.mark.parametrize(
    ("population", "level", "units"),
    [
        (10_000, 0.85, 141),
        (10_000, 0.9, 100),
        (10_000, 0.95, 54),
        (1_000, 0.9, 92),
        (500, 0.85, 111),
        (100, 0.9, 51),
    ],
)
def test_the_table_of_lacy_and_riffe(population: int, level: float, units: int) -> None:
    assert lacy_riffe(population, level=level) == units


@pytest.mark.parametrize("agreement", [0.4, 0.7, 0.9])
@pytest.mark.parametrize("prevalence", [0.05, 0.3])
def test_assumed_articles_have_the_assumed_alpha_and_prevalence(prevalence: float, agreement: float) -> None:
    s = assumed_articles(prevalence, agreement, Assumed(), 20_000, np.random.default_rng(1)).sum(axis=0)
    assert alpha(2)(s) == pytest.approx(agreement, abs=0.02)
    assert s[5] / s[4:6].sum() == pytest.approx(prevalence, abs=0.01)


def test_many_samples_at_once_have_the_jackknife_of_each() -> None:
    pool = assumed_articles(0.3, 0.7, Assumed(), 12 * 9, np.random.default_rng(2)).reshape(9, 12, -1)
    value, se = sample_jackknife(pool, alpha(2))
    ours, low, _ = intervals_of(pool.swapaxes(0, 1))
    assert value == pytest.approx(ours)
    assert value - t_quantile(0.975, 11) * se == pytest.approx(low)


def test_the_plan_reaches_its_aim_and_one_size_less_does_not() -> None:
    """What it says of the size it names holds in a fresh simulation of that size."""
    pilot = assumed_articles(0.3, 0.85, Assumed(), 30, np.random.default_rng(3))
    plan = plan_from_pilot(pilot, alpha(2), Simulation(h=0.08))
    assert plan.reason is None
    for aim, name in ((AIMS[0], "within"), (AIMS[1], "above_667")):
        needed = plan.needed[aim]
        assert needed is not None
        assert all(getattr(step, name) >= 0.9 for step in plan.steps if step.articles >= needed)
        before = [step for step in plan.steps if step.articles < needed]
        assert not before or getattr(before[-1], name) < 0.9
    needed = plan.needed[AIMS[0]]
    random = np.random.default_rng(99)
    _, low, high = intervals_of(np.stack([pilot[random.integers(0, 30, needed)] for _ in range(600)], axis=1))
    assert np.mean((high - low) / 2 <= 0.08) > 0.86


def test_a_pilot_that_says_too_little_says_why() -> None:
    pilot = assumed_articles(0.3, 0.6, Assumed(), 30, np.random.default_rng(4))
    short = plan_from_pilot(pilot[:4], alpha(2), Simulation())
    assert short.reason == "only 4 articles were coded by two coders; 5 are needed"
    assert set(short.needed.values()) == {None}
    rare = plan_from_pilot(pilot, alpha(2), Simulation(), holding=np.arange(30) < 3)
    assert rare.reason == "only 3 articles of the pilot hold the label; 5 are needed"
    below = plan_from_pilot(pilot, alpha(2), Simulation())
    assert below.needed[AIMS[2]] is None
    assert any("more articles alone will not reach" in note for note in below.notes)
    assert plan_from_pilot(pilot, alpha(2), Simulation()) == below


def test_without_a_pilot_rarer_labels_and_lower_alpha_need_more() -> None:
    given = Assumed(prevalences=(0.1, 0.5), alphas=(0.7, 0.9))
    found = {(p, a): plan for p, a, plan in plan_from_assumptions(Simulation(draws=150), given)}

    def needed(prevalence: float, agreement: float) -> int:
        value = found[prevalence, agreement].needed[AIMS[0]]
        assert value is not None
        return value

    assert needed(0.1, 0.7) > needed(0.5, 0.7) > needed(0.5, 0.9)
    assert "assumed: prevalence 0.1" in found[0.1, 0.7].notes[0]


def test_a_draw_is_in_proportion_and_repeats_itself() -> None:
    strata = ["gull"] * 40 + ["wire"] * 20 + ["echo"] * 10
    first = draw(strata, 14, seed=3)
    assert first == draw(strata, 14, seed=3)
    assert first.articles != draw(strata, 14, seed=4).articles
    assert first.strata == {"echo": (2, 10), "gull": (8, 40), "wire": (4, 20)}
    assert len(set(first.articles)) == 14
    uneven = draw(["a"] * 5 + ["b"] * 4 + ["c"] * 2, 4, seed=1)
    assert sum(n for n, _ in uneven.strata.values()) == 4
    assert draw([], 0, seed=1).articles == ()
    with pytest.raises(ValueError, match="cannot be drawn"):
        draw(["a"], 2, seed=1)


def test_every_article_is_as_likely_as_another_of_its_stratum() -> None:
    strata = ["a"] * 6 + ["b"] * 3
    times = np.zeros(9)
    for seed in range(600):
        times[list(draw(strata, 3, seed).articles)] += 1
    assert times[:6] == pytest.approx(200, abs=50)
    assert times[6:] == pytest.approx(200, abs=50)
