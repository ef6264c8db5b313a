"""The program under test, as a process of its own: `python -m tests.durability.program WHAT PROJECT …`.

What it tells goes to the file TOLD beside the project, so that the record of the preloaded library holds it
in its place among the writes.
"""

import contextlib
import errno
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from db.errors import ProjectError
from desktop.study.opening import open_project
from tests.durability import modes, shim
from tests.durability.gestures import sit_down
from tests.durability.kills import import_files
from tests.durability.next_format import open_next

TOLD = "told"


def teller(path: Path) -> Callable[[str], None]:
    """Return what writes lines to the end of `path`, each by one call of the system."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return lambda line: _write(descriptor, line)


def _write(descriptor: int, line: str) -> None:
    os.write(descriptor, line.encode() + b"\n")


def label(path: Path, article: str, seed: int, count: int, tell: Callable[[str], None]) -> None:
    """Do random gestures on an article."""
    with open_project(path) as project:
        coder = sit_down(project, article, seed, tell)
        for _ in range(count):
            coder.gesture()


def label_on_a_bad_disk(path: Path, article: str, seed: int, count: int, tell: Callable[[str], None]) -> None:
    """Do random gestures while a sync fails now and then; what was refused is sent again."""
    control, chance = shim.Control(Path(os.environ["SHIM_CONTROL"])), random.Random(seed)
    with open_project(path) as project:
        coder = sit_down(project, article, seed, tell)
        for _ in range(count):
            if chance.random() < 0.4:
                control.fail(shim.SYNCS, chance.randint(1, 4), errno.EIO, for_good=False)
            for _ in range(3):
                with contextlib.suppress(ProjectError):
                    coder.gesture()
                    break
            control.rest()


def import_some(path: Path, article: str, seed: int, count: int, tell: Callable[[str], None]) -> None:
    """Add a few articles."""
    del article, count
    import_files(path, random.Random(seed), tell)


def migrate(path: Path, article: str, seed: int, count: int, tell: Callable[[str], None]) -> None:
    """Bring the file to the next format, and label in it."""
    with open_next(path) as project:
        coder = sit_down(project, article, seed, tell)
        for _ in range(count):
            coder.gesture()


WORK = {"label": label, "bad-disk": label_on_a_bad_disk, "import": import_some, "migration": migrate}


def main(words: list[str]) -> None:
    """Run as the words say: MODE WORK PROJECT ARTICLE SEED COUNT."""
    mode, what, project, article, seed, count = words
    modes.use(mode)
    path = Path(project)
    WORK[what](path, article, int(seed), int(count), teller(path.with_name(TOLD)))


if __name__ == "__main__":
    main(sys.argv[1:])
