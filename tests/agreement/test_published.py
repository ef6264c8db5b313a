"""Worked examples from the literature, to the digits that their authors printed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.agreement import linearised
from desktop.agreement.arrays import FloatArray
from desktop.agreement.atoms import sweep
from desktop.agreement.counts import statistics_of_counts, tally
from desktop.agreement.distributions import t_quantile
from desktop.agreement.inputs import HEADLINE, Continuum
from desktop.agreement.matching import pair_edges
from desktop.agreement.measured import measure
from desktop.agreement.ratings import Ratings
from desktop.agreement.ratings_alpha import with_distance
from desktop.agreement.ratings_table import ratings_rows
from desktop.agreement.report import AgreementSettings, Row
from desktop.agreement.statistics import chance
from desktop.agreement.unitizing_2004 import sums_2004
from tests.agreement.builders import continuum, one, ratings, rows

PUBLISHED = json.loads((Path(__file__).parent / "published.json").read_text(encoding="utf-8"))
VALUES: list[dict[str, Any]] = PUBLISHED["values"]


def table(name: str) -> Ratings:
    found = PUBLISHED["tables"][name]
    if found["kind"] == "cells":
        return ratings([[a, b] for count, a, b in found["rows"] for _ in range(count)])
    return ratings(found["rows"])


def figure(of: Ratings, coefficient: str, **settings: Any) -> Row:  # noqa: ANN401 - any setting
    found = ratings_rows(of, AgreementSettings(coefficients=(coefficient,), **settings))
    return one(found, coefficient, question="all-labels")


def counts(of: Ratings) -> FloatArray:
    return tally(of.values, len(of.categories))


def units(name: str) -> list[Row]:
    return rows(unitized(name))


def older_parts(name: str, label: int) -> list[float]:
    """D_o and D_e of the form of 2004."""
    made = unitized(name)
    single = measure(made, sweep(made).joined, "character", HEADLINE)
    edges = pair_edges(single, np.array([[0, 1]]))
    sums = sums_2004(single, 2, 2, made.finished, edges) / float(made.lengths[0]) ** 2
    return [float(part) for part in sums[0, label]]


def unitized(name: str) -> Continuum:
    found = PUBLISHED["tables"][name]
    if found["kind"] == "spans":
        marks = [
            (0, coder, label - 1, start, end)
            for coder, passages in enumerate(found["rows"])
            for start, end, label in passages
        ]
        return replace(continuum([found["length"]], marks, coders=3, labels=0), labels=tuple("1234567"))
    marks = [
        (0, coder, "ck".index(label), start - found["begin"], start - found["begin"] + length)
        for start, length, coder, label in found["rows"]
    ]
    return replace(continuum([found["length"]], marks), labels=("c", "k"))


def value(row: Row) -> float:
    assert row.value is not None, row.reason
    return row.value


def expected_by_chance(of: Ratings, kind: str) -> float:
    q = len(of.categories)
    return float(chance(statistics_of_counts(counts(of)).sum(axis=0), q, kind, np.eye(q)))


def cohen_chance(of: Ratings) -> float:
    q = len(of.categories)
    first, second = (np.bincount(line, minlength=q) / of.values.shape[1] for line in of.values)
    return float(first @ second)


def half_apart(of: Ratings) -> float:
    distance = np.array([[_apart(a, b) for b in of.categories] for a in of.categories])
    f, statistics = with_distance(len(of.categories), distance)
    return float(f(statistics(of.values).sum(axis=0)))


def _apart(a: str, b: str) -> float:
    return 0.0 if a == b else 0.5 if "Chck" in (a, b) else 1.0


def per_category(of: Ratings) -> list[float]:
    """Fleiss' κ of each category against the others."""
    found = []
    for category in range(len(of.categories)):
        binary = Ratings(of.coders, of.units, (of.values == category).astype(np.int64), ("no", "yes"), None)
        found.append(value(figure(binary, "fleiss_kappa")))
    return found


def normal_interval(of: Ratings) -> list[float]:
    row = figure(of, "cohen_kappa", interval="linearised")
    assert row.se is not None
    return [value(row) - 1.959963985 * row.se, value(row) + 1.959963985 * row.se]


def gwet_interval(of: Ratings) -> list[float]:
    row = figure(of, "ac1", interval="linearised")
    assert row.low is not None
    assert row.high is not None
    assert row.se is not None
    assert row.low == pytest.approx(value(row) - t_quantile(0.975, 11) * row.se)
    return [row.low, row.high]


def resampled(of: Ratings) -> list[float]:
    row = figure(of, "alpha", interval="bootstrap", resamples=6_000)
    assert row.low is not None
    assert row.high is not None
    return [row.low, row.high]


def se(coefficient: str) -> Callable[[Ratings], float]:
    def found(of: Ratings) -> float:
        row = figure(of, coefficient, interval="linearised")
        assert row.se is not None
        return row.se

    return found


