"""The boundary sweep of the uα family against all pairs of places written out."""

import numpy as np
import pytest

from desktop.agreement.inputs import Continuum
from tests.agreement.builders import continuum, one, random_marks, rows

Labels = list[list[tuple[int, int]]]
"""For each coder and place: the label (0 for none) and the number of the unit (-1 in a gap)."""


def places(of: Continuum, article: int) -> Labels:
    found: Labels = [[(0, -1)] * int(of.lengths[article]) for _ in of.coders]
    p = of.passages
    for number in np.flatnonzero(p.article == article):
        for place in range(int(p.start[number]), int(p.end[number])):
            found[int(p.coder[number])][place] = (int(p.label[number]) + 1, int(number))
    return found


def naive(of: Continuum, *, binary: bool = False) -> float | None:
    """uα by every pair of places: observed at one place, expected between any two but those of one unit."""
    observed, total = 0.0, 0
    values: list[tuple[int, tuple[int, int, int]]] = []
    for article in range(len(of.articles)):
        held = places(of, article)
        for coder, line in enumerate(held):
            for place, (label, unit) in enumerate(line):
                value = min(label, 1) if binary else label
                values.append((value, (article, coder, unit) if unit >= 0 else (article, coder, -2 - place)))
                for other, rest in enumerate(held):
                    theirs = min(rest[place][0], 1) if binary else rest[place][0]
                    if other != coder and theirs != value:
                        observed += 1.0 / (len(held) - 1)
        total += len(held) * len(held[0])
    pairs = unequal = 0
    for i, (value, one_unit) in enumerate(values):
        for other_value, other_unit in values[:i]:
            if one_unit != other_unit:
                pairs += 1
                unequal += value != other_value
    return None if not unequal else 1.0 - (observed / total) / (unequal / pairs)


def tiny(seed: int, *, coders: int) -> Continuum:
    random = np.random.default_rng(seed)
    lengths = [int(random.integers(6, 14)) for _ in range(int(random.integers(1, 3)))]
    labels = int(random.integers(1, 4))
    marks = random_marks(
        random, lengths, coders=coders, labels=labels, each=int(random.integers(0, 4)), longest=4
    )
    return continuum(lengths, marks, coders=coders, labels=labels)


def test_the_sweep_is_the_naive_form_on_500_random_continua() -> None:
    defined = 0
    for seed in range(500):
        of = tiny(seed, coders=2 + seed % 2)
        found = rows(of, coefficients=("u_alpha", "bar_u_alpha"))
        for row, expected in (
            (one(found, "u_alpha", question="all-labels"), naive(of)),
            (one(found, "bar_u_alpha", question="any-label"), naive(of, binary=True)),
        ):
            if expected is None:
                assert row.value is None
            else:
                assert row.value == pytest.approx(expected, abs=1e-10)
                defined += 1
    assert defined > 700


def test_a_label_on_its_own_is_the_binary_form() -> None:
    """u_alpha of a label is |uα of the continuum in which only that label was marked."""
    random = np.random.default_rng(3)
    lengths = [80, 120, 60]
    marks = random_marks(random, lengths, coders=3, labels=2, each=5)
    of = continuum(lengths, marks, coders=3)
    alone = of.only(of.passages.label == 1)
    assert one(rows(of), "u_alpha", label="y").value == pytest.approx(
        one(rows(alone), "bar_u_alpha", question="any-label").value
    )


def test_passages_that_touch_are_two_units_and_overlaps_of_one_label_are_one() -> None:
    whole = continuum([40], [(0, 0, 0, 5, 25), (0, 1, 0, 5, 25)])
    touching = continuum([40], [(0, 0, 0, 5, 15), (0, 0, 0, 15, 25), (0, 1, 0, 5, 25)])
    overlapping = continuum([40], [(0, 0, 0, 5, 18), (0, 0, 0, 12, 25), (0, 1, 0, 5, 25)])
    single = one(rows(whole), "bar_u_alpha", question="any-label").value
    assert single == 1.0
    assert one(rows(touching), "bar_u_alpha", question="any-label").value == 1.0
    assert one(rows(overlapping), "bar_u_alpha", question="any-label").value == 1.0
    assert one(rows(touching), "span_f1_exact", label="x").value == 0.0
    assert one(rows(overlapping), "span_f1_any", label="x").value == pytest.approx(2 / 3)


def test_where_labels_overlap_the_several_label_forms_are_not_defined() -> None:
    marks = [(0, 0, 0, 5, 15), (0, 0, 1, 10, 20), (0, 1, 0, 5, 15), (0, 1, 1, 22, 30)]
    found = rows(continuum([40], marks))
    for coefficient, question, label in (
        ("u_alpha", "all-labels", None),
        ("cu_alpha", "both-marked", None),
        ("ku_alpha", "label", "x"),
    ):
        row = one(found, coefficient, question=question, label=label)
        assert row.value is None
        assert row.reason == "not defined: overlaps (of passages with different labels, by A)"
    for label in ("x", "y"):
        assert one(found, "u_alpha", label=label).value is not None
    assert one(found, "u_alpha", label="x").value == 1.0


def test_any_passage_against_none_takes_overlapping_labels_as_one() -> None:
    """|uα of passages of two labels over each other is that of their union."""
    marks = [(0, 0, 0, 5, 15), (0, 0, 1, 10, 20), (0, 0, 1, 30, 34), (0, 1, 0, 6, 18), (0, 1, 1, 29, 35)]
    union = [(0, 0, 0, 5, 20), (0, 0, 1, 30, 34), (0, 1, 0, 6, 18), (0, 1, 1, 29, 35)]
    ours, theirs = (
        one(rows(continuum([40], m)), "bar_u_alpha", question="any-label") for m in (marks, union)
    )
    assert ours.value == pytest.approx(naive(continuum([40], union), binary=True))
    assert ours.value == theirs.value


def test_cu_alpha_asks_only_what_was_marked_by_both() -> None:
    """The same passages with other ends and the same labels: what they are called agrees fully."""
    marks = [(0, 0, 0, 5, 15), (0, 0, 1, 20, 30), (0, 1, 0, 8, 18), (0, 1, 1, 21, 33)]
    found = rows(continuum([50], marks))
    assert one(found, "cu_alpha", question="both-marked").value == 1.0
    bar = one(found, "bar_u_alpha", question="any-label").value
    assert bar is not None
    assert bar < 0.9


def test_the_form_of_2004_over_several_articles_is_that_of_their_sums() -> None:
    marks = [(0, 0, 0, 5, 15), (0, 1, 0, 5, 15), (1, 0, 0, 3, 9), (1, 1, 0, 6, 12)]
    first = one(rows(continuum([40, 40], marks, unfinished=[(1, 1)])), "alpha_u_2004", label="x")
    assert (first.value, first.articles) == (1.0, 1)
    both = one(rows(continuum([40, 40], marks)), "alpha_u_2004", label="x")
    assert both.value is not None
    assert both.value < 1.0
    assert both.articles == 2
