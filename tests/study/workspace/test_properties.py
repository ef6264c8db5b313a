"""What holds for any codings: tables add up, and the list behind a figure is what it says."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.agreement.atoms import Units
from desktop.agreement.contributions import Runs, Stretch, costs
from desktop.study.workspace.behind import chosen
from desktop.study.workspace.labels import coincidences
from desktop.study.workspace.view import Where

SETS = np.array([0, 1, 2, 3])
values = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.integers(-1, 3), min_size=coders, max_size=coders), min_size=1, max_size=12
    )
)


def units_of(rows: list[list[int]]) -> Units:
    table = np.array(rows, dtype=np.int64).T
    n = table.shape[1]
    return Units(np.zeros(n, dtype=np.int64), np.ones(n), table, SETS, np.arange(n), np.arange(n) + 1)


@given(values)
def test_coincidences_are_symmetric_and_sum_to_the_pairable_values(rows: list[list[int]]) -> None:
    table = coincidences(units_of(rows))
    given_at = [sum(value >= 0 for value in row) for row in rows]
    assert np.allclose(table, table.T)
    assert np.isclose(table.sum(), sum(m for m in given_at if m >= 2))


def fits(stretch: Stretch, where: Where) -> bool:
    """Say in plain words whether a stretch is behind a figure."""
    known = [value for value in stretch.values if value is not None]
    if where.coders:
        known = [v for at in where.coders if (v := stretch.values[at]) is not None]
        if len(set(known)) < 2:
            return False
    if where.apart is not None:
        own = stretch.values[where.apart]
        if own is None or all(value == own for value in known):
            return False
    return where.given is None or set(where.given) <= set(known)


def runs_of(rows: list[list[int]]) -> tuple[Runs, tuple[Stretch, ...]] | None:
    units = units_of(rows)
    found = costs(units, np.array([0]), np.ones((len(units.values), 1), dtype=bool))
    return None if found is None else (found.runs, found.stretches)


@given(values, st.data())
def test_the_list_behind_a_figure_is_what_it_says(rows: list[list[int]], data: st.DataObject) -> None:
    found = runs_of(rows)
    if found is None:
        return
    runs, stretches = found
    coders = range(len(rows[0]))
    pair = data.draw(st.sampled_from([(), *((a, b) for a in coders for b in coders if a < b)]))
    apart = data.draw(st.sampled_from([None, *coders]))
    some = st.sampled_from([0, 1, 2, 3])
    pair_given = data.draw(st.none() | st.tuples(some, some))
    where = Where("", coders=pair, apart=apart, given=pair_given)
    assert chosen(runs, where).tolist() == [fits(stretch, where) for stretch in stretches]


@given(values)
@settings(max_examples=50)
def test_what_the_stretches_cost_adds_up_dearest_first(rows: list[list[int]]) -> None:
    units = units_of(rows)
    found = costs(units, np.array([0]), np.ones((len(units.values), 1), dtype=bool))
    if found is None:
        return
    assert np.isclose(sum(stretch.cost for stretch in found.stretches), found.observed)
    assert list(found.runs.cost) == sorted(found.runs.cost, reverse=True)
