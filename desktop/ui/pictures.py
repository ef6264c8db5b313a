"""Pictures of the window, drawn into memory: for the demo without a display, and for judging the design."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QThread
from PySide6.QtWidgets import QApplication, QWidget

from db.errors import ProjectError
from db.project import Project
from desktop.errors import UserError
from desktop.study.coders import all_coders, find_coder
from desktop.study.opening import open_project
from desktop.ui.assembly import Assembly
from desktop.ui.preferences import Preferences, Store
from desktop.ui.running import application
from desktop.ui.style import dress
from desktop.ui.theme import theme
from desktop.ui.window import MainWindow

PATIENCE = 30_000
"""Milliseconds after which a picture is not waited for any longer."""


def picture_of(path: Path, out: Path, *, size: tuple[int, int], coder: str | None, lead: bool) -> None:
    """Write a PNG of the window with the project at `path` open; raises `UserError` where it cannot."""
    made = assembled("light", size)
    try:
        try:
            project = open_project(path)
        except ProjectError as error:
            raise UserError(str(error)) from error
        seat(made, project, coder, lead=lead)
        settle(made)
        write(made.window, out)
    finally:
        put_away(made)


def assembled(look: str, size: tuple[int, int]) -> Assembly:
    """Return a window of its own in one theme and size, on no screen, with nobody's preferences."""
    running = application()
    dress(running, theme(look))
    store = Store()
    store.put(Preferences(theme=look))
    window = MainWindow(store)
    window.resize(*size)
    window.show_start()
    window.show()
    return Assembly(window, store, theme(look))


def seat(made: Assembly, project: Project, coder: str | None, *, lead: bool) -> None:
    """Open a project in a window as the lead, as the coder of that name, or as the first coder."""
    who = all_coders(project)
    made.place.take(project, coder=None, ask=False)
    if lead or (coder is None and not who):
        made.place.sit(None)
    else:
        made.place.sit(find_coder(project, coder) if coder else who[0])


def settle(made: Assembly) -> None:
    """Wait until everything that was asked for is on the screen and on disk."""
    waited = 0
    flags = QEventLoop.ProcessEventsFlag.AllEvents
    while waited < PATIENCE:
        QCoreApplication.processEvents(flags, 50)
        if made.idle:
            break
        QThread.msleep(5)
        waited += 5
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents(flags, 50)


def write(widget: QWidget, out: Path) -> None:
    """Write what a widget shows as a PNG; raises `UserError` where the file cannot be written."""
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()  # a caret that happens to blink would make two pictures of one state
    out.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(out), "PNG"):
        raise UserError(f"{out} cannot be written: choose a folder you may write to.")


def put_away(made: Assembly) -> None:
    """Close the window, whatever it would ask, and let go of everything it held."""
    made.window.may_close = lambda: True
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
