"""A value or a reason in words, never a made-up number."""

from collections.abc import Sequence

import pytest

from desktop.agreement.ratings_table import ratings_rows
from desktop.agreement.report import AgreementSettings, Row
from tests.agreement.builders import continuum, one, ratings, rows

CHANCE = ("alpha", "ac1", "fleiss_kappa", "bennett_s")


def of_table(table: Sequence[Sequence[object]], **settings: object) -> list[Row]:
    return ratings_rows(ratings(table), AgreementSettings(**settings))  # type: ignore[arg-type]


@pytest.mark.parametrize("coefficient", CHANCE)
def test_one_category(coefficient: str) -> None:
    found = of_table([["a", "a"]] * 6)
    row = one(found, coefficient, question="all-labels")
    assert (row.value, row.low, row.interval_reason) == (None, None, "no value")
    assert row.reason == "undefined: no variation; raw agreement 1.000"
    assert one(found, "percent", question="all-labels").value == 1.0


def test_one_coder() -> None:
    assert {row.reason for row in of_table([["a"], ["b"]])} == {"no overlap: only one coder"}
    found = rows(continuum([50], [(0, 0, 0, 1, 5)], coders=1))
    reasons = {row.reason for row in found if row.variable is None}
    assert reasons == {"no overlap: only one coder"}
    assert all(row.value is None for row in found)


def test_no_shared_article() -> None:
    of = continuum([50, 50], [(0, 0, 0, 1, 5), (1, 1, 0, 1, 5)], unfinished=[(1, 0), (0, 1)])
    found = rows(of, pairs=True)
    assert all(row.value is None for row in found)
    assert (
        one(found, "alpha", label="x").reason == "no overlap: no article was finished by two of these coders"
    )
    assert one(found, "span_f1_any", label="x").reason is not None


def test_no_unit_rated_by_two() -> None:
    found = of_table([["a", None], [None, "b"]])
    assert {row.reason for row in found} == {"no overlap: no unit was rated by two of these coders"}


def test_one_unit() -> None:
    """One unit that agrees while other categories stand in unpaired units: packages say 1, 0 or crash."""
    found = of_table([["a", "a"], ["b", None], [None, "c"]])
    for coefficient in CHANCE:
        row = one(found, coefficient, question="all-labels")
        assert row.reason == "undefined: only one unit was rated by two coders"
    assert one(found, "percent", question="all-labels").value == 1.0


def test_nothing_marked_by_anyone() -> None:
    found = rows(continuum([50] * 6, []))
    assert one(found, "alpha", label="x").reason == "undefined: no variation; raw agreement 1.000"
    assert one(found, "percent", label="x").value == 1.0
    assert one(found, "span_f1_any", label="x").reason == "undefined: nothing was marked by anyone"
    assert (
        one(found, "alpha", question="both-marked").reason == "undefined: no place was marked by two coders"
    )
    assert one(found, "bar_u_alpha", question="any-label").value is None
    assert one(found, "ku_alpha", label="x").value is None


def test_everything_missing() -> None:
    assert {row.reason for row in of_table([[None, None]] * 3)} == {"undefined: no coder gave any value"}


def test_nobody_finished_anything() -> None:
    of = continuum([50], [(0, 0, 0, 1, 5)], unfinished=[(0, 0), (1, 0)])
    assert all(row.value is None and row.reason for row in rows(of))
    nobody = continuum([50], [], coders=0)
    assert all(row.value is None and row.reason for row in rows(nobody))
    assert rows(continuum([], [])) != []
    assert all(row.value is None for row in rows(continuum([], [])))


def test_an_interval_or_the_reason_why_not() -> None:
    four = continuum([50] * 4, [(k, c, 0, 5 + c * k, 20) for k in range(4) for c in (0, 1)])
    row = one(rows(four), "alpha", label="x")
    assert row.value is not None
    assert (row.interval, row.interval_reason) == (None, "only 4 articles compared; 5 are needed")
    few = continuum([50] * 8, [(k, c, 0, 5 + c * k, 20) for k in range(4) for c in (0, 1)])
    row = one(rows(few), "alpha", label="x")
    assert (row.articles, row.articles_with_label) == (8, 4)
    assert row.interval_reason == "only 4 articles with the label; 5 are needed"
    thin = one(rows(few, interval="bootstrap"), "alpha", question="any-label")
    assert thin.interval_reason == "only 4 articles with the label; 5 are needed"
    many = continuum([50] * 8, [(k, c, 0, 5 + c * k, 20) for k in range(8) for c in (0, 1)])
    assert one(rows(many, interval="bootstrap"), "alpha", label="x").interval_reason == (
        "only 8 articles; a bootstrap needs 30"
    )


def test_a_deletion_that_is_undefined_means_no_interval() -> None:
    """Without the one unit that differs everything is the same: there is no delete-one value for it."""
    row = one(of_table([["a", "a"]] * 7 + [["a", "b"]]), "alpha", question="all-labels")
    assert row.value is not None
    assert (row.low, row.se) == (None, None)
    assert row.interval_reason == "leaving out one of the units makes the figure undefined"
