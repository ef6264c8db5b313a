"""Random ratings with missing values: our figures against packages that others trust (tests only)."""

from typing import Any, Literal

import krippendorff
import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from desktop.agreement import distances
from desktop.agreement.ratings import Ratings, ratings_from_array
from desktop.agreement.ratings_alpha import with_distance
from desktop.agreement.ratings_table import ratings_rows
from desktop.agreement.report import AgreementSettings
from tests.agreement.builders import one

SEEDS = range(25)


def random_table(seed: int, *, missing: float) -> NDArray[np.float64]:
    random = np.random.default_rng(seed)
    coders, units, values = (
        int(random.integers(2, 6)),
        int(random.integers(5, 40)),
        int(random.integers(2, 6)),
    )
    truth = random.integers(1, values + 1, units)
    guess = random.integers(1, values + 1, (coders, units))
    table = np.where(random.random((coders, units)) < 0.6, truth, guess).astype(float)
    table[random.random((coders, units)) < missing] = np.nan
    return table


def value(of: Ratings, coefficient: str, **settings: Any) -> float | None:  # noqa: ANN401 - any setting
    found = ratings_rows(of, AgreementSettings(coefficients=(coefficient,), **settings))
    return one(found, coefficient, question="all-labels").value


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_as_the_krippendorff_package(
    seed: int, metric: Literal["nominal", "ordinal", "interval", "ratio"]
) -> None:
    table = random_table(seed, missing=0.25)
    ours = value(ratings_from_array(table), "alpha", metric=metric)
    try:
        theirs = krippendorff.alpha(table, level_of_measurement=metric)
    except ValueError:
        assert ours is None
    else:
        assert ours == pytest.approx(theirs, abs=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_kappa_as_statsmodels(seed: int) -> None:
    table = random_table(seed, missing=0.0)
    of = ratings_from_array(table)
    counts = np.stack([(of.values == category).sum(axis=0) for category in range(len(of.categories))], axis=1)
    assert value(of, "fleiss_kappa") == pytest.approx(fleiss_kappa(counts), abs=1e-10)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
@pytest.mark.parametrize("seed", SEEDS)
def test_cohens_kappa_as_scikit_learn(seed: int, weights: str) -> None:
    table = random_table(seed, missing=0.0)[:2]
    of = ratings_from_array(table)
    # scikit-learn weighs positions, we weigh values: the same where the values are evenly spaced
    every = list(range(int(table.min()), int(table.max()) + 1))
    theirs = cohen_kappa_score(
        table[0], table[1], labels=every, weights=None if weights == "identity" else weights
    )
    assert value(of, "cohen_kappa", weights=weights) == pytest.approx(theirs, abs=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_scott_and_bennett_as_nltk(seed: int) -> None:
    table = random_table(seed, missing=0.0)[:2].astype(int)
    of = ratings_from_array(table.astype(float))
    task = AnnotationTask(
        [(str(c), str(u), int(v)) for c, line in enumerate(table) for u, v in enumerate(line)]
    )
    assert value(of, "scott_pi") == pytest.approx(task.pi(), abs=1e-10)
    assert value(of, "bennett_s") == pytest.approx(task.S(), abs=1e-10)
    assert value(of, "percent") == pytest.approx(task.avg_Ao(), abs=1e-10)


@pytest.mark.parametrize("name", ["jaccard", "masi"])
@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_of_sets_of_labels_as_nltk(seed: int, name: str) -> None:
    random = np.random.default_rng(seed)
    sets = random.integers(1, 8, (3, 30))
    distinct, codes = np.unique(sets, return_inverse=True)
    f, statistics = with_distance(len(distinct), distances.between_sets(name, distinct))
    ours = float(f(statistics(codes.reshape(sets.shape)).sum(axis=0)))
    distance = jaccard_distance if name == "jaccard" else masi
    task = AnnotationTask(
        [(str(c), str(u), members(int(v))) for c, line in enumerate(sets) for u, v in enumerate(line)],
        distance=distance,
    )
    assert ours == pytest.approx(task.alpha(), abs=1e-10)


def members(bits: int) -> frozenset[int]:
    return frozenset(bit for bit in range(3) if bits >> bit & 1)


def masi(a: frozenset[int], b: frozenset[int]) -> float:
    """MASI with Passonneau's thirds; NLTK rounds them to two digits."""
    if a == b:
        monotony = 1.0
    elif a <= b or b <= a:
        monotony = 2 / 3
    else:
        monotony = 1 / 3 if a & b else 0.0
    return 1.0 - (1.0 - float(jaccard_distance(a, b))) * monotony


@pytest.mark.parametrize("seed", SEEDS)
def test_ac1_by_its_definition(seed: int) -> None:
    """Gwet's formula written out unit by unit, missing values and all."""
    table = random_table(seed, missing=0.25)
    of = ratings_from_array(table)
    q = len(of.categories)
    agreed, shares = [], []
    for unit in of.values.T:
        given = unit[unit >= 0]
        counts = np.bincount(given, minlength=q)
        if len(given):
            shares.append(counts / len(given))
        if len(given) > 1:
            agreed.append((counts * (counts - 1)).sum() / (len(given) * (len(given) - 1)))
    pi = np.mean(shares, axis=0)
    expected = (pi * (1 - pi)).sum() / (q - 1)
    assert value(of, "ac1") == pytest.approx((np.mean(agreed) - expected) / (1 - expected), abs=1e-10)
