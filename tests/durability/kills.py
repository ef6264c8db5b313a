"""kill −9 of the real program at random instants: nothing acknowledged is lost, nothing is half done.

Runs as a process of its own, which forks the programs it kills: no kill waits for an interpreter to start.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from db import acts, articles, backups, leftovers
from db.backups import Backup
from db.errors import ProjectError
from db.ids import new_id
from db.project import Project
from db.records import CODER, PRODUCTION, Act, Article, Passage, PutPassage, Writer
from desktop.study import keeping
from desktop.study.coders import all_coders
from desktop.study.importing import add_articles
from desktop.study.opening import open_project
from tests.durability import at_the_window, base, oracle, shim
from tests.durability.gestures import LABELS, WRITE, Tell, sit_down, watch
from tests.durability.next_format import held, judge_migration, open_next

NAME = "study.pressmark"
_PATIENCE = 20
"""Seconds that a program may live."""
LONG = 100_000
"""More acts than any program lives to do."""
FILES = 200
MERGED = 400


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of work that is killed: what it does, and what must be true of what it leaves behind.

    The kill comes some time after one of the first `acts`, at most `patience` seconds, or at one of the next
    `calls` of the system that change a file.
    """

    run: Callable[[Path, random.Random, Tell], None]
    judge: Callable[[Path, oracle.Events], oracle.Found]
    acts: int
    patience: float
    calls: int


def label(path: Path, chance: random.Random, tell: Tell) -> None:
    """Mark, change, delete, undo, redo, finish."""
    with open_project(path) as project:
        coder = sit_down(project, first_article(project), chance.randrange(2**32), tell)
        for _ in range(LONG):
            coder.gesture()


def import_files(path: Path, chance: random.Random, tell: Tell) -> None:
    """Add a folder of articles."""
    del chance
    folder = path.parent.with_name("articles")

    def report(done: int, _: int, __: str) -> bool:
        tell(json.dumps({"event": "saved", "done": done}))
        return True

    with open_project(path) as project:
        watch(project, tell)
        add_articles(project, [folder], report=report)


def merge(path: Path, chance: random.Random, tell: Tell) -> None:
    """Store many acts in one transaction, again and again."""
    with open_project(path) as project:
        watch(project, tell)
        article, coder = first_article(project), all_coders(project)[1]
        found = project.ask(articles.get, article)
        writer = Writer(coder.id)
        for _ in range(LONG):
            made = (_imported(found, coder.id, chance) for _ in range(MERGED))
            many = [(writer, act) for act in made]
            plans = [{"event": "plan", "act": act.id, "verb": act.verb, "count": 1} for _, act in many]
            tell("\n".join(json.dumps(plan) for plan in plans))
            project.ask(acts.commit_all, many)
            saved = [{"event": "saved", "act": act.id, "put": [], "gone": []} for _, act in many]
            tell("\n".join(json.dumps(one) for one in saved))


def back_up(path: Path, chance: random.Random, tell: Tell) -> None:
    """Mark, and copy the project every few acts."""
    with open_project(path) as project:
        coder = sit_down(project, first_article(project), chance.randrange(2**32), tell)
        for _ in range(LONG):
            for _ in range(chance.randrange(1, 4)):
                coder.gesture()
            tell(WRITE)
            project.back_up("asked")
            tell(json.dumps({"event": "copied"}))


def judge_backups(path: Path, events: oracle.Events) -> oracle.Found:
    """Judge as ever; besides, each copy that is listed is what it says."""
    found = oracle.judge(path, events)
    wrong = [sentence for backup in keeping.backups_of(path) for sentence in _wrong_in(backup)]
    keeping.forget(path)
    return oracle.Found(found.lost, (*found.half, *wrong), found.damage)


def label_afresh(path: Path, chance: random.Random, tell: Tell) -> None:
    """Mark and change as ever, on a computer that kept nothing of the project before."""
    keeping.forget(path)
    label(path, chance, tell)


