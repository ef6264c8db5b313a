"""An adjudicator settles disagreements in the window, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from db import decisions, passages
from db.project import Project
from db.records import ADJUDICATED, CODER, Decision, Passage
from desktop.study import planning
from desktop.study.adjudication import DECIDED, LATER, OPEN, STALE, Item, read_queue
from desktop.study.adjudication import save as save_decision
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.finishing import finish
from desktop.study.settling import Why, no_passage, open_case
from desktop.ui.adjudication.side import AdjudicationSide
from desktop.ui.desk.movement import Selection
from desktop.ui.dialogs.adjudicator import AdjudicatorSheet
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow


class Adjudicator:
    """Somebody in front of the adjudication page."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.side: AdjudicationSide = person.made.lead_sides.adjudication

    @property
    def item(self) -> Item:
        assert self.side.item is not None
        return self.side.item

    @property
    def project(self) -> Project:
        project = self.person.made.place.project
        assert project is not None
        return project

    def sit_down(self) -> None:
        """Come back to the window from whatever dialog was in front of it."""
        window = self.person.made.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.person.wait()

    def press(self, *keys: str | Qt.Key) -> None:
        """Press keys wherever the focus is."""
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            if isinstance(key, str):
                QTest.keyClicks(focus, key)
            else:
                QTest.keyClick(focus, key)
            self.person.wait()

    def undo(self) -> None:
        self.person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def decided(self) -> list[Decision]:
        return list(self.project.ask(decisions.all))

    def gold(self) -> list[Passage]:
        return list(self.project.ask(passages.all, layer=ADJUDICATED))

    def words(self) -> str:
        return self.person.words()


@pytest.fixture
def at_work(window: OpenWindow, demo: Path, qtbot: QtBot) -> Adjudicator:
    """Somebody new, called to adjudicate the sample project."""
    person = window()
    person.sit_as_lead(demo)
    person.do("study.adjudication")
    assert "Who adjudicates?" in person.words()
    person.click("Choose who adjudicates…")
    sheet = person.sheet()
    assert isinstance(sheet, AdjudicatorSheet)
    sheet.name.setText("Zoe")
    person.answer("Adjudicate")
    found = Adjudicator(person, qtbot)
    found.sit_down()
    return found


def test_the_dearest_comes_first_in_its_text_with_its_rule_and_without_names(
    at_work: Adjudicator,
) -> None:
    costs = [item.cost for item in at_work.side.wanted()]
    assert costs == sorted(costs, reverse=True)
    page = at_work.side.page
    assert page is not None
    text, place = page.text.canvas.text, at_work.item.place
    assert text[place.start : place.end] == place.quote
    assert page.text.canvas.selection().caret == place.start
    top, bottom = page.text.canvas.in_sight()
    assert top <= place.start <= bottom
    marks = page.text.canvas.scene.marks(0, page.text.canvas.units(len(text)))
    assert {mark.lane for mark in marks} == {
        at for at, lane in enumerate(at_work.side.lanes()) if lane.passages
    }
    assert at_work.person.made.window.codebook.picker.current in at_work.item.place.labels
    coders = {find_coder(at_work.project, name).id: name for name in ("A", "B", "C")}
    seen = set()
    for _ in range(12):
        lanes = at_work.side.lanes()
        assert {lane.name for lane in lanes} == {"Accept"}
        seen.add(tuple(coders[lane.coder] for lane in lanes))
        at_work.press("j")
    assert len(seen) > 1
    at_work.press("h")
    assert all(lane.name == coders[lane.coder] for lane in at_work.side.lanes())
    at_work.press("h")


def test_one_key_accepts_a_lane_and_the_next_open_item_comes(at_work: Adjudicator) -> None:
    first, lanes = at_work.item, at_work.side.lanes()
    at_work.press("1")
    assert at_work.item.id != first.id
    queue = at_work.side.queue
    assert queue is not None
    done = queue.item(first.id)
    assert done is not None
    assert done.state == DECIDED
    (decision,) = at_work.decided()
    assert decision.answer == "accept"
    assert set(decision.judged) == first.place.judged
    given = next(each for each in first.place.given if each.coder == lanes[0].coder)
    assert {(p.label, p.start, p.end) for p in at_work.gold()} == set(given.ranges)
    assert len(at_work.project.ask(passages.all, layer=CODER)) > 100


