"""A list without texts comes in; its rows wait, and each goes to the text that belongs to it."""

from pathlib import Path

import pytest

from db import articles
from db.project import Project
from desktop.study.importing import add_articles
from desktop.study.waiting import forget_list, waiting_rows

LIST = (
    "stories_id,publish_date,title,media_name,url\n"
    "17,2019-05-03,Lamps on the quay again,Fog Horn,https://example.org/17\n"
    "18,2019-05-04,Fog,Quay,https://example.org/18\n"
)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def test_rows_wait_and_go_to_the_text_that_comes(empty: Project, listed: Path) -> None:
    report = add_articles(empty, [listed / "list.csv"])
    assert [item.outcome for item in report.items] == ["waiting", "waiting"]
    assert [row.known("outlet") for row in waiting_rows(empty)] == ["Fog Horn", "Quay"]
    (listed / "b.txt").write_text("Lamps on the quay again\n\nThey are dark.", encoding="utf-8")
    (listed / "18.txt").write_text("There was fog.", encoding="utf-8")
    report = add_articles(empty, [listed / "b.txt", listed / "18.txt"])
    assert report.items[0].message == "It is the text of list.csv/17."
    found = {item.name: dict(item.metadata) for item in empty.ask(articles.summaries)}
    assert (found["b.txt"]["outlet"], found["18.txt"]["outlet"]) == ("Fog Horn", "Quay")
    assert found["b.txt"]["date"] == "2019-05-03"
    assert waiting_rows(empty) == ()


def test_a_list_that_comes_after_its_texts_finds_them(empty: Project, listed: Path) -> None:
    (listed / "18.txt").write_text("There was fog.", encoding="utf-8")
    add_articles(empty, [listed / "18.txt"])
    report = add_articles(empty, [listed / "list.csv"])
    assert [(item.outcome, item.message) for item in report.items][1] == (
        "already here",
        "Its text is 18.txt.",
    )
    assert [row.name for row in waiting_rows(empty)] == ["list.csv/17"]
    (found,) = empty.ask(articles.summaries)
    assert dict(found.metadata)["outlet"] == "Quay"
    again = add_articles(empty, [listed / "list.csv"])
    assert [item.outcome for item in again.items] == ["waiting", "already here"]


def test_a_list_can_be_let_go(empty: Project, listed: Path) -> None:
    add_articles(empty, [listed / "list.csv"])
    assert forget_list(empty, "list.csv")
    assert waiting_rows(empty) == ()
    assert not forget_list(empty, "other.csv")