def judge_journal(path: Path, events: oracle.Events) -> oracle.Found:
    """Lose the file itself: the journal makes it again, but for the one act that was just acknowledged."""
    saved = [place for place, event in enumerate(events) if event["event"] == "saved"]
    if not any(place.journal.is_dir() for place in keeping.places(path)):
        lost = ("there is no journal of what was saved",) if saved else ()
        return oracle.Found(lost)
    path.unlink()
    leftovers.set_aside(path)
    try:
        keeping.restore_from_journal(path)
    except ProjectError as error:
        return oracle.Found(damage=(f"not made again: {error}",) if saved else ())
    return oracle.judge(path, [event for place, event in enumerate(events) if place not in saved[-1:]])


def _wrong_in(backup: Backup) -> Iterator[str]:
    try:
        backups.check(backup.path, backup.counts)
    except ProjectError as error:
        yield f"the copy {backup.name} counts and is not whole: {error}"
    if backups.sha256_of(backup.path) != backup.sha256:
        yield f"the copy {backup.name} counts and has other bytes"


def migrate(path: Path, chance: random.Random, tell: Tell) -> None:
    """Bring the file to the next format, and wait to be killed."""
    del chance
    tell(WRITE)
    open_next(path).close()
    tell(json.dumps({"event": "saved", "act": "migration"}))
    time.sleep(_PATIENCE)


def judge_migrated(path: Path, events: oracle.Events) -> oracle.Found:
    """Compare with the template, which lies beside the folder."""
    del events
    with Project.open(path.parent.with_name(NAME), program="pressmark test") as project:
        before = held(project)
    return judge_migration(path, before)


def _text(number: int) -> str:
    return base.words(number, (20, 300, 2000)[number % 3])


def _imported(article: Article, owner: str, chance: random.Random) -> Act:
    start = chance.randrange(len(article.text) - 40)
    end = start + chance.randrange(1, 40)
    passage = Passage(
        id=new_id(),
        owner=owner,
        layer=CODER,
        phase=PRODUCTION,
        article=article.id,
        label=chance.choice(LABELS),
        start=start,
        end=end,
        quote=article.text[start:end],
        text_sha256=article.text_sha256,
        origin="imported",
    )
    return Act(new_id(), "import", article.id, (PutPassage(passage),))


def first_article(project: Project) -> str:
    """Return the id of a project's first article."""
    return project.ask(articles.summaries)[0].id


def judge_merge(path: Path, events: oracle.Events) -> oracle.Found:
    """Judge as ever; besides, of the acts of one transaction all are there or none."""
    found = oracle.judge(path, events)
    if found:
        return found
    planned = [event["act"] for event in events if event["event"] == "plan"]
    with open_project(path) as project:
        stored = project.ask(oracle.stored_acts)
    count = sum(act in stored for act in planned)
    return oracle.Found(half=(f"{count} of {len(planned)} merged acts",)) if count % MERGED else found


def judge_import(path: Path, events: oracle.Events) -> oracle.Found:
    """Every article that was acknowledged is there, and every one that is there is whole."""
    try:
        found = oracle.texts(path)
    except (AssertionError, Exception) as error:  # noqa: BLE001 - whatever it says, it is a finding
        return oracle.Found(damage=(str(error),))
    done = max((event["done"] for event in events if event["event"] == "saved"), default=0)
    lost, half = [], []
    for number in range(FILES):
        name = f"{number:04}.txt"
        if name not in found and number < done:
            lost.append(f"{name} was saved and is gone")
        elif name in found and found[name] != _text(number):
            half.append(f"{name} is not whole")
    return oracle.Found(tuple(lost), tuple(half))


TRADES = {
    "label": Trade(label, oracle.judge, acts=12, patience=0.002, calls=150),
    "journal": Trade(label_afresh, judge_journal, acts=12, patience=0.004, calls=150),
    "import": Trade(import_files, judge_import, acts=12, patience=0.01, calls=300),
    "merge": Trade(merge, judge_merge, acts=3, patience=0.1, calls=1000),
    "window": Trade(at_the_window.code, at_the_window.judge, acts=12, patience=0.004, calls=150),
    "backup": Trade(back_up, judge_backups, acts=12, patience=0.01, calls=300),
    "migration": Trade(migrate, judge_migrated, acts=1, patience=0.02, calls=160),
}


