"""Who codes what: dealt evenly, drawn with a seed, locked before anybody looks, at the cost of no work."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import articles, assignments, log
from db.project import Project
from db.records import Assignment, NewArticle
from desktop.agreement.report import AgreementSettings
from desktop.errors import UserError
from desktop.study import finishing
from desktop.study.agreement_draw import draw_sample
from desktop.study.coders import add_coder, all_coders, find_coder
from desktop.study.dealing import ALL, EACH, GIVEN, SHARE, Piece, Scheme, deal, ordered
from desktop.study.forgetting import purge_article
from desktop.study.phases import PILOT, RECODING, RELIABILITY, TRAINING
from desktop.study.plan import Proposal, plan_in_force, plan_recoding, propose, put
from desktop.study.reliability import Lock, lock_sample, locked_sample, looks, note_look
from desktop.study.workload import workload

PIECES = [Piece(f"a{number:02}", 100 + 37 * (number % 7)) for number in range(40)]


def team(count: int) -> tuple[str, ...]:
    return tuple(f"coder {number}" for number in range(count))


def test_everything_by_all() -> None:
    dealt = deal(Scheme(team(3)), PIECES, (), {})
    assert all(list(share) == [piece.id for piece in PIECES] for share in dealt.values())


def test_a_share_is_double_coded_and_the_rest_dealt_evenly() -> None:
    drawn = {piece.id for piece in PIECES[::4]}
    dealt = deal(Scheme(team(4), SHARE, per_article=2), PIECES, drawn, {})
    times = Counter(article for share in dealt.values() for article in share)
    assert all(times[piece.id] == (2 if piece.id in drawn else 1) for piece in PIECES)
    assert {phase for share in dealt.values() for a, phase in share.items() if a in drawn} == {RELIABILITY}
    lengths = {piece.id: piece.length for piece in PIECES}
    loads = [sum(lengths[article] for article in share) for share in dealt.values()]
    assert max(loads) - min(loads) <= 2 * max(lengths.values())
    pairs = Counter(
        pair for a in drawn for pair in itertools.combinations(sorted(c for c in dealt if a in dealt[c]), 2)
    )
    assert len(pairs) == 6
    assert max(pairs.values()) - min(pairs.values()) <= 1


@given(
    st.integers(1, 5),
    st.integers(1, 5),
    st.integers(0, 2**32),
    st.sets(st.tuples(st.integers(0, 39), st.integers(0, 4))),
)
def test_every_article_has_its_coders_and_begun_work_stays(
    coders: int, wanted: int, seed: int, begun: set[tuple[int, int]]
) -> None:
    wanted = min(wanted, coders)
    scheme = Scheme(team(coders), EACH, per_article=wanted, seed=seed)
    at_work: dict[str, set[str]] = {}
    for article, coder in begun:
        at_work.setdefault(f"a{article:02}", set()).add(f"coder {coder}")
    dealt = deal(scheme, PIECES, (), at_work)
    assert dealt == deal(scheme, PIECES, (), at_work)
    for piece in PIECES:
        who = {coder for coder in dealt if piece.id in dealt[coder]}
        mine = at_work.get(piece.id, set()) & set(scheme.coders)
        assert mine <= who
        assert len(who) == max(wanted, len(mine))


def test_an_order_keeps_blocks_together_and_differs_between_coders() -> None:
    ids = [piece.id for piece in PIECES]
    assert ordered(Scheme(team(1), order=GIVEN), "coder 0", ids) == ids
    scheme = Scheme(team(2), block=5)
    one, two = (ordered(scheme, coder, ids) for coder in scheme.coders)
    assert sorted(one) == sorted(two) == ids
    assert one != two
    blocks = [one[at : at + 5] for at in range(0, 40, 5)]
    assert all(block == sorted(block) for block in blocks)


@pytest.mark.parametrize(
    ("scheme", "reason"),
    [
        (Scheme(()), "coders first"),
        (Scheme(team(2), "most"), "all, share or each"),
        (Scheme(team(2), SHARE, share=1.5), "between 0 and 1"),
        (Scheme(team(2), EACH, per_article=3), "cannot be had"),
        (Scheme(team(2), block=0), "blocks"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused_in_words(scheme: Scheme, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        scheme.check()


@pytest.fixture
def crowd(study: Project) -> Project:
    """Two coders and, beside the two short articles, eighteen more from two outlets."""
    for number in range(18):
        text = f"Article {number}. " + "Something happened. " * (number % 5 + 1)
        outlet = (("outlet", ("Herald", "Post")[number % 2]),)
        new = NewArticle(
            f"n{number:02}.txt",
            "",
            text,
            text.encode(),
            "txt",
            "1",
            "utf-8",
            "lf",
            "t",
            ((0, 5),),
            (),
            outlet,
        )
        study.ask(articles.add, new)
    return study


def ids(project: Project) -> tuple[str, ...]:
    return tuple(coder.id for coder in all_coders(project))


def planned(project: Project, proposal: Proposal) -> dict[tuple[str, str], str]:
    put(project, proposal)
    return {(row.coder, row.article): row.phase for row in project.ask(assignments.all)}


def test_a_plan_begins_with_training_and_pilot_and_says_how_it_came_about(crowd: Project) -> None:
    scheme = Scheme(ids(crowd), SHARE, share=0.25, seed=7)
    proposal = propose(crowd, scheme, training=["one.txt"], pilot=["two.txt"])
    assert crowd.ask(assignments.all) == ()
    rows = planned(crowd, proposal)
    one, two = (crowd.ask(articles.find, f"{name}.txt").id for name in ("one", "two"))
    assert {rows[coder, one] for coder in ids(crowd)} == {TRAINING}
    assert {rows[coder, two] for coder in ids(crowd)} == {PILOT}
    assert proposal.sample is not None
    assert len(proposal.sample.ids) == 5
    assert {count for count, _ in proposal.sample.strata.values()} <= {2, 3}
    assert sum(phase == RELIABILITY for phase in rows.values()) == 10
    for coder in ids(crowd):
        mine = [row for row in crowd.ask(assignments.all) if row.coder == coder]
        assert [row.position for row in mine] == list(range(len(mine)))
        assert [row.phase for row in mine[:2]] == [TRAINING, PILOT]
    told = plan_in_force(crowd)
    assert told["scheme"]["seed"] == 7  # type: ignore[index]
    assert propose(crowd, scheme, training=["one.txt"], pilot=["two.txt"]).assignments == proposal.assignments


def test_replanning_keeps_every_assignment_on_which_work_was_begun(crowd: Project) -> None:
    ada, ben = ids(crowd)
    planned(crowd, propose(crowd, Scheme((ada, ben), ALL)))
    finishing.finish(crowd, "n03.txt", ada)
    finishing.set_aside(crowd, "n04.txt", ben, "a stub")
    before = crowd.ask(log.revisions)
    third, _ = add_coder(crowd, "Cleo")
    proposal = propose(crowd, Scheme((third.id,), ALL))
    assert proposal.kept == 2
    rows = planned(crowd, proposal)
    n03, n04 = (crowd.ask(articles.find, f"n0{number}.txt").id for number in (3, 4))
    assert {key for key in rows if key[0] in (ada, ben)} == {(ada, n03), (ben, n04)}
    assert crowd.ask(log.revisions)[: len(before)] == before
    work = {row.name: row for row in workload(crowd).coders}
    assert (work["Ada"].finished, work["Ada"].planned) == (1, 1)


def test_an_article_that_one_coder_began_is_given_to_one_more_only(crowd: Project) -> None:
    ada, ben = ids(crowd)
    finishing.finish(crowd, "n03.txt", ben)
    rows = planned(crowd, propose(crowd, Scheme((ada, ben), EACH, per_article=1)))
    n03 = crowd.ask(articles.find, "n03.txt").id
    assert [coder for coder, article in rows if article == n03] == [ben]


def test_the_sample_is_locked_once_with_what_will_be_computed(crowd: Project) -> None:
    sample = draw_sample(crowd, 6, by="outlet", seed=3)
    lock = Lock(sample, "alpha", "sentence", "editorialising", ("body",), 0.667)
    lock_sample(crowd, lock)
    stored = locked_sample(crowd)
    assert stored is not None
    assert (stored.sample, stored.label, stored.zones, stored.threshold) == (
        sample,
        "editorialising",
        ("body",),
        0.667,
    )
    assert stored.locked_at
    with pytest.raises(UserError, match="stays as it is"):
        lock_sample(crowd, Lock(draw_sample(crowd, 6, by="outlet", seed=4)))
    proposal = propose(crowd, Scheme(ids(crowd), SHARE, share=0.9, seed=99))
    assert proposal.sample == sample


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"coefficient": "gamma"}, "gamma"), ({"unit": "page"}, "page"), ({"label": "praise"}, "praise")],
)
def test_a_lock_on_what_does_not_exist_is_refused(
    crowd: Project, change: dict[str, str], reason: str
) -> None:
    with pytest.raises(UserError, match=reason):
        lock_sample(crowd, Lock(draw_sample(crowd, 6, by=None, seed=3), **change))  # type: ignore[arg-type]
    assert locked_sample(crowd) is None


def test_every_other_look_is_taken_down_once(crowd: Project) -> None:
    assert not note_look(crowd, AgreementSettings())
    lock = Lock(draw_sample(crowd, 6, by=None, seed=3))
    lock_sample(crowd, lock)
    assert not note_look(crowd, lock.settings())
    assert note_look(crowd, AgreementSettings(as_of="latest"))
    assert not note_look(crowd, AgreementSettings(as_of="latest"))
    assert note_look(crowd, AgreementSettings(units=("token",)))
    assert [look.asked["as_of"] for look in looks(crowd)] == ["latest", "first"]
    assert [look.sentence()[10:] for look in looks(crowd)] == [
        ": as it is now",
        ": at first finish, by token",
    ]
    assert all(look.at for look in looks(crowd))


def test_a_coder_is_to_code_some_finished_articles_again(crowd: Project) -> None:
    ada, ben = ids(crowd)
    planned(crowd, propose(crowd, Scheme((ada, ben), ALL)))
    for number in range(5):
        finishing.finish(crowd, f"n0{number}.txt", ada)
    with pytest.raises(UserError, match="finished 5 articles"):
        plan_recoding(crowd, "Ada", 6)
    count, _ = plan_recoding(crowd, "Ada", 3, seed=5)
    assert count == 3
    again = [row for row in crowd.ask(assignments.all) if row.phase == RECODING]
    assert len({row.article for row in again}) == 3
    assert {row.coder for row in again} == {ada}
    plan_recoding(crowd, "Ada", 2)
    with pytest.raises(UserError, match="finished 0 articles"):
        plan_recoding(crowd, "Ada", 1)
    put(crowd, propose(crowd, Scheme((ben,), ALL)))
    assert sum(row.phase == RECODING for row in crowd.ask(assignments.all)) == 5


def test_the_page_of_the_plan_shows_load_overlap_and_progress(crowd: Project) -> None:
    ada, ben = ids(crowd)
    put(crowd, propose(crowd, Scheme((ada, ben), SHARE, share=0.5, seed=1)))
    shared = [
        row.article for row in crowd.ask(assignments.all) if row.coder == ada and row.phase == RELIABILITY
    ]
    for coder in (ada, ben):
        finishing.finish(crowd, shared[0], coder)
    page = workload(crowd)
    assert [load.name for load in page.coders] == ["Ada", "Ben"]
    assert [load.finished for load in page.coders] == [1, 1]
    assert page.coders[0].rest == page.coders[0].planned - 1
    assert {phase: (n, done) for phase, n, done in page.coders[0].by_phase}[RELIABILITY] == (10, 1)
    (pair,) = page.pairs
    assert (pair.one, pair.two, pair.planned, pair.finished) == ("Ada", "Ben", 10, 1)


def test_work_outside_any_plan_is_shown_too(study: Project) -> None:
    finishing.finish(study, "one.txt", find_coder(study, "Ben").id)
    loads = {load.name: load for load in workload(study).coders}
    assert (loads["Ben"].planned, loads["Ben"].finished, loads["Ada"].planned) == (1, 1, 0)
    assert study.ask(assignments.all) == ()


def test_the_plan_gives_nobody_an_article_twice_in_one_phase(crowd: Project) -> None:
    put(crowd, propose(crowd, Scheme(ids(crowd), ALL, phase=RELIABILITY)))
    rows = crowd.ask(assignments.all)
    assert len({(row.coder, row.article, row.phase) for row in rows}) == len(rows)
    assert Assignment(rows[0].coder, rows[0].article, RELIABILITY, 0) == rows[0]


def test_nothing_that_was_purged_is_planned_or_drawn(crowd: Project) -> None:
    gone = draw_sample(crowd, 6, by=None, seed=3).ids[0]
    purge_article(crowd, gone)
    everybody = tuple(coder.id for coder in all_coders(crowd))
    assert gone not in draw_sample(crowd, 6, by=None, seed=3).ids
    assert gone not in {row.article for row in propose(crowd, Scheme(everybody, ALL)).assignments}


def test_no_sample_is_drawn_from_what_the_plan_has_for_training(crowd: Project) -> None:
    first = draw_sample(crowd, 6, by=None, seed=3).names[0]
    everybody = tuple(coder.id for coder in all_coders(crowd))
    put(crowd, propose(crowd, Scheme(everybody, ALL), training=[first]))
    assert first not in draw_sample(crowd, 6, by=None, seed=3).names
    with pytest.raises(UserError, match="training and duplicates are left out"):
        draw_sample(crowd, len(crowd.ask(articles.summaries)), by=None, seed=3)
