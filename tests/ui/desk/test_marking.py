"""A coder marks passages, by mouse and by keyboard, and finds them on disk."""

import time
from pathlib import Path

import pytest

from tests.ui.desk.seat import Sit

DOUBT = "we doubt that's directed at Ericsson"
STORY = """The ferry line cancelled nine sailings on Monday.

Its boss, a man who never met a microphone he did not like, blamed the weather, and the union blamed the boss.

"We are sorry," the line said (it rarely is). Nobody believed it.
"""


def test_a_selection_by_mouse_and_one_key_make_a_passage_in_the_real_article(
    sit: Sit, real_articles: tuple[Path, ...]
) -> None:
    seat = sit(real_articles[0])
    seat.drag(DOUBT)
    seat.press("e")
    (passage,) = seat.stored()
    assert (passage.start, passage.end, passage.quote) == (1413, 1449, DOUBT)
    assert passage.label == "editorialising"


def test_keys_alone_make_the_same_passage(sit: Sit, real_articles: tuple[Path, ...]) -> None:
    seat = sit(real_articles[0])
    while seat.page.canvas.selection().caret < seat.text.index("The order, which could"):
        seat.press("Ctrl+Down")
    while seat.page.canvas.selection().caret < 1412:
        seat.press("Space")
    seat.press("Right")
    for _ in DOUBT.split():
        seat.press("Ctrl+Shift+Right")
    seat.press("e")
    (passage,) = seat.stored()
    assert (passage.start, passage.end, passage.quote) == (1413, 1449, DOUBT)


@pytest.mark.parametrize("how", ["mouse", "keys"])
def test_an_emoji_in_front_moves_the_offsets_by_one_and_leaves_the_quote(
    sit: Sit, real_articles: tuple[Path, ...], how: str
) -> None:
    raw = real_articles[0].read_text(encoding="utf-8")
    seat = sit("\N{FACE WITH TEARS OF JOY}" + raw)
    if how == "mouse":
        seat.drag(DOUBT)
    else:
        seat.put_caret(seat.range(DOUBT)[0])
        for _ in DOUBT.split():
            seat.press("Ctrl+Shift+Right")
    seat.press("e")
    (passage,) = seat.stored()
    assert (passage.start, passage.end, passage.quote) == (1414, 1450, DOUBT)


def test_a_selection_is_trimmed_and_snapped_and_the_line_below_says_what_moved(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("erry line cancelled nine sail")
    seat.press("r")
    assert seat.marks() == [("reporting", "ferry line cancelled nine sailings")]
    assert "whole of “ferry”" in seat.page.quiet.sentence()


def test_shift_takes_exactly_what_is_selected(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("erry line ")
    seat.press("Shift+E")
    assert seat.marks() == [("editorialising", "erry line ")]


def test_without_a_selection_a_label_marks_its_own_unit_and_the_caret_goes_to_the_next(sit: Sit) -> None:
    seat = sit(STORY)
    seat.put_caret(seat.range("blamed the weather")[0])
    seat.press("e")
    (passage,) = seat.stored()
    caret = seat.page.canvas.selection()
    assert passage.quote == "Its boss, a man who never met a microphone he did not like, blamed the weather"
    assert caret.empty
    assert seat.text[caret.caret :].startswith("and the union")


def test_a_free_label_marks_the_sentence(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("r")
    assert seat.marks() == [("reporting", "The ferry line cancelled nine sailings on Monday.")]
    assert seat.text[seat.page.canvas.selection().caret :].startswith("Its boss")


def test_the_mark_is_painted_at_once_as_saving_and_called_saved_only_when_on_disk(sit: Sit) -> None:
    seat = sit(STORY)
    told: list[str] = []
    seat.page.keeping.connect(lambda state, _why: told.append(state.value))
    seat.select("nine sailings")
    seat.project.send(lambda _session: time.sleep(0.2))  # as a slow disk would
    seat.press("e")
    assert told == ["saving"]
    assert [p.quote for p in seat.coded] == ["nine sailings"]
    seat.settle()
    assert told == ["saving", "saved"]


def test_another_label_on_the_same_unit_relabels_it(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("nine sailings")
    seat.press("r")
    seat.put_caret(seat.range("sailings")[0])
    seat.press("e")
    assert seat.marks() == [("editorialising", "nine sailings")]


def test_where_no_overlap_is_allowed_the_coder_is_asked_to_cut_replace_or_cancel(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("r")
    seat.select("nine sailings")
    seat.press("e")
    assert seat.page.prompt.prompt is not None
    assert "one label per character" in seat.page.prompt.prompt.words
    seat.press("x", "Escape")
    assert seat.marks() == [("reporting", "The ferry line cancelled nine sailings on Monday.")]
    seat.press("e", "c")
    assert seat.marks() == [
        ("reporting", "The ferry line cancelled"),
        ("editorialising", "nine sailings"),
        ("reporting", "on Monday."),
    ]
    seat.select("line cancelled nine")
    seat.press("e", "r")
    assert seat.marks() == [("editorialising", "line cancelled nine sailings"), ("reporting", "on Monday.")]


def test_enter_marks_with_the_last_label_again(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("nine sailings")
    seat.press("e")
    seat.select("the union")
    seat.press("Return")
    assert seat.marks() == [("editorialising", "nine sailings"), ("editorialising", "the union")]


def test_an_article_of_white_space_has_nothing_to_mark(sit: Sit) -> None:
    seat = sit(" \n \N{NO-BREAK SPACE}\n")
    seat.press("e", "Ctrl+A", "e")
    assert seat.stored() == ()
    assert seat.page.quiet.sentence()
