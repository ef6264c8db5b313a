"""Can the program run here? Names what is missing or unsuitable before the window fails, and what to do."""

import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop import __version__

_QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
}
_WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt loads on Linux, and the Debian packages; the second list for a window under X11."""
_OLDEST_QT = (6, 11, 2)
_LEAKING_QT = (6, 12, 0)
"""Since then every void call drops a reference to None, which ends Python 3.11 after some thousand calls."""
_TRY_QT = "from PySide6.QtWidgets import QApplication; QApplication(['pressmark'])"
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `problem` says what is wrong and what to do, "" where nothing is."""

    what: str
    problem: str = ""


def findings() -> tuple[Finding, ...]:
    """Look at everything that the program needs."""
    return tuple(_findings())


def _findings() -> Iterator[Finding]:
    from db.opening import library_problem
    from desktop import logbook
    from desktop.study.keeping import data_folder

    yield Finding(f"Pressmark {__version__}, Python {platform.python_version()}")
    yield Finding("SQLite", library_problem())
    yield Finding(
        f"Qt {_qt_version() or 'is not installed'}", qt_problem(_qt_version(), sys.version_info[:2])
    )
    yield Finding("system libraries", libraries_problem())
    yield Finding("Qt starts", _starts())
    yield Finding("a place for backups", _cannot_write(data_folder()))
    yield Finding("a place for the log", _cannot_write(logbook.folder()))


def before_window() -> str:
    """Return why no window can be opened, in a sentence, found out quickly; "" where nothing is known."""
    return qt_problem(_qt_version(), sys.version_info[:2]) or libraries_problem()


def _qt_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("PySide6-Essentials", "PySide6"):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return ""


def qt_problem(found: str, python: tuple[int, int]) -> str:
    """Return what is wrong with this version of Qt for Python under this Python, "" for nothing."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", found)[:3])
    if not numbers:
        return "Qt is missing: install it with `pip install PySide6-Essentials`."
    if numbers < _OLDEST_QT:
        return f"Qt {found} has errors that break panels: `pip install --upgrade 'PySide6-Essentials<6.12'`."
    if numbers >= _LEAKING_QT and python < (3, 12):
        return (
            f"Qt {found} ends Python {python[0]}.{python[1]} after some thousand calls:"
            " `pip install 'PySide6-Essentials>=6.11.2,<6.12'`, or use Python 3.12."
        )
    return ""


def libraries_problem() -> str:
    """Return which system libraries of Qt are missing, and how to install them; "" for none."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = dict(_QT_LIBRARIES)
    if os.environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb") and os.environ.get("DISPLAY"):
        wanted |= _WINDOW_LIBRARIES
    return missing_sentence([package for name, package in wanted.items() if not _is_there(name)])


def missing_sentence(packages: list[str]) -> str:
    """Return what to say where these Debian packages are missing, "" for none."""
    if not packages:
        return ""
    names = " ".join(packages)
    return f"System libraries are missing. On Debian or Ubuntu run: sudo apt-get install -y {names}"


def _is_there(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _starts() -> str:
    """Start Qt without a screen in a process of its own, since a failure would end this one."""
    import subprocess

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-c", _TRY_QT],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"Qt could not be tried ({type(error).__name__})."
    lines = done.stderr.strip().splitlines()
    return f"Qt does not start: {lines[-1] if lines else 'it gave no reason'}." if done.returncode else ""


def _cannot_write(folder: Path) -> str:
    probe = folder / f"probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return f"Nothing can be written to {folder}: {error.strerror or error}."
    return ""
