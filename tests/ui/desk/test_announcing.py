"""Whoever hears the window instead of seeing it is told what was marked and where the caret is."""

from tests.ui.desk.seat import Seat, Sit

STORY = "The ferry line cancelled nine sailings on Monday, and the union blamed the boss for it.\nMore.\n"


def told(seat: Seat) -> list[str]:
    heard: list[str] = []
    seat.page.announcer.announced.connect(heard.append)
    return heard


def test_a_mark_is_told_once_it_is_saved_and_so_is_taking_it_back(sit: Sit) -> None:
    seat = sit(STORY)
    heard = told(seat)
    seat.select("nine sailings")
    seat.press("e")
    seat.settle()
    assert heard == ["Saved: editorialising, “nine sailings”"]
    seat.press("d")
    seat.settle()
    assert heard[-1] == "Saved: unsure editorialising, “nine sailings”"
    seat.page.undo()
    seat.settle()
    assert heard[-1] == "Undone: unsure editorialising, “nine sailings”"
    seat.page.redo()
    seat.settle()
    assert heard[-1] == "Done again: unsure editorialising, “nine sailings”"


def test_the_passage_that_the_caret_comes_into_is_told_once(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("nine sailings")
    seat.press("e")
    seat.settle()
    seat.put_caret(len(STORY) - 2)
    heard = told(seat)
    seat.put_caret(seat.range("nine")[0] + 1)
    seat.put_caret(seat.range("sailings")[0] + 1)
    assert heard == ["In editorialising: “nine sailings”"]
    seat.put_caret(len(STORY) - 2)
    seat.put_caret(seat.range("nine")[0] + 1)
    assert len(heard) == 2
