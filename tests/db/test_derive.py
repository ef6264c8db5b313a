"""What stands now follows from the log alone, whatever was done and in whatever order it arrived."""

import itertools
import json
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db import acts, articles, coders, derive, log, passages, progress, verify
from db.ids import new_id
from db.log import COLUMNS
from db.project import Project
from db.records import (
    CODER,
    PRODUCTION,
    Act,
    Article,
    Change,
    DeletePassage,
    NewArticle,
    Passage,
    PutPassage,
    Revision,
    SetProgress,
    State,
    Writer,
)
from db.session import Session

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

SHARED = ("passage", "passage_head", "progress", "sealed", "article_mark")
"""The tables that must not depend on the order in which the log arrived."""


def tables(session: Session, names: Sequence[str] = SHARED) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(session.connection.execute(f"SELECT * FROM {name}")) for name in names}


@dataclass(frozen=True)
class Parcel:
    """What a copy holds that the file it was copied from does not."""

    revisions: tuple[Revision, ...]
    asides: tuple[tuple[Any, ...], ...]
    streams: tuple[tuple[Any, ...], ...]


def news(copy: Project, known: set[str]) -> Parcel:
    def read(session: Session) -> Parcel:
        rows = session.connection.execute
        return Parcel(
            tuple(one for one in log.revisions(session) if one.id not in known),
            tuple(rows("SELECT * FROM aside").fetchall()),
            tuple(rows("SELECT id, owner, layer, copy, purpose, created_at FROM stream").fetchall()),
        )

    return copy.ask(read)


def take_in(project: Project, parcels: Sequence[Parcel], order: Sequence[Revision]) -> None:
    def store(session: Session) -> None:
        with session.write():
            run = session.connection.executemany
            for parcel in parcels:
                run(
                    "INSERT OR IGNORE INTO stream (id, owner, layer, copy, purpose, created_at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    parcel.streams,
                )
                run("INSERT OR IGNORE INTO aside VALUES (?, ?, ?, ?, ?)", parcel.asides)
            for revision in order:
                row = [getattr(revision, name.strip()) for name in COLUMNS.split(",")]
                number = session.connection.execute(
                    f"INSERT INTO revision ({COLUMNS}) VALUES ({', '.join('?' * 16)})", row
                ).lastrowid
                derive.apply(session, number or 0, revision, json.loads(revision.payload))

    project.ask(store)


def copies(work: "Work", office: "Office", count: int) -> list["Work"]:
    work.project.close()
    made = []
    for number in range(count):
        path = work.project.path.with_name(f"copy-{number}-{new_id()}.pressmark")
        shutil.copyfile(work.project.path, path)
        made.append(replace(work, project=office.open(path)))
    work.project = office.open(work.project.path)
    return made


def test_two_edits_that_did_not_know_each_other_are_listed_and_settled(
    work: "Work", office: "Office"
) -> None:
    marked, lone = work.mark(0, 8), work.mark(20, 25)
    known = {revision.id for revision in work.project.ask(log.revisions)}
    one, two = copies(work, office, 2)
    one.put(replace(marked, label="reporting"))
    two.put(replace(marked, end=16, quote=work.article.text[:16]))
    two.put(replace(lone, unsure=True))
    parcels = [news(one.project, known), news(two.project, known)]
    take_in(work.project, parcels, [r for parcel in parcels for r in parcel.revisions])
    (found,) = work.project.ask(passages.conflicts, work.coder.id)
    assert {(p.label, p.end) for p in found} == {("reporting", 8), ("editorialising", 16)}
    assert found[0] in work.project.ask(passages.all)
    assert work.project.ask(passages.conflicts, "somebody else") == ()
    work.put(replace(next(p for p in found if p.end == 16), label="reporting"))
    assert work.project.ask(passages.conflicts, work.coder.id) == ()
    assert [(p.label, p.end, p.unsure) for p in work.passages()] == [
        ("reporting", 16, False),
        ("editorialising", 25, True),
    ]
    assert work.project.ask(verify.check) == ()


def test_an_edit_here_and_a_deletion_there_are_listed_too(work: "Work", office: "Office") -> None:
    marked = work.mark(0, 8)
    known = {revision.id for revision in work.project.ask(log.revisions)}
    one, two = copies(work, office, 2)
    one.delete(marked)
    edited = two.put(replace(marked, note="look again"))
    parcels = [news(one.project, known), news(two.project, known)]
    take_in(work.project, parcels, [r for parcel in parcels for r in parcel.revisions])
    assert work.project.ask(passages.conflicts, work.coder.id) == ((edited,),)
    work.put(edited)
    assert work.project.ask(passages.conflicts, work.coder.id) == ()
    assert work.passages()[0].note == "look again"


