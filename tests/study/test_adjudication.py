"""Adjudication: the dearest first, nobody named, every layer kept, and nothing decided twice."""

import pytest

from db import acts, assignments, decisions, log, passages
from db.project import Project
from db.records import ADJUDICATED, CODER, Assignment, Coder, Passage
from desktop.errors import UserError
from desktop.study import finishing, gold, planning, settling
from desktop.study.adjudication import (
    DECIDED,
    LATER,
    OPEN,
    STALE,
    Item,
    Queue,
    after,
    chosen,
    lanes,
    read_queue,
    refreshed,
    save,
    standing,
)
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, redo, undo
from desktop.study.desk import save as save_mark
from desktop.study.disagreements import BOUNDARY, LABEL, ONE
from desktop.study.importing import add_articles
from desktop.study.phases import RELIABILITY
from desktop.study.planning import Planned
from desktop.study.reading import article_rows
from desktop.study.settling import Why

BRIDGE = (
    "Toll on the bridge rises\n"
    "The toll rises on Monday, the county said.\n"
    "Fair, one supposes, to people who fly.\n"
    "We doubt the spokesman ever drove it.\n"
    "Nobody was hurt, thank heavens.\n"
    "The last rise was in 2019.\n"
)
FAIR, DOUBT, HURT = "Fair, one supposes, to people who fly.", "We doubt", "Nobody was hurt, thank heavens."


def mark(project: Project, name: str, quote: str, label: str = "editorialising") -> Passage:
    desk = Desk(project, find_coder(project, name))
    row = next(row for row in article_rows(project, desk.coder) if row.name == "bridge.txt")
    now = load(desk, row.id)
    start = now.article.text.index(quote)
    planned = planning.mark(now, start, start + len(quote), label, exact=True)
    return save_mark(desk, planned).result().passages[0]


