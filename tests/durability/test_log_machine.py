"""Whatever is done to a project, closing, crashing and restoring included: it holds what the model says."""

import copy
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db import acts, articles, backups, coders, passages, restoring, verify
from db.ids import new_id
from db.project import Project
from db.records import CODER, PRODUCTION, Act, DeletePassage, Passage, PutPassage, Writer
from db.session import Session
from tests.durability.base import article
from tests.durability.gestures import LABELS

State = tuple[str, int, int, str]
"""Label, start, end and note of a passage."""


@dataclass
class Model:
    """What should be there: live passages, and the acts that undo and redo would turn."""

    live: dict[str, State] = field(default_factory=dict)
    done: list[tuple[str, State | None, State | None]] = field(default_factory=list)
    undone: list[tuple[str, State | None, State | None]] = field(default_factory=list)

    def do(self, passage: str, after: State | None) -> None:
        self.done.append((passage, self.live.get(passage), after))
        self.undone.clear()
        self._set(passage, after)

    def turn(self, taken: list[tuple[str, State | None, State | None]], *, back: bool) -> None:
        step = taken.pop()
        (self.undone if back else self.done).append(step)
        self._set(step[0], step[1] if back else step[2])

    def _set(self, passage: str, state: State | None) -> None:
        if state is None:
            self.live.pop(passage, None)
        else:
            self.live[passage] = state


class CrashError(Exception):
    """Ends a transaction as a crash would: whatever it wrote is not there."""


class Projects(RuleBasedStateMachine):
    """One coder, one article, and a disk that may be copied at any moment."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "study.pressmark"
        self.project = Project.create(self.path, program="pressmark test")
        coder = self.project.ask(coders.add, "Anna")
        identity = self.project.ask(articles.add, article("mill.txt", 1, 40)).id
        self.article = self.project.ask(articles.get, identity)
        self.writer = Writer(coder.id)
        self.model = Model()
        self.kept: list[tuple[backups.Backup, Model]] = []

    def _open(self) -> None:
        self.project = Project.open(self.path, program="pressmark test")

    def _passage(self, identity: str, state: State) -> Passage:
        label, start, end, note = state
        return Passage(
            id=identity,
            owner=self.writer.owner,
            layer=CODER,
            phase=PRODUCTION,
            article=self.article.id,
            label=label,
            start=start,
            end=end,
            quote=self.article.text[start:end],
            text_sha256=self.article.text_sha256,
            note=note,
        )

    def _commit(self, change: PutPassage | DeletePassage) -> None:
        act = Act(new_id(), "mark", self.article.id, (change,))
        first = self.project.ask(acts.commit, self.writer, act)
        assert self.project.ask(acts.commit, self.writer, act) == first

    @rule(place=st.integers(0, 60), length=st.integers(1, 40), label=st.sampled_from(LABELS), note=st.text())
    def put(self, place: int, length: int, label: str, note: str) -> None:
        note = note.encode("utf-8", "replace").decode().replace("\0", "")
        identity, state = new_id(), (label, place, place + length, note)
        self._commit(PutPassage(self._passage(identity, state)))
        self.model.do(identity, state)

    @precondition(lambda self: self.model.live)
    @rule(data=st.data(), label=st.sampled_from(LABELS))
    def change(self, data: st.DataObject, label: str) -> None:
        identity = data.draw(st.sampled_from(sorted(self.model.live)))
        state = (label, *self.model.live[identity][1:])
        self._commit(PutPassage(self._passage(identity, state)))
        self.model.do(identity, state)

    @precondition(lambda self: self.model.live)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        identity = data.draw(st.sampled_from(sorted(self.model.live)))
        self._commit(DeletePassage(identity))
        self.model.do(identity, None)

    @rule()
    def undo(self) -> None:
        turned = self.project.ask(acts.undo, self.writer, new_id())
        assert (turned is None) == (not self.model.done)
        if self.model.done:
            self.model.turn(self.model.done, back=True)

    @rule()
    def redo(self) -> None:
        turned = self.project.ask(acts.redo, self.writer, new_id())
        assert (turned is None) == (not self.model.undone)
        if self.model.undone:
            self.model.turn(self.model.undone, back=False)

    @rule()
    def close_and_open(self) -> None:
        self.project.close()
        self._open()

    @rule(count=st.integers(0, 30))
    def crash(self, count: int) -> None:
        """The files are found as they are in the midst of a transaction."""
        found = self.folder / "found"

        def half(session: Session) -> None:
            session.connection.execute("PRAGMA cache_size = 1")
            with session.write():
                for _ in range(count):
                    passage = self._passage(new_id(), ("reporting", 0, 5, "lost " * 300))
                    act = Act(new_id(), "mark", self.article.id, (PutPassage(passage),))
                    acts.commit(session, self.writer, act)
                found.mkdir()
                for file in self.folder.glob("study.pressmark*"):
                    shutil.copyfile(file, found / file.name)
                raise CrashError

        try:
            self.project.ask(half)
        except CrashError:
            self.project.close()
        for file in found.iterdir():
            file.replace(self.folder / file.name)
        found.rmdir()
        self._open()
        assert self.project.unclean

    @rule()
    def back_up(self) -> None:
        draft = self.project.ask(backups.write, self.folder / "backups", "asked", lambda: None)
        self.kept.append((backups.confirm(draft), copy.deepcopy(self.model)))

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        backup, model = data.draw(st.sampled_from(self.kept), label="backup")
        self.project.close()
        restoring.restore(self.path, backup)
        self.model = copy.deepcopy(model)
        self._open()

    @invariant()
    def holds_what_it_should(self) -> None:
        if not hasattr(self, "project"):
            return
        live = {p.id: (p.label, p.start, p.end, p.note) for p in self.project.ask(passages.all)}
        assert live == self.model.live
        assert self.project.damage == ()

    def teardown(self) -> None:
        if hasattr(self, "project"):
            assert self.project.ask(verify.check) == ()
            self.project.close()
            shutil.rmtree(self.folder)


TestProjects = Projects.TestCase
TestProjects.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
