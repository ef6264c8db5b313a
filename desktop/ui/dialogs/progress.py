"""How far something long is, with a button that stops it."""

from threading import Event

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import text

LATER = 400
"""Milliseconds before it is shown: what is done sooner needs no dialog."""


class ProgressSheet(Sheet):
    """Tells how far work on another thread is; it shows itself only if the work takes its time."""

    _came = Signal(int, int, str)

    def __init__(self, parent: QWidget | None, title: str, sentence: str) -> None:
        """Begin hidden."""
        super().__init__(parent, title, sentence, 480)
        self._stopped = Event()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._words = text("", ink="muted")
        self._words.setMinimumHeight(2 * self._words.fontMetrics().height())
        self.put(self._bar, self._words)
        self.stop_button = self.answers("Stop", "")
        self.stop_button.setAutoDefault(False)
        self._came.connect(self._tell)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.open)
        self._later.start(LATER)

    def report(self, done: int, in_all: int, name: str) -> bool:
        """Take the news from the thread that works; False where somebody wants it to stop."""
        self._came.emit(done, in_all, name)
        return not self._stopped.is_set()

    @property
    def stopped(self) -> bool:
        """True once somebody asked to stop."""
        return self._stopped.is_set()

    def accept(self) -> None:
        """Ask for a stop; the sheet goes when the work has come to one."""
        self._stopped.set()
        self.stop_button.setEnabled(False)
        self._words.setText("Stopping after this file…")

    def reject(self) -> None:
        """Escape stops the work too."""
        self.accept()

    def finish(self) -> None:
        """Go: the work is done."""
        self._later.stop()
        super().reject()
        self.deleteLater()

    def _tell(self, done: int, in_all: int, name: str) -> None:
        self._bar.setRange(0, in_all)
        self._bar.setValue(done)
        if not self.stopped:
            self._words.setText(f"{done + 1:,} of {in_all:,}: {name}")
