"""A coder who never rests: random gestures at the desk, through the real study code, told before and after.

What is told are lines of JSON: `plan` before an act is sent, `write` at the first statement that changes the
file for it, `saved` once it is acknowledged. Whoever kills the program, or cuts its power, judges by them.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.ids import new_id
from db.project import Project
from db.records import Passage, Saved, SetProgress, State
from db.session import Session
from desktop.errors import UserError
from desktop.study import desk as desks
from desktop.study import planning
from desktop.study.coders import all_coders
from desktop.study.desk import Desk
from desktop.study.planning import DeskArticle, OnOverlap, Planned

Tell = Callable[[str], None]
LABELS = ("editorialising", "reporting", "user-comment")
WRITING = ("INSERT", "UPDATE", "DELETE")
WRITE = json.dumps({"event": "write"})


@dataclass
class Coder:
    """One coder at one article, with a source of chance of their own."""

    desk: Desk
    at: DeskArticle
    chance: random.Random
    tell: Tell
    counts: dict[str, int]
    """How many revisions each act of this sitting has; undo writes as many as what it takes back."""
    unsent: Callable[[], Saved | None] | None = None
    """What was planned and is not acknowledged yet."""

    def gesture(self) -> Saved | None:
        """Do one random thing and wait until it is saved; after a failure, send the same once more."""
        if self.unsent is None:
            self.unsent = self._turn() if self.chance.random() < 0.2 else self._planned(self._plan())
        if self.unsent is None:
            return None
        saved = self.unsent()
        assert saved is not None
        states = [state_of(passage) for passage in saved.passages]
        self._told("saved", saved.act, put=states, gone=list(saved.deleted))
        self.unsent = None
        self.at = desks.load(self.desk, self.at.article.id)
        return saved

    def plan_mark(self) -> None:
        """Let the next gesture be a mark, always the same."""
        self.unsent = self._planned(planning.mark(self.at, 5, 60, LABELS[0], on_overlap=OnOverlap.REPLACE))

    def _planned(self, planned: Planned) -> Callable[[], Saved | None]:
        act = planned.act
        self.counts[act.id] = len(act.changes)
        self._told("plan", act.id, verb=act.verb, count=len(act.changes), **_of(planned))
        return lambda: desks.save(self.desk, planned).result()

    def _turn(self) -> Callable[[], Saved | None] | None:
        verb, step = self.chance.choice((("undo", self.at.undo), ("redo", self.at.redo)))
        if step is None or step.act not in self.counts:
            return None
        act, writer = new_id(), self.at.writer
        self.counts[act] = self.counts[step.act]
        self._told("plan", act, verb=verb, count=self.counts[act])
        turn = desks.undo if verb == "undo" else desks.redo
        return lambda: turn(self.desk, writer, act).result()

    def _told(self, event: str, act: str, **more: object) -> None:
        self.tell(json.dumps({"event": event, "act": act, **more}))

    def _plan(self) -> Planned:
        while True:
            try:
                return self._random_plan()
            except UserError:  # nothing to mark there, or marked so already: another try
                continue

    def _random_plan(self) -> Planned:
        chance, at, passages = self.chance, self.at, self.at.passages
        kind = chance.choices(("mark", "one", "progress"), (6, 5 if passages else 0, 1))[0]
        if kind == "mark":
            start = chance.randrange(len(at.article.text) - 80)
            length = chance.choice((3, 20, 60))
            how = chance.choice((OnOverlap.CUT, OnOverlap.REPLACE))
            label = chance.choice(LABELS)
            return planning.mark(at, start, start + length, label, on_overlap=how)
        if kind == "progress":
            finished = at.progress.state is State.FINISHED
            return planning.reopen(at, "once more") if finished else planning.finish(at)
        return self._change(chance.choice(passages))

    def _change(self, passage: Passage) -> Planned:
        chance, at = self.chance, self.at
        changes: tuple[Callable[[], Planned], ...] = (
            lambda: planning.relabel(at, passage.id, chance.choice(LABELS), on_overlap=OnOverlap.CUT),
            lambda: planning.delete(at, [passage.id]),
            lambda: planning.set_note(at, passage.id, "doubt " * chance.randrange(1, 400)),
            lambda: planning.set_unsure(at, passage.id, not passage.unsure),
            lambda: planning.split(at, passage.id, (passage.start + passage.end) // 2),
            lambda: planning.delete(
                at, [p.id for p in chance.sample(at.passages, k=min(5, len(at.passages)))]
            ),
        )
        return chance.choice(changes)()


def state_of(passage: Passage) -> list[Any]:
    """Return what a coder would miss of a passage."""
    return [passage.id, passage.label, passage.start, passage.end, passage.note, passage.unsure]


def _of(planned: Planned) -> dict[str, object]:
    moves = [change.state for change in planned.act.changes if isinstance(change, SetProgress)]
    return {
        "put": [state_of(passage) for passage in planned.put],
        "gone": list(planned.gone),
        "progress": moves,
    }


def sit_down(project: Project, article: str, seed: int, tell: Tell) -> Coder:
    """Put the first coder of a project before an article (by id)."""
    desk = Desk(project, all_coders(project)[0])
    watch(project, tell)
    return Coder(desk, desks.load(desk, article), random.Random(seed), tell, {})


def watch(project: Project, tell: Tell) -> None:
    """Tell the moment in which a transaction first changes the file."""
    project.ask(_trace, _Tracer(tell))


class _Tracer:
    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._begun = False

    def __call__(self, statement: str) -> None:
        if statement.startswith("BEGIN"):
            self._begun = True
        elif self._begun and statement.lstrip().startswith(WRITING):
            self._begun = False
            self._tell(WRITE)


def _trace(session: Session, tracer: _Tracer) -> None:
    session.connection.set_trace_callback(tracer)
