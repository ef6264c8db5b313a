"""Atoms, sentences, tokens and zones: the same as single characters, counted one by one."""

from dataclasses import replace

import krippendorff
import numpy as np
import pytest

from desktop.agreement.inputs import COMMENTS, HEADLINE, stretches_from, zone_bits
from desktop.agreement.zones import flatten
from tests.agreement.builders import (
    characters,
    continuum,
    even_sentences,
    one,
    random_marks,
    rows,
    single_tokens,
)


@pytest.mark.parametrize("seed", range(8))
def test_atoms_give_the_value_of_single_characters(seed: int) -> None:
    random = np.random.default_rng(seed)
    lengths = [int(n) for n in random.integers(40, 160, 4)]
    marks = random_marks(random, lengths, coders=4, labels=2, each=6)
    of = continuum(lengths, marks, coders=4, unfinished=[(3, 1), (2, 2)])
    found = rows(of)
    for label, name in enumerate(of.labels):
        expected = krippendorff.alpha(characters(of, label), level_of_measurement="nominal")
        assert one(found, "alpha", label=name).value == pytest.approx(expected, abs=1e-10)
    both = np.where(np.isnan(characters(of, 0)), np.nan, characters(of, 0) + 2 * characters(of, 1))
    assert one(found, "alpha", question="any-label").value == pytest.approx(
        krippendorff.alpha(np.minimum(both, 1.0), level_of_measurement="nominal")
    )
    assert one(found, "alpha", question="all-labels", metric="nominal").value == pytest.approx(
        krippendorff.alpha(both, level_of_measurement="nominal")
    )
    marked = np.where(both == 0.0, np.nan, both)
    assert one(found, "alpha", question="both-marked").value == pytest.approx(
        krippendorff.alpha(marked, level_of_measurement="nominal")
    )


@pytest.mark.parametrize("seed", range(4))
def test_overlapping_labels_are_sets(seed: int) -> None:
    """Passages of two labels over each other: each label on its own is still right, sets are categories."""
    random = np.random.default_rng(seed)
    first = random_marks(random, [90, 90], coders=3, labels=1, each=5)
    second = [(a, c, 1, s, e) for a, c, _, s, e in random_marks(random, [90, 90], coders=3, labels=1, each=5)]
    of = continuum([90, 90], first + second, coders=3)
    found = rows(of)
    for label, name in enumerate(of.labels):
        expected = krippendorff.alpha(characters(of, label), level_of_measurement="nominal")
        assert one(found, "alpha", label=name).value == pytest.approx(expected)
    sets = characters(of, 0) + 2 * characters(of, 1)
    nominal = one(found, "alpha", question="all-labels", metric="nominal").value
    assert nominal == pytest.approx(krippendorff.alpha(sets, level_of_measurement="nominal"))
    values = [
        one(found, "alpha", question="all-labels", metric=metric).value for metric in ("jaccard", "masi")
    ]
    assert all(value is not None and value != nominal for value in values)


def test_many_coders_and_labels_take_more_than_one_word() -> None:
    random = np.random.default_rng(1)
    coders, labels = 9, 6
    lengths = [150, 200]
    marks = random_marks(random, lengths, coders=coders, labels=labels, each=8)
    wide = [(a, c, label * 5, s, e) for a, c, label, s, e in marks]
    of = replace(continuum(lengths, wide, coders=coders, labels=1), labels=tuple(f"l{i}" for i in range(30)))
    found = rows(of, coefficients=("alpha",))
    for label in range(0, 30, 5):
        expected = krippendorff.alpha(characters(of, label), level_of_measurement="nominal")
        assert one(found, "alpha", label=f"l{label}").value == pytest.approx(expected)


def test_a_sentence_holds_a_label_if_any_of_it_is_covered_or_a_share_of_it() -> None:
    lengths = [100] * 5
    marks = [(k, 0, 0, 0, 12) for k in range(5)] + [(k, 1, 0, 0, 9) for k in range(5)]
    of = continuum(lengths, marks, labels=1, sentences=even_sentences(lengths, 10))
    row = one(rows(of, units=("sentence",)), "percent", label="x")
    assert row.units == 50
    assert row.value == pytest.approx(45 / 50)
    half = one(rows(of, units=("sentence",), share=0.5), "percent", label="x")
    assert half.value == 1.0
    assert one(rows(of, units=("sentence",), share=0.95), "prevalence", label="x").value == pytest.approx(
        10 / 100
    )


def test_a_token_belongs_to_the_passage_that_holds_its_first_character() -> None:
    lengths = [100]
    of = continuum(
        lengths, [(0, 0, 0, 1, 20), (0, 1, 0, 10, 21)], labels=1, tokens=single_tokens(lengths, 10)
    )
    row = one(rows(of, units=("token",)), "prevalence", label="x")
    assert row.units == 10
    assert row.value == pytest.approx((1 + 2) / 20)


