"""Finding words in one article: what a reader types stands in the text in many spellings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.articles.finding import MOST, Folded


def found(text: str, wanted: str, **how: bool) -> list[str]:
    folded = Folded(text, match_case=how.pop("match_case", False))
    return [text[start:end] for start, end in folded.find(wanted, **how)]


def test_capitals_and_accents_do_not_matter() -> None:
    text = "Café, CAFE\u0301, cafe; Ångström"
    assert found(text, "cafe") == ["Café", "CAFE\u0301", "cafe"]
    assert found(text, "CAFÉ") == ["Café", "CAFE\u0301", "cafe"]
    assert found(text, "angstrom") == ["Ångström"]


def test_a_letter_is_found_with_the_accents_that_stand_behind_it() -> None:
    assert found("cafe\u0301\u0323 x", "cafe") == ["cafe\u0301\u0323"]
    assert found("cafe\u0301 x", "e x") == ["e\u0301 x"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("we doubt that’s directed at Ericsson", "that's directed"),
        ("the so‑called “reform”", 'so-called "reform"'),
        ("46\u00a0no-break\u202fspaces", "46 no-break spaces"),
        ("co\u00adoper\u00adation", "cooperation"),
        ("a family 👨\u200d👩\u200d👧 here", "👨👩👧 here"),
        ("wait…", "wait..."),
        ("STRASSE, Straße", "straße"),
        ("ﬁnal", "final"),
        ("مَرْحَبًا", "مرحبا"),
    ],
)
def test_what_is_typed_need_not_be_spelt_as_it_was_printed(text: str, typed: str) -> None:
    assert found(text, typed)


def test_a_character_is_never_cut_in_two() -> None:
    assert found("Straße", "s") == ["S"]
    assert found("wait…", ".") == []
    assert found("Straße", "ras") == []


def test_in_other_scripts_a_mark_is_a_letter() -> None:
    assert found("कि की", "कि") == ["कि"]


def test_whole_words_and_capitals_when_asked_for() -> None:
    text = "Us, us, bus, US-made, us_x, ús"
    assert found(text, "us", whole_words=True) == ["Us", "us", "US", "ús"]
    assert found(text, "US", match_case=True) == ["US"]
    assert found("10%, 110%", "10%", whole_words=True) == ["10%"]


def test_a_paragraph_ends_what_can_be_found() -> None:
    assert found("closed.\nNobody", "closed. nobody") == []
    assert found("closed.\tNobody", "closed. nobody") == ["closed.\tNobody"]


def test_places_do_not_overlap_and_are_capped() -> None:
    assert found("aaaa", "aa") == ["aa", "aa"]
    assert len(Folded("e" * (MOST + 5)).find("e")) == MOST


@pytest.mark.parametrize("nothing", ["", "\u0301", "\u200d", "\u00ad"])
def test_nothing_stands_nowhere(nothing: str) -> None:
    assert found("e\u0301 \u200d", nothing) == []


@given(before=st.text(max_size=30), wanted=st.text(min_size=1, max_size=10), after=st.text(max_size=30))
def test_what_stands_in_a_text_is_found_there(before: str, wanted: str, after: str) -> None:
    text = f"{before} {wanted} {after}"
    start, places = len(before) + 1, Folded(text).find(wanted)
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    if Folded(wanted).find(wanted):
        assert any(a < start + len(wanted) and start < b for a, b in places)


SIGNS = "ab é\u0301ß…\u00ad\n😀"


@given(text=st.text(SIGNS, max_size=40), wanted=st.text("ab eés.😀", min_size=1, max_size=4))
def test_every_place_says_what_was_typed(text: str, wanted: str) -> None:
    for start, end in Folded(text).find(wanted):
        place = text[start:end]
        assert Folded(place).find(wanted) == ((0, len(place)),)
