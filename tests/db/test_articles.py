"""Articles come in once, keep their bytes, and never change."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import articles, log, verify, zones
from db.errors import ConflictError, NotFoundError, ProjectError
from db.ids import article_id
from db.project import Project
from db.records import NewArticle, Zone

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

Make = Callable[..., NewArticle]


def revisions(project: Project) -> int:
    return len(project.ask(log.revisions))


def test_an_article_is_kept_as_it_came(project: Project, make_article: Make) -> None:
    new = make_article(
        "2016/mill.txt",
        "One 😀.\u00a0Two.",
        original=b"\xef\xbb\xbfOne \xf0\x9f\x98\x80.\xc2\xa0Two.\r\n",
        sentences=((0, 6), (7, 11)),
        metadata=(("outlet", "The Gazette"), ("date", "2016-02-01")),
        notices=("a byte order mark was dropped",),
        line_ends="crlf",
    )
    added = project.ask(articles.add, new)
    kept = project.ask(articles.get, added.id)
    assert (kept.name, kept.text, kept.sentences) == (new.name, new.text, new.sentences)
    assert (kept.segmenter, kept.reader, kept.encoding, kept.line_ends) == ("test 1", "txt", "utf-8", "crlf")
    assert kept.metadata == (("date", "2016-02-01"), ("outlet", "The Gazette"))
    assert kept.notices == new.notices
    assert project.ask(articles.original, added.id) == new.original
    (line,) = project.ask(articles.summaries)
    assert (line.id, line.length, line.zones, line.comments, line.version) == (added.id, 11, 1, 0, 1)
    assert project.ask(articles.all) == (kept,)


def test_the_same_article_again_changes_nothing_and_says_so(project: Project, make_article: Make) -> None:
    first = project.ask(articles.add, make_article("mill.txt"))
    before = revisions(project)
    again = project.ask(articles.add, make_article("mill.txt"))
    assert (first.outcome, again.outcome, again.id) == ("added", "already here", first.id)
    assert revisions(project) == before


def test_another_text_under_the_same_name_needs_a_word(project: Project, make_article: Make) -> None:
    first = project.ask(articles.add, make_article("mill.txt"))
    corrected = make_article("mill.txt", "The mill did not close.", sentences=())
    with pytest.raises(ConflictError, match=r"“mill\.txt” is already in the project"):
        project.ask(articles.add, corrected)
    second = project.ask(articles.add, corrected, new_version=True)
    assert second.outcome == "new version"
    assert [(line.id, line.version) for line in project.ask(articles.summaries)] == [(second.id, 2)]
    assert project.ask(articles.get, first.id).text == make_article("mill.txt").text
    assert project.ask(articles.find, "mill.txt").id == second.id
    back = project.ask(articles.add, make_article("mill.txt"), new_version=True)
    assert (back.id, project.ask(articles.find, "mill.txt").version) == (first.id, 3)


def test_the_same_text_under_another_name_is_added_and_flagged(project: Project, make_article: Make) -> None:
    names = ("b.txt", "a.txt", "c.txt")
    added = [project.ask(articles.add, make_article(name)) for name in names]
    assert [one.duplicate_of for one in added] == [None, added[0].id, added[0].id]
    listed = {line.name: line.duplicate_of for line in project.ask(articles.summaries)}
    assert listed == {"a.txt": added[0].id, "b.txt": None, "c.txt": added[0].id}


def test_the_whole_list_says_the_same_as_one_article_asked_for(project: Project, make_article: Make) -> None:
    for name, text in (("b.txt", "One."), ("a.txt", "Two."), ("c.txt", "One."), ("b.txt", "Two.")):
        project.ask(articles.add, make_article(name, text), new_version=True)
    listed = project.ask(articles.summaries)
    assert [(line.name, line.version) for line in listed] == [("a.txt", 1), ("b.txt", 2), ("c.txt", 1)]
    assert [line.duplicate_of for line in listed] == [None, listed[0].id, None]
    assert project.ask(articles.some, [line.id for line in listed]) == listed


def test_an_article_has_one_id_in_every_project(office: "Office", sha256: Callable[[str], str]) -> None:
    ids = {office.add(office.create(f"{n}.pressmark"), "mill.txt", "It closed.").id for n in range(2)}
    assert ids == {article_id("mill.txt", sha256("It closed."))}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_any_text_comes_back_as_it_was(project: Project, make_article: Make, text: str) -> None:
    name = f"{len(project.ask(articles.summaries))}.txt"
    added = project.ask(articles.add, make_article(name, text, sentences=()))
    assert project.ask(articles.get, added.id).text == text


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"name": ""}, "needs a name"),
        ({"text": "a lone \ud800 surrogate"}, "lone surrogate at 7"),
        ({"sentences": ((0, 9_000),)}, "ends after the text"),
        ({"sentences": ((5, 9), (2, 4))}, "not in order"),
        ({"zones": (Zone("", "body", 0, 9_000, "accepted"),)}, "does not fit"),
        ({"zones": (Zone("", "body", 0, 9, "perhaps"),)}, "does not fit"),
    ],
)
def test_half_an_article_is_not_possible(
    project: Project, make_article: Make, wrong: dict[str, object], reason: str
) -> None:
    with pytest.raises(ProjectError, match=reason):
        project.ask(articles.add, replace(make_article("mill.txt"), **wrong))  # type: ignore[arg-type]
    assert revisions(project) == 0
    assert project.ask(articles.summaries) == ()
    assert project.ask(verify.check) == ()


def test_articles_are_found_by_id_name_and_file_name(project: Project, make_article: Make) -> None:
    mill = project.ask(articles.add, make_article("2016/mill.txt")).id
    project.ask(articles.add, make_article("2016/fair.txt", "The fair."))
    project.ask(articles.add, make_article("2017/fair.txt", "The fair again."))
    for called in (mill, "2016/mill.txt", "mill.txt", "mill", "2016/mill"):
        assert project.ask(articles.find, called).id == mill
    with pytest.raises(ConflictError, match="several articles"):
        project.ask(articles.find, "fair.txt")
    for called in ("", "mil", "ill.txt", "2018/mill.txt"):
        with pytest.raises(NotFoundError):
            project.ask(articles.find, called)
    for ask in (articles.get, articles.original):
        with pytest.raises(NotFoundError):
            project.ask(ask, "no such id")


def test_an_article_named_like_anothers_id_is_ambiguous(project: Project, make_article: Make) -> None:
    mill = project.ask(articles.add, make_article("mill.txt")).id
    project.ask(articles.add, make_article(mill, "A trap."))
    with pytest.raises(ConflictError, match="several articles"):
        project.ask(articles.find, mill)


def test_metadata_can_be_set_later_and_the_text_stays(work: "Work") -> None:
    line = work.project.ask(articles.set_metadata, work.article.id, (("outlet", "Gazette"),))
    assert line.metadata == (("outlet", "Gazette"),)
    read = work.project.ask(articles.get, work.article.id)
    assert (read.text, read.title, read.metadata) == (work.article.text, work.article.title, line.metadata)
    with pytest.raises(NotFoundError):
        work.project.ask(articles.set_metadata, work.coder.id, ())
    assert work.project.ask(verify.check) == ()


def test_the_lead_sets_zones_and_comments_are_counted(work: "Work") -> None:
    found = (
        Zone("", "body", 0, 50, "accepted"),
        Zone("", "comment", 50, 60, "proposed", "header", details=(("author", "reader1"),)),
        Zone("", "comment", 60, 70, "rejected"),
    )
    kept = work.project.ask(zones.replace, work.article.id, found)
    assert [(zone.article, zone.kind, zone.details) for zone in kept] == [
        (work.article.id, "body", ()),
        (work.article.id, "comment", (("author", "reader1"),)),
        (work.article.id, "comment", ()),
    ]
    assert len({zone.id for zone in kept}) == 3
    (line,) = work.project.ask(articles.summaries)
    assert (line.zones, line.comments) == (2, 1)
    again = work.project.ask(zones.replace, work.article.id, kept[1:])
    assert again == kept[1:] == work.project.ask(zones.all)
    with pytest.raises(ProjectError, match="same id"):
        work.project.ask(zones.replace, work.article.id, (kept[1], kept[1]))
    assert work.project.ask(zones.of_article, work.article.id) == again
    assert work.project.ask(verify.check) == ()


def test_a_passage_of_an_old_version_stays_with_the_old_version(work: "Work", make_article: Make) -> None:
    marked = work.mark(0, 8)
    new = work.project.ask(
        articles.add, make_article("mill.txt", "Another text.", sentences=()), new_version=True
    )
    assert work.passages() == (marked,)
    with pytest.raises(ProjectError, match="another text"):
        work.put(replace(work.draft(0, 7), article=new.id))
    elsewhere = replace(work.draft(0, 7), id=marked.id, article=new.id, quote="Another")
    with pytest.raises(ProjectError, match="passages never move"):
        work.put(replace(elsewhere, text_sha256=work.project.ask(articles.get, new.id).text_sha256))
