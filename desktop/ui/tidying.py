"""Collects garbage on the window's thread alone.

Python collects cycles on whatever thread happens to allocate. A cycle that holds a widget must not be taken
apart on the project's thread: Qt's objects may be destroyed only on the thread that made them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 2000
"""Milliseconds between two looks at how much garbage there may be."""


class Tidying(QObject):
    """From now on, until it is stopped, cycles are collected between two events of the window only."""

    def __init__(self, parent: QObject) -> None:
        """Begin; what the program is made of is never looked at again."""
        super().__init__(parent)
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _look(self) -> None:
        """Collect the youngest generation that is due, as Python itself would have."""
        limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [at for at, (count, limit) in enumerate(limits) if count > limit]
        if due:
            gc.collect(max(due))
