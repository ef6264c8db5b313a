"""What each disagreement costs: the parts add up to D_o, and settling one moves α as foretold."""

import numpy as np
import pytest

from desktop.agreement.atoms import sweep, units
from desktop.agreement.contributions import Costs, costs
from desktop.agreement.inputs import HEADLINE, Continuum, passages_from, zone_bits
from tests.agreement.builders import continuum, one, random_marks, rows


def made(seed: int) -> Continuum:
    random = np.random.default_rng(seed)
    lengths = [80, 120, 60]
    return continuum(
        lengths, random_marks(random, lengths, coders=3, labels=2, each=5), coders=3, unfinished=[(2, 1)]
    )


def costs_of(of: Continuum, label: int | None, metric: str = "nominal") -> Costs:
    compared = units(of, sweep(of), "character", zone_bits(HEADLINE))
    found = costs(compared, of.base, of.finished, label=label, metric=metric)
    assert found is not None
    return found


@pytest.mark.parametrize("metric", ["nominal", "jaccard", "masi"])
@pytest.mark.parametrize("label", [None, 0])
@pytest.mark.parametrize("seed", range(5))
def test_the_parts_add_up_to_the_observed_disagreement(seed: int, label: int | None, metric: str) -> None:
    found = costs_of(made(seed), label, metric)
    for parts in (
        found.articles.sum(),
        found.coders.sum(),
        sum(found.pairs.values()),
        sum(stretch.cost for stretch in found.stretches),
    ):
        assert parts == pytest.approx(found.observed)
    assert found.value == pytest.approx(1.0 - found.observed / found.expected)


def test_alpha_is_the_tables() -> None:
    of = made(1)
    assert costs_of(of, 0).value == pytest.approx(one(rows(of), "alpha", label="x").value)
    assert costs_of(of, None).value == pytest.approx(
        one(rows(of), "alpha", question="all-labels", metric="nominal").value
    )


def test_settling_a_stretch_moves_alpha_as_foretold() -> None:
    """A coder who takes the two others' side, by hand and by the forecast."""
    marks = [(0, c, 0, 5, 15) for c in range(3)] + [(0, 0, 0, 30, 40), (0, 1, 0, 30, 40), (0, 2, 1, 50, 52)]
    of = continuum([80], marks, coders=3)
    found = costs_of(of, 0)
    (stretch,) = found.stretches
    assert (stretch.article, stretch.start, stretch.end, stretch.values) == (0, 30, 40, (1, 1, 0))
    settled = continuum([80], [*marks, (0, 2, 0, 30, 40)], coders=3)
    assert found.value + stretch.gain == pytest.approx(one(rows(settled), "alpha", label="x").value)


def test_pairs_of_labels_are_named_by_their_bits() -> None:
    found = costs_of(continuum([50], [(0, 0, 0, 5, 15), (0, 1, 1, 5, 10)]), None)
    assert set(found.pairs) == {(0, 1), (1, 2)}
    assert found.pairs[1, 2] == pytest.approx(found.pairs[0, 1])


def test_nothing_in_common_costs_nothing() -> None:
    of = continuum([50], [(0, 0, 0, 5, 15)], unfinished=[(1, 0)])
    assert costs(units(of, sweep(of), "character", zone_bits(HEADLINE)), of.base, of.finished) is None


def test_full_agreement_has_no_stretches() -> None:
    of = continuum([50], [(0, c, 0, 5, 15) for c in (0, 1)])
    found = costs_of(of, 0)
    assert (found.value, found.observed, found.stretches) == (1.0, 0.0, ())
    assert found.expected > 0.0


def test_the_dearest_comes_first() -> None:
    costly = [stretch.cost for stretch in costs_of(made(3), None).stretches]
    assert costly == sorted(costly, reverse=True)
    assert passages_from([]).where(np.zeros(0, dtype=bool)).start.size == 0


def test_a_project_without_coders_costs_nothing() -> None:
    nobody = continuum([40], [], coders=0)
    compared = units(nobody, sweep(nobody), "character", zone_bits(HEADLINE))
    assert costs(compared, nobody.base, nobody.finished) is None
