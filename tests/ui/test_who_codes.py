"""Who sits here decides what can be seen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton

from db.records import State
from desktop.ui.choice import Choice
from desktop.ui.panels.header import VIEWS
from desktop.ui.preferences import Preferences, Store
from tests.ui.conftest import OpenWindow


def test_opening_asks_who_codes_and_names_every_coder_and_the_lead(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo)
    sheet = person.sheet()
    names = [sheet.list.item(at).text() for at in range(sheet.list.count())]  # type: ignore[attr-defined]
    assert names == ["A", "B", "C", "Lead’s view"]
    person.choose_who("C")
    assert person.made.place.seat is not None
    assert person.made.place.seat.name == "C"


def test_a_coder_sees_their_own_passages_and_progress_and_nothing_of_others(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "B")
    seat = person.made.place.seat
    assert seat is not None
    assert seat.coder is not None
    person.choose("01-lamp-order.txt")
    assert {passage.owner for passage in person.passages()} == {seat.coder.id}
    assert all(row.states == () and row.state is not None for row in person.made.place.survey.rows)
    offered = [button.text() for button in person.made.window.header.findChildren(QToolButton)]
    assert set(offered) >= {words for _, words in VIEWS}
    assert not any(b.isVisible() for b in person.made.window.header.findChildren(QToolButton))
    assert not {name for name in person.menu_ids() if name.startswith("study.")}


def test_the_lead_sees_everybody_and_the_agreement(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    row = person.row("01-lamp-order.txt")
    assert len(row.states) == 3
    assert {"study.agreement", "study.export", "study.codebook"} <= person.menu_ids()
    assert not {name for name in person.menu_ids() if name.startswith("label.")}


def test_who_it_was_last_time_is_remembered_and_one_key_away(window: OpenWindow, demo: Path) -> None:
    store = Store()
    person = window(store)
    person.open(demo)
    person.choose_who("C")
    person.do("project.close")
    person.open(demo)
    sheet = person.sheet()
    assert sheet.list.currentItem().text() == "C"  # type: ignore[attr-defined]
    person.press(Qt.Key.Key_Return)
    assert person.made.place.seat is not None
    assert person.made.place.seat.name == "C"
    assert isinstance(store.now, Preferences)


def test_an_unknown_name_on_the_command_line_is_said_and_asked(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "Nobody")
    assert "Nobody" in person.notice()
    person.choose_who("A")
    assert person.made.place.seat is not None
    assert person.made.place.seat.name == "A"


def test_leaving_the_question_open_closes_the_project(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo)
    person.answer("Cancel")
    assert person.made.place.project is None
    assert person.page() is person.made.window.start


def test_changing_seats_takes_the_article_of_the_other_off_the_desk(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.choose("01-lamp-order.txt")
    mine = {passage.id for passage in person.passages()}
    person.do("project.who")
    person.choose_who("B")
    person.choose("01-lamp-order.txt")
    assert mine.isdisjoint(passage.id for passage in person.passages())


def test_a_coder_who_opens_a_project_sees_the_next_article_and_the_keys(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "C")
    first = next(row for row in person.made.place.survey.rows if row.state is not State.FINISHED)
    assert person.made.place.article == first.id
    assert person.page() is person.made.deskside.desk
    assert person.made.window.keys.isVisible()
    assert person.made.deskside.desk.pane.hasFocus()


def test_a_project_without_coders_opens_as_the_lead_without_a_question(
    window: OpenWindow, empty_project: Path
) -> None:
    person = window()
    person.open(empty_project)
    assert person.no_sheet()
    assert person.made.place.seat is not None
    assert person.made.place.seat.lead


@pytest.mark.parametrize(("width", "folded"), [(800, True), (820, True), (1000, True), (1280, False)])
def test_the_views_are_never_cut_and_stand_in_a_menu_where_the_window_is_narrow(
    window: OpenWindow, demo: Path, width: int, folded: bool
) -> None:
    person = window(size=(width, 700))
    person.sit_as_lead(demo)
    header = person.made.window.header
    for view, words in VIEWS:
        if folded:
            (menu,) = (each for each in header.findChildren(Choice) if each.isVisible())
            next(action for action in menu.menu().actions() if action.text() == words).trigger()
            person.wait()
            assert menu.text() == f"{words}  ▾"
        else:
            person.click(words, header)
        assert person.made.window.width() == width, f"{view} widens the window"
        shown = [each for each in header.findChildren(QAbstractButton) if each.isVisible()]
        assert len(shown) == (2 if folded else 7)
        for each in shown:
            assert each.width() >= each.sizeHint().width(), f"{each.text()} is cut at {width}"
