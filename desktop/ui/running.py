"""The window from its first moment to its last: one application, one event loop, one way errors are shown."""

import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

import resources
from desktop.ui.fonts import load_fonts
from desktop.ui.preferences import Store, default_path
from desktop.ui.style import chosen_theme, dress
from desktop.ui.tidying import Tidying
from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from desktop.ui.assembly import Assembly
    from desktop.ui.dialogs.broken import BrokenSheet
    from desktop.ui.workplace import Workplace

QUICK_SWITCH = 0.0005
"""Seconds a busy thread may hold the interpreter: two of them cost a key press 4 ms instead of 32."""


def application() -> QApplication:
    """Return the one application of this process, made ready the first time."""
    running = QApplication.instance()
    if isinstance(running, QApplication) and running.property("ready"):
        return running
    if not isinstance(running, QApplication):
        sys.setswitchinterval(QUICK_SWITCH)
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        running = QApplication(["pressmark"])
    running.setApplicationName("pressmark")
    running.setApplicationDisplayName("Pressmark")
    running.setDesktopFileName("pressmark")
    running.setWindowIcon(_icon())
    if running.platformName() == "offscreen":
        qInstallMessageHandler(_hear)
    load_fonts()
    running.setProperty("ready", True)  # noqa: FBT003  (Qt's own)
    return running


def run_window(path: Path | None, coder: str | None) -> int:
    """Show the window until it is closed and return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal: every act is on disk anyway
    running = application()
    window = begin(path, coder, Store(default_path()))
    tidying = Tidying(window)
    status = running.exec()
    tidying.stop()
    window.deleteLater()
    return status


def begin(
    path: Path | None, coder: str | None, store: Store, then: "Callable[[Assembly], object] | None" = None
) -> MainWindow:
    """Put the window on the screen; only then load what a project needs, and open the one at `path`.

    `then` gets the window with everything in it.
    """
    running = application()
    look = chosen_theme(running, store.now.theme)
    dress(running, look)
    window = MainWindow(store)
    if path is None:
        window.show_start()
    else:
        window.show_opening(path.stem)

    def bring_to_life() -> None:
        from desktop.ui.assembly import Assembly  # noqa: PLC0415  (the window is on the screen first)

        made = Assembly(window, store, look)
        with_hooks(Alarm(made.place))
        if path is not None:
            made.place.open(path, coder)
        if then is not None:
            then(made)

    window.on_screen.connect(bring_to_life, Qt.ConnectionType.QueuedConnection)
    window.show()
    return window


class Alarm(QObject):
    """Brings errors of our own, from whatever thread, before the user's eyes: one dialog at a time."""

    raised = Signal(object)

    def __init__(self, place: "Workplace") -> None:
        """Show errors in front of the window of `place`."""
        super().__init__(place.window)
        self._place = place
        self._sheet: BrokenSheet | None = None
        self.raised.connect(self._show)
        place.dispatcher.broken.connect(self._show)

    def _show(self, error: BaseException) -> None:
        if self._sheet is not None:
            return
        from desktop.ui.dialogs.broken import BrokenSheet  # noqa: PLC0415  (hoped never to be needed)

        self._sheet = BrokenSheet(self._place.window, error)
        self._sheet.finished.connect(self._done)
        self._sheet.open()

    def _done(self, _answer: int) -> None:
        self._sheet = None


def with_hooks(alarm: Alarm) -> Callable[[], None]:
    """Send errors that nobody caught to `alarm` instead of ending the program; return what undoes it."""
    before = sys.excepthook, threading.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            alarm.raised.emit(error)

    def uncaught_elsewhere(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            alarm.raised.emit(told.exc_value)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = uncaught, uncaught_elsewhere
    return undo


def _hear(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, without what its screenless platform says of every window."""
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr)


def _icon() -> QIcon:
    picture = QPixmap()
    picture.loadFromData(resources.read_bytes("icons/pressmark.png"))
    return QIcon(picture)