def point(coefficient: str, **settings: Any) -> Callable[[Ratings], float]:  # noqa: ANN401 - any setting
    return lambda of: value(figure(of, coefficient, **settings))


MEASURES: dict[str, Callable[[Ratings], Any]] = {
    "alpha_nominal": point("alpha"),
    "alpha_ordinal": point("alpha", metric="ordinal"),
    "alpha_interval": point("alpha", metric="interval"),
    "alpha_ratio": point("alpha", metric="ratio"),
    "alpha_custom_distance": half_apart,
    "alpha_nominal_se_linearised": se("alpha"),
    "alpha_nominal_boot_se_units": lambda of: figure(of, "alpha", interval="bootstrap", resamples=6_000).se,
    "alpha_nominal_boot_ci_units": resampled,
    "coincidence_margins": lambda of: (
        (counts(of) * (counts(of).sum(axis=1) >= 2)[:, None]).sum(axis=0).tolist()
    ),
    "percent_agreement": point("percent"),
    "percent_agreement_se": se("percent"),
    "fleiss_pa": point("percent"),
    "gwet_ac1": point("ac1"),
    "gwet_ac1_se": se("ac1"),
    "gwet_ac1_ci": gwet_interval,
    "gwet_ac1_pe": lambda of: expected_by_chance(of, "gwet"),
    "gwet_ac2": point("ac2", weights="quadratic"),
    "fleiss_kappa": point("fleiss_kappa"),
    "fleiss_kappa_se": se("fleiss_kappa"),
    "fleiss_pe": lambda of: expected_by_chance(of, "scott"),
    "fleiss_kappa_per_category": per_category,
    "brennan_prediger": point("bennett_s"),
    "brennan_prediger_se": se("bennett_s"),
    "bennett_s": point("bennett_s"),
    "scott_pi": point("scott_pi"),
    "scott_pi_se": se("scott_pi"),
    "scott_pe": lambda of: expected_by_chance(of, "scott"),
    "cohen_kappa": point("cohen_kappa"),
    "cohen_kappa_se": se("cohen_kappa"),
    "cohen_kappa_ci_normal": normal_interval,
    "cohen_pe": cohen_chance,
}
UNITIZING = ("u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha", "alpha_U_2004", "alpha_U_2004_category")


def named(entry: dict[str, Any]) -> str:
    return f"{entry['table']}-{entry['measure']}{entry.get('label', '')}-{entry['tolerance']}"


@pytest.mark.parametrize("entry", [v for v in VALUES if v["measure"] not in UNITIZING], ids=named)
def test_a_printed_value_of_a_ratings_table_is_met(entry: dict[str, Any]) -> None:
    got = MEASURES[entry["measure"]](table(entry["table"]))
    assert got == pytest.approx(entry["expected"], abs=entry["tolerance"], rel=0)


def test_every_printed_value_has_a_test() -> None:
    assert {entry["measure"] for entry in VALUES} == {*MEASURES, *UNITIZING}
    assert len(VALUES) == 88


@pytest.mark.parametrize("entry", [v for v in VALUES if v["measure"] in UNITIZING], ids=named)
def test_a_printed_value_of_unitizing_is_met(entry: dict[str, Any]) -> None:
    found = units(entry["table"])
    measure, label = entry["measure"], entry.get("label")
    if measure == "ku_alpha":
        row = one(found, "ku_alpha", label=str(label))
        if entry["expected"] is None:
            assert row.value is None
            assert row.coverage == 0.0
            return
        assert [row.value, row.coverage] == pytest.approx(entry["expected"], abs=entry["tolerance"])
        return
    if measure == "alpha_U_2004_category":
        row = one(found, "alpha_u_2004", label=label)
        assert row.value == pytest.approx(entry["expected"][2], abs=entry["tolerance"])
        assert older_parts(entry["table"], "ck".index(str(label))) == pytest.approx(
            entry["expected"][:2], abs=entry["tolerance"]
        )
        return
    question = {"bar_u_alpha": "any-label", "cu_alpha": "both-marked"}.get(measure, "all-labels")
    row = one(found, measure.replace("alpha_U", "alpha_u"), question=question)
    assert row.value == pytest.approx(entry["expected"], abs=entry["tolerance"], rel=0)


def test_a_ratio_table_of_two_coders_has_gwets_two_rater_form() -> None:
    """For a complete table of two coders Gwet divides by n², for others by n(n-1)."""
    two = table("cont3x3abstractors")
    found = linearised.percent_se(counts(two))
    more = linearised.percent_se(np.vstack((counts(two), [[1.0, 0.0, 0.0]])))
    assert found.se == pytest.approx(0.03128898, abs=1e-7)
    assert more.se > found.se
