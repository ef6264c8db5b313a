"""I/O errors: each write, sync, making, renaming and unlinking of an operation fails, once and for good.

Runs under the preloaded library. After each failure: what was refused was refused in words, the same act sent
again is stored once, nothing acknowledged is lost, and the project is whole.
"""

import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from db import articles, coders
from db.errors import ProjectError
from db.project import Project
from desktop.errors import UserError
from desktop.study.importing import add_articles
from desktop.study.opening import open_project
from tests.durability import base, oracle, shim
from tests.durability.gestures import Coder, sit_down
from tests.durability.kills import first_article, judge_backups
from tests.durability.next_format import held, judge_migration, open_next

NAME = "study.pressmark"
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO}


@dataclass
class Desk:
    """A project at work, with what was told of it."""

    path: Path
    control: shim.Control
    events: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, line: str) -> None:
        """Remember one line."""
        self.events += oracle.read_events([line])


Operation = Callable[[Desk, Callable[[], None]], oracle.Found]
"""Does its work, calling the second argument to switch the faults on; returns what is wrong afterwards."""


def attempt(work: Callable[[], object]) -> tuple[bool, str]:
    """Do something that may be refused; return whether it was done, and what is wrong with the refusal."""
    try:
        work()
    except (ProjectError, UserError) as refusal:
        said = str(refusal)
        return False, "" if said.endswith(".") and "\n" not in said else f"said “{said}”"
    except Exception as error:  # noqa: BLE001 - that is what is tested: no other error may come through
        return False, f"failed with {type(error).__name__}: {error}"
    return True, ""


def save(desk: Desk, arm: Callable[[], None]) -> oracle.Found:
    """One act: a mark, which is sent again after it failed."""
    problems: list[str] = []
    project = open_project(desk.path)
    try:
        coder = sit_down(project, first_article(project), 7, desk.tell)
        coder.gesture()
        coder.gesture()
        coder.plan_mark()
        arm()
        done, said = attempt(coder.gesture)
        problems.append(said)
        if desk.control.get("for_good") and not done:
            problems.append(attempt(coder.gesture)[1])
        desk.control.set(armed=0)
        if not done:
            done, said = attempt(coder.gesture)
            problems.append(said if done or said else "a retry was refused although the disk is well again")
        problems.append(_further(coder) if done else "")
    finally:
        project.close()
    return _with(oracle.judge(desk.path, desk.events), problems)


def _further(coder: Coder) -> str:
    done, said = attempt(coder.gesture)
    return "" if done else f"the next act was refused: {said}"


def bring(desk: Desk, arm: Callable[[], None]) -> oracle.Found:
    """An import of three articles: those that were taken in are there, the others are refused in words."""
    project = open_project(desk.path)
    try:
        arm()
        report = add_articles(project, [desk.path.parent.with_name("articles")])
        desk.control.set(armed=0)
        taken = {item.name for item in report.items if item.outcome == "added"}
        problems = [
            f"{item.name}: {item.message}" for item in report.refused if not item.message.endswith(".")
        ]
        again = add_articles(project, [desk.path.parent.with_name("articles")])
        problems += [f"again: {item.message}" for item in again.refused]
        problems += [f"{name} lost" for name in taken - {a.name for a in project.ask(articles.summaries)}]
    finally:
        project.close()
    return _with(oracle.judge(desk.path, desk.events), problems)


def back_up(desk: Desk, arm: Callable[[], None]) -> oracle.Found:
    """A backup: made, or refused in words; a copy that counts is whole; the next one succeeds."""
    project = open_project(desk.path)
    try:
        project.ask(coders.all)
        coder = sit_down(project, first_article(project), 7, desk.tell)
        coder.gesture()
        arm()
        problems = [attempt(lambda: project.back_up("asked"))[1]]
        desk.control.set(armed=0)
        done, said = attempt(lambda: project.back_up("asked"))
        problems.append("" if done else f"the next backup was refused: {said}")
        problems.append(_further(coder))
    finally:
        project.close()
    return _with(judge_backups(desk.path, desk.events), problems)


def migrate(desk: Desk, arm: Callable[[], None]) -> oracle.Found:
    """A migration: done, or refused in words; the file is the old one or the new one, whole."""
    with Project.open(desk.path, program="pressmark test") as project:
        before = held(project)
    arm()
    said = attempt(lambda: open_next(desk.path).close())[1]
    desk.control.set(armed=0)
    return _with(judge_migration(desk.path, before), [said])


def _with(found: oracle.Found, problems: list[str]) -> oracle.Found:
    return oracle.Found(found.lost, (*found.half, *(said for said in problems if said)), found.damage)


OPERATIONS: dict[str, Operation] = {"save": save, "import": bring, "backup": back_up, "migration": migrate}


@dataclass(frozen=True, slots=True)
class Fault:
    """Which error a call of the system ends with, and whether all later ones do too."""

    number: int
    for_good: bool


def points(
    operation: Operation, template: Path, fault: Fault, control: shim.Control, every: int
) -> Iterator[oracle.Found]:
    """Fail each call (or each so-manyth) of an operation in turn; yield what was wrong."""
    at = 1
    while True:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "work"
            folder.mkdir()
            shutil.copyfile(template, folder / NAME)
            _write_articles(Path(place) / "articles")
            desk = Desk(folder / NAME, control)
            arm = partial(control.fail, shim.EVERYTHING, at, fault.number, for_good=fault.for_good)
            found = operation(desk, arm)
            failed = control.get("failed")
            control.rest()
        if not failed:
            return
        yield found
        at += every


def _write_articles(folder: Path) -> None:
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(base.words(number, 800), encoding="utf-8", newline="")


def campaign(names: list[str], seed: int, every: int = 1) -> oracle.Toll:
    """Fail the calls of these operations with both errors, once and for good."""
    toll, control = oracle.Toll(), shim.Control(Path(os.environ["SHIM_CONTROL"]))
    with tempfile.TemporaryDirectory() as place:
        template = Path(place) / NAME
        base.make(template, seed)
        for name, word, for_good in product(names, ERRORS, (False, True)):
            kind = f"{name}, {word} {'for good' if for_good else 'once'}"
            fault = Fault(ERRORS[word], for_good)
            for found in points(OPERATIONS[name], template, fault, control, every):
                toll.count(kind, found, in_flight=True)
    control.close()
    return toll


def main(words: list[str]) -> None:
    """Run a campaign: SEED EVERY OPERATION…; print the toll as one line of JSON."""
    print(json.dumps(asdict(campaign(words[2:], int(words[0]), int(words[1])))))


if __name__ == "__main__":
    main(sys.argv[1:])
