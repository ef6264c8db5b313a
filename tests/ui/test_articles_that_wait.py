"""The lead looks at which rows of a list wait for their text, and adds the files that hold it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.ui.dialogs.waiting import WaitingSheet
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

LIST = (
    "stories_id,publish_date,title,media_name,url\n"
    "17,2019-05-03,Lamps on the quay again,Fog Horn,https://example.org/17\n"
    "18,2019-05-04,Fog,Quay,https://example.org/18\n"
)


@pytest.fixture
def lead(window: OpenWindow, tmp_path: Path) -> Person:
    """The lead of a project with a list of two articles, neither of which has a text."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    path = tmp_path / "Fog.pressmark"
    project = create(path)
    add_articles(project, [tmp_path / "list.csv"])
    project.close()
    person = window()
    person.sit_as_lead(path)
    return person


def lines(person: Person) -> list[list[str]]:
    sheet = person.sheet()
    assert isinstance(sheet, WaitingSheet)
    items = [sheet.list.topLevelItem(at) for at in range(sheet.list.topLevelItemCount())]
    return [[item.text(column) for column in range(5)] for item in items if item is not None]


def test_what_waits_is_listed_until_its_text_comes(
    lead: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead.do("study.waiting")
    assert lines(lead) == [
        ["Lamps on the quay again", "17", "Fog Horn", "2019-05-03", "list.csv"],
        ["Fog", "18", "Quay", "2019-05-04", "list.csv"],
    ]
    (tmp_path / "18.txt").write_text("There was fog.", encoding="utf-8")
    chosen = ([str(tmp_path / "18.txt")], "")  # the system's own window cannot be worked by a test
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    lead.answer("Add text files…")
    if not lead.no_sheet():
        lead.answer("Close")
    lead.do("study.waiting")
    assert [line[1] for line in lines(lead)] == ["17"]
    lead.answer("Close")
    assert lead.no_sheet()


def test_a_list_can_be_let_go_after_a_question(lead: Person) -> None:
    lead.do("study.waiting")
    lead.answer("Let this list go…")
    assert "2 articles of list.csv will wait no longer." in lead.words(lead.sheet())
    lead.answer("Let it go")
    assert "No article waits" in lead.words(lead.sheet())
    lead.answer("Close")
    assert lead.no_sheet()


def test_where_nothing_waits_it_says_so(window: OpenWindow, empty_project: Path) -> None:
    person = window()
    person.sit_as_lead(empty_project)
    person.do("study.waiting")
    assert "No article waits" in person.words(person.sheet())
    person.answer("Close")
    assert person.no_sheet()