def test_sentence_and_token_are_shown_where_no_unit_is_named() -> None:
    lengths = [100] * 2
    of = continuum(
        lengths, [(0, 0, 0, 1, 20)], sentences=even_sentences(lengths, 10), tokens=single_tokens(lengths, 5)
    )
    alphas = [row.unit for row in rows(of) if row.coefficient == "alpha" and row.question == "label"]
    assert list(dict.fromkeys(alphas)) == ["sentence", "token", "article"]


def test_zones_part_the_figures() -> None:
    """Comments have rows of their own and do not carry the headline."""
    lengths = [100] * 6
    zones = stretches_from(
        [(k, *span) for k in range(6) for span in ((0, 40), (40, 100))],
        [zone_bits([kind]) for _ in range(6) for kind in ("body", "comment")],
    )
    marks = [(k, c, 1, 40, 100) for k in range(6) for c in (0, 1)] + [(k, k % 2, 0, 5, 15) for k in range(6)]
    of = continuum(lengths, marks, zones=zones)
    found = rows(of)
    headline = one(found, "alpha", label="x", zones=HEADLINE)
    assert headline.units == 240
    assert headline.value is not None
    assert headline.value < 0.0
    assert one(found, "alpha", label="y", zones=HEADLINE).reason is not None
    comments = one(found, "percent", label="y", zones=COMMENTS)
    assert (comments.units, comments.value) == (360, 1.0)
    assert one(rows(of, zones=("comment",)), "percent", label="y").zones == ("comment",)
    whole = continuum(lengths, marks)
    assert one(rows(whole), "alpha", label="y").value == 1.0


def test_nested_zones_lie_flat() -> None:
    """A quotation in the body is both; a comment's header is no body; boilerplate in the body is no body."""
    found = flatten(
        [
            ("body", 0, 50),
            ("quotation", 10, 20),
            ("boilerplate", 30, 35),
            ("comment-section", 60, 90),
            ("comment", 62, 88),
            ("comment-header", 62, 66),
        ]
    )
    kinds = {(start, end): bits for start, end, bits in found}
    assert kinds[10, 20] == zone_bits(["body", "quotation"])
    assert kinds[30, 35] == zone_bits(["boilerplate"])
    assert kinds[35, 50] == zone_bits(["body"])
    assert kinds[62, 66] == zone_bits(["comment-section", "comment", "comment-header"])
    assert (50, 60) not in kinds
    assert flatten([("quotation", 3, 9)]) == ((3, 9, zone_bits(["body", "quotation"])),)


def test_unmarked_text_counts_as_the_label_given_by_default() -> None:
    """Where nothing is marked, finishing gives x; the rows say so, and any label asks explicit marks only."""
    lengths = [100] * 5
    marks = [(k, c, 1, 10 + 5 * c, 30) for k in range(5) for c in (0, 1)]
    of = continuum(
        lengths,
        marks,
        by_default=(0,),
        sentences=even_sentences(lengths, 10),
        tokens=single_tokens(lengths, 5),
    )
    found = rows(of, units=("token",))
    given, marked = one(found, "alpha", label="x"), one(found, "alpha", label="y")
    assert (given.mode, marked.mode) == ("by-default", "explicit")
    assert given.value == pytest.approx(marked.value)
    shares = [one(found, "prevalence", label=name).value for name in ("x", "y")]
    assert shares == pytest.approx([33 / 40, 7 / 40])
    assert one(found, "prevalence", question="any-label").value == pytest.approx(7 / 40)
    assert one(found, "alpha", question="all-labels", metric="nominal").mode == "by-default"
    assert one(rows(of, units=("token",), explicit=True), "alpha", label="x").reason is not None
    comments = replace(
        of, zones=stretches_from([(k, 0, 100) for k in range(5)], [zone_bits(["comment"])] * 5)
    )
    assert one(rows(comments, zones=("comment",), units=("token",)), "prevalence", label="x").value == 0.0


def test_a_sentence_holds_the_default_label_only_if_a_word_of_it_is_unmarked() -> None:
    """A full stop left over does not make a sentence reporting."""
    lengths = [20]
    tokens = single_tokens(lengths, 5)
    tokens = replace(tokens, word=tokens.start != 15)
    of = continuum(
        lengths, [(0, 0, 1, 0, 15), (0, 1, 1, 0, 10)], by_default=(0,),
        sentences=stretches_from([(0, 0, 20)]), tokens=tokens,
    )  # fmt: skip
    assert one(rows(of, units=("sentence",)), "prevalence", label="x").value == 0.5
    assert one(rows(of, units=("token",)), "prevalence", label="x").value == pytest.approx(3 / 8)
