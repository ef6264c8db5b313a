"""Coders who guess agree by chance alone: α says 0 at every prevalence, and its interval holds 0."""

import numpy as np
import pytest

from desktop.agreement.inputs import stretches_from
from tests.agreement.builders import Mark, continuum, one, rows
from tests.agreement.simulation import guessing, intervals_of

SEEDS = 400
PREVALENCES = (0.05, 0.2, 0.5, 0.8, 0.95)


@pytest.mark.parametrize("prevalence", PREVALENCES)
def test_alpha_of_guessing_coders_is_nought(prevalence: float) -> None:
    drawn = [guessing(np.random.default_rng(seed), 20, 40, prevalence) for seed in range(SEEDS)]
    value, low, high = intervals_of(np.stack(drawn, axis=1))
    assert abs(float(value.mean())) < 0.01
    if 0.2 <= prevalence <= 0.8:
        held = float(((low <= 0.0) & (high >= 0.0)).mean())
        assert 0.90 <= held <= 0.99


@pytest.mark.parametrize("prevalence", PREVALENCES)
def test_whole_tables_of_guessing_coders(prevalence: float) -> None:
    """The same through passages, sentences and the whole table: 400 small projects at each prevalence."""
    articles, sentences, size = 8, 25, 10
    spans = stretches_from([(k, i * size, (i + 1) * size) for k in range(articles) for i in range(sentences)])
    values, held = [], []
    for seed in range(SEEDS):
        given = np.random.default_rng(seed).random((articles, 2, sentences)) < prevalence
        marks: list[Mark] = [(k, c, 0, i * size, (i + 1) * size) for k, c, i in np.argwhere(given).tolist()]
        of = continuum([sentences * size] * articles, marks, labels=1, sentences=spans)
        found = rows(of, units=("sentence",), coefficients=("alpha",), labels=("x",))
        row = one(found, "alpha", label="x")
        assert row.value is not None
        values.append(row.value)
        if row.low is not None and row.high is not None:
            held.append(row.low <= 0.0 <= row.high)
    assert abs(float(np.mean(values))) < 0.01
    if 0.2 <= prevalence <= 0.8:
        assert len(held) == SEEDS
        assert 0.90 <= np.mean(held) <= 0.99


def test_who_did_not_finish_is_missing_and_who_found_nothing_counts() -> None:
    marks: list[Mark] = [(k, 0, 0, 10, 20) for k in range(6)]
    nothing = one(rows(continuum([100] * 6, marks), labels=("x",)), "alpha", label="x")
    assert nothing.value is not None
    assert nothing.value < 0.0
    assert (nothing.articles, nothing.units) == (6, 600)
    absent = continuum([100] * 6, marks, unfinished=[(1, k) for k in range(6)])
    row = one(rows(absent, labels=("x",)), "alpha", label="x")
    assert (row.value, row.articles) == (None, 0)
    assert row.reason == "no overlap: no article was finished by two of these coders"
