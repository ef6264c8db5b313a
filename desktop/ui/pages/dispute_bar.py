"""The bar over an article that was opened from a figure: what is in dispute here, and on to the next."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from desktop.study.dearest import Dearest
from desktop.ui.parts import area, button, column, line, row, text
from desktop.ui.theme import STEP

KEYS = ("Ctrl+B", "A", "D", "P", "N")
"""Back, adjudicate, discuss, previous, next: they work while the bar is shown."""


class DisputeBar(QFrame):
    """Tells of one stretch in dispute; `stepped` asks for the next (1) or the one before (-1)."""

    left = Signal()
    """Back to the figures."""
    stepped = Signal(int)
    adjudicated = Signal()
    """What is in dispute is to be settled."""
    discussed = Signal()
    """It is to be put on the discussion sheet."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        area(self, "panel")
        self._given = text("", strong=True)
        self._cost = text("", ink="muted", size=0.92)
        self.back = button("Back to the figures", self.left.emit)
        self.settle = button("Adjudicate", self.adjudicated.emit, rank="quiet")
        self.discuss = button("Discuss", self.discussed.emit, rank="quiet")
        self.before = button("Previous", lambda: self.stepped.emit(-1), rank="quiet")
        self.next = button("Next", lambda: self.stepped.emit(1), rank="quiet")
        buttons = (self.back, self.settle, self.discuss, self.before, self.next)
        below = row(self.back, None, self.settle, self.discuss, self.before, self.next)
        inside = column(self._given, self._cost, below, gap=0.5)
        inside.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        self.setLayout(column(inside, line(), gap=0))
        for made, key in zip(buttons, KEYS, strict=True):
            made.setToolTip(f"{made.text()} ({key})")
            QShortcut(QKeySequence(key), self, made.click)
        self.hide()

    def show_place(self, place: Dearest, at: int, of: int) -> None:
        """Tell what each coder gave here and what it costs; it is the `at`-th of so many."""
        self._given.setText(" · ".join(f"{name}: {what}" for name, what in place.given))
        self._cost.setText(f"{at} of {of} · {cost(place)}")
        self.setAccessibleName(f"In dispute: {self._given.text()}. {self._cost.text()}")
        self.before.setEnabled(at > 1)
        self.next.setEnabled(at < of)
        self.show()


def cost(place: Dearest) -> str:
    """Return what a stretch costs, in words."""
    return f"{percent(place)} of this disagreement; α {place.gain:+.3f} if settled"


def percent(place: Dearest) -> str:
    """Return a stretch's share of the disagreement."""
    return f"{100 * place.share:.1f} %"
