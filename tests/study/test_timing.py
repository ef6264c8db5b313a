"""Time at work: stored with what coders do, unless the lead says no."""

from db import acts, articles
from db.ids import new_id
from db.project import Project
from db.records import Act, SetProgress, State, Writer
from desktop.study.changes import Kind
from desktop.study.coders import find_coder
from desktop.study.timing import SETTING, active_times, is_measured, measure


def work(project: Project, coder: str, article: str, ms: int) -> None:
    who, about = find_coder(project, coder), project.ask(articles.find, article)
    act = Act(new_id(), "progress", about.id, (SetProgress(about.id, State.BEGUN),), active_ms=ms)
    project.ask(acts.commit, Writer(who.id), act)


def test_it_is_measured_until_the_lead_switches_it_off(empty: Project) -> None:
    assert is_measured(empty)
    assert not measure(empty, on=True)
    assert measure(empty, on=False).kinds == {Kind.SETTINGS}
    assert not is_measured(empty)
    assert not measure(empty, on=False)
    measure(empty, on=True)
    assert is_measured(empty)


def test_the_setting_goes_along_with_kits() -> None:
    assert SETTING.startswith("desk/")


def test_it_adds_up_by_coder_and_article(study: Project) -> None:
    work(study, "Ada", "one", 60_000)
    work(study, "Ada", "one", 30_000)
    work(study, "Ada", "two.txt", 5_000)
    work(study, "Ben", "one", 0)
    ada, one, two = find_coder(study, "Ada").id, *(study.ask(articles.find, n).id for n in ("one", "two.txt"))
    assert {(each.coder, each.article): each.ms for each in active_times(study)} == {
        (ada, one): 90_000,
        (ada, two): 5_000,
    }
