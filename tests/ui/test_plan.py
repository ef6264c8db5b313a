"""The lead plans a study in the window: who codes what, a locked sample, and work that stays."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox

from db import assignments
from db.records import State
from desktop.study.coders import find_coder
from desktop.study.dealing import ALL, EACH, SHARE
from desktop.study.phases import RECODING, RELIABILITY
from desktop.study.reliability import locked_sample
from desktop.ui.dialogs.pick import PickSheet
from desktop.ui.dialogs.plan import PlanSheet
from desktop.ui.pages.plan import PlanPage, ProgressBar
from desktop.ui.verbs import kits
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow


def at_the_plan(window: OpenWindow, path: Path) -> Person:
    person = window()
    person.sit_as_lead(path)
    person.do("study.plan")
    return person


def change_the_plan(person: Person) -> PlanSheet:
    person.click("Change the plan…")
    sheet = person.sheet()
    assert isinstance(sheet, PlanSheet)
    return sheet


def plan_a_share(person: Person, percent: int) -> None:
    sheet = change_the_plan(person)
    sheet.kinds[SHARE].click()
    sheet.share.setValue(percent)
    person.wait()
    person.answer("Put the plan in force")


def test_without_a_plan_the_page_says_so_and_shows_each_coders_load(window: OpenWindow, demo: Path) -> None:
    person = at_the_plan(window, demo)
    words = person.words()
    assert "No plan is in force" in words
    assert "11 of 11 finished" in words
    assert "A 1–" in words
    assert "a day" not in words, "codings that were imported tell no pace"
    assert words.split("\n").count("–") == 3
    assert "complete" in words
    bars = person.page().findChildren(ProgressBar)
    assert [bar.accessibleName()[:2] for bar in bars] == ["A:", "B:", "C:"]


def test_the_dialog_says_what_a_plan_amounts_to_before_it_is_in_force(window: OpenWindow, demo: Path) -> None:
    person = at_the_plan(window, demo)
    project = person.made.place.project
    assert project is not None
    sheet = change_the_plan(person)
    sheet.kinds[EACH].click()
    sheet.each.setValue(2)
    person.wait()
    assert "assignments for 3 coders" in person.words(sheet)
    assert not project.ask(assignments.all)
    sheet.each.setValue(9)
    person.wait()
    assert "9 coders per article cannot be had of 3." in person.words(sheet)
    sheet.kinds[ALL].click()
    person.wait()
    person.answer("Put the plan in force")
    assert len(project.ask(assignments.all)) == 36
    assert "Every article by all of 3 coders" in person.words()


def test_a_share_is_drawn_with_a_seed_and_locked_with_the_figure_that_counts(
    window: OpenWindow, demo: Path
) -> None:
    person = at_the_plan(window, demo)
    project = person.made.place.project
    assert project is not None
    plan_a_share(person, 40)
    words = person.words()
    assert "5 articles, stratified by outlet, drawn with the seed 20260101." in words
    assert "Not locked yet" in words
    person.click("Lock the sample…")
    person.sheet().threshold.setValue(0.75)  # type: ignore[attr-defined]
    person.answer("Lock for good")
    lock = locked_sample(project)
    assert lock is not None
    assert lock.threshold == 0.75
    planned = {row.article for row in project.ask(assignments.all) if row.phase == RELIABILITY}
    assert planned == set(lock.sample.ids)
    words = person.words()
    assert "Krippendorff’s α by sentence for every label" in words
    assert "must reach 0.75" in words
    assert "No other figure was looked at since." in words
    sheet = change_the_plan(person)
    assert not sheet.share.isEnabled()
    assert not sheet.seed.isEnabled()
    person.answer("Cancel")


def test_other_figures_that_are_looked_at_are_listed(window: OpenWindow, demo: Path) -> None:
    person = at_the_plan(window, demo)
    plan_a_share(person, 40)
    person.click("Lock the sample…")
    person.answer("Lock for good")
    person.do("study.agreement")
    person.do("study.plan")
    assert "1 other figure was looked at since." in person.words()


def test_planning_anew_throws_no_work_away_and_says_what_stays(window: OpenWindow, demo: Path) -> None:
    person = at_the_plan(window, demo)
    project = person.made.place.project
    assert project is not None
    before = {row.id: row.state for row in person.made.place.survey.rows}
    sheet = change_the_plan(person)
    sheet.boxes[find_coder(project, "C").id].click()
    person.wait()
    assert "stay because work was begun" in person.words(sheet)
    person.answer("Put the plan in force")
    assert find_coder(project, "C").id in {row.coder for row in project.ask(assignments.all)}
    assert {row.id: row.state for row in person.made.place.survey.rows} == before


def test_training_articles_are_picked_from_a_list_that_words_narrow_down(
    window: OpenWindow, demo: Path
) -> None:
    person = at_the_plan(window, demo)
    project = person.made.place.project
    assert project is not None
    sheet = change_the_plan(person)
    person.click("Training: 0 articles…", sheet)
    picker = person.sheet()
    assert isinstance(picker, PickSheet)
    picker.filter.setText("toll")
    shown = [at for at in range(picker.list.count()) if not picker.list.item(at).isHidden()]
    assert len(shown) == 1
    toll = str(picker.list.item(shown[0]).data(0x0100))
    picker.list.item(shown[0]).setCheckState(Qt.CheckState.Checked)
    person.answer("Choose 1 article")
    assert sheet.training == (toll,)
    person.answer("Put the plan in force")
    training = {row.article for row in project.ask(assignments.all) if row.phase == "training"}
    assert toll in training


def test_a_renamed_coder_stays_the_same_person(window: OpenWindow, demo: Path) -> None:
    person = at_the_plan(window, demo)
    project = person.made.place.project
    assert project is not None
    before = find_coder(project, "B")
    person.click("B")
    person.sheet().name.setText("A")  # type: ignore[attr-defined]
    person.answer("Rename")
    assert not person.no_sheet()
    person.sheet().name.setText("Beatrix")  # type: ignore[attr-defined]
    person.answer("Rename")
    assert find_coder(project, "Beatrix").id == before.id
    page = person.page()
    assert isinstance(page, PlanPage)
    assert any(each.text() == "Beatrix" for each in page.findChildren(QAbstractButton))


def test_recoding_is_planned_among_what_the_coder_finished(window: OpenWindow, demo: Path) -> None:
    person = at_the_plan(window, demo)
    project = person.made.place.project
    assert project is not None
    person.click("Plan recoding…")
    sheet = person.sheet()
    sheet.number.setValue(900)  # type: ignore[attr-defined]
    person.answer("Plan recoding")
    assert "not 900" in person.words(sheet)
    sheet.number.setValue(3)  # type: ignore[attr-defined]
    person.answer("Plan recoding")
    assert "codes 3 articles again" in person.notice()
    assert len([row for row in project.ask(assignments.all) if row.phase == RECODING]) == 3
    person.do("study.themselves")
    assert "Nobody has coded anything again yet" in person.words(person.sheet())
    person.answer("Close")
    person.do("study.hand-out")
    person.sheet().again.click()  # type: ignore[attr-defined]
    person.answer("Write 1 kit")
    person.answer("Close")
    kit = demo.parent / "Lamp study, A.pressmark"
    person.open(kit)
    assert [row.state for row in person.made.place.survey.rows] == [State.NOT_BEGUN] * 3
    for _ in range(3):
        person.click("Finish article")
    person.sit_as_lead(demo)
    again = kits.take_in_by_dialog(person.made.place, [kit])
    assert again is not None
    person.wait()
    again.first.click()
    person.wait()
    person.answer("Close")
    person.do("study.themselves")
    assert "A, 3 articles coded twice" in person.words(person.sheet())
    person.answer("Close")


def test_every_control_of_the_plan_has_a_name_and_can_be_reached_by_keys(
    window: OpenWindow, demo: Path
) -> None:
    person = at_the_plan(window, demo)
    sheet = change_the_plan(person)
    for part in (*sheet.findChildren(QAbstractButton), *sheet.findChildren(QAbstractSpinBox)):
        if part.isVisible():
            interface = QAccessible.queryAccessibleInterface(part)
            assert interface.text(QAccessible.Text.Name), part
            assert part.focusPolicy() & 1, part.accessibleName()
    person.answer("Cancel")
    assert person.row("01-lamp-order.txt").state is not State.FINISHED
