"""Finding words in everything a project holds, as the coder and the lead may see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import articles
from db.project import Project
from db.records import State
from desktop.study import finding
from desktop.study.codebooks import current_codebook
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.finding import Filters, Search, Where
from desktop.study.finishing import finish
from desktop.study.importing import add_articles
from desktop.study.planning import mark, set_note


@pytest.fixture
def search(study: Project) -> Iterator[Search]:
    with finding.open_search(study) as made:
        yield made


def mark_and_note(project: Project, coder: str, article: str, quote: str, note: str) -> None:
    desk = Desk(project, find_coder(project, coder))
    identity = project.ask(articles.find, article).id
    sheet = load(desk, identity)
    start = sheet.article.text.index(quote)
    save(desk, mark(sheet, start, start + len(quote), "editorialising")).result()
    sheet = load(desk, identity)
    save(desk, set_note(sheet, sheet.passages[-1].id, note)).result()


def test_a_word_is_found_in_the_articles_of_a_folder(study: Project, search: Search) -> None:
    found = finding.find(search, None, "monday").result()
    (hit,) = found.hits
    assert (hit.title, hit.left, hit.match, hit.right) == (
        "One",
        "The vote is on ",
        "Monday",
        ". We doubt it.",
    )
    assert finding.stands(hit, study.ask(articles.get, hit.article))
    assert (found.pieces, found.after) == (1, None)


def test_the_side_file_lies_in_the_cache_and_can_be_forgotten(study: Project, search: Search) -> None:
    finding.find(search, None, "monday").result()
    folder = finding.cache_folder()
    assert [path.suffix for path in folder.iterdir()].count(".search") == 1
    assert Path.home() in folder.parents
    search.close()
    finding.forget(study)
    assert list(folder.iterdir()) == []


def test_a_coder_finds_own_notes_the_lead_everybodys(study: Project, search: Search) -> None:
    mark_and_note(study, "Ada", "one", "We doubt it", "sounds like the editor")
    mark_and_note(study, "Ben", "one", "We doubt it", "the editor again")
    ada, ben = (find_coder(study, name) for name in ("Ada", "Ben"))
    owners = {
        who.name if who else "lead": [hit.owner for hit in finding.find(search, who, "editor").result().hits]
        for who in (ada, ben, None)
    }
    assert owners == {"Ada": [ada.id], "Ben": [ben.id], "lead": [ada.id, ben.id]}
    assert finding.find(search, ada, "", Filters(label="editorialising")).result().pieces == 1
    assert finding.find(search, ada, "", Filters(coder=ben.id)).result().pieces == 0
    assert finding.find(search, None, "", Filters(coder=ben.id)).result().pieces == 1
    hit = finding.find(search, None, "again", Filters(where=Where.NOTE)).result().hits[0]
    assert finding.again(search, ada, [hit.spot]).result() == ()


def test_progress_narrows_down(study: Project, search: Search) -> None:
    finish(study, "one", "Ada")
    done = Filters(progress=State.FINISHED)
    fresh = Filters(progress=State.NOT_BEGUN)
    ada, ben = (find_coder(study, name) for name in ("Ada", "Ben"))
    assert [hit.title for hit in finding.find(search, ada, "one", done).result().hits] == ["One"]
    assert finding.find(search, ben, "one", done).result().hits == ()
    assert [hit.title for hit in finding.find(search, ada, "happened", fresh).result().hits] == ["Two"]


def test_what_is_typed_may_be_the_name_of_a_label(study: Project) -> None:
    codebook = current_codebook(study)
    assert [label.id for label in finding.labels_named(codebook, "Editorial")] == ["editorialising"]
    assert [label.id for label in finding.labels_named(codebook, "user-comment")] == ["user-comment"]
    assert finding.labels_named(codebook, " ") == ()
    assert finding.labels_named(codebook, "comment") == ()


def test_in_the_real_articles_every_finding_stands_where_it_says(
    empty: Project, real_articles: tuple[Path, ...]
) -> None:
    add_articles(empty, real_articles)
    with finding.open_search(empty) as search:
        (doubt,) = finding.find(search, None, '"we doubt that\'s directed at Ericsson"').result().hits
        assert (doubt.start, doubt.end) == (1413, 1449)
        for query in ("the", "china", "said that", "U.S.", '"of the"', "5G", "—"):
            found = finding.find(search, None, query).result()
            assert found.hits or query == "—", query
            for hit in found.hits:
                assert finding.stands(hit, empty.ask(articles.get, hit.article)), (query, hit)
