"""The article list and the steps of a study."""

from db.project import Project
from db.records import State
from desktop.study import finishing
from desktop.study.coders import find_coder
from desktop.study.reading import article_rows, next_article
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
    assert next_article((two, one)) == two
    assert next_article((two, one), two.id) == one
    finishing.finish(study, one.name, "Ada")
    finishing.set_aside(study, two.name, "Ada", "paywall stub")
    rows = article_rows(study, ada)
    assert [row.state for row in rows] == [State.SET_ASIDE, State.FINISHED]
    assert rows[0].reason == "paywall stub"
    assert next_article(rows) is None


def test_the_leads_view_shows_everybody(study: Project) -> None:
    finishing.finish(study, "two.txt", "Ben")
    two = article_rows(study, None)[0]
    assert two.state is None
    assert two.states == ((find_coder(study, "Ben").id, State.FINISHED),)
