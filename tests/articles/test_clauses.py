"""Clauses: what a coder may want to mark of a sentence, by a rule that can be read in one minute."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.canonical import canonicalise
from desktop.articles.sentences import clause_spans, sentence_spans
from desktop.articles.tokens import WORD


def clauses(sentence: str) -> list[str]:
    return [sentence[start:end] for start, end in clause_spans(sentence, 0, len(sentence))]


def test_an_aside_in_brackets_is_a_clause_with_its_brackets() -> None:
    assert clauses("It would review purchases (we doubt that's aimed at us).") == [
        "It would review purchases",
        "(we doubt that's aimed at us)",
    ]


def test_a_short_bracket_stays_in_its_clause() -> None:
    assert clauses("The Ministry of Tides (MoT) said nothing.") == [
        "The Ministry of Tides (MoT) said nothing."
    ]


def test_dashes_semicolons_and_colons_cut_and_dashes_belong_to_nobody() -> None:
    assert clauses("Lamps could spy – and not without reason; so they say: never again.") == [
        "Lamps could spy",
        "and not without reason;",
        "so they say:",
        "never again.",
    ]
    assert clauses("The world is connected—and thus exposed.") == [
        "The world is connected",
        "and thus exposed.",
    ]
    assert clauses("A state-backed, so-called fund.") == ["A state-backed, so-called fund."]


def test_commas_cut_before_conjunctions_relatives_and_participles() -> None:
    assert clauses("The order banned the sales, which hurt the makers, leaving them in limbo.") == [
        "The order banned the sales,",
        "which hurt the makers,",
        "leaving them in limbo.",
    ]
    assert clauses("They grow apples, pears, and plums.") == ["They grow apples, pears, and plums."]


def test_an_opening_clause_ends_at_its_comma() -> None:
    assert clauses("If that happens, sectors could take another leg lower.") == [
        "If that happens,",
        "sectors could take another leg lower.",
    ]


def test_a_quotation_is_not_cut_but_ends_its_clause() -> None:
    assert clauses("“It is small – and old, but it is ours,” the mayor said on Monday.") == [
        "“It is small – and old, but it is ours,”",
        "the mayor said on Monday.",
    ]


def test_a_sentence_that_is_only_a_quotation_is_cut_like_any_other() -> None:
    assert clauses("“The lamp is only small, but it is still ours.”") == [
        "“The lamp is only small,",
        "but it is still ours.”",
    ]


PIECES = [*".,;:–—- ()[]\"“”'’\n\u00a0ab", ", and ", " because ", "If ", ",” he said", "one two three"]


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters(codec="utf-8")), max_size=60).map("".join))
def test_clauses_of_any_sentence_are_sorted_disjoint_trimmed_and_hold_every_word(raw: str) -> None:
    text = canonicalise(raw).text
    for start, end in sentence_spans(text):
        spans = clause_spans(text, start, end)
        assert spans
        before = start
        for first, last in spans:
            assert before <= first < last <= end
            assert text[first:last] == text[first:last].strip()
            before = last
        inside = [match.start() for match in WORD.finditer(text, start, end)]
        assert all(any(first <= at < last for first, last in spans) for at in inside)
