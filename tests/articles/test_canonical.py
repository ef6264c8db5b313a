"""Whatever arrives, one canonical text comes out, and it stays as it is from then on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.canonical import canonicalise

TROUBLE = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\r\n\u2028\u2029\ufdd0\ufdd1\ufeff\ufffe\x00\ud800\udfffa é\u0301\u05d0\u200f😀\u00a0\x85\x0b"
        ),
        st.characters(),
    ),
    max_size=60,
)


def test_line_ends_of_every_system_become_one() -> None:
    canonical = canonicalise("one\r\ntwo\rthree\nfour\u2029five\ufdd0six\ufdd1seven")
    assert canonical.text == "one\ntwo\nthree\nfour\nfive\nsix\nseven"
    assert canonical.line_ends == "mixed"


def test_the_line_ends_of_the_file_are_remembered() -> None:
    kinds = {"a\r\nb\r\n": "crlf", "a\rb\r": "cr", "a\nb": "lf", "a": "none", "a\nb\r\n": "mixed", "": "none"}
    assert {raw: canonicalise(raw).line_ends for raw in kinds} == kinds


def test_every_byte_order_mark_at_the_start_is_dropped_and_none_elsewhere() -> None:
    assert canonicalise("\ufeff\ufeffa\ufeffb").text == "a\ufeffb"


def test_what_cannot_be_stored_is_replaced_and_reported() -> None:
    canonical = canonicalise("a\x00b\x00\ud83dc")
    assert canonical.text == "a\ufffdb\ufffd\ufffdc"
    assert canonical.notices == (
        "One lone surrogate was replaced by U+FFFD.",
        "2 NUL characters were replaced by U+FFFD.",
    )
    assert canonicalise("\ufffeab").text == "\ufffdab"
    assert canonicalise("\ufffeab").notices


def test_nothing_else_is_touched() -> None:
    text = "  e\u0301 \u00e9 “mixed\" 'marks’\u00a0\u2009\u2028\x85\x0b\x0c ﬁ \t "
    assert canonicalise(text).text == text
    assert canonicalise(text).notices == ()


@settings(deadline=None)
@given(TROUBLE)
def test_canonical_text_is_its_own_canonical_text(raw: str) -> None:
    once = canonicalise(raw)
    twice = canonicalise(once.text)
    assert twice.text == once.text
    assert twice.notices == ()
    assert not set(once.text) & set("\r\u2029\ufdd0\ufdd1\x00")
    once.text.encode("utf-8")


@settings(deadline=None)
@given(TROUBLE)
def test_only_line_ends_and_marks_change_the_length(raw: str) -> None:
    text = raw.lstrip("\ufeff")
    assert len(canonicalise(raw).text) == len(text) - text.count("\r\n")
