"""What a merge leaves to a person: work kept aside, and edits that did not know each other."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from db import passages
from db.project import Project
from db.records import ADJUDICATED
from desktop.errors import UserError
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.study import planning, settling
from desktop.study.adjudication import read_queue, standing
from desktop.study.adjudication import save as adjudicate
from desktop.study.coders import add_coder, find_coder
from desktop.study.conflicts import conflicts_of, settle_conflict
from desktop.study.desk import Desk, load, save
from desktop.study.gold import clear_leftovers
from desktop.study.kept_aside import kept_aside
from desktop.study.opening import open_project
from tests.exchange.team import Team


def mark(opened: Project, article: str, start: int, end: int) -> None:
    desk = Desk(opened, find_coder(opened, "Anna"))
    save(desk, planning.mark(load(desk, article), start, end, "editorialising", exact=True)).result()


def test_work_on_another_text_is_listed_with_its_quotes_until_the_text_comes(
    team: Team, tmp_path: Path
) -> None:
    team.project.close()
    shutil.copyfile(team.project.path, tmp_path / "copy.pressmark")
    kit = tmp_path / "anna.pressmark"
    with open_project(tmp_path / "copy.pressmark") as project:
        copy = replace(team, project=project, folder=tmp_path)
        copy.add("late.txt", "It was late, of course.")
        copy.add("else.txt", "Somewhere else, of course.")
        write_kit(project, "Anna", kit)
        with open_project(kit) as opened:
            mark(opened, copy.article("late.txt").id, 0, 6)
            mark(opened, copy.article("else.txt").id, 0, 9)
    with open_project(team.project.path) as project:
        replace(team, project=project).add("late.txt", "It was late, they say.")
        assert kept_aside(project) == ()
        merge(project, [kit])
        found = {one.name: one for one in kept_aside(project)}
        assert [p.quote for p in found["late.txt"].passages] == ["It was"]
        assert [p.quote for p in found[""].passages] == ["Somewhere"]
        assert "another text of late.txt" in found["late.txt"].sentence()
        assert "does not have" in found[""].sentence()
        assert project.ask(passages.all) == ()
        merge(project, [tmp_path / "copy.pressmark"])
        assert kept_aside(project) == ()
        assert len(project.ask(passages.all)) == 2


@pytest.fixture
def edited_twice(coded: Team, tmp_path: Path) -> Team:
    """Anna relabels one passage in one kit, and deletes it in another."""
    for name in ("home", "work"):
        path = tmp_path / f"{name}.pressmark"
        write_kit(coded.project, "Anna", path)
        with open_project(path) as opened:
            desk = Desk(opened, find_coder(opened, "Anna"))
            now = load(desk, coded.article("bridge.txt").id)
            first, second = now.passages
            save(
                desk, planning.relabel(now, first.id, {"home": "reporting", "work": "user-comment"}[name])
            ).result()
            now = load(desk, coded.article("bridge.txt").id)
            edit = (
                planning.delete(now, [second.id])
                if name == "home"
                else planning.set_unsure(now, second.id, unsure=True)
            )
            save(desk, edit).result()
    merge(coded.project, [tmp_path / "home.pressmark", tmp_path / "work.pressmark"])
    return coded


def test_edits_that_did_not_know_each_other_are_listed_for_their_coder(edited_twice: Team) -> None:
    project = edited_twice.project
    first, second = conflicts_of(project, find_coder(project, "Anna"))
    assert first.article_name == "bridge.txt"
    assert {state.label for state in first.states} == {"reporting", "user-comment"}
    assert [state.unsure for state in second.states] == [True]
    assert conflicts_of(project, find_coder(project, "Ben")) == ()


def test_a_place_that_was_settled_in_two_copies_keeps_one_decision(coded: Team, tmp_path: Path) -> None:
    judge, _ = add_coder(coded.project, "Judge")
    coded.project.close()
    copies = [tmp_path / "one.pressmark", tmp_path / "two.pressmark"]
    for path in copies:
        shutil.copyfile(coded.project.path, path)
        with open_project(path) as project:
            queue = read_queue(project, judge)
            case = settling.open_case(project, queue, queue.items[0])
            adjudicate(project, settling.union(case)).result()
    with open_project(copies[0]) as project:
        merge(project, [copies[1]])
        queue = read_queue(project, judge)
        assert (standing(queue).decided, queue.leftover) == (1, 1)
        assert len(project.ask(passages.all, layer=ADJUDICATED)) == 2
        adjudicate(project, clear_leftovers(project, queue)).result()
        queue = read_queue(project, judge)
        assert (standing(queue).decided, queue.leftover) == (1, 0)
        assert len(project.ask(passages.all, layer=ADJUDICATED)) == 1


def test_a_conflict_is_settled_once_and_nothing_is_lost(edited_twice: Team) -> None:
    project = edited_twice.project
    anna = find_coder(project, "Anna")
    first, second = conflicts_of(project, anna)
    with pytest.raises(UserError, match="2 states"):
        settle_conflict(project, first, 2)
    loser = first.states[1]
    settle_conflict(project, first, 1)
    stands = {p.id: p for p in project.ask(passages.all)}
    assert stands[first.passage].label == loser.label
    assert conflicts_of(project, anna) == (second,)
    settle_conflict(project, second, 0)
    assert conflicts_of(project, anna) == ()
    assert next(p for p in project.ask(passages.all) if p.id == second.passage).unsure
    assert len(project.ask(passages.history, first.passage)) == 4
