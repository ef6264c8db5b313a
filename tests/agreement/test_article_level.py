"""Whole articles: share, count and presence of a label, ICC(2,1), set aside, flags and attributes."""

import numpy as np
import pytest

from desktop.agreement.article_rows import Variable
from desktop.agreement.continuum_table import BLANK, continuum_rows
from desktop.agreement.icc import icc_2_1, icc_sums
from desktop.agreement.inputs import Continuum
from desktop.agreement.report import AgreementSettings, Row
from tests.agreement.builders import continuum, one, rows

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Shrout and Fleiss 1979, table 2: six targets, four judges; ICC(2,1) is .29."""


def test_icc_on_the_example_of_shrout_and_fleiss() -> None:
    values = np.array(SHROUT_FLEISS, dtype=np.float64).T
    assert float(icc_2_1(4)(icc_sums(values).sum(axis=0))) == pytest.approx(0.29, abs=0.005)
    assert float(icc_2_1(4)(icc_sums(values - 100.0).sum(axis=0))) == pytest.approx(0.2898, abs=1e-4)


def made() -> Continuum:
    """Six articles of 100; A marks k·10 characters in two passages, B the same in one, and once nothing."""
    marks = []
    for k in range(1, 7):
        marks += [(k - 1, 0, 0, 0, 5 * k), (k - 1, 0, 0, 50, 50 + 5 * k)]
        if k != 3:
            marks += [(k - 1, 1, 0, 0, 10 * k)]
    return continuum([100] * 6, marks, labels=1)


def test_share_count_and_presence_of_a_label_per_article() -> None:
    found = rows(made())
    share = one(found, "alpha", label="x", variable="share")
    assert (share.unit, share.metric, share.articles, share.units) == ("article", "interval", 6, 6)
    a = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    b = np.array([0.1, 0.2, 0.0, 0.4, 0.5, 0.6])
    both = np.concatenate((a, b))
    expected = 1.0 - np.square(a - b).mean() / (2 * both.var(ddof=1))
    assert share.value == pytest.approx(expected)
    assert share.interval == "jackknife-t"
    presence = one(found, "percent", label="x", variable="presence")
    assert presence.value == pytest.approx(5 / 6)
    count = one(found, "alpha", label="x", variable="count")
    assert count.value is not None
    assert count.value < 0.0
    assert one(found, "icc_2_1", label="x", variable="share").value == pytest.approx(
        float(icc_2_1(2)(icc_sums(np.stack((a, b))).sum(axis=0)))
    )


def test_icc_takes_the_articles_that_all_finished_and_says_so() -> None:
    marks = [(k, c, 0, 0, 5 * k + c + 1) for k in range(7) for c in range(3)]
    of = continuum([100] * 7, marks, coders=3, labels=1, unfinished=[(2, 0)])
    row = one(rows(of), "icc_2_1", label="x", variable="share")
    assert (row.units, row.notes) == (6, ("over the articles that all of these coders finished",))
    alone = continuum([100] * 2, marks[:6], coders=3, labels=1, unfinished=[(2, 0)])
    assert one(rows(alone), "icc_2_1", label="x", variable="share").reason == (
        "no overlap: only 1 article finished by all of these coders"
    )


def test_few_articles_with_the_label_give_no_interval() -> None:
    marks = [(k, c, 0, 0, 5 * k + c + 1) for k in range(3) for c in range(2)]
    row = one(rows(continuum([100] * 7, marks, labels=1)), "alpha", label="x", variable="share")
    assert row.value is not None
    assert row.interval_reason == "only 3 articles with the label; 5 are needed"
    assert row.low is None


def with_variables(of: Continuum, *variables: Variable) -> list[Row]:
    return continuum_rows(of, AgreementSettings(), BLANK, variables)


def test_set_aside_decisions_have_an_agreement_of_their_own() -> None:
    values = (
        ("coded", "coded", "set aside", "set aside", None),
        ("coded", "set aside", "set aside", "coded", "coded"),
    )
    aside = Variable("set aside", "article", "nominal", ("coded", "set aside"), values)
    row = one(with_variables(made(), aside), "percent", question="all-labels", variable="set aside")
    assert (row.value, row.units, row.unit) == (0.5, 4, "article")
    alpha = one(with_variables(made(), aside), "alpha", question="all-labels", variable="set aside")
    assert alpha.value == pytest.approx(1.0 - 7 * 4.0 / (64 - 32))


def test_flags_and_attributes_of_passages_are_compared_where_passages_match() -> None:
    """Two passages match, one is alone; of the two, one flag differs."""
    marks = [(0, 0, 0, 0, 10), (0, 0, 0, 20, 30), (0, 0, 0, 60, 70), (0, 1, 0, 1, 10), (0, 1, 0, 20, 31)]
    of = continuum([100], marks, labels=1)
    flag = Variable("flag irony", "passage", "nominal", ("no", "yes"), (("yes", "no", "yes", "yes", "yes"),))
    row = one(with_variables(of, flag), "percent", question="all-labels", variable="flag irony")
    assert (row.value, row.units, row.unit, row.coders) == (0.5, 2, "passage", ("A", "B"))
    assert row.notes == ("over passages with the same label that overlap by half or more",)
    scale = Variable(
        "attribute tone",
        "passage",
        "ordinal",
        ("mild", "sharp", "bitter"),
        (("mild", "sharp", None, "sharp", "sharp"),),
    )
    alpha = one(with_variables(of, scale), "alpha", question="all-labels", variable="attribute tone")
    assert (alpha.metric, alpha.units) == ("ordinal", 2)
    nobody = Variable("flag odd", "passage", "nominal", ("no", "yes"), (("yes",),))
    lonely = continuum([100], marks[:1], labels=1)
    found = one(with_variables(lonely, nobody), "alpha", question="all-labels", variable="flag odd")
    assert found.reason == "no overlap: nothing was decided by two of these coders"


def test_passages_of_unfinished_work_have_no_say_in_flags() -> None:
    marks = [(0, 0, 0, 0, 10), (1, 0, 0, 0, 10), (0, 1, 0, 0, 10), (1, 1, 0, 0, 10)]
    of = continuum([50, 50], marks, labels=1, unfinished=[(1, 0)])
    flag = Variable("flag f", "passage", "nominal", ("no", "yes"), (("yes", "no", "no", "no"),))
    row = one(with_variables(of, flag), "percent", question="all-labels", variable="flag f")
    assert (row.value, row.units) == (1.0, 1)
