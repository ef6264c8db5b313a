"""Letters lead to clauses and words in sight."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from desktop.ui.desk.jump import codes, targets
from tests.ui.desk.seat import Seat, Sit

STORY = "The mayor stumbled, late and pale, into the debate; nobody asked why.\n\nIt rained all day long.\n"


@given(st.integers(0, 676))
def test_no_code_is_the_beginning_of_another_and_as_many_as_can_be_are_short(count: int) -> None:
    found = codes(count)
    assert len(found) == len(set(found)) == count
    assert not any(two.startswith(one) for one in found for two in found if one != two)
    longer = max(-(-(count - 26) // 25), 0)
    assert sum(len(code) == 1 for code in found) == min(count, 26 - longer)


def test_what_comes_next_has_the_shortest_codes() -> None:
    spans = [(at, at + 1) for at in range(40)]
    found = targets(spans, 20)
    assert found[0].span == (20, 21)
    assert len(found[0].code) == 1
    assert len(next(t.code for t in found if t.span == (0, 1))) == 2


def go_to(seat: Seat, quote: str) -> None:
    """Type the code of the target that begins with a quote."""
    start = seat.range(quote)[0]
    seat.press(*next(t.code for t in seat.page.jump.targets if t.span[0] == start))
    QApplication.processEvents()


def test_a_letter_selects_a_clause_and_the_label_key_marks_it(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("j")
    go_to(seat, "nobody asked")
    seat.press("e")
    assert seat.marks() == [("editorialising", "nobody asked why.")]


def test_a_second_letter_selects_on_to_another_clause(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("j")
    go_to(seat, "The mayor")
    seat.press("j")
    go_to(seat, "nobody asked")
    seat.press("e")
    assert seat.marks() == [("editorialising", STORY.split("\n", maxsplit=1)[0])]


def test_words_are_taken_from_the_first_to_the_last_with_the_signs_at_the_sentences_ends(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("w")
    go_to(seat, "stumbled")
    go_to(seat, "pale")
    seat.press("e")
    assert seat.marks() == [("editorialising", "stumbled, late and pale")]
    seat.put_caret(seat.range("rained")[0])
    seat.press("w")
    go_to(seat, "all")
    go_to(seat, "long")
    seat.press("e")
    assert ("editorialising", "all day long.") in seat.marks()


def test_one_word_alone_is_its_own_first_letter_again(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("w")
    go_to(seat, "stumbled")
    seat.press("a")
    seat.press("e")
    assert seat.marks() == [("editorialising", "stumbled")]


def test_escape_and_foreign_keys_end_it_and_change_nothing(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("j", "Escape")
    assert not seat.page.jump.on
    seat.press("j")
    assert seat.page.canvas.scene.tags
    seat.press("Alt+Right")
    assert not seat.page.canvas.scene.tags
    assert seat.page.canvas.selection().caret == seat.range("nobody")[0]
    assert seat.stored() == ()
