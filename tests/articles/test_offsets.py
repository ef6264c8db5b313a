"""Qt counts in UTF-16 units, everything else in code points: the map must agree with the encoding."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.offsets import OffsetMap

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("ab😀👩\u200d💻é\u0301א\n\u2028"), st.characters(codec="utf-8"))
)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@settings(deadline=None)
@given(TEXTS)
def test_both_ways_agree_with_a_naive_encoding(text: str) -> None:
    offsets = OffsetMap(text)
    for point in range(len(text) + 1):
        unit = utf16_length(text[:point])
        assert offsets.to_utf16(point) == unit
        assert offsets.to_code_point(unit) == point
    assert offsets.utf16_length == utf16_length(text)


def test_amid_a_surrogate_pair_lies_the_character_that_holds_it() -> None:
    offsets = OffsetMap("a😀b")
    assert [offsets.to_code_point(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_outside_the_text_there_is_no_offset() -> None:
    offsets = OffsetMap("a😀")
    for ask, at in (
        (offsets.to_utf16, 3),
        (offsets.to_utf16, -1),
        (offsets.to_code_point, 4),
        (offsets.to_code_point, -1),
    ):
        with pytest.raises(ValueError, match="outside"):
            ask(at)
