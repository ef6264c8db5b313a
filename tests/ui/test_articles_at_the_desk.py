"""At the coder's desk: remarks on zones, and proposals where the study asks for them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import articles, zones
from db.records import Passage
from desktop.study.coders import add_coder
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.study.proposals import ALL, COMMENTS, OFF, set_setting, setting
from desktop.study.zones import accept_zones, zone_flags
from desktop.ui.desk.movement import at
from desktop.ui.dialogs.proposals import ProposalsSheet
from desktop.ui.dialogs.remark import RemarkSheet
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow
from tests.ui.test_articles_zones import BRIDGE

PHASE_KEYS = {"proposal.next", "proposal.accept", "proposal.zone", "proposal.decline"}


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A project with one article, its zones accepted, and one coder."""
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    path = tmp_path / "Harbour.pressmark"
    project = create(path)
    add_articles(project, [tmp_path / "bridge.txt"])
    accept_zones(project)
    add_coder(project, "Anna")
    project.close()
    return path


def sit(window: OpenWindow, path: Path) -> Person:
    person = window()
    person.open(path, "Anna")
    assert person.title() == "bridge.txt"
    return person


def let(path: Path, value: str) -> None:
    from desktop.study.opening import open_project

    project = open_project(path)
    set_setting(project, value)
    project.close()


def comments(person: Person) -> list[Passage]:
    return [passage for passage in person.passages() if passage.label == "user-comment"]


def test_a_coder_tells_the_lead_that_a_zone_is_wrong_and_cannot_change_it(
    window: OpenWindow, harbour: Path
) -> None:
    person = sit(window, harbour)
    person.made.deskside.desk.canvas.select(at(BRIDGE.index("Ada Lund")))
    project = person.made.place.project
    assert project is not None
    article = project.ask(articles.find, "bridge.txt").id
    before = project.ask(zones.of_article, article)
    person.do("zone.flag")
    sheet = person.sheet()
    assert isinstance(sheet, RemarkSheet)
    QTest.keyClicks(sheet.list, "It should be deck")
    person.answer("Tell the lead")
    assert [(flag.coder, flag.says) for flag in zone_flags(project)] == [("Anna", "deck")]
    assert project.ask(zones.of_article, article) == before
    person.do("zone.flag")
    sheet = person.sheet()
    assert isinstance(sheet, RemarkSheet)
    assert sheet.says() == "deck"
    sheet.list.setCurrentRow(sheet.list.count() - 1)
    person.answer("Tell the lead")
    assert zone_flags(project) == ()


def test_the_lead_sees_the_remark_in_the_list_of_zones(window: OpenWindow, harbour: Path) -> None:
    person = sit(window, harbour)
    person.made.deskside.desk.canvas.select(at(BRIDGE.index("Ada Lund")))
    person.do("zone.flag")
    person.answer("Tell the lead")
    person.made.place.sit(None)
    person.wait()
    person.do("study.desk")
    person.click("Zones and details")
    assert "1 flagged by coders" in person.words()
    model = person.page().zones  # type: ignore[attr-defined]
    lines = [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    assert any("Anna: wrong" in line for line in lines)


def test_nothing_is_proposed_unless_the_lead_says_so(window: OpenWindow, harbour: Path) -> None:
    person = sit(window, harbour)
    assert not person.made.deskside.desk.canvas.hollow
    assert not PHASE_KEYS & person.menu_ids()
    person.made.place.sit(None)
    person.wait()
    person.do("study.zones")
    sheet = person.sheet()
    assert isinstance(sheet, ProposalsSheet)
    assert sheet.proposals() == OFF
    sheet.choices[COMMENTS].setChecked(True)
    person.answer("Keep these settings")
    project = person.made.place.project
    assert project is not None
    assert setting(project) == COMMENTS


def test_a_whole_comment_is_framed_and_accepted_one_by_one(window: OpenWindow, harbour: Path) -> None:
    let(harbour, COMMENTS)
    person = sit(window, harbour)
    canvas = person.made.deskside.desk.canvas
    before = len(canvas.hollow)
    assert before == 2
    person.do("proposal.next")
    assert canvas.text[canvas.selection().start :].startswith("A week?")
    person.do("proposal.accept")
    marked = comments(person)
    assert [(each.quote, each.origin) for each in marked] == [
        ("A week? They said the same of the tunnel.", "proposal")
    ]
    assert len(canvas.hollow) == before - 1


def test_a_declined_place_stays_away_and_undo_brings_it_back(window: OpenWindow, harbour: Path) -> None:
    let(harbour, COMMENTS)
    person = sit(window, harbour)
    canvas = person.made.deskside.desk.canvas
    person.do("proposal.next")
    person.do("proposal.decline")
    assert len(canvas.hollow) == 1
    assert comments(person) == []
    person.do("undo")
    assert len(canvas.hollow) == 2


def test_all_comments_of_a_section_are_accepted_at_once(window: OpenWindow, harbour: Path) -> None:
    let(harbour, ALL)
    person = sit(window, harbour)
    person.made.deskside.desk.canvas.select(at(BRIDGE.index("They said")))
    person.do("proposal.zone")
    assert [each.origin for each in comments(person)] == ["proposal", "proposal"]
    person.made.place.sit(None)
    person.wait()
    assert not PHASE_KEYS & person.menu_ids()
