"""The benches as processes of their own, in a home of their own; what they found comes back as JSON."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.durability import modes, shim
from tests.durability.oracle import Toll

_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
ON_DISK = "TORTURE_ON_DISK"
_LONGEST = 6 * 3600
ROOT = Path(__file__).resolve().parents[2]


def kills(*trades: str, count: int, seed: int, library: Path | None) -> Toll:
    """Kill programs at these trades; with the library, four in ten die at an exact call of the system."""
    return _run("kills", str(seed), str(count), *trades, library=library)


def power(
    library: Path,
    *,
    work: str = "label",
    mode: str = modes.OURS,
    seed: int,
    runs: int,
    acts: int,
    states: int,
) -> Toll:
    """Judge the states in which power loss may leave a project."""
    return _run("power", mode, work, str(seed), str(runs), str(acts), str(states), str(library))


def faults(*operations: str, seed: int, every: int, library: Path) -> Toll:
    """Fail every call of the system, or each so-manyth, of these operations."""
    return _run("faults", str(seed), str(every), *operations, library=library)


def flips(*, copies: int, seed: int) -> Toll:
    """Change one byte in each of so many copies."""
    return _run("flips", str(seed), str(copies))


def slow_disk(library: Path) -> dict[str, Any]:
    """Press keys at the window while every sync takes long; return what it showed."""
    return _answer("slow_disk", "{work}", library=library)


def _quick_place() -> str | None:
    """Return a folder in memory, where syncs cost nothing, unless the long runs want a real disk."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and not os.environ.get(ON_DISK) else None


def _run(module: str, *words: str, library: Path | None = None) -> Toll:
    return Toll(**_answer(module, *words, library=library))


def _answer(module: str, *words: str, library: Path | None = None) -> dict[str, Any]:
    done = _done(module, *words, library=library)
    if done.returncode:
        raise RuntimeError(f"the bench “{module}” itself failed:\n{done.stderr[-4000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _done(module: str, *words: str, library: Path | None) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory(dir=_quick_place()) as place:
        environment = dict(os.environ)
        work, page = Path(place) / "work", Path(place) / "control"
        work.mkdir()
        if library:
            shim.Control(page).close()
            environment = shim.environment(library, page, Path(place))
        home = str(Path(place) / "home")
        environment |= {"TMPDIR": str(work), "HOME": home, **dict.fromkeys(_HOMES, home)}
        return subprocess.run(
            [sys.executable, "-m", f"tests.durability.{module}", *(word.format(work=work) for word in words)],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
