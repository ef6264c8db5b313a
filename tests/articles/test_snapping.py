"""What a coder selects by hand becomes what a passage may be, and the coder is told what moved."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.canonical import canonicalise
from desktop.articles.pairs import pairs_in
from desktop.articles.snapping import snap
from desktop.errors import UserError


def snapped(text: str, selected: str, *, across_paragraphs: bool = False) -> str:
    start = text.index(selected)
    result = snap(text, start, start + len(selected), across_paragraphs=across_paragraphs)
    return text[result.start : result.end]


def test_an_aside_without_its_brackets_stays_what_was_selected(real_articles: tuple[Path, ...]) -> None:
    text = real_articles[0].read_text(encoding="utf-8")
    quote = "we doubt that's directed at Ericsson"
    assert text[1413:1449] == quote
    result = snap(text, 1413, 1449)
    assert (result.start, result.end, result.notes) == (1413, 1449, ())


def test_white_space_at_the_ends_is_left_out_no_break_spaces_too() -> None:
    text = "one \u00a0two\u2009 three"
    assert snapped(text, " \u00a0two\u2009 ") == "two"
    assert snap(text, 3, 10).notes == ("White space at the ends was left out.",)


def test_half_words_become_whole() -> None:
    text = "the so-called state-backed fund isn’t ours"
    assert snapped(text, "alled st") == "so-called state-backed"
    assert snapped(text, "isn") == "isn’t"
    result = snap(text, 7, 10)
    assert result.notes == (
        "The start moved back to take the whole of “so-called”.",
        "The end moved on to take the whole of “so-called”.",
    )


def test_exact_takes_what_was_selected() -> None:
    text = "the state-backed fund"
    result = snap(text, 4, 9, exact=True)
    assert (text[result.start : result.end], result.notes) == ("state", ())
    with pytest.raises(UserError):
        snap(text, 4, 4, exact=True)


def test_combining_marks_and_emoji_families_are_never_split() -> None:
    text = "a cafe\u0301 👩‍👩‍👧 🇫🇷🇩🇪 👍🏽 ok"
    assert snapped(text, "caf") == "cafe\u0301"
    assert snapped(text, "\u200d👩\u200d") == "👩‍👩‍👧"
    assert snapped(text, "🇷") == "🇫🇷"
    assert snapped(text, "👍") == "👍🏽"
    assert snapped("قَالَ الرَّجُلُ", "رَّ") == "الرَّجُلُ"


def test_where_no_spaces_part_the_words_a_character_is_enough() -> None:
    assert snapped("今天下雨了。", "下雨") == "下雨"


@pytest.mark.parametrize(
    ("text", "selected", "expected"),
    [
        ("far (we doubt it) away", "(we doubt", "we doubt"),
        ("far (we doubt it) away", "doubt it)", "doubt it"),
        ("far (we doubt it). Away", "doubt it).", "doubt it"),
        ("far (we doubt it) away", "far (we", "far (we doubt it)"),
        ("far (we doubt it) away", "it) away", "(we doubt it) away"),
        ("far (we doubt it) away", "(we doubt it)", "(we doubt it)"),
        ("He said “we go” and went.", "go” and", "“we go” and"),
        ('the security of the UK," he said', 'UK," he', 'UK," he'),
        ('a “mixed pair" here', 'pair" here', '“mixed pair" here'),
        ('a “mixed pair" here', "“mixed", "mixed"),
        ("the 'rescue' of it", "the 'res", "the 'rescue'"),
        ("the workers' own [sic] UK's 'aim'", "workers' own [sic]", "workers' own [sic]"),
        ("„so ist es“, sagte er", "es“, sagte", "„so ist es“, sagte"),
        ("(a [b c] d)", "(a [b", "a [b c]"),
    ],
)
def test_brackets_and_quotation_marks_come_in_pairs_or_not_at_all(
    text: str, selected: str, expected: str
) -> None:
    assert snapped(text, selected) == expected


def test_a_quotation_is_matched_within_its_paragraph_only() -> None:
    text = "“It never closes.\n\n“It closes here,” she said."
    assert snapped(text, "“It never closes.") == "“It never closes."
    assert snapped(text, "here,” she") == "“It closes here,” she"


def test_a_passage_stops_at_its_paragraph_unless_the_label_may_run_on() -> None:
    text = "First one.\n\nSecond one."
    assert snapped(text, "one.\n\nSec") == "one."
    assert snapped(text, "one.\n\nSec", across_paragraphs=True) == "one.\n\nSecond"


def test_nothing_to_mark_is_refused_and_outside_is_a_fault() -> None:
    for start, end in ((0, 0), (1, 3), (4, 5)):
        with pytest.raises(UserError, match="no text"):
            snap("a  b( c)", start, end)
    with pytest.raises(ValueError, match="outside"):
        snap("abc", 1, 4)


PIECES = [
    "(",
    ")",
    "[",
    "]",
    "“",
    "”",
    '"',
    "'",
    "’",
    "‘",
    "«",
    "»",
    "„",
    " ",
    "\n",
    "\u00a0",
    "a",
    "b-c",
    "_",
    "\u0301",
]
PIECES += ["\u200d", "👩", "🇫", "🏽", "א", "中", ".", ",", "—", "9", "\u2028"]
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(codec="utf-8")), min_size=1, max_size=40
).map("".join)


@settings(deadline=None)
@given(TEXTS, st.data(), st.booleans())
def test_any_selection_snaps_once_and_stays_inside_the_text(
    raw: str, data: st.DataObject, across: bool
) -> None:
    text = canonicalise(raw).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(0, len(text)))
    try:
        once = snap(text, start, end, across_paragraphs=across)
    except UserError:
        return
    quote = text[once.start : once.end]
    assert 0 <= once.start < once.end <= len(text)
    assert quote == quote.strip()
    assert across or "\n" not in quote
    twice = snap(text, once.start, once.end, across_paragraphs=across)
    assert (twice.start, twice.end, twice.notes) == (once.start, once.end, ())


@settings(deadline=None)
@given(TEXTS)
def test_pairs_nest_and_never_cross(raw: str) -> None:
    text = raw.replace("\n", " ")
    pairs = pairs_in(text, 0, len(text))
    for one in pairs:
        for other in pairs:
            apart = other.end <= one.start or one.end <= other.start
            nested = (one.start <= other.start and other.end <= one.end) or (
                other.start <= one.start and one.end <= other.end
            )
            assert apart or nested
