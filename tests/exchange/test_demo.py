"""The demo project: made from the sample corpus as a team would make its own."""

from pathlib import Path

import pytest

import seeds
from db.records import State
from desktop.errors import UserError
from desktop.exchange.demo import make_demo
from desktop.study import finishing, planning
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.opening import open_project
from desktop.study.practice import compare
from desktop.study.reading import article_rows, next_article, working_order


def test_three_coders_and_every_article_are_in_it(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "a folder with é")
    with open_project(made.project) as project:
        rows = article_rows(project, None)
        assert [row.name for row in rows] == [article.name for article in seeds.articles()]
        assert all(row.title and row.outlet for row in rows)
        states = [state for row in rows for _, state in row.states]
        assert {State.FINISHED, State.BEGUN, State.SET_ASIDE} == set(states)


def test_a_second_demo_in_the_same_place_is_refused(tmp_path: Path) -> None:
    before = make_demo(tmp_path).project.read_bytes()
    with pytest.raises(UserError, match="already"):
        make_demo(tmp_path)
    assert (tmp_path / "demo.pressmark").read_bytes() == before


def test_what_was_left_half_made_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "demo-unfinished.pressmark").write_bytes(b"half")
    make_demo(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"articles", "codings.csv", "demo.pressmark"}


def test_a_coder_sees_nobody_elses_progress(tmp_path: Path) -> None:
    with open_project(make_demo(tmp_path).project) as project:
        newcomer, _ = add_coder(project, "Dana")
        rows = article_rows(project, newcomer)
        assert all(row.state is State.NOT_BEGUN and row.states == () for row in rows)
        first = next_article(working_order(project, newcomer))
        assert first is not None
        assert load(Desk(project, newcomer), first).passages == ()


def test_the_practice_answer_shows_only_after_finishing_and_names_each_difference(tmp_path: Path) -> None:
    with open_project(make_demo(tmp_path).project) as project:
        dana, _ = add_coder(project, "Dana")
        desk = Desk(project, dana)
        practice = seeds.practice()
        article = next(row for row in article_rows(project, dana) if row.practice).id
        first, second, *_ = [a for a in practice.answers if a.label == "editorialising"]
        now = load(desk, article)
        assert now.passages == ()
        save(desk, planning.mark(now, first.start, first.end, "editorialising", exact=True)).result()
        now = load(desk, article)
        save(desk, planning.mark(now, second.start, second.end - 8, "editorialising", exact=True)).result()
        with pytest.raises(UserError, match="Finish"):
            compare(project, dana, article)
        finishing.finish(project, practice.article_name, "Dana")
        kinds = {(row.start, row.expected): row.kind for row in compare(project, dana, article)}
        assert kinds[first.start, "editorialising"] == "same"
        assert kinds[second.start, "editorialising"] == "boundary"
        assert "missed" in kinds.values()
        assert all(row.rule for row in compare(project, dana, article) if row.kind != "extra")
        assert find_coder(project, "dana") == dana