class Victim:
    """A forked program, and what it tells."""

    def __init__(self, run: Callable[[Tell], None]) -> None:
        reader, writer = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(reader)
            code = 1
            try:
                run(lambda line: _write(writer, line))
                code = 0
            finally:
                os._exit(code)
        os.close(writer)
        self._reader = reader
        self._told = b""

    def wait_for(self, event: bytes, count: int, timeout: float) -> None:
        """Wait until the program told `event` so often, or ended, or the time is up."""
        end = time.monotonic() + timeout
        while self._told.count(event) < count and (left := end - time.monotonic()) > 0:
            if select.select([self._reader], [], [], left)[0]:
                piece = os.read(self._reader, 1 << 16)
                if not piece:
                    return
                self._told += piece

    def kill(self) -> tuple[bool, list[dict[str, Any]]]:
        """Kill it; return whether it was still alive, and all that it told."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        while piece := os.read(self._reader, 1 << 16):
            self._told += piece
        os.close(self._reader)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return killed, oracle.read_events(self._told.decode().splitlines())


def _write(descriptor: int, line: str) -> None:
    data = line.encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]


def kill_once(trade: Trade, path: Path, chance: random.Random) -> tuple[oracle.Found, bool] | None:
    """Kill a program at its work; None where it had ended by itself."""
    work, timing = random.Random(chance.randrange(2**32)), random.Random(chance.randrange(2**32))
    control = shim.Control(Path(os.environ["SHIM_CONTROL"])) if "SHIM_CONTROL" in os.environ else None
    exact = control is not None and timing.random() < 0.4

    def run(tell: Tell) -> None:
        trade.run(path, work, _arming(control, tell, trade, timing) if control and exact else tell)

    victim = Victim(run)
    if exact:
        victim.wait_for(b"never told", 1, timeout=_PATIENCE)
    else:
        event = b'"write"' if timing.random() < 0.8 else b'"saved"'
        victim.wait_for(event, timing.randint(1, trade.acts), timeout=_PATIENCE)
        time.sleep(timing.random() * trade.patience)
    killed, events = victim.kill()
    if control:
        control.rest()
        control.close()
    return (trade.judge(path, events), oracle.in_flight(events)) if killed else None


def _arming(control: shim.Control, tell: Tell, trade: Trade, timing: random.Random) -> Tell:
    """Return what tells as before, and has the program die at one of its next calls once it is at work."""
    rest = [timing.randint(1, trade.acts)]
    plan = {"kill_at": timing.randint(1, trade.calls), "kill_when": timing.randrange(3)}

    def told(line: str) -> None:
        tell(line)
        rest[0] -= 1
        if rest[0] == 0:
            control.set(counted=0, **plan, armed=shim.EVERYTHING)

    return told


def campaign(names: list[str], kills: int, seed: int) -> oracle.Toll:
    """Kill programs at these trades, so many in all."""
    chance, toll = random.Random(seed), oracle.Toll()
    with tempfile.TemporaryDirectory() as place:
        template, folder = Path(place) / NAME, Path(place) / "work"
        base.make(template)
        write_articles(Path(place) / "articles")
        while toll.cases < kills:
            name = names[toll.cases % len(names)]
            folder.mkdir()
            shutil.copyfile(template, folder / NAME)
            result = kill_once(TRADES[name], folder / NAME, chance)
            if result is not None:
                toll.count(name, result[0], in_flight=result[1])
            shutil.rmtree(folder)
    return toll


def write_articles(folder: Path, count: int = FILES) -> None:
    """Write files to import into a new folder."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(_text(number), encoding="utf-8", newline="")


def main(words: list[str]) -> None:
    """Run a campaign: SEED KILLS TRADE…; print the toll as one line of JSON."""
    print(json.dumps(asdict(campaign(words[2:], int(words[1]), int(words[0])))))


if __name__ == "__main__":
    main(sys.argv[1:])
