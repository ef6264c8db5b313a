"""What happens when something happens that never should: a report for us, a sentence for the user."""

import platform
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from desktop import __version__


@dataclass(frozen=True, slots=True)
class Bug:
    """An unexpected error: its kind, the report word for word and its file, if any, and where it happened."""

    what: str
    text: str
    path: Path | None
    place: str


def take_down(error: BaseException) -> Bug:
    """Write a report of an unexpected error.

    The report holds types and code places only: the error's own words may quote an article or a name.
    """
    text = _text(error)
    try:
        path = _write(text)
    except OSError:
        path = None
    return Bug(type(error).__name__, text, path, _place(error))


def report(error: BaseException) -> str:
    """Write a report of an unexpected error and return the sentence that names it."""
    bug = take_down(error)
    told = f"This is a bug of ours, not of yours ({bug.what}); nothing that was saved is lost."
    if bug.path is None:
        return f"{told} {bug.place}"
    return f"{told} A report for us, without any of your text, is in {bug.path}."


def _write(text: str) -> Path:
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    folder = Path(platformdirs.user_log_dir("pressmark", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"bug-{now}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def _text(error: BaseException) -> str:
    lines = [
        f"pressmark {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {_command()}",
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(type(link).__qualname__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _command() -> str:
    """Return the command's name alone: the other arguments are paths and names."""
    from desktop.cli.group import COMMANDS

    return next((word for word in sys.argv[1:2] if word in COMMANDS), "")


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    return f"It happened in {Path(frames[-1].filename).name}, line {frames[-1].lineno}."
