"""A corrected article: passages are proposed for the new text only where there is no doubt, by a person."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import articles, passages, progress
from db.project import Project
from db.records import NewArticle, Passage, State
from desktop.study import finishing, planning
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.importing import add_articles
from desktop.study.reanchoring import CONTEXT, carry_over, proposals

OLD = (
    "The council met on Monday and decided nothing at all, as is its habit in November.\n"
    "We doubt it will ever decide. The mayor, of course, was away.\n"
    "It rains. It rains. The river rose by two metres, and nobody asked the otters what they thought.\n"
)


def add(project: Project, folder: Path, text: str) -> str:
    (folder / "news.txt").write_text(text, encoding="utf-8")
    add_articles(project, [folder / "news.txt"], new_version=True)
    return project.ask(articles.find, "news.txt").id


def mark(project: Project, article: str, quote: str) -> Passage:
    desk = Desk(project, find_coder(project, "Ada"))
    now = load(desk, article)
    start = now.article.text.index(quote)
    planned = planning.mark(now, start, start + len(quote), "editorialising", exact=True)
    return save(desk, planned).result().passages[0]


@pytest.fixture
def corrected(empty: Project, tmp_path: Path) -> tuple[Project, str, Path]:
    """Ada coded the old text and finished it."""
    add_coder(empty, "Ada")
    article = add(empty, tmp_path, OLD)
    for quote in ("as is its habit", "We doubt it", "of course", "nobody asked the otters"):
        mark(empty, article, quote)
    finishing.finish(empty, "news.txt", "Ada")
    return empty, article, tmp_path


def test_only_what_stands_once_with_the_same_surroundings_is_proposed(
    corrected: tuple[Project, str, Path],
) -> None:
    project, old, folder = corrected
    assert proposals(project) == ()
    new = add(project, folder, "CORRECTED\n" + OLD.replace("The mayor", "The deputy mayor"))
    found = proposals(project)
    told = {one.passage.quote: (one.start, one.reason) for one in found}
    assert told["as is its habit"] == (OLD.index("as is") + 10, "")
    assert told["nobody asked the otters"][1] == ""
    assert "surroundings" in told["We doubt it"][1]
    assert "surroundings" in told["of course"][1]
    before = project.ask(passages.of_article, old)
    assert carry_over(project, found)
    assert project.ask(passages.of_article, old) == before
    moved = project.ask(passages.of_article, new)
    text = project.ask(articles.get, new).text
    assert [p.quote for p in moved] == ["as is its habit", "nobody asked the otters"]
    assert all(text[p.start : p.end] == p.quote for p in moved)
    assert {p.origin for p in moved} == {"imported"}
    ada = find_coder(project, "Ada").id
    assert project.ask(progress.of, ada, new, "production").state is State.BEGUN
    assert [one.passage.quote for one in proposals(project)] == ["We doubt it", "of course"]
    assert not carry_over(project, proposals(project))


def test_twice_the_same_text_is_no_certainty(corrected: tuple[Project, str, Path]) -> None:
    project, _, folder = corrected
    add(project, folder, OLD + "Once more:\n" + OLD)
    reasons = {one.passage.quote: one.reason for one in proposals(project, "news.txt")}
    assert reasons["We doubt it"] == "it stands there more than once"


def test_what_was_carried_over_and_deleted_is_not_proposed_again(
    corrected: tuple[Project, str, Path],
) -> None:
    project, _, folder = corrected
    new = add(project, folder, "CORRECTED\n" + OLD)
    carry_over(project, proposals(project))
    desk = Desk(project, find_coder(project, "Ada"))
    now = load(desk, new)
    save(desk, planning.delete(now, [p.id for p in now.passages])).result()
    assert proposals(project) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from(("It rains. ", "We doubt it. ", "The river rose. ", "Nobody. ")), max_size=12
    ),
    edits=st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 8), st.sampled_from(("", "x", "It rains. "))),
        max_size=3,
    ),
    at=st.integers(0, 100),
)
def test_a_proposal_is_always_the_one_place_where_all_of_it_stands(
    empty: Project, pieces: list[str], edits: list[tuple[int, int, str]], at: int
) -> None:
    old = "Head. " + "".join(pieces)
    new = old
    for place, cut, put in edits:
        new = new[: place % (len(new) + 1)] + put + new[place % (len(new) + 1) + cut :]
    if new == old or not new:
        return
    name = f"{abs(hash((old, new)))}.txt"
    coder = add_coder(empty, f"coder {empty.ask(lambda s: s.new_id())}")[0]
    start = at % (len(old) - 3)
    identity = empty.ask(articles.add, _article(name, old), new_version=True).id
    desk = Desk(empty, coder)
    save(desk, planning.mark(load(desk, identity), start, start + 3, "reporting")).result()
    newest = empty.ask(articles.add, _article(name, new), new_version=True).id
    for one in proposals(empty, newest):
        if one.passage.owner != coder.id or one.reason:
            continue
        p = one.passage
        assert new[one.start : one.end] == p.quote
        before, after = old[max(0, p.start - CONTEXT) : p.start], old[p.end : p.end + CONTEXT]
        whole = before + p.quote + after
        assert new[one.start - len(before) : one.end + len(after)] == whole
        places = [i for i in range(len(new)) if new.startswith(whole, i)]
        if p.start >= CONTEXT and p.end + CONTEXT <= len(old):
            assert len(places) == 1


def _article(name: str, text: str) -> NewArticle:
    return NewArticle(name, "", text, text.encode(), "txt", "1", "utf-8", "lf", "test", ())
