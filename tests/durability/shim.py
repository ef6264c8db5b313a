"""The library that is preloaded under the real program: building it, and its control page."""

import mmap
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
WRITES, SYNCS, OTHERS = 1, 2, 4
"""What faults and kills count: writes and truncations; syncs; making, renaming and unlinking files."""
EVERYTHING = WRITES | SYNCS | OTHERS

_FIELDS = (
    "armed",
    "counted",
    "fail_at",
    "fail_errno",
    "for_good",
    "failed",
    "kill_at",
    "kill_when",
    "sync_delay",
    "syncs",
    "writes",
)
_SIZE = 4096


def why_not() -> str:
    """Return why nothing can be preloaded here, or "" where it can."""
    if not sys.platform.startswith("linux"):
        return "a library is preloaded on Linux only"
    return "" if compiler() else "no C compiler is here (cc, gcc or clang)"


def compiler() -> str | None:
    """Return the C compiler of this machine, if it has one."""
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


def build(folder: Path) -> Path:
    """Compile the library into `folder` and return where it is."""
    library = folder / "shim.so"
    command = [compiler() or "cc", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-o"]
    subprocess.run([*command, str(library), str(SOURCE), "-ldl", "-lpthread"], check=True, timeout=60)
    return library


def environment(library: Path, control: Path, watch: Path, record: Path | None = None) -> dict[str, str]:
    """Return the environment of a program with the library under it, watching the files below `watch`."""
    found = dict(os.environ) | {"LD_PRELOAD": str(library), "SHIM_CONTROL": str(control)}
    found["SHIM_WATCH"] = os.path.realpath(watch)
    return found | ({"SHIM_LOG": str(record)} if record else {})


class Control:
    """The control page, shared with the program that the library is under."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_SIZE))
        with path.open("r+b") as file:
            self._page = mmap.mmap(file.fileno(), _SIZE)

    def set(self, **values: int) -> None:
        """Set fields of the page; arming (`armed`) comes last, so that no call is counted too early."""
        for name in sorted(values, key=lambda name: name == "armed"):
            struct.pack_into("<Q", self._page, 8 * _FIELDS.index(name), values[name])

    def get(self, name: str) -> int:
        """Return a field of the page."""
        return int(struct.unpack_from("<Q", self._page, 8 * _FIELDS.index(name))[0])

    def fail(self, kinds: int, at: int, errno: int, *, for_good: bool) -> None:
        """Let the call numbered `at` (from 1, counting `kinds`) fail; and every one after it, if for good."""
        self.set(counted=0, failed=0, fail_at=at, fail_errno=errno, for_good=int(for_good), armed=kinds)

    def rest(self) -> None:
        """Count, fail and kill no more."""
        self.set(armed=0, fail_at=0, for_good=0, kill_at=0)

    def close(self) -> None:
        """Let the page go."""
        self._page.close()
