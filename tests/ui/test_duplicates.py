"""The lead looks at what stands in the project twice: flags it, takes flags back, opens it in its article."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import zones
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.ui.dialogs.duplicates import DuplicatesSheet
from desktop.ui.pages.article_view import ArticleViewPage
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

AGENCY = " ".join(
    f"On day {number} the board of harbour {number * 7} met and said nothing of the {number} lamps."
    for number in range(40)
)
REPEATED = "They said once more that nothing would be said."
TEXTS = {
    "a.txt": f"Harbour\n\n{AGENCY}\n\n{REPEATED}\n\nThe end of it.\n\n{REPEATED}",
    "b.txt": f"Our own headline\n\n{AGENCY}\n\nA line of our own.",
    "c.txt": f"Harbour\n\n{AGENCY}\n\n{REPEATED}\n\nThe end of it.\n\n{REPEATED}",
}


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A project of three articles: two are the same, one is nearly so, and a paragraph comes again."""
    path = tmp_path / "Harbour.pressmark"
    project = create(path)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        add_articles(project, [tmp_path / name])
    project.close()
    return path


def sheet_of(person: Person) -> DuplicatesSheet:
    sheet = person.sheet()
    assert isinstance(sheet, DuplicatesSheet)
    return sheet


def rows(person: Person) -> list[tuple[str, str, str]]:
    return [(each.article, each.kind, each.figures) for each in sheet_of(person).model.shown]


def flagged(person: Person) -> int:
    project = person.made.place.project
    assert project is not None
    return sum(zone.kind == "duplicate" for zone in project.ask(zones.all))


@pytest.fixture
def lead(window: OpenWindow, twice: Path) -> Person:
    person = window()
    person.sit_as_lead(twice)
    person.do("study.duplicates")
    return person


def test_identical_articles_alike_ones_and_paragraphs_are_listed_by_kind(lead: Person) -> None:
    sheet = sheet_of(lead)
    assert ("c.txt", "identical", "left out by itself") in rows(lead)
    assert ("b.txt", "near", "counts") in rows(lead)
    assert ("a.txt", "paragraph", "counts") in rows(lead)
    assert "later occurrences; figures count" in lead.words(sheet)
    sheet.kinds.menu().actions()[-1].trigger()
    assert {kind for _, kind, _ in rows(lead)} == {"paragraph"}
    assert any(REPEATED in each.what for each in sheet.model.shown)
    assert sheet.table.accessibleName() == "Later occurrences"


def test_flags_are_set_in_one_article_or_all_and_taken_back(lead: Person) -> None:
    sheet = sheet_of(lead)
    at = next(
        i for i, row in enumerate(sheet.model.shown) if row.kind == "paragraph" and row.article == "a.txt"
    )
    sheet.table.setCurrentIndex(sheet.model.index(at, 0))
    lead.answer("Flag in this article")
    assert ("a.txt", "paragraph", "flagged: left out") in rows(lead)
    assert ("b.txt", "near", "counts") in rows(lead)
    assert flagged(lead) == 1
    assert lead.notice() == "Flagged 1 stretch."
    lead.answer("Take back in this article")
    assert flagged(lead) == 0
    lead.answer("Flag all")
    assert all(figures != "counts" for _, _, figures in rows(lead))
    assert not sheet.flag_all.isEnabled()
    lead.answer("Take all flags back")
    assert flagged(lead) == 0


def test_return_opens_the_paragraph_in_the_article_view(lead: Person) -> None:
    sheet = sheet_of(lead)
    at = next(
        i for i, row in enumerate(sheet.model.shown) if row.kind == "paragraph" and row.article == "a.txt"
    )
    sheet.table.setCurrentIndex(sheet.model.index(at, 0))
    sheet.table.setFocus()
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    lead.wait()
    assert lead.no_sheet()
    page = lead.page()
    assert isinstance(page, ArticleViewPage)
    assert page.view is not None
    assert page.view.article.name == "a.txt"
    selection = page.pane.canvas.selection()
    assert selection.start == TEXTS["a.txt"].rindex(REPEATED)
    assert page.pane.canvas.text[selection.start : selection.end] == REPEATED


def test_a_project_without_duplicates_says_so(window: OpenWindow, empty_project: Path) -> None:
    person = window()
    person.sit_as_lead(empty_project)
    person.do("study.duplicates")
    sheet = sheet_of(person)
    assert "Nothing stands in the project twice." in person.words(sheet)
    assert not sheet.table.isVisible()
    person.answer("Close")
    assert person.no_sheet()
