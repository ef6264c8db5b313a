"""A lead hands out kits, coders code in them and return, and the lead takes the returns in: in the window."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt

from db import passages
from db.project import Project
from db.records import State
from desktop.study.codebooks import current_codebook, install, propose
from desktop.study.coders import all_coders, find_coder
from desktop.study.opening import open_project
from desktop.ui.dialogs.kit import KitSheet
from desktop.ui.dialogs.merging import MergeSheet
from desktop.ui.verbs import kits
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

LEADS_ONLY = {"project.who", "study.hand-out", "study.merge", "study.agreement", "study.steps", "study.add"}


def project_of(person: Person) -> Project:
    project = person.made.place.project
    assert project is not None
    return project


def hand_out(person: Person) -> Path:
    """Write everybody's kit through the dialog; return their folder."""
    person.do("study.hand-out")
    sheet = person.sheet()
    assert isinstance(sheet, KitSheet)
    folder = sheet.path()
    person.answer("Write 3 kits")
    assert "Wrote 3 kits." in person.words(person.sheet())
    person.answer("Close")
    return folder


def code_one(person: Person) -> str:
    """Mark free words in the first article that is not finished, and finish it; return its name."""
    row = next(row for row in person.made.place.survey.rows if row.state is not State.FINISHED)
    person.made.place.open_article(row.id)
    person.wait()
    lines = person.made.deskside.desk.controller.text.split("\n")
    free = (line for line in lines if line and not any(p.quote in line for p in person.passages()))
    person.mark(" ".join(next(free).split(" ")[:3]), Qt.Key.Key_E)
    person.made.deskside.desk.finish()
    person.wait()
    return row.name


def add_a_label(project: Project) -> None:
    rumour = "\n\n## Rumour {#rumour key=w}\n\nWhat somebody is said to have heard.\n"
    install(project, propose(project, current_codebook(project).text + rumour, "codebook.md"))


def send_back(person: Person) -> Path:
    person.click("Return…")
    sheet = person.sheet()
    out = sheet.path()  # type: ignore[attr-defined]
    person.answer("Write the return")
    return Path(out)


def merge_sheet(person: Person, *files: Path) -> MergeSheet:
    sheet = kits.take_in_by_dialog(person.made.place, files)
    assert sheet is not None
    person.wait()
    return sheet


