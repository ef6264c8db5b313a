"""Training: a coder's first articles against the known answer, and who passes."""

from pathlib import Path

import pytest

from db import assignments, passages
from db.project import Project
from db.records import ADJUDICATED, Assignment, Coder
from desktop.errors import UserError
from desktop.study import finishing, planning, settling
from desktop.study.adjudication import read_queue, save
from desktop.study.coders import add_coder, find_coder
from desktop.study.dealing import Scheme
from desktop.study.desk import Desk, load
from desktop.study.desk import save as save_mark
from desktop.study.importing import add_articles
from desktop.study.phases import TRAINING
from desktop.study.plan import propose, put
from desktop.study.practice import ANSWER
from desktop.study.reading import article_rows
from desktop.study.training import PassMark, known_answers, pass_mark, set_answer, set_pass_mark, trainees

ONE = "One\n\nThe vote is on Monday. We doubt it. It rained on the town hall all day long.\n"
TWO = "Two\n\nNothing happened, again. Who would have thought. The mayor left at noon with her dog.\n"


def mark(project: Project, name: str, article: str, quote: str, label: str = "editorialising") -> None:
    desk = Desk(project, find_coder(project, name))
    identity = next(row.id for row in article_rows(project, desk.coder) if row.name == article)
    now = load(desk, identity)
    start = now.article.text.index(quote)
    save_mark(desk, planning.mark(now, start, start + len(quote), label, exact=True)).result()


@pytest.fixture
def school(empty: Project, tmp_path: Path) -> Project:
    """Two training articles whose answers are what the lead's own coder Lee finished; Ada and Ben learn."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (folder / name).write_text(text, encoding="utf-8")
    add_articles(empty, [folder])
    lee, _ = add_coder(empty, "Lee")
    mark(empty, "Lee", "one.txt", "We doubt it.")
    mark(empty, "Lee", "two.txt", "Who would have thought.")
    for name in ("one.txt", "two.txt"):
        finishing.finish(empty, name, lee.id)
        set_answer(empty, name, "Lee")
    ada, ben = (add_coder(empty, name)[0].id for name in ("Ada", "Ben"))
    put(empty, propose(empty, Scheme((ada, ben)), training=["one.txt", "two.txt"]))
    return empty


def states(project: Project) -> dict[str | None, str]:
    return {trainee.coder.name: trainee.state for trainee in trainees(project)}


def test_a_coder_passes_once_all_is_finished_and_near_enough(school: Project) -> None:
    assert states(school) == {"Ada": "not begun", "Ben": "not begun"}
    mark(school, "Ada", "one.txt", "We doubt it.")
    finishing.finish(school, "one.txt", "Ada")
    assert states(school)["Ada"] == "1 of 2 finished"
    mark(school, "Ada", "two.txt", "Who would have thought.")
    finishing.finish(school, "two.txt", "Ada")
    (ada,) = trainees(school, find_coder(school, "Ada"))
    assert (ada.state, ada.passed, ada.places) == ("passed", True, ())
    assert [(result.label, result.value) for result in ada.labels] == [("editorialising", 1.0)]


def test_the_places_that_differ_are_shown_and_the_mark_decides(school: Project) -> None:
    mark(school, "Ben", "one.txt", "We doubt it. It rained")
    mark(school, "Ben", "two.txt", "again", "reporting")
    for name in ("one.txt", "two.txt"):
        finishing.finish(school, name, "Ben")
    (ben,) = trainees(school, find_coder(school, "Ben"))
    assert (ben.state, ben.passed) == ("not passed", False)
    assert [(row.kind, row.quote) for _, row in ben.places] == [
        ("boundary", "We doubt it."),
        ("missed", "Who would have thought."),
    ]
    figures = {result.label: result for result in ben.labels}
    assert figures["editorialising"].value is not None
    assert 0.0 < figures["editorialising"].value < 0.8
    set_pass_mark(school, PassMark(0.1))
    assert trainees(school, ben.coder)[0].passed
    for wrong, reason in (
        (PassMark(2.0), "between"),
        (PassMark(0.5, "x"), "no coef"),
        (PassMark(unit="x"), "no unit"),
    ):
        with pytest.raises(UserError, match=reason):
            set_pass_mark(school, wrong)
    assert pass_mark(school) == PassMark(0.1)


def test_what_is_changed_after_the_first_finish_counts_no_more(school: Project) -> None:
    for name in ("one.txt", "two.txt"):
        finishing.finish(school, name, "Ben")
    finishing.reopen(school, "one.txt", "Ben")
    mark(school, "Ben", "one.txt", "We doubt it.")
    finishing.finish(school, "one.txt", "Ben")
    (ben,) = trainees(school, find_coder(school, "Ben"))
    assert [row.kind for _, row in ben.places] == ["missed", "missed"]
    assert not ben.passed


def test_nothing_marked_on_both_sides_is_no_figure_and_no_failure(school: Project) -> None:
    mark(school, "Ada", "one.txt", "We doubt it.")
    mark(school, "Ada", "two.txt", "Who would have thought.")
    mark(school, "Ada", "two.txt", "again", "user-comment")
    for name in ("one.txt", "two.txt"):
        finishing.finish(school, name, "Ada")
    (ada,) = trainees(school, find_coder(school, "Ada"))
    told = {result.label: (result.value is None, result.passed) for result in ada.labels}
    assert told == {"editorialising": (False, True), "user-comment": (False, False)}


def test_an_answer_is_renewed_and_gold_goes_before_ones_own_passages(school: Project) -> None:
    article = next(iter(known_answers(school)))
    before = known_answers(school)
    for name in ("Ada", "Ben"):
        mark(school, name, "one.txt", "It rained")
        finishing.finish(school, "one.txt", name)
    lee = find_coder(school, "Lee")
    queue = read_queue(school, lee, phase=TRAINING)
    (agreed,) = queue.agreed
    save(school, settling.union(settling.open_case(school, queue, agreed))).result()
    count, _ = set_answer(school, "one.txt", "Lee")
    assert count == 1
    answers = known_answers(school)
    assert [p.quote for found in answers.values() for p in found].count("It rained") == 1
    assert len(school.ask(passages.all, layer=ANSWER)) == 2
    assert before.keys() == answers.keys()
    assert article in answers
    assert len(school.ask(passages.all, layer=ADJUDICATED)) == 1


def test_an_answer_needs_somebody_who_knows_it(school: Project) -> None:
    nobody: Coder = add_coder(school, "Nobody")[0]
    with pytest.raises(UserError, match="neither settled nor finished"):
        set_answer(school, "one.txt", nobody.id)
    finishing.finish(school, "one.txt", nobody.id)
    with pytest.raises(UserError, match="marked nothing"):
        set_answer(school, "one.txt", nobody.id)


def test_without_a_plan_every_known_answer_is_to_be_coded(school: Project) -> None:
    school.ask(assignments.set, ())
    (ada,) = trainees(school, find_coder(school, "Ada"))
    assert (ada.articles, ada.finished, ada.state) == (2, 0, "not begun")
    assert trainees(school) == ()
    article = next(iter(known_answers(school)))
    school.ask(assignments.set, (Assignment(ada.coder.id, article, TRAINING, 0),))
    assert trainees(school, ada.coder)[0].articles == 1
