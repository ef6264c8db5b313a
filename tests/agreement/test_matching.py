"""Matching of passages one to one, as many as possible, against every possible choice tried."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.agreement.matching import ANY, EXACT, HALF, good_enough, largest_matching, overlapping
from tests.agreement.builders import continuum, one, rows

ranges = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=6)


def largest(edges: list[tuple[int, int]]) -> int:
    """The size of a largest matching by trying everything."""
    if not edges:
        return 0
    (left, right), rest = edges[0], edges[1:]
    free = [(a, b) for a, b in rest if a != left and b != right]
    return max(largest(rest), 1 + largest(free))


def ends(found: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    start = np.array([s for s, _ in sorted(found)], dtype=np.int64)
    return start, start + np.array([n for _, n in sorted(found)], dtype=np.int64)


@given(ranges, ranges, st.sampled_from([EXACT, HALF, ANY]))
def test_no_larger_choice_exists(
    first: list[tuple[int, int]], second: list[tuple[int, int]], kind: str
) -> None:
    a, b = ends(first), ends(second)
    edges = overlapping(a, b)
    good = good_enough(kind, edges, a, b)
    edges = (edges[0][good], edges[1][good])
    left, right = largest_matching(edges, (len(first), len(second)))
    pairs = list(zip(edges[0].tolist(), edges[1].tolist(), strict=True))
    assert len(left) == largest(pairs)
    assert len(set(left.tolist())) == len(left) == len(set(right.tolist()))
    assert set(zip(left.tolist(), right.tolist(), strict=True)) <= set(pairs)


@given(ranges, ranges)
def test_overlaps_are_found(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    a, b = ends(first), ends(second)
    left, right = overlapping(a, b)
    expected = {
        (i, j)
        for i in range(len(first))
        for j in range(len(second))
        if a[0][i] < b[1][j] and b[0][j] < a[1][i]
    }
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == expected


def test_f1_by_hand() -> None:
    """A marks four passages, B three: one the same, one shifted by half, one that only touches another."""
    marks = [
        (0, 0, 0, 0, 10), (0, 0, 0, 20, 30), (0, 0, 0, 40, 50), (0, 0, 1, 60, 70),
        (0, 1, 0, 0, 10), (0, 1, 0, 25, 35), (0, 1, 0, 49, 59),
    ]  # fmt: skip
    found = rows(continuum([100], marks))
    assert one(found, "span_f1_exact", label="x").value == pytest.approx(2 * 1 / 6)
    assert one(found, "span_f1_half", label="x").value == pytest.approx(2 * 2 / 6)
    assert one(found, "span_f1_any", label="x").value == pytest.approx(2 * 3 / 6)
    assert one(found, "span_f1_any", label="y").value == 0.0
    assert one(found, "span_f1_any", question="any-label").value == pytest.approx(2 * 3 / 7)
    assert one(found, "span_f1_any", question="all-labels").value == pytest.approx(2 * 3 / 7)
    assert one(found, "char_f1", label="x").value == pytest.approx(2 * 16 / 60)
    assert one(found, "iou", label="x").value == pytest.approx(16 / 44)
    assert one(found, "span_f1_exact", label="x").units == 6


def test_a_label_that_differs_matches_only_as_any_label() -> None:
    found = rows(continuum([50], [(0, 0, 0, 5, 15), (0, 1, 1, 5, 15)]))
    assert one(found, "span_f1_exact", question="any-label").value == 1.0
    assert one(found, "span_f1_exact", question="all-labels").value == 0.0


def test_three_coders_get_the_mean_over_pairs_and_it_is_called_so() -> None:
    marks = [(0, 0, 0, 0, 10), (0, 1, 0, 0, 10), (0, 2, 0, 5, 15)]
    found = rows(continuum([40], marks, coders=3, labels=1), pairs=True)
    assert [row.scope for row in found if row.coefficient == "span_f1_exact" and row.label == "x"] == [
        "pair-mean", "pair", "pair", "pair",
    ]  # fmt: skip
    assert one(found, "span_f1_exact", label="x", scope="pair-mean").value == pytest.approx(1 / 3)
    assert one(found, "span_f1_half", label="x", scope="pair-mean").value == 1.0
    assert one(found, "span_f1_exact", label="x", scope="pair", coders=("A", "B")).value == 1.0


def test_pairs_without_a_value_are_left_out_of_the_mean_and_counted() -> None:
    marks = [(0, 0, 0, 0, 10), (0, 1, 0, 0, 10)]
    of = continuum([40, 40], marks, coders=3, labels=1, unfinished=[(2, 0)])
    row = one(rows(of), "span_f1_exact", label="x", scope="pair-mean")
    assert row.value == 1.0
    assert row.notes == ("2 of 3 pairs have no value and are left out of the mean",)
