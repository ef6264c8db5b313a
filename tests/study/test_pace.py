"""How far the work is, how fast it goes, and what is left."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import acts, articles, assignments
from db.ids import new_id
from db.project import Project
from db.records import Act, Assignment, Passage, SetProgress, State, Writer
from desktop.study.coders import add_coder, find_coder
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.study.pace import ENOUGH, CoderPace, duration, pace, share_coded
from desktop.study.timing import measure
from desktop.study.workload import workload

MINUTE = 60_000


@pytest.fixture
def ten(tmp_path: Path) -> Project:
    """A project with ten articles of equal length."""
    folder = tmp_path / "ten"
    folder.mkdir()
    for n in range(10):
        (folder / f"{n}.txt").write_text(
            f"Article {n}\n\n" + "Otters returned to the tarn. " * 20, encoding="utf-8"
        )
    project = create(tmp_path / "ten.pressmark")
    add_articles(project, [folder])
    add_coder(project, "Ada")
    add_coder(project, "Ben")
    return project


def do(project: Project, coder: str, article: int, state: State, minutes: int = 0) -> None:
    who, about = find_coder(project, coder), project.ask(articles.find, f"{article}.txt")
    reason = "off topic" if state is State.SET_ASIDE else ""
    change = SetProgress(about.id, state, reason)
    act = Act(new_id(), "progress", about.id, (change,), active_ms=minutes * MINUTE)
    project.ask(acts.commit, Writer(who.id), act)


def of(project: Project, coder: str) -> CoderPace:
    return next(each for each in pace(project).coders if each.coder.name == coder)


def test_without_a_plan_everybody_has_everything(ten: Project) -> None:
    with ten:
        do(ten, "Ada", 0, State.FINISHED)
        do(ten, "Ada", 1, State.SET_ASIDE)
        do(ten, "Ada", 2, State.BEGUN)
        ada, ben = of(ten, "Ada"), of(ten, "Ben")
        assert (ada.share, ada.finished, ada.aside, ada.begun, ada.left) == (10, 1, 1, 1, 8)
        assert (ben.share, ben.left) == (10, 10)
        whole = pace(ten)
        assert (whole.articles, whole.done) == (10, 0)
        do(ten, "Ben", 0, State.FINISHED)
        assert pace(ten).done == 1


def test_with_a_plan_a_share_is_what_was_assigned(ten: Project) -> None:
    with ten:
        ids = [ten.ask(articles.find, f"{n}.txt").id for n in range(10)]
        ada, ben = find_coder(ten, "Ada").id, find_coder(ten, "Ben").id
        plan = [Assignment(ada, ids[n], "production", n) for n in range(4)]
        plan += [Assignment(ben, ids[3], "reliability", 0)]
        ten.ask(assignments.set, tuple(plan))
        do(ten, "Ada", 3, State.FINISHED)
        do(ten, "Ada", 9, State.FINISHED, minutes=50)
        do(ten, "Ben", 3, State.FINISHED)
        assert (of(ten, "Ada").share, of(ten, "Ada").finished, of(ten, "Ada").active_ms) == (4, 1, 0)
        assert (of(ten, "Ben").share, of(ten, "Ben").left) == (1, 0)
        assert (pace(ten).articles, pace(ten).done) == (4, 1)


def test_the_rest_is_expected_at_ones_own_pace_once_there_is_one(ten: Project) -> None:
    with ten:
        for n in range(ENOUGH - 1):
            do(ten, "Ada", n, State.FINISHED, minutes=10)
        assert (of(ten, "Ada").rest_ms, of(ten, "Ada").per_day, of(ten, "Ada").days) == (None, None, None)
        assert pace(ten).rest_ms is None
        do(ten, "Ada", ENOUGH - 1, State.FINISHED, minutes=10)
        ada = of(ten, "Ada")
        assert ada.active_ms == 30 * MINUTE
        assert ada.rest_ms == 70 * MINUTE
        assert ada.per_day == ENOUGH
        assert ada.days == 7 / ENOUGH
        do(ten, "Ada", 5, State.BEGUN, minutes=4)
        assert of(ten, "Ada").rest_ms == 66 * MINUTE, "what was spent on an article that is begun counts"
        assert pace(ten).rest_ms is None, "of Ben nothing is known"


def test_what_came_in_finished_says_nothing_of_a_pace(ten: Project) -> None:
    with ten:
        for n in range(ENOUGH):
            do(ten, "Ada", n, State.FINISHED)
        (ada,) = (load for load in workload(ten).coders if load.name == "Ada")
        assert (of(ten, "Ada").per_day, of(ten, "Ada").days, ada.per_hour) == (None, None, None)
        do(ten, "Ada", 7, State.FINISHED, minutes=30)
        length = next(each.length for each in ten.ask(articles.summaries) if each.name == "7.txt")
        (ada,) = (load for load in workload(ten).coders if load.name == "Ada")
        assert ada.per_hour == 2 * length, "only the article in which time was measured counts"
        assert of(ten, "Ada").per_day is None


def test_where_no_time_is_measured_finishing_itself_says_how_many_a_day(ten: Project) -> None:
    with ten:
        measure(ten, on=False)
        for n in range(ENOUGH):
            do(ten, "Ada", n, State.FINISHED)
        assert of(ten, "Ada").per_day == ENOUGH
        assert next(load for load in workload(ten).coders if load.name == "Ada").per_hour is None


def test_a_pace_is_that_of_days_at_work(tmp_path: Path) -> None:
    now = [datetime(2026, 3, 2, 9, tzinfo=UTC)]
    project = Project.create(tmp_path / "days.pressmark", program="test", clock=lambda: now[0])
    with project:
        from db import codebooks
        from desktop.codebook import parse
        from desktop.study.opening import default_codebook

        book = parse(default_codebook())
        project.ask(codebooks.install, book.text, book.sha256)
        folder = tmp_path / "articles"
        folder.mkdir()
        for n in range(8):
            (folder / f"{n}.txt").write_text(f"Article {n}\n\nOtters.", encoding="utf-8")
        add_articles(project, [folder])
        add_coder(project, "Ada")
        for n in range(6):
            now[0] += timedelta(days=1 if n % 3 == 0 else 0, hours=1) + timedelta(days=7 if n == 3 else 0)
            do(project, "Ada", n, State.FINISHED, minutes=5)
        assert of(project, "Ada").per_day == 3
        assert of(project, "Ada").days == 2 / 3


def test_how_much_of_a_text_is_coded_counts_no_character_twice() -> None:
    def at(start: int, end: int) -> Passage:
        return Passage("", "", "", "", "", "", start, end, "", "")

    assert share_coded([], 100) == 0
    assert share_coded([at(0, 10), at(5, 20), at(50, 60), at(52, 55)], 100) == 0.3
    assert share_coded([at(0, 1)], 1) == 1
    assert share_coded([], 0) == 0


def test_times_are_said_in_words() -> None:
    said = {0: "none", 10_000: "under a minute", MINUTE: "1 min", 59 * MINUTE: "59 min", 60 * MINUTE: "1 h"}
    assert {ms: duration(ms) for ms in said} == said
    assert duration(95 * MINUTE) == "1 h 35 min"