def test_the_step_hands_out_one_kit_for_each_coder_and_says_what_is_in_it(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.steps")
    person.click("Hand out the work…")
    sheet = person.sheet()
    assert isinstance(sheet, KitSheet)
    folder = sheet.folder.text()
    sheet.folder.setText(str(demo.parent / "nowhere"))
    person.answer("Write 3 kits")
    assert "no such folder" in person.words(sheet)
    sheet.folder.setText(folder)
    sheet.new_name.setText("a")
    person.answer("Add")
    assert "in the list already" in person.words(sheet)
    words = person.words(sheet)
    assert "anybody else’s passages, notes and names" in words
    assert "known answers of practice articles stay with you" in words
    sheet.answers_box.click()
    assert "known answers of practice articles are in it" in person.words(sheet)
    sheet.new_name.setText("Dora")
    person.answer("Add")
    sheet.boxes[find_coder(project_of(person), "B").id].click()
    person.answer("Write 3 kits")
    assert "12 articles for Dora" in person.words(person.sheet())
    person.answer("Close")
    assert sorted(each.name for each in demo.parent.glob("Lamp study, *.pressmark")) == [
        f"Lamp study, {name}.pressmark" for name in ("A", "C", "Dora")
    ]
    assert "Dora" in [coder.name for coder in all_coders(project_of(person))]


def test_in_a_kit_only_coding_is_possible_and_only_by_its_coder(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    folder = hand_out(person)
    person.open(folder / "Lamp study, B.pressmark")
    assert person.no_sheet()
    seat = person.made.place.seat
    assert seat is not None
    assert (seat.lead, seat.name) == (False, "B")
    assert not person.menu_ids() & LEADS_ONLY
    assert not [each for each in person.menu_ids() if each.startswith("study.")]
    assert {"project.return", "article.finish", "passage.relabel"} <= person.menu_ids()
    assert "Kit" in person.words(person.made.window.header)
    person.made.place.ask_who()
    person.made.place.sit(None)
    person.wait()
    assert person.no_sheet()
    assert person.made.place.seat is not None
    assert not person.made.place.seat.lead
    owners = {each.owner for each in project_of(person).ask(passages.all)}
    assert owners == {seat.key}


def test_a_return_says_how_much_is_in_it_and_comes_in_shown_before_it_is_taken(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    folder = hand_out(person)
    person.open(folder / "Lamp study, B.pressmark")
    coded = code_one(person)
    returned = send_back(person)
    words = person.words(person.sheet())
    assert "steps of your work, 1 finished article." in words
    assert returned.name in words
    assert str(returned.parent) in words
    person.answer("Close")
    person.sit_as_lead(demo)
    before = len(project_of(person).ask(passages.all))
    sheet = merge_sheet(person, returned)
    words = person.words(sheet)
    assert "return of B" in words
    assert "1 passage" in words
    assert "B 1–" in words
    assert "complete" in words
    assert len(project_of(person).ask(passages.all)) == before
    sheet.first.click()
    person.wait()
    assert "Taken in" in person.words(person.sheet())
    person.answer("Close")
    assert len(project_of(person).ask(passages.all)) == before + 1
    assert coded
    again = merge_sheet(person, returned)
    assert "Nothing new" in person.words(again)
    assert not again.first.isEnabled()
    again.reject()


def test_returns_are_dropped_on_the_dialog_and_a_damaged_one_is_refused_with_its_place(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    folder = hand_out(person)
    person.open(folder / "Lamp study, B.pressmark")
    code_one(person)
    returned = send_back(person)
    person.answer("Close")
    person.sit_as_lead(demo)
    bad = demo.parent / "bad.pressmark-return"
    content = bytearray(returned.read_bytes())
    content[40] ^= 1
    bad.write_bytes(content)
    person.drop(returned)
    sheet = person.sheet()
    assert isinstance(sheet, MergeSheet)
    assert sheet.first.isEnabled()
    person.drop(bad, on=sheet)
    words = person.words(sheet)
    assert "bad.pressmark-return" in words
    assert "manifest.json" in words
    assert "Nothing was changed." in words
    assert not sheet.first.isEnabled()
    sheet.drop_file(bad)
    person.wait()
    assert sheet.first.isEnabled()
    person.answer("Cancel")


def test_the_second_of_two_parts_waits_for_the_first(window: OpenWindow, demo: Path) -> None:
    from desktop.exchange.returns import write_return

    person = window()
    person.sit_as_lead(demo)
    folder = hand_out(person)
    kit = folder / "Lamp study, B.pressmark"
    person.open(kit)
    coded = code_one(person)
    first = send_back(person)
    person.answer("Close")
    kept = Path(shutil.copy(first, demo.parent / "first.pressmark-return"))
    person.choose(coded)
    person.do("article.reopen")
    person.sheet().words.setText("One passage too many.")  # type: ignore[attr-defined]
    person.answer("Reopen")
    person.made.place.leave_project()
    second = demo.parent / "second.pressmark-return"
    with open_project(kit) as held:
        write_return(held, second, since=kept)
    person.sit_as_lead(demo)
    sheet = merge_sheet(person, second)
    assert "waiting for an earlier part" in person.words(sheet)
    sheet.first.click()
    person.wait()
    assert "waiting for" in person.words(person.sheet())
    person.answer("Close")
    person.do("study.plan")
    assert "waiting for" in person.words()
    sheet = merge_sheet(person, kept)
    sheet.first.click()
    person.wait()
    assert "waiting for" not in person.words(person.sheet())
    person.answer("Close")


def test_work_on_an_article_that_is_not_here_is_kept_aside_and_listed(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    earlier = Path(shutil.copy(demo, tmp_path / "earlier copy.pressmark"))
    late = tmp_path / "late.txt"
    late.write_text("A late article\n\nNobody, of course, had asked.\n", encoding="utf-8")
    person = window()
    person.sit_as_lead(demo)
    person.drop(late)
    folder = hand_out(person)
    person.open(folder / "Lamp study, B.pressmark")
    person.choose("late.txt")
    person.mark("of course", Qt.Key.Key_E)
    returned = send_back(person)
    person.answer("Close")
    person.sit_as_lead(earlier)
    person.do("study.held")
    assert "Nothing is kept aside" in person.words(person.sheet())
    person.answer("Close")
    sheet = merge_sheet(person, returned)
    assert "late.txt: the article is not here; 1 passage kept aside." in person.words(sheet)
    sheet.first.click()
    person.wait()
    person.answer("Close")
    person.do("study.held")
    words = person.words(person.sheet())
    assert "B" in words
    assert "1 passage on an article that this project does not have" in words
    assert "of course" in words
    person.answer("Close")


def test_a_newer_kit_brings_more_articles_and_what_was_coded_stays(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    late = tmp_path / "late.txt"
    late.write_text("A late article\n\nNobody, of course, had asked.\n", encoding="utf-8")
    person = window()
    person.sit_as_lead(demo)
    kit = Path(shutil.copy(hand_out(person) / "Lamp study, B.pressmark", tmp_path / "at work.pressmark"))
    person.drop(late)
    add_a_label(project_of(person))
    hand_out(person)
    person.open(kit)
    code_one(person)
    person.made.place.open_article(person.made.place.survey.rows[1].id)
    person.wait()
    before = project_of(person).ask(passages.all)
    person.do("project.newer")
    sheet = person.sheet()
    assert isinstance(sheet, MergeSheet)
    person.drop(tmp_path / "Lamp study, B.pressmark", on=sheet)
    sheet.first.click()
    person.wait()
    person.answer("Close")
    assert "late.txt" in [row.name for row in person.made.place.survey.rows]
    assert set(before) <= set(project_of(person).ask(passages.all))
    desk = person.made.deskside.desk.article
    assert desk is not None
    assert desk.codebook.label("rumour") is not None, "the article at hand is coded by the new version"


def test_a_project_that_holds_several_coders_work_says_so(
    window: OpenWindow, demo: Path, empty_project: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    assert "Work of 3 coders" in person.words(person.made.window.header)
    folder = hand_out(person)
    person.drop(folder / "Lamp study, A.pressmark", folder / "Lamp study, B.pressmark")
    assert isinstance(person.sheet(), MergeSheet)
    person.answer("Cancel")
    person.open(empty_project)
    assert "Work of" not in person.words(person.made.window.header)
