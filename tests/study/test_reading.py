"""The article list and the steps of a study."""

from pathlib import Path

from db import articles, assignments
from db.project import Project
from db.records import Assignment, State
from desktop.study import finishing
from desktop.study.coders import find_coder
from desktop.study.importing import add_articles
from desktop.study.reading import article_rows, holding, next_article, rows_of, working_order
from desktop.study.steps import study_steps


def done(project: Project) -> set[str]:
    return {step.id for step in study_steps(project) if step.done}


def test_the_steps_are_ticked_as_they_are_done(study: Project) -> None:
    assert done(study) == {"codebook", "coders", "articles"}
    finishing.finish(study, "two.txt", "Ada")
    assert done(study) == {"codebook", "coders", "articles", "try"}
    finishing.finish(study, "two.txt", "Ben")
    assert done(study) == {"codebook", "coders", "articles", "try", "hand-out", "compare"}


def test_the_next_article_goes_on_from_the_current_one_and_skips_what_is_done(study: Project) -> None:
    ada = find_coder(study, "Ada")
    two, one = article_rows(study, ada)
    order = working_order(study, ada)
    assert order.ids == (two.id, one.id)
    assert next_article(order) == two.id
    assert next_article(order, two.id) == one.id
    finishing.finish(study, one.name, "Ada")
    finishing.set_aside(study, two.name, "Ada", "paywall stub")
    rows = article_rows(study, ada)
    assert [row.state for row in rows] == [State.SET_ASIDE, State.FINISHED]
    assert rows[0].reason == "paywall stub"
    order = working_order(study, ada)
    assert (next_article(order), order.done) == (None, 2)


def test_the_leads_view_shows_everybody(study: Project) -> None:
    finishing.finish(study, "two.txt", "Ben")
    two = article_rows(study, None)[0]
    assert two.state is None
    assert two.states == ((find_coder(study, "Ben").id, State.FINISHED),)


def test_the_order_is_the_coders_own_plan_and_then_by_name(study: Project) -> None:
    ada, ben = find_coder(study, "Ada"), find_coder(study, "Ben")
    two, one = working_order(study, None).ids
    study.ask(
        assignments.set, (Assignment(ben.id, one, "reliability", 0), Assignment(ben.id, two, "pilot", 1))
    )
    assert working_order(study, ben).ids == (one, two)
    assert working_order(study, ada).ids == (two, one)
    assert working_order(study, None).waiting == frozenset()
    assert [row.id for row in article_rows(study, ben)] == [one, two]


def names(project: Project, words: str, coder: str = "Ada") -> list[str]:
    who = find_coder(project, coder)
    return [row.name for row in rows_of(project, who, holding(project, who, words))]


def test_the_list_is_narrowed_down_by_title_name_outlet_date_and_progress(study: Project) -> None:
    one, two = (study.ask(articles.find, name).id for name in ("one", "two"))
    study.ask(
        articles.set_metadata, one, (("date", "2024-02-06"), ("outlet", "Größe 100%"), ("practice", "yes"))
    )
    study.ask(articles.set_metadata, two, (("outlet", "The Sallow_Gull"),))
    finishing.finish(study, "two.txt", "Ada")
    assert names(study, "one WEEK") == ["week 1/one.txt"]
    assert names(study, "größe") == names(study, "GRÖßE") == ["week 1/one.txt"]
    assert names(study, "2024-02") == ["week 1/one.txt"]
    assert names(study, "gull") == ["two.txt"]
    assert names(study, "finished") == ["two.txt"]
    assert names(study, "finished", "Ben") == []
    assert names(study, "not begun", "Ben") == ["two.txt", "week 1/one.txt"]
    assert names(study, "outlet") == names(study, "yes") == names(study, "one two") == []
    assert names(study, "%") == names(study, "100%") == ["week 1/one.txt"]
    assert names(study, "_") == ["two.txt"]
    for hostile in ("'", '"', "\\", "') OR 1=1 --", "[", "*"):
        assert names(study, hostile) == []


def test_in_the_list_stands_only_the_newest_version(study: Project, folder: Path) -> None:
    (folder / "two.txt").write_text("Two\n\nSomething happened.", encoding="utf-8")
    add_articles(study, [folder], new_version=True)
    assert len(working_order(study, None).ids) == len(working_order(study, find_coder(study, "Ada")).ids) == 2
    assert names(study, "two") == ["two.txt"]


def test_narrowing_down_is_one_query(study: Project) -> None:
    asked: list[str] = []
    study.ask(lambda session: session.connection.set_trace_callback(asked.append))
    holding(study, None, "one week")
    holding(study, find_coder(study, "Ada"), "one week")
    assert [query.split()[0] for query in asked if "LIKE" in query] == ["SELECT", "SELECT"]
