"""Verbs run away from the window and come back to it."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from db.errors import ProjectError
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.ui.dispatcher import Dispatcher, changes_of


@pytest.fixture
def dispatcher(qtbot: QtBot) -> Iterator[Dispatcher]:
    made = Dispatcher()
    yield made
    made.close()
    made.deleteLater()


def idle(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    qtbot.waitUntil(lambda: dispatcher.idle)


def test_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    seen: list[tuple[int, bool]] = []
    here = threading.get_ident()
    dispatcher.run(threading.get_ident, lambda there: seen.append((there, threading.get_ident() == here)))
    idle(qtbot, dispatcher)
    assert len(seen) == 1
    assert seen[0][0] != here
    assert seen[0][1]


def test_what_changed_is_told_with_who_started_it_before_the_callback(
    qtbot: QtBot, dispatcher: Dispatcher
) -> None:
    told: list[object] = []
    me = object()
    dispatcher.changed.connect(lambda changes, who: told.append((changes, who)))
    change = changed(Kind.CODERS)
    dispatcher.run(lambda: ("coder", change), lambda _pair: told.append("then"), initiator=me)
    idle(qtbot, dispatcher)
    assert told == [(change, me), "then"]


def test_nothing_changed_is_not_told(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    told: list[object] = []
    dispatcher.changed.connect(lambda changes, _who: told.append(changes))
    dispatcher.run(lambda: NOTHING)
    dispatcher.announce(NOTHING)
    idle(qtbot, dispatcher)
    assert told == []
    assert changes_of(("a", 3)) is None
    assert changes_of(NOTHING) == Changes(frozenset())


@pytest.mark.parametrize("kind", [UserError, ProjectError])
def test_an_error_of_the_users_world_is_a_sentence(
    qtbot: QtBot, dispatcher: Dispatcher, kind: type[Exception]
) -> None:
    sentences: list[str] = []
    dispatcher.refused.connect(sentences.append)

    def refuse() -> None:
        raise kind("The bridge is closed.")

    dispatcher.run(refuse, lambda _none: sentences.append("never"))
    idle(qtbot, dispatcher)
    dispatcher.run(refuse, failed=lambda sentence: sentences.append(f"own: {sentence}"))
    idle(qtbot, dispatcher)
    assert sentences == ["The bridge is closed.", "own: The bridge is closed."]


def test_an_error_of_ours_goes_out_as_one_even_where_failure_is_awaited(
    qtbot: QtBot, dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture
) -> None:
    broken: list[BaseException] = []
    dispatcher.broken.connect(broken.append)

    def divide() -> float:
        return 1 / 0

    dispatcher.run(divide, failed=lambda _sentence: broken.append(AssertionError()))
    idle(qtbot, dispatcher)
    assert [type(error) for error in broken] == [ZeroDivisionError]


def test_what_another_thread_promised_is_followed(qtbot: QtBot, dispatcher: Dispatcher) -> None:
    promise: Future[int] = Future()
    got: list[int] = []
    dispatcher.follow(promise, got.append)
    thread = threading.Thread(target=lambda: promise.set_result(7))
    thread.start()
    thread.join()
    idle(qtbot, dispatcher)
    assert got == [7]


def test_what_comes_after_the_end_is_dropped_but_not_lost(qtbot: QtBot) -> None:
    dispatcher = Dispatcher()
    begun, go_on = threading.Event(), threading.Event()
    got: list[str] = []

    def slow() -> str:
        begun.set()
        go_on.wait(5)
        return "opened"

    dispatcher.run(
        slow, lambda value: got.append(f"then {value}"), dropped=lambda v: got.append(f"dropped {v}")
    )
    begun.wait(5)
    go_on.set()
    dispatcher.close()
    assert got == ["dropped opened"]
    dispatcher.deleteLater()
