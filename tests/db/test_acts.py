"""A gesture is stored whole, once, and only where it fits the text."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import acts, log, passages, progress, verify
from db.errors import NotFoundError, ProjectError
from db.ids import new_id
from db.records import (
    PROJECT,
    Act,
    ArticleMark,
    DeletePassage,
    MarkArticle,
    PutPassage,
    SetProgress,
    State,
    Writer,
)

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def test_a_mark_is_answered_with_what_is_on_disk(work: "Work") -> None:
    draft = work.draft(
        17, 31, note="scare quote?", unsure=True, attributes=(("target", "owner"), ("dir", "-"))
    )
    act = replace(work.act("mark", PutPassage(draft)), active_ms=730)
    saved = work.project.ask(acts.commit, work.writer, act)
    (stored,) = saved.passages
    assert work.passages() == (stored,)
    assert (stored.quote, stored.note, stored.unsure) == (draft.quote, "scare quote?", True)
    assert stored.attributes == (("dir", "-"), ("target", "owner"))
    assert stored.created_at == stored.updated_at == saved.at
    (revision,) = work.project.ask(passages.history, draft.id)
    assert (revision.id, revision.verb, revision.active_ms) == (act.id, "mark", 730)
    assert (revision.owner, revision.text_sha256) == (work.coder.id, work.article.text_sha256)
    assert saved.undo
    assert (saved.undo.act, saved.undo.label, saved.undo.quote) == (act.id, draft.label, draft.quote)
    assert saved.redo is None


def test_a_passage_is_changed_step_by_step_and_its_history_kept(work: "Work") -> None:
    marked = work.mark(17, 31)
    longer = work.put(replace(marked, end=40, quote=work.article.text[17:40]))
    renamed = work.put(replace(longer, label="reporting", flags=("unsure",)))
    assert work.passages() == (renamed,)
    assert renamed.created_at == marked.created_at
    history = work.project.ask(passages.history, marked.id)
    assert [revision.id for revision in history] == [marked.revision, longer.revision, renamed.revision]
    work.delete(renamed)
    assert work.passages() == ()
    assert len(work.project.ask(passages.history, marked.id)) == 4
    assert work.project.ask(verify.check) == ()


def test_quotes_and_notes_stand_beside_the_log_not_in_it(work: "Work") -> None:
    work.mark(17, 31, note="a private thought")
    (revision,) = (found for found in work.project.ask(log.revisions) if found.verb == "mark")
    assert b"regret" not in revision.payload
    assert b"private" not in revision.payload


def test_an_act_of_several_changes_is_one_step(work: "Work") -> None:
    whole = work.mark(0, 16)
    left = replace(whole, end=8, quote=work.article.text[:8])
    saved = work.do("split", PutPassage(left), PutPassage(work.draft(9, 16, "reporting")))
    assert work.labels() == ["editorialising", "reporting"]
    assert len(saved.passages) == 2
    work.undo()
    assert [(p.start, p.end) for p in work.passages()] == [(0, 16)]


def test_a_retry_of_a_stored_act_is_not_stored_twice(work: "Work", office: "Office") -> None:
    draft = work.draft(17, 31)
    act = work.act("mark", PutPassage(draft), SetProgress(work.article.id, State.BEGUN))
    first = work.project.ask(acts.commit, work.writer, act)
    count = len(work.project.ask(log.revisions))
    assert work.project.ask(acts.commit, work.writer, act) == first
    office.reopen(work)
    assert work.project.ask(acts.commit, work.writer, act) == first
    assert len(work.project.ask(log.revisions)) == count
    berta = office.set_to_work(work.project, "Berta")
    with pytest.raises(ProjectError, match="somebody else"):
        work.project.ask(acts.commit, berta.writer, act)


def test_many_acts_are_stored_together_or_not_at_all(work: "Work") -> None:
    good = [(work.writer, work.act("import", PutPassage(work.draft(i, i + 3)))) for i in range(5)]
    bad = (work.writer, work.act("import", PutPassage(replace(work.draft(0, 3), quote="not there"))))
    before = work.project.ask(log.revisions)
    with pytest.raises(ProjectError, match="quote"):
        work.project.ask(acts.commit_all, (*good[:3], bad, *good[3:]))
    assert work.passages() == ()
    assert work.project.ask(log.revisions) == before
    assert len(work.project.ask(acts.commit_all, good)) == 5
    assert len(work.passages()) == 5
    assert work.project.ask(verify.check) == ()


def test_an_act_whose_second_change_fails_leaves_nothing(work: "Work") -> None:
    with pytest.raises(NotFoundError):
        work.do("merge", PutPassage(work.draft(0, 8)), DeletePassage(new_id()))
    assert work.passages() == ()
    assert work.mark(0, 8).start == 0
    assert work.project.ask(verify.check) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "The mell"}, "quote"),
        ({"start": 1}, "quote"),
        ({"start": 8, "end": 8}, "does not lie"),
        ({"start": -8, "end": 8}, "does not lie"),
        ({"end": 10_000}, "does not lie"),
        ({"text_sha256": "0" * 64}, "another text"),
        ({"article": "no such article"}, "No article"),
        ({"owner": "somebody"}, "does not belong"),
        ({"phase": "pilot"}, "does not belong"),
        ({"layer": "adjudicated"}, "does not belong"),
        ({"label": ""}, "needs an id and a label"),
        ({"id": ""}, "needs an id and a label"),
    ],
)
def test_a_passage_that_does_not_fit_is_refused(work: "Work", change: dict[str, str], reason: str) -> None:
    with pytest.raises(ProjectError, match=reason):
        work.put(replace(work.draft(0, 8), **change))  # type: ignore[arg-type]
    assert work.passages() == ()


def test_an_act_needs_an_id_changes_and_a_coder(work: "Work") -> None:
    put = PutPassage(work.draft(0, 8))
    with pytest.raises(ProjectError, match="must be a UUID"):
        work.project.ask(acts.commit, work.writer, Act("act 1", "mark", work.article.id, (put,)))
    with pytest.raises(ProjectError, match="changes nothing"):
        work.do("mark")
    for writer in (Writer("nobody"), Writer(PROJECT)):
        with pytest.raises(NotFoundError, match="No coder"):
            work.project.ask(acts.commit, writer, work.act("mark", put))


def test_nobody_touches_a_passage_of_another_coder(work: "Work", office: "Office") -> None:
    marked = work.mark(0, 8)
    berta = office.set_to_work(work.project, "Berta")
    with pytest.raises(NotFoundError):
        berta.delete(marked)
    with pytest.raises(ProjectError, match="to change"):
        berta.put(replace(marked, owner=berta.coder.id))
    assert work.passages() == (marked,)
    assert berta.passages() == ()


def test_the_lead_may_keep_layers_of_passages_apart_from_the_coders(work: "Work") -> None:
    answer = replace(work.draft(0, 8), owner=PROJECT, layer="answer", phase="training")
    writer = Writer(PROJECT, "answer", "training")
    work.project.ask(acts.commit, writer, work.act("answer", PutPassage(answer)))
    assert work.passages() == ()
    (kept,) = work.project.ask(passages.of_article, work.article.id, layer="answer")
    assert kept.owner == PROJECT
    assert work.project.ask(passages.all, layer="coder") == ()
    assert len(work.project.ask(passages.all)) == 1


def test_passages_are_read_by_owner_phase_and_place(work: "Work", office: "Office") -> None:
    late, early = work.mark(20, 30), work.mark(0, 8)
    berta = office.set_to_work(work.project, "Berta")
    berta.phase = "recoding"
    other = berta.mark(4, 12)
    ask, article = work.project.ask, work.article.id
    assert ask(passages.of_article, article) == (early, other, late)
    assert ask(passages.of_article, article, owners=(berta.coder.id,)) == (other,)
    assert ask(passages.of_article, article, owners=()) == ()
    assert ask(passages.of_article, article, phase="recoding") == (other,)
    assert ask(passages.of_article, article, layer="adjudicated") == ()
    assert ask(passages.all) == (early, other, late)


def test_an_article_is_marked_as_a_whole_and_the_mark_taken_back(work: "Work") -> None:
    saying = MarkArticle(work.article.id, "genre", "news")
    work.do("attribute", saying)
    mark = ArticleMark(work.coder.id, work.article.id, work.phase, "genre", "news")
    assert work.project.ask(progress.article_marks) == (mark,)
    assert work.project.ask(progress.article_marks, article="other") == ()
    work.do("attribute", replace(saying, value="analysis"))
    work.undo()
    assert work.project.ask(progress.article_marks, coder=work.coder.id) == (mark,)
    work.do("attribute", replace(saying, value=""))
    assert work.project.ask(progress.article_marks) == ()
    assert work.project.ask(verify.check) == ()
