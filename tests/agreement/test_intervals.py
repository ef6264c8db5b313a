"""Intervals: the jackknife written out, the bootstrap, cut bounds, verdicts, and coders as a sample."""

import numpy as np
import pytest

from desktop.agreement.distributions import t_quantile
from desktop.agreement.inputs import Continuum
from desktop.agreement.report import verdict
from tests.agreement.builders import continuum, one, random_marks, rows

LENGTHS = [120, 90, 150, 100, 130, 110, 95, 140]


def made(seed: int, *, coders: int = 3, articles: int = 8) -> Continuum:
    """Coders who mark nearly the same: passages of one truth, their ends moved a little."""
    random = np.random.default_rng(seed)
    lengths = (LENGTHS * 10)[:articles]
    truth = random_marks(random, lengths, coders=1, labels=1, each=4, longest=16)
    marks = []
    for a, _, label, s, e in truth:
        for coder in range(coders):
            if random.random() < 0.85:
                start = max(0, s + int(random.integers(-2, 3)))
                marks.append(
                    (a, coder, label, start, min(lengths[a], max(start + 1, e + int(random.integers(-2, 3)))))
                )
    return continuum(lengths, marks, coders=coders, labels=1)


def test_the_jackknife_written_out() -> None:
    """Leave out one article after the other, compute α anew, and take t with K - 1 degrees of freedom."""
    of = made(0)
    for coefficient in ("alpha", "ac1", "u_alpha", "percent"):
        row = one(rows(of), coefficient, label="x")
        values = []
        for out in range(len(LENGTHS)):
            keep = np.arange(len(LENGTHS)) != out
            value = one(rows(of.of_articles(keep)), coefficient, label="x").value
            assert value is not None
            values.append(value)
        k = len(values)
        se = np.sqrt((k - 1) / k * np.square(np.array(values) - np.mean(values)).sum())
        assert row.se == pytest.approx(se)
        assert row.value is not None
        assert row.low == pytest.approx(max(row.value - t_quantile(0.975, k - 1) * se, -1.0))
        assert row.interval == "jackknife-t"


def test_the_jackknife_of_a_mean_over_pairs_written_out() -> None:
    of = made(1)
    row = one(rows(of), "cohen_kappa", label="x", scope="pair-mean")
    values = [
        one(rows(of.of_articles(np.arange(8) != out)), "cohen_kappa", label="x", scope="pair-mean").value
        for out in range(8)
    ]
    centred = np.array(values, dtype=float) - np.mean(np.array(values, dtype=float))
    assert row.se == pytest.approx(np.sqrt(7 / 8 * np.square(centred).sum()))


def test_articles_that_a_scope_does_not_share_are_not_in_its_sample() -> None:
    of = made(2)
    missing = of.finished.copy()
    missing[2, :5] = False
    of = Continuum(of.articles, of.coders, of.labels, of.lengths, missing, of.passages)
    found = rows(of, pairs=True)
    assert one(found, "alpha", label="x").articles == 8
    pair = one(found, "alpha", label="x", scope="pair", coders=("A", "C"))
    assert pair.articles == 3
    assert pair.interval_reason == "only 3 articles compared; 5 are needed"


def test_the_bootstrap_is_near_the_jackknife_and_repeats_itself() -> None:
    of = made(3, articles=40)
    jack = one(rows(of), "alpha", label="x")
    boot = one(rows(of, interval="bootstrap"), "alpha", label="x")
    assert boot == one(rows(of, interval="bootstrap"), "alpha", label="x")
    assert boot.interval == "bootstrap"
    assert boot.se == pytest.approx(jack.se, rel=0.15)
    assert (boot.low, boot.high) == pytest.approx((jack.low, jack.high), abs=0.03)
    assert boot.below_800 == pytest.approx(jack.below_800, abs=0.05)
    other = one(rows(of, interval="bootstrap", seed=5), "alpha", label="x")
    assert other.low != boot.low


def test_bounds_beyond_the_range_are_cut_and_marked() -> None:
    marks = [(k, c, 0, 5, 15 + 3 * c * (k == 0)) for k in range(6) for c in (0, 1)]
    row = one(rows(continuum([50] * 6, marks, labels=1)), "alpha", label="x")
    assert (row.high, row.cut) == (1.0, ("high",))
    percent = one(rows(continuum([50] * 6, marks, labels=1)), "percent", label="x")
    assert percent.cut == ("high",)
    assert percent.low is not None
    assert percent.low >= 0.0


def test_full_agreement_has_an_interval_without_width_and_says_so() -> None:
    marks = [(k, c, 0, 5, 15) for k in range(6) for c in (0, 1)]
    row = one(rows(continuum([50] * 6, marks, labels=1)), "alpha", label="x")
    assert (row.value, row.low, row.high, row.verdict) == (1.0, 1.0, 1.0, "reliable")
    assert "the interval has no width" in row.notes[-1]


@pytest.mark.parametrize(
    ("value", "low", "said"),
    [
        (0.9, 0.8, "reliable"),
        (0.9, 0.79, "tentative"),
        (0.9, 0.667, "tentative"),
        (0.7, 0.5, "not shown with this sample"),
        (0.9, None, "not shown with this sample"),
        (0.6, 0.5, "below standard"),
        (0.6, None, "below standard"),
        (None, None, None),
    ],
)
def test_verdicts(value: float | None, low: float | None, said: str | None) -> None:
    assert verdict(value, low) == said


def test_no_verdict_for_ac1_f1_and_raw_agreement() -> None:
    for row in rows(made(4), pairs=True):
        if row.coefficient in ("ac1", "percent", "char_f1", "span_f1_half", "cohen_kappa", "prevalence"):
            assert row.verdict is None
        if row.coefficient == "alpha" and row.value is not None:
            assert row.verdict is not None


def test_coders_as_a_sample_from_six_on() -> None:
    """The two-way standard error written out: articles, coders, less both."""
    of = made(5, coders=6)
    row = one(rows(of), "alpha", label="x")
    assert row.value is not None

    def alpha(articles: list[int], coders: list[int]) -> float:
        kept = of.finished.copy()
        kept[[c for c in range(6) if c not in coders]] = False
        part = Continuum(of.articles, of.coders, of.labels, of.lengths, kept, of.passages)
        keep = np.isin(np.arange(8), articles)
        value = one(rows(part.of_articles(keep), coefficients=("alpha",)), "alpha", label="x").value
        assert value is not None
        return value

    everyone, everything = list(range(6)), list(range(8))
    less_article = np.array([alpha([k for k in everything if k != out], everyone) for out in everything])
    less_coder = np.array([alpha(everything, [c for c in everyone if c != out]) for out in everyone])
    less_both = np.array(
        [
            [alpha([k for k in everything if k != a], [c for c in everyone if c != r]) for r in everyone]
            for a in everything
        ]
    )
    by_article = 7 / 8 * np.square(less_article - less_article.mean()).sum()
    by_coder = 5 / 6 * np.square(less_coder - less_coder.mean()).sum()
    inner = less_both - less_article[:, None] - less_coder[None, :] + row.value
    by_both = 7 * 5 / 48 * np.square(inner).sum()
    se = np.sqrt(max(by_article + by_coder - by_both, by_article, by_coder))
    assert row.low_two_way == pytest.approx(max(row.value - t_quantile(0.975, 5) * se, -1.0))
    assert row.high_two_way == pytest.approx(min(row.value + t_quantile(0.975, 5) * se, 1.0))
    assert one(rows(made(5, coders=5)), "alpha", label="x").low_two_way is None


def test_each_coder_left_out_and_single_articles() -> None:
    of = made(6)
    found = rows(of, left_out=True, articles=True)
    out = one(found, "alpha", label="x", scope="coder-left-out", left_out="B")
    assert out.coders == ("A", "C")
    pair = one(rows(of, pairs=True), "alpha", label="x", scope="pair", coders=("A", "C"))
    assert (out.value, out.se) == (pair.value, pair.se)
    single = one(found, "alpha", label="x", scope="article", article="article 3")
    alone = one(rows(of.of_articles(np.arange(8) == 3)), "alpha", label="x")
    assert single.value == pytest.approx(alone.value)
    assert (single.units, single.interval_reason) == (100, "a single article has no interval")


def test_notes_on_rare_labels_the_paradox_and_a_lonely_coder() -> None:
    marks = [(k, k % 2, 0, 5, 9) for k in range(8)] + [(k, 0, 1, 20, 60) for k in range(8)]
    found = rows(continuum([100] * 8, marks))
    rare = one(found, "alpha", label="x")
    assert rare.notes[0] == "rare label: prevalence 0.020 is under .1, which makes intervals too narrow"
    assert "the paradox" in rare.notes[1]
    assert one(found, "alpha", label="y").notes == ("only one coder used this label",)