def test_a_key_pressed_before_the_next_one_is_there_settles_nothing_else(at_work: Adjudicator) -> None:
    first = at_work.item
    focus = QApplication.focusWidget()
    assert focus is not None
    for _ in range(4):
        QTest.keyClicks(focus, "x")
    at_work.person.wait()
    decided = at_work.decided()
    assert (len(decided), decided[0].start) == (1, first.place.start)
    page = at_work.side.page
    assert page is not None
    assert page.quiet.sentence() == "No passage is right."


def test_every_answer_has_its_key(at_work: Adjudicator) -> None:
    for key, answer in (("u", "union"), ("x", "none"), ("l", "later")):
        here = at_work.item
        while len(here.place.labels) > 1:
            at_work.press("j")
            here = at_work.item
        at_work.press(key)
        stored = [
            d for d in at_work.decided() if d.start == here.place.start and d.article == here.place.article
        ]
        assert [d.answer for d in stored] == [answer]
    at_work.press("9")
    page = at_work.side.page
    assert page is not None
    assert "lanes here" in page.quiet.sentence()


def test_where_several_labels_were_given_the_union_asks_which_one_holds(at_work: Adjudicator) -> None:
    side, page = at_work.side, at_work.side.page
    assert page is not None
    several = next(item for item in side.wanted() if len(item.place.labels) > 1)
    side.open_item(several.id)
    at_work.person.wait()
    at_work.press("u")
    assert page.prompt.isVisible()
    label = sorted(several.place.labels)[0]
    codebook = side.queue.codebook if side.queue else None
    found = codebook.label(label) if codebook else None
    assert found is not None
    at_work.press(found.key)
    assert page.prompt.isHidden()
    assert [(p.label, p.start, p.end) for p in at_work.gold()] == [
        (label, several.place.start, several.place.end)
    ]


