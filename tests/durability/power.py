"""Power loss: the real program is recorded, and every state its disk may be left in is opened and judged."""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from db import log
from db.project import Project
from tests.durability import base, modes, oracle, record, shim
from tests.durability.disk import Disk, State, digest
from tests.durability.kills import judge_import, write_articles
from tests.durability.next_format import open_next
from tests.durability.program import TOLD
from tests.durability.record import Change, Kind

NAME = "study.pressmark"
FEW = 12
Judge = Callable[[Path, oracle.Events], oracle.Found]


@dataclass(frozen=True, slots=True)
class Recording:
    """One run of the program: what the folder held before, and every change after."""

    folder: Path
    begin: State
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A state in which the disk may be left, and what the program had told until then."""

    state: State
    events: list[dict[str, Any]]


def record_labelling(
    library: Path, workspace: Path, work: str, *, mode: str, seed: int, count: int
) -> Recording:
    """Let the real program label under the recorder."""
    folder = workspace / f"run-{seed}"
    folder.mkdir()
    if work == "import":
        write_articles(folder.with_name("articles"), FEW)
    article = base.make(folder / NAME, seed)
    return record_run(library, folder, [mode, work, str(folder / NAME), article, str(seed), str(count)])


def record_run(library: Path, folder: Path, words: Sequence[str]) -> Recording:
    """Run the program under the recorder and return what it did to the files of `folder`."""
    begin = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    log, page = folder.with_suffix(".log"), folder.with_suffix(".control")
    shim.Control(page).close()
    environment = shim.environment(library, page, folder, log)
    command = [sys.executable, "-m", "tests.durability.program", *words]
    subprocess.run(command, env=environment, check=True, timeout=300)
    return Recording(folder, begin, tuple(record.read(log)))


def states(recording: Recording, seed: int, wanted: int) -> Iterator[Left]:
    """Yield up to `wanted` distinct states, spread over the whole run."""
    chance = random.Random(seed)
    seen: set[bytes] = set()
    each = max(1, wanted // max(1, len(recording.changes) // 2))
    while len(seen) < wanted:
        before = len(seen)
        for left in _pass(recording, chance, each):
            known = digest(left.state)
            if known not in seen:
                seen.add(known)
                yield left
                if len(seen) >= wanted:
                    return
        if len(seen) == before:  # the run has no more states than these
            return


def _pass(recording: Recording, chance: random.Random, each: int) -> Iterator[Left]:
    """Go through the run once; draw states after each change, the more the more could be lost."""
    disk = Disk(recording.folder, {k: v for k, v in recording.begin.items() if k != TOLD})
    events: list[dict[str, Any]] = []
    told: set[int] = set()
    for change in recording.changes:
        if change.kind is Kind.OPEN and change.path.endswith(f"/{TOLD}"):
            told.add(change.handle)
        elif change.handle in told:
            if change.kind is Kind.WRITE:
                events += oracle.read_events(change.data.decode().splitlines())
        else:
            disk.follow(change)
        for _ in range(1 if disk.is_settled() else each):
            yield Left(disk.state_after_power_loss(chance), list(events))


def replay(
    recording: Recording, *, seed: int, wanted: int, toll: oracle.Toll, judge: Judge = oracle.judge
) -> None:
    """Open the states that a run may leave behind with the real code, and judge each."""
    roomy = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=roomy if roomy.is_dir() else None) as place:
        folder = Path(place) / "found"
        for left in states(recording, seed, wanted):
            folder.mkdir()
            for name, content in left.state.items():
                (folder / name).write_bytes(content)
            found = judge(folder / NAME, left.events)
            toll.count("power loss", found, in_flight=oracle.in_flight(left.events))
            shutil.rmtree(folder)


def judge_of(work: str, recording: Recording) -> Judge:
    """Return what must be true of a project after this work."""
    if work == "import":
        return judge_import
    if work != "migration":
        return oracle.judge
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / NAME
        path.write_bytes(recording.begin[NAME])
        with Project.open(path, program="pressmark test") as project:
            before = project.ask(log.revisions)

    def judge(path: Path, events: oracle.Events) -> oracle.Found:
        found = oracle.judge(path, events, open_next)
        if found:
            return found
        with open_next(path) as project:
            kept = project.ask(log.revisions)[: len(before)] == before
        return found if kept else oracle.Found(lost=("what stood before the migration",))

    return judge


def main(words: list[str]) -> None:
    """Run a campaign: MODE WORK SEED RUNS ACTS STATES LIBRARY; print the toll as one line of JSON."""
    mode, work, library = words[0], words[1], Path(words[6])
    seed, runs, acts, wanted = (int(word) for word in words[2:6])
    modes.use(mode)
    toll = oracle.Toll()
    with tempfile.TemporaryDirectory() as place:
        for run in range(runs):
            recording = record_labelling(library, Path(place), work, mode=mode, seed=seed + run, count=acts)
            judge = judge_of(work, recording)
            replay(recording, seed=seed + run, wanted=wanted // runs, toll=toll, judge=judge)
            shutil.rmtree(Path(place) / "articles", ignore_errors=True)
    print(json.dumps(asdict(toll)))


if __name__ == "__main__":
    main(sys.argv[1:])
