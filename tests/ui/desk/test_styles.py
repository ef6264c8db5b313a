"""Whatever colours a codebook asks for, letters and text can be read in every theme, and shapes differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codebook import Label
from desktop.ui.desk.styles import styles_of
from desktop.ui.theme import THEMES, Theme, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
@given(colour=COLOURS)
def test_text_on_a_passage_and_letters_in_the_margin_have_contrast_enough(theme: Theme, colour: str) -> None:
    style = styles_of([Label("l", "Label", "l", colour)], theme)["l"]
    assert contrast(theme.text, style.tint) >= 4.5
    assert contrast(theme.text, style.strong) >= 4.5
    assert contrast(style.ink, theme.page) >= 4.5
    assert contrast(style.ink, theme.lane) >= 4.5
    assert contrast(style.on_ink, style.ink) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
@given(colour=COLOURS)
def test_a_passage_can_be_seen_on_the_page(theme: Theme, colour: str) -> None:
    style = styles_of([Label("l", "Label", "l", colour)], theme)["l"]
    assert contrast(style.tint, theme.page) > 1.05
    assert contrast(style.strong, theme.page) > contrast(style.tint, theme.page)


def test_labels_differ_by_letter_and_by_line_and_an_unknown_one_is_plain() -> None:
    labels = [Label(f"l{at}", f"Label {at}", key, "#336699") for at, key in enumerate("abcde")]
    styles = styles_of(labels, THEMES[0])
    assert len({style.line for style in styles.all()}) == 5
    assert [style.letter for style in styles.all()] == list("ABCDE")
    assert styles["gone"].letter == "?"
    assert styles["gone"].name == "gone"