def test_undo_takes_back_ones_own_edit_and_leaves_the_conflict_to_be_settled(
    work: "Work", office: "Office"
) -> None:
    marked = work.mark(0, 8)
    known = {revision.id for revision in work.project.ask(log.revisions)}
    (other,) = copies(work, office, 1)
    theirs = other.put(replace(marked, end=16, quote=work.article.text[:16]))
    mine = work.put(replace(marked, label="reporting"))
    parcel = news(other.project, known)
    take_in(work.project, [parcel], parcel.revisions)
    work.undo()  # what was done here: the edit that came in is taken back where it was made
    assert work.project.ask(verify.check) == ()
    (found,) = work.project.ask(passages.conflicts, work.coder.id)
    assert {(p.label, p.end) for p in found} == {("editorialising", 8), (theirs.label, 16)}
    work.redo()
    (found,) = work.project.ask(passages.conflicts, work.coder.id)
    assert {(p.label, p.end) for p in found} == {(mine.label, 8), (theirs.label, 16)}


def test_of_two_first_finishes_the_earlier_counts_whichever_arrives_first(
    work: "Work", office: "Office"
) -> None:
    known = {revision.id for revision in work.project.ask(log.revisions)}
    here, there, one, two = copies(work, office, 4)
    early = one.mark(0, 8)
    finish = one.set(State.FINISHED)
    time.sleep(0.002)  # times are stored in milliseconds
    two.mark(9, 15)
    two.set(State.FINISHED)
    two.set(State.BEGUN)
    two.set(State.FINISHED)
    parcels = [news(one.project, known), news(two.project, known)]
    for receiver, order in ((here, parcels), (there, parcels[::-1])):
        take_in(receiver.project, parcels, [r for parcel in order for r in parcel.revisions])
        (found,) = receiver.project.ask(progress.finished, phase=None, as_of="first")
        assert (found.progress.first_finish, found.passages) == (finish.act, (early,))
        assert receiver.project.ask(verify.check) == ()


def random_work(work: "Work", plan: Sequence[int], own: Sequence[Passage]) -> None:
    """Do something for each number: mark, change, delete, finish, reopen, undo, redo."""
    held = {passage.id: passage for passage in own}
    for number in plan:
        kind, which = number % 8, list(held)[number % len(held)] if held else ""
        if kind in {0, 1} or not held:
            passage = work.mark(number % 40, number % 40 + 5)
            held[passage.id] = passage
        elif kind == 2:
            held[which] = work.put(replace(held[which], label=f"label-{number}", note=f"note {number}"))
        elif kind == 3:
            work.delete(held.pop(which))
        elif kind in {4, 5}:
            work.set(State.FINISHED if kind == 4 else State.BEGUN)
        else:
            work.undo() if kind == 6 else work.redo()
            held = {passage.id: passage for passage in work.passages()}


@pytest.mark.parametrize("seed", range(6))
def test_the_order_in_which_revisions_arrive_makes_no_difference(
    work: "Work", office: "Office", seed: int
) -> None:
    dice = random.Random(seed)
    own = [work.mark(start, start + 5) for start in (0, 9, 17)]
    work.set(State.BEGUN)
    known = {revision.id for revision in work.project.ask(log.revisions)}
    receivers = copies(work, office, 4)
    workers = copies(work, office, 2)
    for copy in workers:
        random_work(copy, [dice.randrange(1_000) for _ in range(12)], own)
    parcels = [news(copy.project, known) for copy in workers]
    revisions = [revision for parcel in parcels for revision in parcel.revisions]
    orders = [revisions, [*parcels[1].revisions, *parcels[0].revisions]]
    orders += [dice.sample(revisions, len(revisions)) for _ in range(2)]
    for receiver, order in zip(receivers, orders, strict=True):
        take_in(receiver.project, parcels, order)
    results = [receiver.project.ask(tables) for receiver in receivers]
    for one, other in itertools.pairwise(results):
        assert one == other
    finished = [r.project.ask(progress.finished, phase=None, as_of="first") for r in receivers]
    assert all(found == finished[0] for found in finished)
    assert all(receiver.project.ask(verify.check) == () for receiver in receivers)


