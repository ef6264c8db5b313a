"""What is painted and what is on disk: in step, in order, and honest where the disk fails."""

import time

from PySide6.QtWidgets import QApplication

from db import articles
from db.session import Session
from desktop.ui.desk.painter import Stored
from tests.ui.desk.seat import Seat, Sit

STORY = "The mayor stumbled into the debate, late and pale.\n\nNobody asked why.\n"


def hold_up(seat: Seat, seconds: float) -> None:
    """Keep the project's thread busy for a while, as a slow disk would."""

    def sleep(_session: Session) -> None:
        time.sleep(seconds)

    seat.project.send(sleep)


def refuse_writes(seat: Seat, *, on: bool) -> None:
    """Make the file read-only for its one connection, as a full disk would."""

    def pragma(session: Session) -> None:
        session.connection.execute(f"PRAGMA query_only = {int(on)}")

    seat.project.ask(pragma)


def test_an_act_that_is_stored_at_once_does_not_overtake_a_slow_one_before_it(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled")
    hold_up(seat, 0.02)
    seat.press("e")
    time.sleep(0.1)
    seat.press("]")
    seat.settle()
    assert [p.quote for p in seat.stored()] == ["stumbled into"]
    assert [p.quote for p in seat.page.controller.index.all()] == ["stumbled into"]
    assert [p.quote for p in seat.coded] == ["stumbled into"]


def test_many_keys_in_a_row_on_a_slow_disk_end_as_painted(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled")
    for key in ("e", "]", "]", "d", "{", "|", "Ctrl+Z", "]"):
        hold_up(seat, 0.01)
        seat.press(key)
    seat.settle()
    stored = seat.stored()
    assert stored
    assert seat.page.controller.index.all() == stored
    assert seat.coded == stored


def test_a_slow_mark_is_painted_as_saving_until_it_is_on_disk(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled")
    hold_up(seat, 0.1)
    seat.press("e")
    (painted,) = seat.page.controller.index.all()
    assert seat.page.controller.state(painted.id) is Stored.SAVING
    seat.settle()
    assert seat.page.controller.state(painted.id) is Stored.SAVED


def test_what_could_not_be_saved_says_so_and_is_saved_on_request(sit: Sit) -> None:
    seat = sit(STORY)
    told: list[tuple[Stored, str]] = []
    seat.page.keeping.connect(lambda state, why: told.append((state, why)))
    refuse_writes(seat, on=True)
    seat.select("stumbled")
    seat.press("e")
    seat.qtbot.waitUntil(lambda: told[-1][0] is Stored.NOT_SAVED, timeout=5000)
    assert told[-1][1]
    (painted,) = seat.page.controller.index.all()
    assert seat.page.controller.state(painted.id) is Stored.NOT_SAVED
    seat.page.showing.refresh_if_due()
    assert seat.page.inspector.state.text() == "Not saved"
    refuse_writes(seat, on=False)
    seat.press("Ctrl+S")
    assert [p.quote for p in seat.stored()] == ["stumbled"]
    assert told[-1][0] is Stored.SAVED
    assert seat.page.controller.state(painted.id) is Stored.SAVED


def test_the_next_act_takes_what_was_not_saved_along(sit: Sit) -> None:
    seat = sit(STORY)
    refuse_writes(seat, on=True)
    seat.select("stumbled")
    seat.press("e")
    seat.qtbot.waitUntil(lambda: seat.page.controller.failed == 1, timeout=5000)
    refuse_writes(seat, on=False)
    seat.press("d")
    assert [(p.quote, p.unsure) for p in seat.stored()] == [("stumbled", True)]
    assert seat.page.controller.failed == 0


def test_a_finish_that_could_not_be_saved_leaves_the_article_open(sit: Sit) -> None:
    seat = sit(STORY)
    refuse_writes(seat, on=True)
    seat.press("Ctrl+Return")
    seat.qtbot.waitUntil(lambda: seat.page.controller.failed == 1, timeout=5000)
    assert seat.page.article is not None
    assert seat.page.article.progress.state.value == "not begun"
    refuse_writes(seat, on=False)
    seat.press("Ctrl+S")
    seat.settle()
    assert seat.page.article.progress.state.value == "finished"


def test_an_undo_that_could_not_be_stored_takes_one_act_back_when_it_is_pressed_again(sit: Sit) -> None:
    seat = sit(STORY)
    for quote in ("stumbled", "debate"):
        seat.select(quote)
        seat.press("e")
    seat.settle()
    refused: list[str] = []
    seat.page.controller.refused.connect(refused.append)
    refuse_writes(seat, on=True)
    seat.press("Ctrl+Z")
    seat.qtbot.waitUntil(lambda: bool(refused), timeout=5000)
    assert seat.page.controller.unsaved == 0
    refuse_writes(seat, on=False)
    seat.press("Ctrl+Z")
    seat.settle()
    assert [p.quote for p in seat.stored()] == ["stumbled"]
    assert seat.page.controller.index.all() == seat.stored()


def test_undo_first_stores_what_could_not_be_stored_and_takes_that_back(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled")
    seat.press("e")
    seat.settle()
    refuse_writes(seat, on=True)
    seat.select("debate")
    seat.press("e")
    seat.qtbot.waitUntil(lambda: seat.page.controller.failed == 1, timeout=5000)
    refuse_writes(seat, on=False)
    seat.press("Ctrl+Z")
    seat.settle()
    assert [p.quote for p in seat.stored()] == ["stumbled"]
    assert seat.page.controller.index.all() == seat.stored()


def test_an_undo_under_way_counts_as_not_on_disk_yet(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled")
    seat.press("e")
    seat.settle()
    told: list[Stored] = []
    seat.page.keeping.connect(lambda state, _: told.append(state))
    hold_up(seat, 0.1)
    seat.press("Ctrl+Z")
    assert seat.page.controller.unsaved == 1
    assert told == [Stored.SAVING]
    seat.settle()
    assert told[-1] is Stored.SAVED
    assert seat.stored() == ()


def test_a_key_pressed_while_undo_is_under_way_waits_for_it(sit: Sit) -> None:
    seat = sit("The mayor stumbled into the debate, late and pale.\n")
    for keys in (("Ctrl+Z", "Delete"), ("Ctrl+Z", "Ctrl+Z", "q", "Ctrl+Shift+Z", "]")):
        seat.select("stumbled into")
        seat.press("e", *keys)
        seat.settle()
        assert seat.page.controller.failed == 0
        assert seat.coded == seat.stored()


def test_what_cannot_be_stored_of_another_article_is_not_painted_in_this_one(sit: Sit) -> None:
    seat = sit("A long story of many words, and a boast at its end.\n", "Short.\n")
    long = seat.article
    short = next(row.id for row in seat.project.ask(articles.summaries) if row.id != long)
    seat.select("a boast at its end")
    refuse_writes(seat, on=True)
    seat.press("e")
    seat.qtbot.waitUntil(lambda: seat.page.controller.failed == 1)
    seat.open(short)
    refuse_writes(seat, on=True)  # a failed write has had the file opened anew
    seat.page.save_again()
    seat.qtbot.waitUntil(lambda: seat.page.controller.failed == 1)
    QApplication.processEvents()
    assert seat.coded == ()
    refuse_writes(seat, on=False)
    seat.page.save_again()
    seat.settle()
    seat.open(long)
    assert [p.quote for p in seat.stored()] == ["a boast at its end"]
