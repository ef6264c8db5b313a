"""How far each coder is, and what stood when they first finished."""

from dataclasses import replace
from typing import TYPE_CHECKING

from db import progress, verify
from db.records import Finished, PutPassage, SetProgress, State

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def state(work: "Work") -> State:
    return work.project.ask(progress.of, work.coder.id, work.article.id, work.phase).state


def first(work: "Work") -> tuple[Finished, ...]:
    return work.project.ask(progress.finished, phase=None, as_of="first")


def latest(work: "Work") -> tuple[Finished, ...]:
    return work.project.ask(progress.finished, phase=None, as_of="latest")


def test_progress_goes_from_not_begun_to_finished_and_back(work: "Work") -> None:
    assert state(work) == State.NOT_BEGUN
    for step in (State.BEGUN, State.FINISHED, State.BEGUN, State.SET_ASIDE):
        saved = work.set(step, "paywall stub" if step == State.SET_ASIDE else "")
        assert saved.progress[0].state == state(work) == step
    (row,) = work.project.ask(progress.all)
    assert row.reason == "paywall stub"


def test_finished_and_found_nothing_is_a_datum(work: "Work") -> None:
    work.set(State.FINISHED)
    assert [(f.progress.coder, f.passages) for f in first(work)] == [(work.coder.id, ())]
    assert [(f.progress.coder, f.passages) for f in latest(work)] == [(work.coder.id, ())]


def test_an_edit_after_the_first_finish_changes_the_latest_only(work: "Work", office: "Office") -> None:
    kept, changed, deleted = work.mark(0, 8), work.mark(9, 15), work.mark(17, 31, note="gone later")
    work.set(State.FINISHED)
    work.put(replace(changed, label="reporting"))
    work.delete(deleted)
    added = work.mark(40, 45)
    work.set(State.FINISHED)
    office.reopen(work)
    (sealed,), (now,) = first(work), latest(work)
    assert sealed.passages == (kept, changed, deleted)
    assert [p.id for p in now.passages] == [kept.id, changed.id, added.id]
    assert now.passages[1].label == "reporting"
    assert work.project.ask(verify.check) == ()


def test_a_reopened_article_still_counts_as_first_finished(work: "Work") -> None:
    work.mark(0, 8)
    work.set(State.FINISHED)
    work.set(State.BEGUN)
    assert len(first(work)) == 1
    assert latest(work) == ()
    work.set(State.SET_ASIDE, "off topic")
    assert first(work) == ()


def test_the_first_finish_is_not_moved_by_later_ones(work: "Work") -> None:
    finish = work.set(State.FINISHED)
    work.set(State.BEGUN)
    again = work.set(State.FINISHED)
    assert again.progress[0].first_finish == finish.act
    assert again.progress[0].finished_at == again.at


def test_a_finish_that_was_undone_at_once_is_no_finish(work: "Work") -> None:
    work.mark(0, 8)
    slip = work.set(State.FINISHED)
    work.undo()
    assert first(work) == ()
    assert state(work) == State.NOT_BEGUN
    added = work.mark(9, 15)
    finish = work.set(State.FINISHED)
    (sealed,) = first(work)
    assert sealed.progress.first_finish == finish.act != slip.act
    assert added in sealed.passages


def test_a_finish_undone_and_redone_seals_what_it_sealed(work: "Work") -> None:
    marked = work.mark(0, 8)
    finish = work.set(State.FINISHED)
    work.undo()
    work.redo()
    assert [(f.progress.first_finish, f.passages) for f in first(work)] == [(finish.act, (marked,))]
    assert work.project.ask(verify.check) == ()


def test_marking_and_finishing_in_one_act_seals_the_mark(work: "Work") -> None:
    work.do("mark", PutPassage(work.draft(0, 8)), SetProgress(work.article.id, State.FINISHED))
    (sealed,) = first(work)
    assert [p.quote for p in sealed.passages] == ["The mill"]


def test_coders_and_phases_are_kept_apart(work: "Work", office: "Office") -> None:
    mine = work.mark(0, 8)
    work.set(State.FINISHED)
    berta = office.set_to_work(work.project, "Berta")
    berta.phase = "reliability"
    theirs = berta.mark(0, 8, "reporting")
    berta.set(State.FINISHED)
    work.phase = "recoding"
    again = work.mark(0, 8, "reporting")
    work.set(State.BEGUN)
    found = {(f.progress.coder, f.progress.phase): f.passages for f in first(work)}
    assert found == {
        (work.coder.id, "production"): (mine,),
        (berta.coder.id, "reliability"): (theirs,),
    }
    (only,) = work.project.ask(progress.finished, phase="reliability", as_of="latest")
    assert only.passages == (theirs,)
    assert again not in only.passages
    assert work.project.ask(progress.finished, phase="recoding", as_of="latest") == ()
    assert len(work.project.ask(progress.all)) == 3


def test_the_reason_for_setting_aside_stands_beside_the_log(work: "Work") -> None:
    work.set(State.SET_ASIDE, "it names my neighbour")
    work.project.close()
    data = work.project.path.read_bytes()
    assert data.count(b"my neighbour") == 2  # beside the log, and in the table derived from it
