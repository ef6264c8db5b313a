"""What a merge cannot know is asked in the window: which of two edits holds, what moves to a new text."""

from pathlib import Path

from db import articles, passages
from db.project import Project
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study import planning
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.importing import add_articles
from desktop.study.opening import open_project
from desktop.ui.dialogs.conflicts import ConflictsSheet
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

LAMP = "01-lamp-order.txt"


def note_on_first(project: Project, words: str) -> str:
    """Let B write a note on the first passage in the lamp article; return the passage's id."""
    desk = Desk(project, find_coder(project, "B"))
    article = next(row for row in project.ask(passages.all) if row.owner == desk.coder.id).article
    read = load(desk, article)
    first = read.passages[0]
    save(desk, planning.set_note(read, first.id, words)).result()
    return first.id


def edited_in_two_places(demo: Path) -> str:
    """Let B edit one passage in a kit and in the project, and take the return in."""
    kit, returned = demo.parent / "B.pressmark", demo.parent / "B.pressmark-return"
    with open_project(demo) as project:
        write_kit(project, "B", kit)
    with open_project(kit) as project:
        note_on_first(project, "In the kit.")
        write_return(project, returned)
    with open_project(demo) as project:
        found = note_on_first(project, "In the project.")
        merge(project, [returned])
    return found


def project_of(person: Person) -> Project:
    project = person.made.place.project
    assert project is not None
    return project


def test_a_coder_says_which_of_two_edits_holds(window: OpenWindow, demo: Path) -> None:
    passage = edited_in_two_places(demo)
    person = window()
    person.open(demo, "A")
    person.do("passage.conflicts")
    assert person.no_sheet()
    person.open(demo, "B")
    person.do("passage.conflicts")
    sheet = person.sheet()
    assert isinstance(sheet, ConflictsSheet)
    ((conflict, state),) = sheet.kept()
    assert (conflict.passage, state) == (passage, 0)
    other = conflict.states[1].note
    sheet.asked[0][1][1].click()
    person.answer("Let these hold")
    stored = {each.id: each.note for each in project_of(person).ask(passages.all)}
    assert stored[passage] == other
    person.do("passage.conflicts")
    assert person.notice() == "No passage of yours was edited in two places."


def test_passages_move_to_a_corrected_article_only_when_somebody_says_so(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / LAMP
    with open_project(demo) as project:
        text = project.ask(articles.get, project.ask(articles.find, LAMP).id).text
    corrected.write_text(text.replace("\n", "\nA correction was added here.\n", 1), encoding="utf-8")
    person = window()
    person.sit_as_lead(demo)
    person.do("study.reanchor")
    assert "No passage stands on an earlier version" in person.notice()
    report = add_articles(project_of(person), [corrected], new_version=True)
    assert [item.outcome for item in report.items] == ["new version"]
    before = len(project_of(person).ask(passages.all))
    person.do("study.reanchor")
    words = person.words(person.sheet())
    assert "Can be taken over" in words
    person.answer("Cancel")
    assert len(project_of(person).ask(passages.all)) == before
    person.do("study.reanchor")
    person.answer(person.sheet().first.text())  # type: ignore[attr-defined]
    assert len(project_of(person).ask(passages.all)) > before
