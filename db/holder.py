"""Who holds a project: a small file beside it that another opener can read and name. The lock is SQLite's."""

import contextlib
import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from db.ids import new_id


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has a project open, since when (RFC 3339 UTC)."""

    pid: int
    user: str
    host: str
    since: str
    program: str

    def __str__(self) -> str:
        return f"{self.user} on {self.host} (process {self.pid}, {self.program}, since {self.since})"


def this_process(since: str, program: str) -> Holder:
    """Return this process as a holder; a user or host without a name is called unknown."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = "an unknown user"
    return Holder(os.getpid(), user, platform.node() or "this computer", since, program)


def lock_path(project: Path) -> Path:
    """Return where the holder of `project` is written: `NAME.pressmark-lock`."""
    return project.with_name(project.name + "-lock")


def announce(project: Path, holder: Holder) -> None:
    """Write the holder down, whole or not at all; a folder that takes no file is no reason not to work."""
    path = lock_path(project)
    draft = path.with_name(f"{path.name}-{new_id()}")
    try:
        draft.write_text(json.dumps(asdict(holder)), encoding="utf-8")
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def withdraw(project: Path, holder: Holder) -> None:
    """Take the holder's file away, unless it names somebody else by now."""
    if read(project) == holder:
        with contextlib.suppress(OSError):
            lock_path(project).unlink(missing_ok=True)


def read(project: Path) -> Holder | None:
    """Return who is written down as the holder, or None if nobody is, or nothing that can be read."""
    try:
        with lock_path(project).open(encoding="utf-8") as file:
            found = json.loads(file.read(4096))
        return Holder(
            int(found["pid"]), *(str(found[key])[:200] for key in ("user", "host", "since", "program"))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