@pytest.fixture
def bridge(empty: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three coders: they agree on one passage, and differ on three in three ways."""
    folder = tmp_path_factory.mktemp("in")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    add_articles(empty, [folder / "bridge.txt"])
    for name in ("Ada", "Ben", "Cleo"):
        add_coder(empty, name)
    for name in ("Ada", "Ben", "Cleo"):
        mark(empty, name, "The last rise was in 2019.")
    for name in ("Ada", "Ben"):
        mark(empty, name, FAIR)
    mark(empty, "Cleo", FAIR, "user-comment")
    mark(empty, "Ada", DOUBT)
    mark(empty, "Ben", "We doubt the spokesman ever drove it.")
    mark(empty, "Cleo", "doubt the spokesman")
    mark(empty, "Cleo", HURT)
    for name in ("Ada", "Ben", "Cleo"):
        finishing.finish(empty, "bridge.txt", name)
    return empty


@pytest.fixture
def judge(bridge: Project) -> Coder:
    return add_coder(bridge, "Judge")[0]


def item(queue: Queue, kind: str) -> Item:
    return next(found for found in queue.items if found.place.kind == kind)


def decide(project: Project, queue: Queue, planned: Planned) -> Queue:
    """Store a decision; what the screen shows at once is what the project says afterwards."""
    shown = after(queue, planned)
    save(project, planned).result()
    stored = refreshed(project, queue)
    assert [(i.id, i.state) for i in shown.items] == [(i.id, i.state) for i in stored.items]
    assert standing(shown) == standing(stored)
    return stored


def gold_of(project: Project, judge: Coder) -> list[tuple[str, str]]:
    found = project.ask(passages.all, layer=ADJUDICATED)
    return [(p.label, p.quote) for p in found if p.owner == judge.id]


def case(project: Project, queue: Queue, kind: str) -> settling.Case:
    return settling.open_case(project, queue, item(queue, kind))


def test_the_queue_begins_with_what_costs_most(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    assert sorted(i.place.kind for i in queue.items) == sorted([LABEL, BOUNDARY, ONE])
    costs = [i.cost for i in queue.items]
    assert costs == sorted(costs, reverse=True)
    assert min(costs) > 0
    assert sum(costs) == pytest.approx(1.0)
    assert len(queue.agreed) == 1
    assert [i.place.quote for i in chosen(queue, order="article")] == [
        FAIR,
        "We doubt the spokesman ever drove it.",
        HURT,
    ]
    assert {i.place.kind for i in chosen(queue, label="user-comment")} == {LABEL}
    ada, ben = (find_coder(bridge, name).id for name in ("Ada", "Ben"))
    assert [i.place.kind for i in chosen(queue, pair=(ada, ben))] == [BOUNDARY]
    assert standing(queue).sentence() == "0 of 3 disagreements are settled; 0 of 1 agreement is gold."


def test_names_are_hidden_and_the_order_is_drawn_for_each_item(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    hidden = [lanes(queue, one) for one in queue.items]
    assert all([lane.name for lane in found] == ["A", "B", "C"] for found in hidden)
    assert hidden == [lanes(queue, one) for one in queue.items]
    orders = {tuple(lane.coder for lane in lanes(queue, queue.items[0], seed=seed)) for seed in range(30)}
    assert len(orders) == 6
    assert [lane.name for lane in lanes(queue, queue.items[0], names=True)] == ["Ada", "Ben", "Cleo"]


def test_who_coded_an_article_is_warned(bridge: Project, judge: Coder) -> None:
    assert case(bridge, read_queue(bridge, judge), ONE).warning == ""
    ada = find_coder(bridge, "Ada")
    assert "yourself" in case(bridge, read_queue(bridge, ada), ONE).warning


def test_the_rule_of_each_label_given_lies_beside_it(bridge: Project, judge: Coder) -> None:
    rules = case(bridge, read_queue(bridge, judge), LABEL).rules
    assert [rule.id for rule in rules] == ["editorialising", "user-comment"]
    assert all(rule.html for rule in rules)


def test_every_answer_becomes_gold_and_refers_to_what_it_came_from(bridge: Project, judge: Coder) -> None:
    before = bridge.ask(passages.all, layer=CODER)
    queue = read_queue(bridge, judge)
    ada = find_coder(bridge, "Ada")
    queue = decide(bridge, queue, settling.accept(case(bridge, queue, LABEL), ada.id, Why("slip", "clear")))
    queue = decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
    queue = decide(bridge, queue, settling.no_passage(case(bridge, queue, ONE), Why("true ambiguity")))
    queue = decide(bridge, queue, gold.settle_agreements(bridge, queue))
    assert gold_of(bridge, judge) == [
        ("editorialising", FAIR),
        ("editorialising", "We doubt the spokesman ever drove it."),
        ("editorialising", "The last rise was in 2019."),
    ]
    assert standing(queue).sentence() == "3 of 3 disagreements are settled; 1 of 1 agreement is gold."
    assert bridge.ask(passages.all, layer=CODER) == before
    for decision in bridge.ask(decisions.all):
        assert decision.owner == judge.id
        assert len(decision.coders) == 3
        assert all(bridge.ask(log.find, judged) is not None for judged in decision.judged)
    told = {decision.answer: decision for decision in bridge.ask(decisions.all)}
    assert set(told) == {"accept", "union", "none", "agreed"}
    assert (told["accept"].reason, told["accept"].note) == ("slip", "clear")
    assert len(told["agreed"].judged) == 3
    with pytest.raises(UserError, match="gold already"):
        gold.settle_agreements(bridge, queue)


def test_what_they_have_in_common_and_what_they_have_not(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    queue = decide(bridge, queue, settling.intersection(case(bridge, queue, BOUNDARY)))
    assert gold_of(bridge, judge) == [("editorialising", "doubt")]
    with pytest.raises(UserError, match="Name the label"):
        settling.union(case(bridge, queue, LABEL))
    with pytest.raises(UserError, match="Nobody gave"):
        settling.union(case(bridge, queue, LABEL), "reporting")
    queue = decide(bridge, queue, settling.union(case(bridge, queue, LABEL), "user-comment"))
    assert ("user-comment", FAIR) in gold_of(bridge, judge)


def test_another_passage_is_drawn_where_the_disagreement_is(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    at = BRIDGE.index("thank heavens")
    planned = settling.draw(case(bridge, queue, ONE), [("editorialising", at + 2, at + 11)], Why(rule="R7"))
    queue = decide(bridge, queue, planned)
    assert gold_of(bridge, judge) == [("editorialising", "thank heavens")]
    assert bridge.ask(passages.all, layer=ADJUDICATED)[0].rule == "R7"
    for ranges, reason in (
        ([("editorialising", 0, 4)], "elsewhere"),
        ([("praise", at, at + 5)], "no label"),
        ([], "at least one"),
        ([("editorialising", at - 10, at + 13), ("reporting", at, at + 5)], "overlap one another"),
    ):
        with pytest.raises(UserError, match=reason):
            settling.draw(case(bridge, queue, ONE), ranges)
    with pytest.raises(UserError, match="one label per character"):
        settling.draw(case(bridge, queue, BOUNDARY), [("editorialising", at - 30, at + 5)], exact=True)
    with pytest.raises(UserError, match="is no reason"):
        settling.no_passage(case(bridge, queue, ONE), Why("mood"))


def test_deciding_again_takes_the_place_of_what_was_decided(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    queue = decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
    (first,) = bridge.ask(decisions.all)
    queue = decide(bridge, queue, settling.no_passage(case(bridge, queue, BOUNDARY)))
    (second,) = bridge.ask(decisions.all)
    assert (first.id, second.answer, gold_of(bridge, judge)) == (second.id, "none", [])
    queue = decide(bridge, queue, settling.annotate(case(bridge, queue, BOUNDARY), Why("slip", "see R3")))
    (third,) = bridge.ask(decisions.all)
    assert (third.answer, third.reason, third.note) == ("none", "slip", "see R3")
    queue = decide(bridge, queue, settling.withdraw(case(bridge, queue, BOUNDARY)))
    assert bridge.ask(decisions.all) == ()
    with pytest.raises(UserError, match="Nothing was decided"):
        settling.withdraw(case(bridge, queue, BOUNDARY))


def test_what_is_put_off_comes_last_and_keeps_its_note(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    first = queue.items[0]
    planned = settling.annotate(settling.open_case(bridge, queue, first), Why(note="ask Ada", discuss=True))
    queue = decide(bridge, queue, planned)
    assert chosen(queue)[-1].id == first.id
    assert [i.state for i in chosen(queue)] == [OPEN, OPEN, LATER]
    assert chosen(queue, state=LATER)[0].decision is not None
    assert "1 put off" in standing(queue).sentence()


def test_undo_takes_back_decision_and_gold_and_redo_brings_both_back(bridge: Project, judge: Coder) -> None:
    desk = Desk(bridge, judge)
    queue = read_queue(bridge, judge)
    queue = decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
    queue = decide(bridge, queue, gold.settle_agreements(bridge, queue))
    undo(desk, queue.writer).result()
    queue = refreshed(bridge, queue)
    assert (standing(queue).agreed_gold, standing(queue).decided) == (0, 1)
    undo(desk, queue.writer).result()
    assert (gold_of(bridge, judge), bridge.ask(decisions.all)) == ([], ())
    redo(desk, queue.writer).result()
    assert standing(refreshed(bridge, queue)).decided == 1
    assert len(gold_of(bridge, judge)) == 1


def test_a_decision_is_stale_once_what_it_judged_changed(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    queue = decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
    queue = decide(bridge, queue, gold.settle_agreements(bridge, queue))
    article = queue.items[0].place.article
    finishing.reopen(bridge, "bridge.txt", "Ada")
    assert read_queue(bridge, judge).items[0].place.coders == {
        find_coder(bridge, n).id for n in ("Ben", "Cleo")
    }
    desk = Desk(bridge, find_coder(bridge, "Ada"))
    now = load(desk, article)
    mine = next(p for p in now.passages if p.quote == DOUBT)
    whole = BRIDGE.index("We doubt the spokesman ever drove it.")
    save_mark(desk, planning.resize(now, mine.id, whole, whole + 36, exact=True)).result()
    finishing.finish(bridge, "bridge.txt", "Ada")
    queue = read_queue(bridge, judge)
    assert item(queue, BOUNDARY).state == STALE
    assert standing(queue).agreed_gold == 1
    again = settling.accept(case(bridge, queue, BOUNDARY), find_coder(bridge, "Ben").id)
    queue = decide(bridge, queue, again)
    assert item(queue, BOUNDARY).state == DECIDED
    assert len(bridge.ask(decisions.all)) == 2


def test_where_coders_came_to_agree_after_a_decision_a_person_looks_again(
    bridge: Project, judge: Coder
) -> None:
    queue = read_queue(bridge, judge)
    queue = decide(bridge, queue, settling.no_passage(case(bridge, queue, LABEL)))
    desk = Desk(bridge, find_coder(bridge, "Cleo"))
    finishing.reopen(bridge, "bridge.txt", "Cleo")
    now = load(desk, queue.items[0].place.article)
    mine = next(p for p in now.passages if p.label == "user-comment")
    save_mark(desk, planning.relabel(now, mine.id, "editorialising")).result()
    finishing.finish(bridge, "bridge.txt", "Cleo")
    queue = read_queue(bridge, judge)
    again = next(i for i in queue.items if i.place.quote == FAIR)
    assert again.state == STALE
    assert len(queue.waiting) == 1
    queue = decide(bridge, queue, settling.union(settling.open_case(bridge, queue, again)))
    assert standing(queue).stale == 0


def test_a_decision_on_what_nobody_marks_any_more_can_be_cleared(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    queue = decide(bridge, queue, settling.union(case(bridge, queue, ONE)))
    desk = Desk(bridge, find_coder(bridge, "Cleo"))
    finishing.reopen(bridge, "bridge.txt", "Cleo")
    now = load(desk, queue.items[0].place.article)
    save_mark(desk, planning.delete(now, [p.id for p in now.passages if p.quote == HURT])).result()
    finishing.finish(bridge, "bridge.txt", "Cleo")
    queue = read_queue(bridge, judge)
    assert queue.leftover == 1
    queue = decide(bridge, queue, gold.clear_leftovers(bridge, queue))
    assert (queue.leftover, gold_of(bridge, judge)) == (0, [])
    with pytest.raises(UserError, match="left over"):
        gold.clear_leftovers(bridge, queue)


def test_what_was_settled_rests_while_an_article_is_taken_up_again(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
    before = gold_of(bridge, judge)
    for name in ("Ben", "Cleo"):
        finishing.reopen(bridge, "bridge.txt", name)
    queue = read_queue(bridge, judge)
    assert (queue.items, queue.leftover) == ((), 0)
    with pytest.raises(UserError, match="left over"):
        gold.clear_leftovers(bridge, queue)
    for name in ("Ben", "Cleo"):
        finishing.finish(bridge, "bridge.txt", name)
    assert standing(read_queue(bridge, judge)).decided == 1
    assert gold_of(bridge, judge) == before


def test_what_was_settled_stands_though_the_work_is_planned_for_reliability_later(
    bridge: Project, judge: Coder
) -> None:
    queue = read_queue(bridge, judge)
    decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
    article = queue.items[0].place.article
    plan = tuple(
        Assignment(find_coder(bridge, name).id, article, RELIABILITY, 0) for name in ("Ada", "Ben", "Cleo")
    )
    bridge.ask(assignments.set, plan)
    queue = read_queue(bridge, judge)
    assert (queue.phase, standing(queue).decided) == (RELIABILITY, 1)
    queue = decide(bridge, queue, settling.annotate(case(bridge, queue, BOUNDARY), Why("slip")))
    assert len(gold_of(bridge, judge)) == 1
    queue = decide(bridge, queue, settling.no_passage(case(bridge, queue, BOUNDARY)))
    assert gold_of(bridge, judge) == []
    (decision,) = bridge.ask(decisions.all)
    assert decision.phase == RELIABILITY
    undo(Desk(bridge, judge), queue.writer).result()
    assert len(gold_of(bridge, judge)) == 1
    assert standing(refreshed(bridge, queue)).decided == 1


def test_two_adjudicators_settle_apart_and_are_compared(bridge: Project, judge: Coder) -> None:
    other, _ = add_coder(bridge, "Other")
    for who in (judge, other):
        queue = read_queue(bridge, who)
        assert standing(queue).decided == 0
        queue = decide(bridge, queue, gold.settle_agreements(bridge, queue))
        queue = decide(bridge, queue, settling.union(case(bridge, queue, BOUNDARY)))
        queue = decide(bridge, queue, settling.union(case(bridge, queue, LABEL), "editorialising"))
        planned = settling.no_passage if who is judge else settling.union
        decide(bridge, queue, planned(case(bridge, queue, ONE)))
    found = gold.agreement_of_adjudicators(bridge, judge, other)
    assert (found.both, found.same, found.articles) == (3, 2, 1)
    alpha = {
        (r.unit, r.label): r.value for r in found.rows if r.coefficient == "percent" and r.question == "label"
    }
    assert alpha["sentence", "editorialising"] == pytest.approx(5 / 6)
    assert {coder.name for coder in gold.adjudicators(bridge)} == {"Judge", "Other"}
    assert "both settled 3 disagreements, 2 in the same way; both settled 1 article" in found.sentence()
    with pytest.raises(UserError, match="two adjudicators"):
        gold.agreement_of_adjudicators(bridge, judge, judge)


def test_a_decision_sent_twice_is_stored_once(bridge: Project, judge: Coder) -> None:
    queue = read_queue(bridge, judge)
    planned = settling.union(case(bridge, queue, BOUNDARY))
    save(bridge, planned).result()
    count = len(bridge.ask(log.revisions))
    save(bridge, planned).result()
    assert len(bridge.ask(log.revisions)) == count
    assert bridge.ask(acts.steps, queue.writer)[0] is not None
