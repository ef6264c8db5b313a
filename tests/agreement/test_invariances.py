"""What must not change a figure: names, splits where nothing crosses, coders who did nothing, duplicates."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.agreement.inputs import Continuum, passages_from
from desktop.agreement.report import Row
from tests.agreement.builders import Mark, continuum, one, random_marks, rows

LENGTHS = [120, 90, 150, 100, 130, 110, 95, 140]


def made(seed: int = 0) -> Continuum:
    random = np.random.default_rng(seed)
    return continuum(LENGTHS, random_marks(random, LENGTHS, coders=3, labels=2, each=6), coders=3)


def marks_of(of: Continuum) -> list[Mark]:
    p = of.passages
    return list(zip(*(part.tolist() for part in (p.article, p.coder, p.label, p.start, p.end)), strict=True))


def figures(found: list[Row]) -> dict[tuple[object, ...], tuple[float | None, ...]]:
    return {
        (
            row.coefficient, row.metric, row.question, row.label, row.scope, frozenset(row.coders),
            row.variable, row.unit,
        ): (row.value, row.low, row.high, row.se)
        for row in found
    }  # fmt: skip


def assert_same(a: list[Row], b: list[Row]) -> None:
    ours, theirs = figures(a), figures(b)
    assert ours.keys() == theirs.keys()
    for key, values in ours.items():
        assert values == pytest.approx(theirs[key], abs=1e-9), key


def test_the_order_of_coders() -> None:
    of = made()
    order = [2, 0, 1]
    swapped = replace(
        of,
        coders=tuple(of.coders[i] for i in order),
        finished=of.finished[order],
        passages=passages_from([(a, order.index(c), lab, s, e) for a, c, lab, s, e in marks_of(of)]),
    )
    assert_same(rows(of, pairs=True, left_out=True), rows(swapped, pairs=True, left_out=True))


def test_the_order_of_labels_and_articles_and_passages() -> None:
    of = made(1)
    k = len(LENGTHS)
    turned = [(k - 1 - a, c, 1 - lab, s, e) for a, c, lab, s, e in marks_of(of)]
    random = np.random.default_rng(5)
    random.shuffle(turned)
    other = replace(of, labels=("y", "x"), lengths=of.lengths[::-1].copy(), passages=passages_from(turned))
    assert_same(rows(of, pairs=True), rows(other, pairs=True))


def test_an_article_split_where_no_passage_crosses() -> None:
    """Points stay; the cuα family, too. (Intervals need not: there are more articles now.)"""
    of = made(2)
    p = of.passages
    free = [
        place
        for place in range(20, 100)
        if not ((p.article == 0) & (p.start < place) & (p.end > place)).any()
    ]
    cut = free[len(free) // 2]
    moved = [
        (a + 1, c, lab, s - (cut if a == 0 else 0), e - (cut if a == 0 else 0))
        if a or s >= cut
        else (a, c, lab, s, e)
        for a, c, lab, s, e in marks_of(of)
    ]
    split = continuum([cut, LENGTHS[0] - cut, *LENGTHS[1:]], moved, coders=3)
    whole, parts = figures(rows(of)), figures(rows(split))
    compared = 0
    for key, values in whole.items():
        if key[6] is None and key[0] != "alpha_u_2004":
            assert values[0] == pytest.approx(parts[key][0]), key
            compared += 1
    assert compared > 50


def test_a_coder_who_finished_nothing() -> None:
    of = made(3)
    idle = replace(
        of,
        coders=(*of.coders, "D"),
        finished=np.vstack((of.finished, np.zeros((1, len(LENGTHS)), dtype=bool))),
    )
    before, after = rows(of, units=("character",)), rows(idle, units=("character",))
    for row in before:
        if row.coefficient in ("alpha", "ac1", "fleiss_kappa", "u_alpha", "percent", "prevalence"):
            other = one(
                after,
                row.coefficient,
                question=row.question,
                label=row.label,
                scope=row.scope,
                metric=row.metric,
            )
            assert (other.value, other.low, other.high) == pytest.approx((row.value, row.low, row.high))


def test_every_article_twice() -> None:
    """α stays up to the small-sample term; the interval is narrower by about √2."""
    of = made(4)
    k = len(LENGTHS)
    twice = continuum(
        LENGTHS * 2, marks_of(of) + [(a + k, c, lab, s, e) for a, c, lab, s, e in marks_of(of)], coders=3
    )
    for label in ("x", "y"):
        a, b = one(rows(of), "alpha", label=label), one(rows(twice), "alpha", label=label)
        assert a.se is not None
        assert b.se is not None
        assert b.value == pytest.approx(a.value, abs=2e-3)
        assert a.se / b.se == pytest.approx(np.sqrt(2.0), rel=0.12)
