"""Every act can be taken back and done again, across articles and restarts."""

from dataclasses import replace
from typing import TYPE_CHECKING

from db import acts, log, passages, progress, verify
from db.ids import new_id
from db.records import PutPassage, SetProgress, State

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def test_there_is_nothing_to_undo_at_first(work: "Work") -> None:
    assert work.undo() is None
    assert work.redo() is None
    assert work.project.ask(acts.steps, work.writer) == (None, None)


def test_marks_are_undone_and_redone_one_by_one(work: "Work") -> None:
    first, second = work.mark(0, 8), work.mark(9, 15, "reporting")
    undone = work.undo()
    assert undone
    assert undone.deleted == (second.id,)
    assert undone.undo
    assert undone.redo
    assert (undone.undo.quote, undone.redo.quote) == (first.quote, second.quote)
    assert work.passages() == (first,)
    work.undo()
    assert work.passages() == ()
    assert work.undo() is None
    redone = work.redo()
    assert redone
    assert [p.id for p in redone.passages] == [first.id]
    work.redo()
    assert work.labels() == ["editorialising", "reporting"]
    assert work.redo() is None
    assert work.project.ask(verify.check) == ()


def test_a_change_is_undone_to_what_was_there_before(work: "Work") -> None:
    marked = work.mark(0, 8, note="first thought")
    work.put(replace(marked, end=15, quote=work.article.text[:15], note="second", unsure=True))
    work.undo()
    (back,) = work.passages()
    assert replace(back, revision=marked.revision, updated_at=marked.updated_at) == marked
    assert back.revision != marked.revision


def test_a_deletion_is_undone_with_note_and_quote(work: "Work") -> None:
    marked = work.mark(17, 31, note="keep me", flags=("x",))
    deleted = work.delete(marked)
    assert deleted.undo
    assert (deleted.undo.label, deleted.undo.quote) == (marked.label, marked.quote)
    assert work.project.ask(acts.steps, work.writer)[0] == deleted.undo
    work.undo()
    (back,) = work.passages()
    assert (back.quote, back.note, back.flags) == (marked.quote, "keep me", ("x",))


def test_undo_survives_a_restart(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    work.mark(9, 15)
    office.reopen(work)
    work.undo()
    office.reopen(work)
    assert len(work.passages()) == 1
    assert work.project.ask(acts.steps, work.writer)[1]
    work.redo()
    office.reopen(work)
    assert len(work.passages()) == 2
    work.undo()
    work.undo()
    assert work.passages() == ()


def test_a_new_act_forgets_what_was_undone(work: "Work") -> None:
    work.mark(0, 8)
    work.undo()
    work.mark(9, 15)
    assert work.redo() is None
    work.undo()
    assert work.passages() == ()


def test_undo_reaches_back_over_articles(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    fair = office.set_to_work(work.project, article="fair.txt")
    fair.mark(0, 3)
    undone = work.undo()
    assert undone
    assert undone.article == fair.article.id
    undone = fair.undo()
    assert undone
    assert undone.article == work.article.id
    assert work.project.ask(passages.all) == ()


def test_each_coder_undoes_their_own_acts_only(work: "Work", office: "Office") -> None:
    mine = work.mark(0, 8)
    berta = office.set_to_work(work.project, "Berta")
    berta.mark(0, 8)
    work.undo()
    assert work.project.ask(passages.all)[0].owner == berta.coder.id
    assert berta.redo() is None
    work.redo()
    assert work.passages()[0].id == mine.id


def test_a_first_mark_that_began_the_article_is_undone_with_it(work: "Work") -> None:
    work.do("mark", PutPassage(work.draft(0, 8)), SetProgress(work.article.id, State.BEGUN))
    assert [row.state for row in work.project.ask(progress.all)] == [State.BEGUN]
    undone = work.undo()
    assert undone
    assert [row.state for row in undone.progress] == [State.NOT_BEGUN]
    assert work.project.ask(progress.all) == ()
    work.redo()
    assert [row.state for row in work.project.ask(progress.all)] == [State.BEGUN]
    assert work.project.ask(verify.check) == ()


def test_undo_is_written_down_like_everything_else(work: "Work") -> None:
    before = len(work.project.ask(log.revisions))
    work.mark(0, 8)
    work.undo()
    work.redo()
    verbs = [revision.verb for revision in work.project.ask(log.revisions)[before:]]
    assert verbs == ["mark", "undo", "redo"]


def test_what_was_imported_on_a_coders_behalf_is_not_theirs_to_undo(work: "Work") -> None:
    mine = work.mark(0, 8)
    work.do("import", PutPassage(work.draft(9, 15, "reporting", origin="imported")))
    work.undo()
    assert work.labels() == ["reporting"]
    work.do("import", PutPassage(work.draft(17, 31, "reporting", origin="imported")))
    work.redo()
    assert mine.id in [p.id for p in work.passages()]
    assert work.project.ask(verify.check) == ()


def test_a_retry_of_an_undo_takes_nothing_more_back(work: "Work", office: "Office") -> None:
    first, _ = work.mark(0, 8), work.mark(9, 15)
    ask, writer, act = work.project.ask, work.writer, new_id()
    undone = ask(acts.undo, writer, act)
    assert ask(acts.undo, writer, act) == undone
    office.reopen(work)
    assert work.project.ask(acts.undo, writer, act) == undone
    assert [passage.id for passage in work.passages()] == [first.id]
    again = new_id()
    redone = work.project.ask(acts.redo, writer, again)
    assert work.project.ask(acts.redo, writer, again) == redone
    assert len(work.passages()) == 2
    assert work.project.ask(verify.check) == ()
