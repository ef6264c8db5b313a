"""Whatever is decided, taken back and decided again: gold fits the codebook, and each piece has a reason."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts, articles, decisions, passages, verify
from db.ids import new_id
from db.project import Project
from db.records import (
    ADJUDICATED,
    CODER,
    Act,
    Change,
    Coder,
    NewArticle,
    Passage,
    PutPassage,
    SetProgress,
    State,
    Writer,
)
from desktop.errors import UserError
from desktop.study import gold, settling
from desktop.study.adjudication import DECIDED, Queue, after, read_queue, refreshed, save, standing
from desktop.study.coders import add_coder
from desktop.study.desk import Desk, redo, undo
from desktop.study.opening import create
from desktop.study.planning import Planned

TEXT = "The council met. We doubt it. Nobody asked the otters, of course. It rains. " * 2
LABELS = ("editorialising", "reporting", "user-comment")

marks = st.lists(
    st.tuples(st.sampled_from(LABELS), st.integers(0, 12), st.integers(1, 4)).map(
        lambda drawn: (drawn[0], drawn[1] * 10, drawn[1] * 10 + drawn[2] * 7)
    ),
    max_size=5,
)
steps = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), min_size=3, max_size=12)


def code(project: Project, article: str, coder: Coder, given_marks: list[tuple[str, int, int]]) -> None:
    sha256 = project.ask(articles.get, article).text_sha256
    changes: list[Change] = [
        PutPassage(
            Passage(
                new_id(), coder.id, CODER, "production", article, label, start, end, TEXT[start:end], sha256
            )
        )
        for label, start, end in given_marks
    ]
    changes.append(SetProgress(article, State.FINISHED))
    project.ask(acts.commit, Writer(coder.id), Act(new_id(), "mark", article, tuple(changes)))


def step(project: Project, queue: Queue, kind: int, at: int) -> Planned | None:
    """Return what this step decides; None where it undoes, redoes or cannot be."""
    if kind == 8:
        undo(Desk(project, queue.adjudicator), queue.writer).result()
        return None
    if kind == 9:
        redo(Desk(project, queue.adjudicator), queue.writer).result()
        return None
    if kind == 7:
        return gold.settle_agreements(project, queue)
    if not queue.items:
        return None
    case = settling.open_case(project, queue, queue.items[at % len(queue.items)])
    place = case.item.place
    label = sorted(place.labels)[at % len(place.labels)]
    coder = place.given[at % len(place.given)].coder
    wider = [(label, max(0, place.start - at), min(len(TEXT), place.end + at))]
    return (
        lambda: settling.accept(case, coder),
        lambda: settling.union(case, label),
        lambda: settling.intersection(case, label),
        lambda: settling.draw(case, wider, exact=True),
        lambda: settling.no_passage(case),
        lambda: settling.later(case),
        lambda: settling.withdraw(case),
    )[kind]()


def check(project: Project, queue: Queue) -> None:
    live = [p for p in project.ask(passages.all, layer=ADJUDICATED) if p.owner == queue.adjudicator.id]
    mine = project.ask(decisions.all, owner=queue.adjudicator.id)
    referred = Counter(identity for decision in mine for identity in decision.gold)
    assert referred == Counter(passage.id for passage in live)
    ordered = sorted(live, key=lambda passage: passage.start)
    for at, one in enumerate(ordered):
        for two in ordered[at + 1 :]:
            assert one.end <= two.start or _of_one_coder(one, two, mine)
    assert standing(queue).decided + standing(queue).open + standing(queue).later == len(queue.items)
    assert standing(queue).stale == queue.leftover == 0


def _of_one_coder(one: Passage, two: Passage, mine: object) -> bool:
    """What one coder marked twice over is accepted as it is."""
    assert isinstance(mine, tuple)
    return any(d.answer in ("accept", "agreed") and {one.id, two.id} <= set(d.gold) for d in mine)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(marks, min_size=2, max_size=3), steps)
def test_gold_always_belongs_to_one_decision_and_fits_the_codebook(
    coders: list[list[tuple[str, int, int]]], plan: list[tuple[int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as name, create(Path(name) / "study.pressmark") as project:
        new = NewArticle("a.txt", "", TEXT, TEXT.encode(), "txt", "1", "utf-8", "lf", "t", ((0, 16),))
        article = project.ask(articles.add, new).id
        for number, given_marks in enumerate(coders):
            code(project, article, add_coder(project, f"coder {number}")[0], given_marks)
        judge = add_coder(project, "Judge")[0]
        before = project.ask(passages.all, layer=CODER)
        queue = read_queue(project, judge)
        for kind, at in plan:
            try:
                planned = step(project, queue, kind, at)
            except UserError:
                continue
            if planned is not None:
                shown = standing(after(queue, planned))
                save(project, planned).result()
            queue = refreshed(project, queue)
            assert planned is None or standing(queue) == shown
            check(project, queue)
        assert project.ask(passages.all, layer=CODER) == before
        assert project.ask(verify.check) == ()
        again = read_queue(project, judge)
        assert [(i.id, i.state) for i in again.items] == [
            (i.id, i.state)
            for i in sorted(queue.items, key=lambda i: [j.id for j in again.items].index(i.id))
        ]
        assert all(item.state == DECIDED or item.decision is None for item in again.agreed)