START, LENGTH = st.integers(0, 140), st.integers(1, 30)
LABEL, NOTE = st.sampled_from(("a", "b")), st.sampled_from(("", "why?", "😀"))


class Desk(RuleBasedStateMachine):
    """A coder marks, changes, deletes, undoes, redoes and restarts; a plain list says what must stand."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "study.pressmark"
        self.project = Project.create(self.path, program="pressmark test")
        text = "A town, a mill, and a river 😀 that says nothing. " * 3
        new = NewArticle("a.txt", "", text, text.encode(), "txt", "1", "utf-8", "lf", "test", ())
        self.article: Article = self.project.ask(articles.get, self.project.ask(articles.add, new).id)
        self.writer = Writer(self.project.ask(coders.add, "Anna").id)
        self.model: dict[str, tuple[object, ...]] = {}
        self.state = State.NOT_BEGUN
        self.done: list[tuple[dict[str, tuple[object, ...]], State]] = []
        self.undone: list[tuple[dict[str, tuple[object, ...]], State]] = []

    def teardown(self) -> None:
        if hasattr(self, "project"):
            assert self.project.ask(verify.check) == ()
            self.project.close()
            shutil.rmtree(self.folder)

    def commit(self, *changes: Change) -> None:
        self.done.append((dict(self.model), self.state))
        self.undone.clear()
        act = Act(new_id(), "act", self.article.id, changes)
        saved = self.project.ask(acts.commit, self.writer, act)
        assert saved == self.project.ask(acts.commit, self.writer, act)
        for change in changes:
            match change:
                case PutPassage(passage):
                    self.model[passage.id] = key(passage)
                case DeletePassage(target):
                    del self.model[target]
                case SetProgress(_, state, _):
                    self.state = state

    def draft(self, identity: str, start: int, length: int, label: str, note: str) -> Passage:
        end = min(len(self.article.text), start + length)
        article = self.article
        return Passage(
            identity, self.writer.owner, CODER, PRODUCTION, article.id, label, start, end,
            article.text[start:end], article.text_sha256, note=note,
        )  # fmt: skip

    @rule(start=START, length=LENGTH, label=LABEL, note=NOTE)
    def mark(self, start: int, length: int, label: str, note: str) -> None:
        self.commit(PutPassage(self.draft(new_id(), start, length, label, note)))

    @precondition(lambda self: self.model)
    @rule(which=st.integers(0, 99), start=START, length=LENGTH, label=LABEL, note=NOTE)
    def change(self, which: int, start: int, length: int, label: str, note: str) -> None:
        identity = sorted(self.model)[which % len(self.model)]
        self.commit(PutPassage(self.draft(identity, start, length, label, note)))

    @precondition(lambda self: self.model)
    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        self.commit(DeletePassage(sorted(self.model)[which % len(self.model)]))

    @precondition(lambda self: len(self.model) > 1)
    @rule(label=LABEL)
    def merge(self, label: str) -> None:
        first, second = sorted(self.model)[:2]
        self.commit(DeletePassage(first), PutPassage(self.draft(second, 0, 140, label, "")))

    @rule(state=st.sampled_from((State.BEGUN, State.FINISHED, State.SET_ASIDE)))
    def move_on(self, state: State) -> None:
        self.commit(SetProgress(self.article.id, state))

    @rule()
    def undo(self) -> None:
        saved = self.project.ask(acts.undo, self.writer)
        assert (saved is not None) == bool(self.done)
        if self.done:
            self.undone.append((self.model, self.state))
            self.model, self.state = self.done.pop()

    @rule()
    def redo(self) -> None:
        saved = self.project.ask(acts.redo, self.writer)
        assert (saved is not None) == bool(self.undone)
        if self.undone:
            self.done.append((self.model, self.state))
            self.model, self.state = self.undone.pop()

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = Project.open(self.path, program="pressmark test")

    @invariant()
    def what_stands_is_what_was_done(self) -> None:
        if not hasattr(self, "project"):
            return
        stands = {p.id: key(p) for p in self.project.ask(passages.all)}
        assert stands == self.model
        row = self.project.ask(progress.of, self.writer.owner, self.article.id, PRODUCTION)
        assert row.state == self.state
        undo, redo = self.project.ask(acts.steps, self.writer)
        assert ((undo is None), (redo is None)) == (not self.done, not self.undone)


def key(passage: Passage) -> tuple[object, ...]:
    return passage.label, passage.start, passage.end, passage.quote, passage.note


Desk.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase
