"""The same with the files that really travel: kits, returns whole and in part, copied projects."""

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts, articles, coders, passages, verify
from db.ids import new_id
from db.project import Project
from db.records import Act, Change, DeletePassage, NewArticle, Passage, PutPassage, SetProgress, State, Writer
from db.session import Session
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study.opening import default_codebook
from tests.db.copies import Contents, contents

STEPS, EXAMPLES = 50, 100
TEXTS = ("A mill, a river 😀, and a town that waits. " * 2, "The vote is on Monday. We doubt it, don't we?")
NAMES = ("Anna", "Ben")
MOST_KITS = 4


@dataclass
class Clock:
    at: datetime = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass
class Study:
    """A lead's project, kits at work, returns on their way, and all that anybody was told is saved."""

    folder: Path
    dice: random.Random
    clock: Clock = field(default_factory=Clock)
    kits: list[Project] = field(default_factory=list)
    returns: list[tuple[Path, Path]] = field(default_factory=list)
    saved: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.project = self.open(self.folder / "study.pressmark")

    def open(self, path: Path) -> Project:
        return Project.open(path, program="pressmark test", clock=self.clock)

    def close(self) -> None:
        for project in (self.project, *self.kits):
            project.close()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project file with two articles and two coders, to be copied for every example."""
    from db import codebooks
    from desktop.codebook import parse

    path = tmp_path_factory.mktemp("begun") / "study.pressmark"
    book = parse(default_codebook())
    with Project.create(path, program="pressmark test") as project:
        project.ask(codebooks.install, book.text, book.sha256)
        for number, text in enumerate(TEXTS):
            new = NewArticle(f"{number}.txt", "", text, text.encode(), "txt", "1", "utf-8", "lf", "test", ())
            project.ask(articles.add, new)
        for name in NAMES:
            project.ask(coders.add, name)
    return path


def hand_out(study: Study) -> None:
    """Write a new kit, also for somebody who has one, or bring one up to date."""
    if len(study.kits) < MOST_KITS:
        path = study.folder / f"kit {len(study.kits)}.pressmark"
        write_kit(study.project, study.project.ask(coders.all)[study.dice.randrange(2)].id, path)
        study.kits.append(study.open(path))
    else:
        at = study.dice.randrange(len(study.kits))
        path, coder = study.kits[at].path, study.kits[at].kit
        study.kits[at].close()
        write_kit(study.project, coder, path)
        study.kits[at] = study.open(path)


def code(study: Study) -> None:
    if not study.kits:
        return
    kit = study.dice.choice(study.kits)
    kit.ask(code_in, study.dice)


def code_in(session: Session, dice: random.Random) -> None:
    found = dice.choice(articles.all(session))
    own = passages.of_article(session, found.id)
    kind = dice.randrange(6)
    start = dice.randrange(len(found.text) - 5)
    end, sha256 = start + 4, found.text_sha256
    ids = (new_id(), session.kit, "coder", "production", found.id)
    new = Passage(*ids, "reporting", start, end, found.text[start:end], sha256)
    changes: tuple[Change, ...] = (PutPassage(new),)
    if kind == 3:
        changes = (SetProgress(found.id, dice.choice(list(State)[1:]), dice.choice(("", "a stub"))),)
    elif own and kind == 4:
        other = replace(dice.choice(own), label="editorialising", note=dice.choice(("", "why")))
        changes = (PutPassage(other),)
    elif own and kind == 5:
        changes = (DeletePassage(dice.choice(own).id),)
    acts.commit(session, Writer(session.kit), Act(new_id(), "act", found.id, changes))


def undo(study: Study) -> None:
    if study.kits:
        kit = study.dice.choice(study.kits)
        kit.ask(study.dice.choice((acts.undo, acts.redo)), Writer(kit.kit))


def send(study: Study) -> None:
    """Pack a return: of all the kit's work, or of what came after an earlier one."""
    if not study.kits:
        return
    kit = study.dice.choice(study.kits)
    out = study.folder / f"return {len(study.returns)}.zip"
    earlier = [path for path, whose in study.returns if whose == kit.path]
    write_return(kit, out, since=study.dice.choice([None, *earlier[-2:]]))
    study.returns.append((out, kit.path))


def take(study: Study) -> None:
    if study.returns:
        chosen = study.dice.sample(study.returns, min(len(study.returns), study.dice.randrange(1, 4)))
        merge(study.project, [path for path, _ in chosen], dry_run=study.dice.random() < 0.1)


def copy(study: Study) -> None:
    """Go on in a copy of the project, and merge what was left behind into it."""
    study.project.close()
    path = study.folder / f"copy {new_id()}.pressmark"
    shutil.copyfile(study.project.path, path)
    left = study.project
    study.project = study.open(path)
    if study.dice.random() < 0.5:
        merge(study.project, [left.path])


def rename(study: Study) -> None:
    coder = study.dice.choice(study.project.ask(coders.all))
    study.project.ask(coders.rename, coder, f"{coder.id[-4:]} {study.dice.randrange(99)}")


def clock(study: Study) -> None:
    # The lead's clock is never put back, or newer kits would seem older; a coder's may be.
    study.clock.at += timedelta(days=study.dice.randrange(0, 400))


def restart(study: Study) -> None:
    if study.kits:
        at = study.dice.randrange(len(study.kits))
        study.kits[at].close()
        study.kits[at] = study.open(study.kits[at].path)


Step = Callable[[Study], None]
WHAT: tuple[Step, ...] = (
    (code,) * 30 + (undo,) * 6 + (send,) * 4 + (take,) * 4 + (hand_out,) * 2 + (copy, rename, clock, restart)
)


@pytest.mark.timeout(900)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(plan=st.binary(min_size=STEPS, max_size=STEPS), seed=st.integers(0, 2**32))
def test_all_that_was_coded_in_kits_is_in_the_project_whatever_way_it_came(
    begun: Path, plan: bytes, seed: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(begun, folder / "study.pressmark")
        study = Study(folder, random.Random(seed))
        try:
            hand_out(study)
            for number in plan:
                WHAT[number % len(WHAT)](study)
            check(study, random.Random(seed + 1))
        finally:
            study.close()


def check(study: Study, dice: random.Random) -> None:
    """Merge everything into two copies of the project, in two orders."""
    saved = {row for kit in study.kits for row in kit.ask(acknowledged)}
    last = []
    for number, kit in enumerate(study.kits):
        out = study.folder / f"last {number}.zip"
        write_return(kit, out)
        last.append(out)
    study.project.close()
    results: list[Contents] = []
    everything = [path for path, _ in study.returns] + last
    for number in range(2):
        path = study.folder / f"result {number}.pressmark"
        shutil.copyfile(study.project.path, path)
        dice.shuffle(everything)
        with study.open(path) as project:
            for at in range(0, len(everything), 3):
                merge(project, everything[at : at + 3])
            assert merge(project, everything).added == 0
            results.append(project.ask(contents))
            assert project.ask(verify.check) == ()
    assert results[0] == results[1]
    assert results[0]["waiting"] == set()
    assert saved <= {row[4] for row in results[0]["revision"]}


def acknowledged(session: Session) -> list[bytes]:
    rows = session.connection.execute("SELECT hash FROM revision WHERE layer = 'coder'")
    return [row[0] for row in rows]
