"""Progress, pace and expected rest on the line on top: the project's for the lead, one's own on request.

Coders see nothing of it unless they switch it on: a running clock invites speeding.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.study.changes import Changes, Kind
from desktop.study.pace import CoderPace, ProjectPace, duration, own_pace, pace, share_coded
from desktop.ui.desk.commands import Command, Scope
from desktop.ui.deskside import Deskside
from desktop.ui.seat import Seat
from desktop.ui.workplace import Workplace

COMMAND = "view.pace"
PACED = frozenset({Kind.PROGRESS, Kind.PLAN, Kind.CODERS, Kind.ARTICLES})


class PaceLine(QObject):
    """Keeps the words up to date for who sits there; reads them away from the window."""

    turned = Signal()
    """It was switched on or off."""

    def __init__(self, place: Workplace, deskside: Deskside) -> None:
        super().__init__(place)
        self._place = place
        self._desk = deskside.desk
        self._own: tuple[CoderPace, int] | None = None
        place.seated.connect(self._begin)
        place.dispatcher.changed.connect(self._look_again)
        deskside.shown.connect(self._read)

    def commands(self) -> tuple[Command, ...]:
        """Return the coder's switch."""
        seat = self._place.seat
        if seat is None or seat.lead:
            return ()
        words = "My progress and pace"
        return (Command(COMMAND, words, "View", self.switch, scope=Scope.WINDOW),)

    def switch(self) -> None:
        """Show one's own pace, or no longer; remembered on this computer."""
        store = self._place.store
        store.put(replace(store.now, pace=not store.now.pace))
        self._begin()
        self.turned.emit()

    def _begin(self) -> None:
        self._own = None
        self._place.window.header.show_pace("")
        self._read()

    def _read(self) -> None:
        seat, article = self._place.seat, self._place.article
        if seat is None:
            return
        run = self._place.dispatcher.run
        if seat.coder is None:
            run(lambda: pace(seat.project), lambda found: self._show_project(seat, found))
        elif self._place.store.now.pace and article is not None:
            coder = seat.coder
            run(
                lambda: own_pace(seat.project, coder, article), lambda found: self._take(seat, article, found)
            )

    def _show_project(self, seat: Seat, found: ProjectPace) -> None:
        if seat is self._place.seat:
            self._place.window.header.show_pace(of_project(found))

    def _take(self, seat: Seat, article: str, found: tuple[CoderPace, int]) -> None:
        if seat is self._place.seat and article == self._place.article:
            self._own = found
            self._show_own()

    def _show_own(self) -> None:
        article = self._desk.article
        if self._own is not None and article is not None and self._place.store.now.pace:
            share = share_coded(article.passages, len(article.article.text))
            self._place.window.header.show_pace(of_coder(*self._own, share))

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        if changes.kinds & PACED:
            self._read()
        elif Kind.PASSAGES in changes.kinds:
            self._show_own()


def of_project(found: ProjectPace) -> str:
    """Say how far a project is; "" where nothing is to be coded."""
    if not found.articles:
        return ""
    words = f"{found.done} of {found.articles} finished by all"
    return f"{words} · about {duration(found.rest_ms)} left" if found.rest_ms else words


def of_coder(found: CoderPace, here_ms: int, share: float) -> str:
    """Say how far a coder is in the article at hand, which took so long until now, and in all of theirs."""
    here = f"{share:.0%} coded".replace("%", " %") + (f" in {duration(here_ms)}" if here_ms else "")
    parts = [here, f"{found.finished} of {found.share} finished"]
    if found.rest_ms:
        parts.append(f"about {duration(found.rest_ms)} left")
    return " · ".join(parts)
