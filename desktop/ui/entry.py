"""The one door to the window for everybody outside this room. Qt is imported only behind it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserError

if TYPE_CHECKING:
    from desktop.exchange.report.document import Document
    from desktop.study.workspace.pictured import Picture

SCREENLESS = ("offscreen", "minimal", "minimalegl", "vnc")


def display_available() -> bool:
    """Return True where a window can be seen by somebody."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in SCREENLESS:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _x_server_answers(os.environ.get("DISPLAY", ""))


def open_window(path: Path | None, coder: str | None = None) -> int:
    """Open the window, on a project if `path` says which, until it is closed; return the exit status."""
    _need_libraries()
    from desktop.ui.running import run_window

    return run_window(path, coder)


def picture(
    project: Path,
    out: Path,
    *,
    size: tuple[int, int] = (1280, 800),
    coder: str | None = None,
    lead: bool = False,
) -> None:
    """Write a PNG of the window with a project open, as a coder (by default the first) or the lead sees it.

    `size` is in logical pixels. Works without a display.
    """
    _without_display()
    from desktop.ui.pictures import picture_of

    picture_of(project, out, size=size, coder=coder, lead=lead)


def shots(folder: Path) -> tuple[Path, ...]:
    """Write pictures of every screen, in every theme and two sizes, and return their paths."""
    _without_display()
    from desktop.ui.shots import every_screen

    return every_screen(folder)


def svg_pictures(pictures: "Mapping[str, Picture]") -> dict[str, str]:
    """Return pictures by name as SVG elements to stand in a page."""
    _without_display()
    from desktop.ui.drawing.files import svg_of
    from desktop.ui.running import application

    application()
    return {name: svg_of(picture) for name, picture in pictures.items()}


def report_pdf(document: "Document", out: Path) -> None:
    """Write a report as PDF; raises `UserError` where the file cannot be written."""
    _without_display()
    from desktop.exchange.files import write_file
    from desktop.ui.drawing.paper import report_as_pdf
    from desktop.ui.running import application

    application()
    write_file(out, report_as_pdf(document))


def _without_display() -> None:
    """Draw into memory: a picture is the same with and without a display, and no window flashes up."""
    if "PySide6.QtWidgets" not in sys.modules:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _need_libraries()


def _need_libraries() -> None:
    """Raise `UserError` naming the system library that Qt misses; Qt itself would end the process."""
    try:
        from PySide6 import QtGui
    except ImportError as error:
        raise UserError(_missing(str(error))) from error
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    import ctypes

    plugin = Path(QtGui.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise UserError(_missing(str(error))) from error


def _missing(told: str) -> str:
    name = told.partition(":")[0].strip()
    hint = "`make libraries` in a checkout, or your system's package manager, installs what Qt needs."
    return f"The window cannot start because {name} is missing on this computer: {hint}"


def _x_server_answers(display: str) -> bool:
    """Return True where an X server listens; a name alone may be left over from a session that is gone."""
    host, colon, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    import socket

    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108  (where X servers listen)
        return any(_connects(socket.AF_UNIX, address) for address in (path, f"\0{path}"))
    return _connects(socket.AF_INET, (host.strip("[]"), 6000 + int(number)))


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    import socket

    try:
        with socket.socket(family, socket.SOCK_STREAM) as knock:
            knock.settimeout(2)
            knock.connect(address)
    except OSError:
        return False
    return True
