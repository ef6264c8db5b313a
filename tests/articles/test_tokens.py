"""Tokens are what lengths are weighed in, so that they must count the same everywhere."""

from desktop.articles.tokens import token_spans


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


def test_inner_apostrophes_and_hyphens_hold_a_word_together() -> None:
    assert words("that's state-backed, isn’t it?") == ["that's", "state-backed", ",", "isn’t", "it", "?"]


def test_signs_stand_alone_and_white_space_is_nothing() -> None:
    assert words("$13.03\u00a0billion “now”…") == ["$", "13", ".", "03", "billion", "“", "now", "”", "…"]
    assert words(" \u00a0\n\t") == []


def test_a_trailing_apostrophe_is_a_sign() -> None:
    assert words("banksters' currency") == ["banksters", "'", "currency"]
