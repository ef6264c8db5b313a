"""What is typed finds what is meant: beginnings first, then words, then letters in order."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.palette.ranking import rank


def test_the_better_a_title_fits_the_lower_its_rank() -> None:
    assert rank("next a", "Next article") == 0
    assert rank("art ne", "Next article") == 1
    assert rank("rticl", "Next article") == 2
    assert rank("nxar", "Next article") == 3
    assert rank("xa", "Next article") is None


def test_a_key_finds_its_action_and_a_group_what_belongs_to_it() -> None:
    assert rank("ctrl+j", "Next article to code", "Article", ("Ctrl+J",)) == 0
    assert rank("view codebook", "Codebook", "View") == 2


@given(st.text(), st.text())
def test_anything_may_be_typed_and_a_title_fits_itself(typed: str, title: str) -> None:
    assert rank(typed, title) in (0, 1, 2, 3, None)
    assert rank("", title) == 0
