"""The lead sees who passes the training, and takes the disagreements to the weekly meeting."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from db import articles, passages
from db.project import Project
from desktop.exchange.kits import write_kit
from desktop.study.adjudication import read_queue, save
from desktop.study.coders import add_coder, find_coder
from desktop.study.dealing import Scheme
from desktop.study.finishing import finish
from desktop.study.opening import open_project
from desktop.study.plan import propose, put
from desktop.study.practice import ANSWER
from desktop.study.settling import Why, no_passage, open_case
from desktop.study.training import pass_mark, set_answer, trainees
from desktop.ui.pages.lead_reading import LeadReading
from desktop.ui.pages.practice import PracticePage
from desktop.ui.paper import Page, pdf_of
from desktop.ui.verbs import discussion
from desktop.ui.zoning.switch import ZONES
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

PRACTICE = "00-practice-town-clock.txt"
LAMPS = "01-lamp-order.txt"


def project_of(person: Person) -> Project:
    project = person.made.place.project
    assert project is not None
    return project


@pytest.fixture
def lead(window: OpenWindow, demo: Path) -> Person:
    person = window()
    person.sit_as_lead(demo)
    return person


def test_the_lead_sees_each_label_and_the_places_that_differ(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.choose(PRACTICE)
    person.mark("The council had three years to listen and preferred to hum.", Qt.Key.Key_E)
    person.click("Finish article")
    person.made.place.sit(None)
    person.wait()
    person.do("study.training")
    words = person.words()
    assert "1 article has a known answer." in words
    assert "Not passed" in words
    assert "Editorialising" in words
    assert "below 0.80" in words
    assert "with the foresight of a moth" not in words
    (trainee,) = trainees(project_of(person), find_coder(project_of(person), "A"))
    count = sum(place.kind != "same" for _, place in trainee.places)
    person.click(f"{count} places differ")
    words = person.words()
    assert "with the foresight of a moth" in words
    assert "Rule: Judging words" in words
    person.made.deskside.show_side(ZONES)
    person.click("Show in the article")
    assert isinstance(person.page(), LeadReading), "with every coder's layer, wherever the lead was before"
    canvas = person.made.deskside.canvas
    assert canvas is not None
    first = trainee.places[0][1]
    assert (canvas.selection().start, canvas.selection().end) == (first.start, first.end)
    assert person.made.place.article == person.row(PRACTICE).id
    person.do("study.training")
    person.click("Hide the places")
    assert "with the foresight of a moth" not in person.words()


def test_in_a_narrow_window_a_long_title_gives_way_to_what_differs_and_where(
    window: OpenWindow, demo: Path
) -> None:
    with open_project(demo) as project:
        finish(project, PRACTICE, "A")
        identity = project.ask(articles.find, PRACTICE).id
        known = next(each.metadata for each in project.ask(articles.summaries) if each.id == identity)
        title = "A clock, " + "and another clock, " * 12 + "and none that strikes"
        project.ask(articles.set_metadata, identity, known, title)
    person = window(size=(800, 700))
    person.sit_as_lead(demo)
    person.do("study.training")
    turn = next(b for b in person.page().findChildren(QPushButton) if b.text().endswith("differ"))
    person.click(turn.text())
    (page,) = person.page().findChildren(QScrollArea)
    shown = [b for b in page.findChildren(QPushButton) if b.text() == "Show in the article"]
    assert shown
    for each in shown:
        assert each.mapTo(page, each.rect().bottomRight()).x() <= page.viewport().width()
    for words in (each for each in page.findChildren(QLabel) if each.text() == "○ Missed"):
        assert words.width() >= words.sizeHint().width()
    assert any(each.text() == title for each in page.findChildren(QLabel))


def a_kit_for_dora(demo: Path, *, with_answers: bool) -> Path:
    """Plan the article of the lamps as Dora's training, its known answer made of A's work; return her kit."""
    out = demo.parent / "Dora.pressmark"
    with open_project(demo) as project:
        set_answer(project, LAMPS, "A")
        dora, _ = add_coder(project, "Dora")
        put(project, propose(project, Scheme((dora.id,)), training=[LAMPS]))
        write_kit(project, "Dora", out, with_answers=with_answers)
    return out


def finish_the_lamps(person: Person) -> None:
    assert person.title() == LAMPS
    text = person.made.deskside.desk.controller.text
    person.mark(" ".join(text.split("\n")[0].split(" ")[:3]), Qt.Key.Key_E)
    person.click("Finish article")


def test_in_a_training_kit_a_finished_training_article_is_shown_beside_its_known_answer(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(a_kit_for_dora(demo, with_answers=True))
    finish_the_lamps(person)
    assert isinstance(person.page(), PracticePage)
    words = person.words()
    assert words.startswith("Training: ")
    assert "○ Missed" in words
    assert "＋ Not in the answer" in words
    person.click("Next article")
    assert person.title() not in ("", LAMPS)
    person.choose("09-bridge-toll.txt")
    person.mark(person.made.deskside.desk.controller.text.split("\n")[0], Qt.Key.Key_E)
    person.click("Finish article")
    assert not isinstance(person.page(), PracticePage), "what is no training article has no answer to show"


def test_in_any_other_kit_nothing_of_a_known_answer_is_seen(window: OpenWindow, demo: Path) -> None:
    person = window()
    kit = a_kit_for_dora(demo, with_answers=False)
    person.open(kit)
    finish_the_lamps(person)
    assert not isinstance(person.page(), PracticePage)
    assert person.title() not in ("", LAMPS), "the next article is on the desk at once"
    assert project_of(person).ask(passages.all, layer=ANSWER) == ()


def test_another_pass_mark_changes_who_passes(lead: Person) -> None:
    finish(project_of(lead), PRACTICE, "A")
    lead.do("study.training")
    lead.click("Change the pass mark…")
    lead.sheet().threshold.setValue(0.0)  # type: ignore[attr-defined]
    lead.answer("Set the pass mark")
    assert pass_mark(project_of(lead)).threshold == 0.0
    assert "reaches 0.00" in lead.words()


def test_a_known_answer_is_made_of_what_somebody_finished(lead: Person) -> None:
    lead.do("study.training")
    lead.click("Make a known answer…")
    sheet = lead.sheet()
    lead.answer("Make it the known answer")
    assert "neither settled nor finished" in lead.words(sheet)
    lamp = lead.row("01-lamp-order.txt").id
    sheet.article.show_choice(lamp)  # type: ignore[attr-defined]
    lead.answer("Make it the known answer")
    assert "known answer has" in lead.notice()
    assert "2 articles have a known answer." in lead.words()


def test_the_sheet_for_the_meeting_is_written_or_it_is_said_why_not(lead: Person, tmp_path: Path) -> None:
    for form in ("pdf", "md", "html"):
        sheet = discussion.sheet_by_dialog(lead.made.place)
        assert sheet is not None
        sheet.forms[form].click()
        assert sheet.path().suffix == f".{form}"
        out = tmp_path / f"meeting.{form}"
        sheet.file.setText(str(out))
        sheet.count.setValue(3)
        lead.answer("Write the sheet")
        assert lead.notice() == f"Wrote {out}: 3 disagreements."
        content = out.read_bytes()
        assert content.startswith(b"%PDF") if form == "pdf" else b"05-night-boat" in content

    sheet = discussion.sheet_by_dialog(lead.made.place)
    assert sheet is not None
    sheet.file.setText(str(tmp_path / "nowhere" / "meeting.pdf"))
    lead.answer("Write the sheet")
    assert "nowhere" in lead.notice()
    assert not (tmp_path / "nowhere").exists()


def test_paper_loads_nothing_and_the_same_page_gives_the_same_bytes() -> None:
    page = Page()
    page.setHtml('<p>One <img src="file:///etc/hostname"> two</p>')
    assert page.resource(QTextDocument.ResourceType.ImageResource.value, "file:///etc/hostname") is None
    assert pdf_of("<p>One</p>") == pdf_of("<p>One</p>")


def test_gaps_that_adjudicators_named_stand_in_the_codebook_change_log(lead: Person) -> None:
    project = project_of(lead)
    add_coder(project, "Zoe")
    queue = read_queue(project, find_coder(project, "Zoe"))
    case = open_case(project, queue, queue.items[0])
    save(project, no_passage(case, Why("codebook gap", "Whose voice is a deck?"))).result()
    lead.do("study.log")
    words = lead.words(lead.sheet())
    assert "1 decision names a gap in the codebook." in words
    assert "Whose voice is a deck?" in words
    assert "Version 1" in words
    lead.answer("Close")


def test_two_adjudicators_are_compared(lead: Person) -> None:
    lead.do("study.adjudicators")
    assert "Two adjudicators are needed" in lead.words(lead.sheet())
    lead.answer("Close")
    project = project_of(lead)
    for name in ("Zoe", "Yann"):
        add_coder(project, name)
        queue = read_queue(project, find_coder(project, name))
        save(project, no_passage(open_case(project, queue, queue.items[0]))).result()
    lead.do("study.adjudicators")
    assert "Zoe and Yann both settled 1 disagreement" in lead.words(lead.sheet())
    lead.answer("Close")
