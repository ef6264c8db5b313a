"""Finishing: at once, or after one question about what is unmarked where everything is to be coded."""

from db.records import State
from tests.ui.desk.seat import Seat, Sit

STORY = "The mayor stumbled into the debate.\n\nNobody asked why. It rained.\n"


EVERYTHING = "# All, version 1 {whole=yes}\n\n## Fact {#fact key=f}\n\n## Voice {#voice key=v}\n"


def state(seat: Seat) -> State:
    seat.settle()
    assert seat.page.article is not None
    return seat.page.article.progress.state


def shown(seat: Seat) -> list[str]:
    found = seat.page.canvas.found.between(0, len(seat.text))
    return [seat.text[start:end] for start, end in found]


def test_the_default_codebook_asks_nothing(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("Ctrl+Return")
    assert state(seat) is State.FINISHED
    assert seat.page.quiet.sentence() == "Finished."


def test_what_is_unmarked_is_shown_and_the_first_is_gone_to(sit: Sit) -> None:
    seat = sit(STORY, codebook=EVERYTHING)
    seat.select("The mayor stumbled into the debate.")
    seat.press("v")
    seat.select("It rained.")
    seat.press("f", "Ctrl+Return")
    assert state(seat) is State.BEGUN
    assert seat.page.prompt.prompt is not None
    assert seat.page.prompt.prompt.words.startswith("“Nobody asked why.” is not marked")
    assert shown(seat) == ["Nobody asked why."]
    seat.press("Return")
    now = seat.page.canvas.selection()
    assert seat.text[now.start : now.end] == "Nobody asked why."
    seat.press("f")
    assert shown(seat) == []
    seat.press("Ctrl+Return")
    assert state(seat) is State.FINISHED


def test_it_is_asked_once_and_escape_keeps_coding(sit: Sit) -> None:
    seat = sit(STORY, codebook=EVERYTHING)
    seat.press("Ctrl+Return")
    assert "2 stretches are not marked" in str(seat.page.prompt.prompt)
    seat.press("Escape")
    assert (state(seat), shown(seat)) == (State.NOT_BEGUN, [])
    seat.press("Ctrl+Return")
    assert state(seat) is State.FINISHED


def test_the_question_has_a_key_to_finish_at_once(sit: Sit) -> None:
    seat = sit(STORY, codebook=EVERYTHING)
    seat.press("Ctrl+Return", "f")
    assert state(seat) is State.FINISHED
    assert shown(seat) == []
