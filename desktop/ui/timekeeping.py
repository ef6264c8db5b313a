"""Active time in the window: coders are told once that it is measured, and the lead can switch it off."""

from PySide6.QtCore import QObject, Signal

from desktop.study.changes import Changes, Kind
from desktop.study.timing import MEASURED, NOT_MEASURED, is_measured, measure
from desktop.ui.desk.commands import Command, Scope
from desktop.ui.deskside import Deskside
from desktop.ui.seat import Seat
from desktop.ui.workplace import Workplace

STUDY = "Study"


class Timekeeping(QObject):
    """Keeps the desk's clock to what the lead decided for the project that is open."""

    turned = Signal()
    """It is measured now, or is not any more: the command says something else."""

    def __init__(self, place: Workplace, deskside: Deskside) -> None:
        super().__init__(place)
        self._place = place
        self._clock = deskside.desk.controller.clock
        self._told: set[Seat] = set()
        place.seated.connect(self._ask)
        place.dispatcher.changed.connect(self._look_again)

    def commands(self) -> tuple[Command, ...]:
        """Return the lead's switch."""
        seat = self._place.seat
        if seat is None or not seat.lead:
            return ()
        words = "Stop measuring time at work" if self._clock.counting else "Measure time at work"
        return (Command("study.time", words, STUDY, self.switch, scope=Scope.WINDOW),)

    def switch(self) -> None:
        """Measure from now on, or stop measuring: for all coders of the project."""
        seat, on = self._place.seat, not self._clock.counting
        if seat is not None and seat.lead:
            words = MEASURED if on else NOT_MEASURED
            tell = self._place.window.notice.tell
            self._place.dispatcher.run(lambda: measure(seat.project, on=on), lambda _changes: tell(words))

    def _ask(self) -> None:
        seat = self._place.seat
        if seat is None:
            self._told.clear()
            return
        self._place.dispatcher.run(lambda: is_measured(seat.project), lambda on: self._take(seat, on=on))

    def _take(self, seat: Seat, *, on: bool) -> None:
        if seat is not self._place.seat:
            return
        before, self._clock.counting = self._clock.counting, on
        if on and not seat.lead and seat not in self._told:
            self._told.add(seat)
            self._place.window.notice.tell(MEASURED)
        if before != on:
            self.turned.emit()

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        if Kind.SETTINGS in changes.kinds:
            self._ask()