def test_another_passage_is_drawn_by_selecting_it_and_pressing_its_labels_key(at_work: Adjudicator) -> None:
    page, place = at_work.side.page, at_work.item.place
    assert page is not None
    at_work.press("d")
    canvas = page.text.canvas
    assert (canvas.selection().start, canvas.selection().end) == (place.start, place.end)
    canvas.select(Selection(place.start, place.start))
    for _ in range(3):
        QTest.keyClick(
            page.text.pane,
            Qt.Key.Key_Right,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    at_work.press("e")
    (decision,) = at_work.decided()
    assert decision.answer == "draw"
    (gold,) = at_work.gold()
    assert gold.label == "editorialising"
    assert gold.quote in place.quote[:40]
    at_work.press("d", Qt.Key.Key_Escape)
    assert len(at_work.decided()) == 1


def test_reason_note_and_discuss_go_with_the_decision_by_keys(at_work: Adjudicator) -> None:
    at_work.press("r", "2", "n")
    note = QApplication.focusWidget()
    assert note is not None
    QTest.keyClicks(note, "What is a source here?")
    at_work.press(Qt.Key.Key_Return, "t", "x")
    (decision,) = at_work.decided()
    assert (decision.answer, decision.reason) == ("none", "codebook gap")
    assert (decision.note, decision.discuss) == ("What is a source here?", True)
    at_work.press("k")
    assert "Settled: no passage is right" in at_work.words()
    at_work.press("r", "1")
    (decision,) = at_work.decided()
    assert (decision.answer, decision.reason) == ("none", "slip")


def test_decisions_and_agreements_made_gold_are_undone_and_redone_in_their_order(
    at_work: Adjudicator,
) -> None:
    first = at_work.item.id
    at_work.press("x")
    second = at_work.item.id
    at_work.press("x")
    at_work.undo()
    assert at_work.item.id == second
    assert len(at_work.decided()) == 1
    at_work.undo()
    assert at_work.item.id == first
    assert not at_work.decided()
    at_work.person.press(
        Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [d.answer for d in at_work.decided()] == ["none"]
    at_work.press(Qt.Key.Key_Backspace)
    assert not at_work.decided()
    assert at_work.item.state == OPEN
    queue = at_work.side.queue
    assert queue is not None
    waiting = len(queue.waiting)
    assert waiting > 5
    at_work.person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert len(at_work.decided()) == waiting
    assert f"{waiting} of {waiting} agreements are gold" in at_work.words()
    at_work.undo()
    assert not at_work.decided()
    assert not at_work.gold()


def test_a_key_of_ones_own_choice_works_and_is_named_on_the_button(at_work: Adjudicator) -> None:
    made = at_work.person.made
    assert made.choices.change(made.commands.get("adjudicate.none"), "Ctrl+Alt+X") == ""
    page = at_work.side.page
    assert page is not None
    assert "No passage is right  Ctrl+Alt+X" in [each.text() for each in page.findChildren(QAbstractButton)]
    at_work.press("x")
    assert not at_work.decided()
    at_work.person.press(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert [decision.answer for decision in at_work.decided()] == ["none"]


def test_what_was_put_off_comes_last_and_the_list_can_be_narrowed_down(at_work: Adjudicator) -> None:
    first = at_work.item
    at_work.press("l")
    last = at_work.side.wanted()[-1]
    assert (last.id, last.state) == (first.id, LATER)
    page = at_work.side.page
    assert page is not None
    page.kind.menu().actions()[1].trigger()
    at_work.person.wait()
    assert {item.place.kind for item in at_work.side.wanted()} == {"label"}
    assert at_work.item.place.kind == "label"


def test_another_phase_has_a_queue_of_its_own(at_work: Adjudicator) -> None:
    page = at_work.side.page
    assert page is not None
    at_work.press("x")
    page.phase.menu().actions()[1].trigger()
    at_work.person.wait()
    assert "nothing to settle in the phase pilot" in at_work.person.notice()
    assert at_work.side.item is None
    page.phase.menu().actions()[0].trigger()
    at_work.person.wait()
    assert "1 of" in at_work.words()
    assert at_work.item.state == OPEN


def test_whoever_coded_the_article_is_warned(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.adjudication")
    person.click("Choose who adjudicates…")
    person.answer("Adjudicate")
    assert "You coded this article yourself" in person.words()


def test_what_was_judged_and_changed_since_is_shown_as_stale(at_work: Adjudicator) -> None:
    queue = at_work.side.queue
    assert queue is not None
    item = at_work.item
    at_work.press("x")
    given = next(each for each in item.place.given if each.passages)
    desk = Desk(at_work.project, find_coder(at_work.project, given.coder))
    open_again = load(desk, item.place.article)
    for planned in (
        planning.reopen(open_again, "Once more."),
        planning.set_note(open_again, given.passages[0].id, "Hm."),
    ):
        save(desk, planned).result()
    finish(at_work.project, item.article_name, given.coder)
    at_work.side.read()
    at_work.person.wait()
    now = at_work.side.queue
    assert now is not None
    assert [each.state for each in now.items].count(STALE) == 1
    page = at_work.side.page
    assert page is not None
    page.state.menu().actions()[3].trigger()
    at_work.person.wait()
    assert "what was judged has changed since" in at_work.words()


def test_what_other_adjudicators_said_is_shown_only_when_asked_for(at_work: Adjudicator) -> None:
    add_coder(at_work.project, "Yann")
    queue = read_queue(at_work.project, find_coder(at_work.project, "Yann"))
    item = queue.item(at_work.item.id)
    assert item is not None
    save_decision(
        at_work.project, no_passage(open_case(at_work.project, queue, item), Why(note="Not ours."))
    ).result()
    at_work.side.read()
    at_work.person.wait()
    assert "Not ours." not in at_work.words()
    at_work.press("m")
    assert "no passage is right; Not ours." in at_work.person.words(at_work.person.sheet())
    at_work.person.answer("Close")


def test_the_decisions_are_there_again_when_the_project_is_opened_again(
    at_work: Adjudicator, demo: Path
) -> None:
    at_work.press("x", "l")
    person = at_work.person
    person.made.place.leave_project()
    person.sit_as_lead(demo)
    person.do("study.adjudication")
    queue = at_work.side.queue
    assert queue is not None
    assert (queue.adjudicator.name, sorted(item.state for item in queue.items)[:1]) == ("Zoe", [DECIDED])
    assert "1 of" in at_work.words()


def test_every_control_has_a_name_and_every_key_is_in_the_menu(at_work: Adjudicator) -> None:
    page = at_work.side.page
    assert page is not None
    for part in page.findChildren(QAbstractButton):
        if part.isVisible():
            interface = QAccessible.queryAccessibleInterface(part)
            assert interface.text(QAccessible.Text.Name), part.text()
    ids = at_work.person.menu_ids()
    assert {"adjudicate.union", "adjudicate.draw", "adjudicate.none", "adjudicate.reason"} <= ids
    at_work.person.do("study.steps")
    assert not [each for each in at_work.person.menu_ids() if each.startswith("adjudicate.")]


def test_a_project_without_disagreements_says_what_is_missing(
    window: OpenWindow, empty_project: Path
) -> None:
    person = window()
    person.open(empty_project)
    person.do("study.adjudication")
    person.click("Choose who adjudicates…")
    person.sheet().name.setText("Zoe")  # type: ignore[attr-defined]
    person.answer("Adjudicate")
    assert "Nothing to settle yet" in person.words()
