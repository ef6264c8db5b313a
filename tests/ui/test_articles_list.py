"""The list of articles: narrowed down and put in order by what is known of each."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import articles
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.study.zones import accept_zones
from desktop.ui.panels.picking import PickingBar
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

KNOWN = {
    "bridge.txt": ("Harbour Times", "2024-05-02", 3),
    "ferry.txt": ("Evening Post", "2024-03-11", 1),
    "tunnel.txt": ("Harbour Times", "2023-12-24", 2),
}


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A project of three articles from two outlets; the zones of one are confirmed."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (_, _, length) in KNOWN.items():
        body = "\n\n".join(["It is shut for a week, the town said on Friday morning."] * length)
        (folder / name).write_text(f"{name[:-4].title()}\n\n{body}", encoding="utf-8")
    path = tmp_path / "Harbour.pressmark"
    project = create(path)
    add_articles(project, [folder])
    for name, (outlet, date, _) in KNOWN.items():
        found = project.ask(articles.find, name).id
        project.ask(articles.set_metadata, found, (("date", date), ("outlet", outlet)))
    accept_zones(project, "ferry.txt")
    project.close()
    return path


@pytest.fixture
def lead(window: OpenWindow, three: Path) -> Person:
    """The lead in front of that project."""
    person = window()
    person.sit_as_lead(three)
    person.do("study.desk")
    return person


def bar(person: Person) -> PickingBar:
    return person.made.window.articles.picking


def listed(person: Person) -> list[str]:
    model = person.made.window.articles.model
    known = {row.id: row.name for row in person.made.place.survey.rows}
    return [known[str(model.article_at(model.index(at)))] for at in range(model.rowCount())]


def take(person: Person, choice: str, words: str) -> None:
    """Choose an entry of one of the bar's menus."""
    menu = getattr(bar(person), choice).menu()
    next(action for action in menu.actions() if action.text() == words).trigger()
    person.wait()


def test_the_list_is_put_in_order_by_date_and_turned_round(lead: Person) -> None:
    take(lead, "order", "By date")
    assert listed(lead) == ["tunnel.txt", "ferry.txt", "bridge.txt"]
    bar(lead).turned.click()
    lead.wait()
    assert listed(lead) == ["bridge.txt", "ferry.txt", "tunnel.txt"]
    take(lead, "order", "By length")
    assert listed(lead) == ["bridge.txt", "tunnel.txt", "ferry.txt"]


def test_the_list_is_narrowed_down_by_outlet_and_shown_whole_again(lead: Person) -> None:
    bar(lead).more.click()
    lead.wait()
    take(lead, "outlet", "Harbour Times")
    assert listed(lead) == ["bridge.txt", "tunnel.txt"]
    assert "2 of 3 articles" in lead.words(lead.made.window.articles)
    assert bar(lead).more.text() == "Filters: on"
    lead.click("Show all again")
    assert len(listed(lead)) == 3


def test_what_is_not_confirmed_yet_is_found_and_named_in_the_list(lead: Person) -> None:
    take(lead, "zones", "Not confirmed")
    assert listed(lead) == ["bridge.txt", "tunnel.txt"]
    panel = lead.made.window.articles
    spoken = panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "zones not confirmed" in spoken
    take(lead, "zones", "Confirmed")
    assert listed(lead) == ["ferry.txt"]


def test_dates_and_words_narrow_the_list_together(lead: Person) -> None:
    bar(lead).more.click()
    bar(lead).since.setFocus()
    QTest.keyClicks(bar(lead).since, "2024")
    lead.press(Qt.Key.Key_Return)
    assert listed(lead) == ["bridge.txt", "ferry.txt"]
    lead.made.window.articles.filter.setText("evening")
    lead.wait()
    assert listed(lead) == ["ferry.txt"]
    bar(lead).shortest.setFocus()
    QTest.keyClicks(bar(lead).shortest, "9999")
    lead.press(Qt.Key.Key_Return)
    assert listed(lead) == []
    assert "No article is like that." in lead.words(lead.made.window.articles)


def test_progress_is_a_coders_own(window: OpenWindow, demo: Path, lead: Person) -> None:
    assert "By progress" not in [action.text() for action in bar(lead).order.menu().actions()]
    coder = window()
    coder.open(demo, "A")
    bar(coder).more.click()
    take(coder, "progress", "Finished")
    finished = [row.name for row in coder.made.place.survey.rows if row.state == "finished"]
    assert sorted(listed(coder)) == sorted(finished)
    assert finished


def test_the_last_line_in_sight_is_never_cut(window: OpenWindow, demo: Path) -> None:
    for height in (640, 671, 703):
        person = window(size=(1280, height))
        person.sit_as_lead(demo)
        person.do("study.desk")
        view = person.made.window.articles.list
        line = view.sizeHintForRow(0)
        assert view.viewport().height() % line == 0
        view.scrollToBottom()
        last = view.visualRect(view.model().index(view.model().rowCount() - 1, 0))
        assert last.bottom() <= view.viewport().rect().bottom()
        person.made.place.leave_project()
