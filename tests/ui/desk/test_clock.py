"""How time at work is counted: between signs of life, for each article, long silences left out."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.desk.clock import IDLE_MS, ActivityClock
from tests.ui.desk.seat import Sit

STORY = "The mayor stumbled into the debate.\n\n" + "It rained. " * 800


@dataclass
class Watch:
    """A watch that is set by hand, in seconds."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_silence_of_more_than_two_minutes_is_not_counted() -> None:
    watch = Watch()
    clock = ActivityClock(watch)
    clock.begin("a")
    for pause in (30, 120, 121, 10):
        watch.seconds += pause
        clock.touch()
    assert clock.take() == 160_000
    assert clock.take() == 0


def test_each_article_keeps_its_own_time_until_its_next_act() -> None:
    watch = Watch()
    clock = ActivityClock(watch)
    clock.begin("a")
    watch.seconds += 40
    clock.touch()
    clock.stop()
    watch.seconds += 60
    clock.begin("b")
    watch.seconds += 5
    assert clock.take() == 5_000
    clock.stop()
    clock.begin("a")
    watch.seconds += 1
    assert clock.take() == 41_000


def test_what_is_not_measured_is_not_kept_for_later() -> None:
    watch = Watch()
    clock = ActivityClock(watch)
    clock.begin("a")
    clock.counting = False
    watch.seconds += 40
    assert clock.take() == 0
    clock.counting = True
    watch.seconds += 2
    assert clock.take() == 2_000


@given(st.lists(st.floats(0, 300), max_size=20))
def test_no_more_is_counted_than_went_by(pauses: list[float]) -> None:
    watch = Watch()
    clock = ActivityClock(watch)
    clock.begin("a")
    for pause in pauses:
        watch.seconds += pause
        clock.touch()
    counted = sum(pause for pause in pauses if round(pause * 1000, 3) <= IDLE_MS)
    assert abs(clock.take() - counted * 1000) <= 1


def test_scrolling_and_writing_a_note_are_signs_of_life(sit: Sit) -> None:
    seat = sit(STORY)
    watch = Watch()
    clock = seat.page.controller.clock = ActivityClock(watch)
    clock.begin(seat.article)
    watch.seconds += 100
    seat.page.pane.verticalScrollBar().setValue(200)
    watch.seconds += 100
    seat.page.pane.verticalScrollBar().setValue(400)
    watch.seconds += 200
    assert clock.take() == 200_000
    watch.seconds += 100
    seat.page.inspector.note.setPlainText("Really?")
    watch.seconds += 100
    assert clock.take() == 200_000
