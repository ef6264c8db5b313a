"""Precedents: what the team settled under a rule, and nothing that would give an answer away."""

from dataclasses import replace

import pytest

from db import acts, articles, assignments
from db.ids import new_id
from db.project import Project
from db.records import (
    ADJUDICATED,
    PRODUCTION,
    Act,
    Assignment,
    Decision,
    Passage,
    PutDecision,
    PutPassage,
    Writer,
)
from desktop.study import finishing
from desktop.study.codebooks import current_codebook
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.planning import mark, set_rule
from desktop.study.practice import KnownPassage, store_answer
from desktop.study.precedents import precedents_under


@pytest.fixture
def judge(study: Project) -> Writer:
    coder, _ = add_coder(study, "Judge")
    return Writer(coder.id, ADJUDICATED)


def passage(project: Project, writer: Writer, article: str, quote: str, **more: str) -> Passage:
    found = project.ask(articles.get, project.ask(articles.find, article).id)
    start = found.text.index(quote)
    plain = Passage(
        new_id(), writer.owner, writer.layer, writer.phase, found.id, "editorialising",
        start, start + len(quote), quote, found.text_sha256,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def decide(project: Project, judge: Writer, gold: Passage | None, **more: object) -> None:
    plain = Decision(new_id(), judge.owner, "", PRODUCTION, 0, 1, "accept", (), ())
    changes: list[PutPassage | PutDecision] = []
    if gold is not None:
        changes.append(PutPassage(gold))
        plain = replace(plain, article=gold.article, start=gold.start, end=gold.end, gold=(gold.id,))
    decision = replace(plain, **more)  # type: ignore[arg-type]
    changes.append(PutDecision(decision))
    act = Act(new_id(), "decide", decision.article, tuple(changes))
    project.ask(acts.commit, judge, act)


def live(project: Project, coder: str, article: str, quote: str, rule: str) -> str:
    """Let a coder mark a quote and rest it on a rule; return the revision that says so."""
    desk, identity = Desk(project, find_coder(project, coder)), project.ask(articles.find, article).id
    sheet = load(desk, identity)
    start = sheet.article.text.index(quote)
    marked = save(desk, mark(sheet, start, start + len(quote), "editorialising")).result()
    ruled = save(desk, set_rule(load(desk, identity), marked.passages[0].id, rule)).result()
    return ruled.passages[0].revision


def test_gold_stands_with_the_decision_it_came_of(study: Project, judge: Writer) -> None:
    gold = passage(study, judge, "one", "We doubt it", rule="R11", note="the outlet's we")
    decide(study, judge, gold, reason="codebook gap", note="see minutes")
    decide(study, judge, passage(study, judge, "two.txt", "again", rule="R3"))
    (case,) = precedents_under(study, None, "R11")
    assert (case.title, case.quote, case.label) == ("One", "We doubt it", "editorialising")
    assert (case.note, case.reason) == ("the outlet's we\nsee minutes", "codebook gap")
    assert not case.known_answer
    assert precedents_under(study, None, "") == precedents_under(study, None, "R99") == ()


def test_that_no_passage_is_right_is_a_precedent_too(study: Project, judge: Writer) -> None:
    judged = live(study, "Ada", "one", "We doubt it", "R11")
    article = study.ask(articles.find, "one").id
    text = study.ask(articles.get, article).text
    start = text.index("We doubt it")
    place = {"article": article, "start": start, "end": start + 11, "judged": (judged,)}
    decide(study, judge, None, answer="none", note="plain reporting", **place)
    decide(study, judge, None, answer="later", **place)
    (case,) = precedents_under(study, None, "R11")
    assert (case.quote, case.label, case.note) == ("We doubt it", "", "plain reporting")


def test_live_work_is_never_shown(study: Project, judge: Writer) -> None:
    live(study, "Ben", "one", "We doubt it", "R11")
    finishing.finish(study, "one", "Ben")
    finishing.finish(study, "one", "Ada")
    for who in (None, find_coder(study, "Ada"), find_coder(study, "Ben")):
        assert precedents_under(study, who, "R11") == ()


def test_nothing_is_shown_of_a_text_that_is_still_to_be_coded(study: Project, judge: Writer) -> None:
    decide(study, judge, passage(study, judge, "one", "We doubt it", rule="R11"))
    ada = find_coder(study, "Ada")
    assert precedents_under(study, ada, "R11") == ()
    finishing.finish(study, "one", "Ada")
    assert len(precedents_under(study, ada, "R11")) == 1
    finishing.reopen(study, "one", "Ada")
    assert precedents_under(study, ada, "R11") == ()


def test_with_a_plan_other_articles_are_open_to_a_newcomer(study: Project, judge: Writer) -> None:
    decide(study, judge, passage(study, judge, "one", "We doubt it", rule="R11"))
    ada, ben = find_coder(study, "Ada"), find_coder(study, "Ben")
    one, two = (study.ask(articles.find, name).id for name in ("one", "two.txt"))
    study.ask(
        assignments.set, (Assignment(ada.id, two, "production", 0), Assignment(ben.id, one, "recoding", 0))
    )
    assert len(precedents_under(study, ada, "R11")) == 1
    finishing.finish(study, "two.txt", "Ben")
    assert precedents_under(study, ben, "R11") == (), "to be coded again, so not shown"


def test_a_known_answer_is_shown_only_to_who_finished_it(study: Project) -> None:
    one = study.ask(articles.find, "one").id
    text = study.ask(articles.get, one).text
    start = text.index("We doubt it")
    known = KnownPassage("editorialising", start, start + 11, "R11", "An opinion of the outlet.")
    store_answer(study, one, [known], current_codebook(study).sha256)
    ada = find_coder(study, "Ada")
    assert precedents_under(study, ada, "R11") == ()
    finishing.finish(study, "one", "Ada")
    (case,) = precedents_under(study, ada, "R11")
    assert (case.known_answer, case.note) == (True, "An opinion of the outlet.")
