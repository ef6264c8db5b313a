"""Between the window and what keeps the work safe: what hinders it is said, and what helps is offered."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from db.project import Project
from desktop.study import keeping
from desktop.ui.deskside import Deskside
from desktop.ui.dialogs.report import DecideSheet, ReportSheet
from desktop.ui.parts import button
from desktop.ui.seat import Seat
from desktop.ui.verbs import keeping as verbs
from desktop.ui.workplace import Workplace
from desktop.wording import counted

READING = "Only open for reading"
MOST_TOLD = 8
"""How many sentences on what is damaged are shown at once."""
EVERY = 30_000
"""Milliseconds between two looks at whether copies can be made."""


class KeepSide(QObject):
    """Says when a project is only open for reading, when work is missing, and when no copies can be made."""

    def __init__(self, place: Workplace, deskside: Deskside) -> None:
        """Watch over the window of `place`."""
        super().__init__(place)
        self._place = place
        self._window = place.window
        self._desk = deskside.desk
        self._project: Project | None = None
        self._told = ""
        self._let_go = False
        self._alarmed: set[str] = set()
        """Who heard already of what is missing in this project."""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look_at_copies)
        place.seated.connect(self._sit)
        place.not_opened.connect(self._offer_backups)
        place.may_leave = self._may_leave
        place.window.may_close = self._may_leave
        deskside.desk.stored.connect(lambda _saved: self.look_at_copies())

    def _sit(self) -> None:
        seat = self._place.seat
        if seat is None:
            self._timer.stop()
            self._project = None
            self._window.banner.hide()
            return
        self._show_banner(seat.project)
        if seat.project is not self._project:
            self._begin(seat.project)
        if seat.key not in self._alarmed:
            self._alarmed.add(seat.key)
            self._alarm(seat)

    def _begin(self, project: Project) -> None:
        self._project, self._told, self._let_go = project, "", False
        self._alarmed.clear()
        self._timer.start()
        self._place.dispatcher.run(
            partial(keeping.shared_place_notice, project), partial(self._tell_place, project)
        )
        self.look_at_copies()

    def _show_banner(self, project: Project) -> None:
        if not project.read_only:
            self._window.banner.hide()
        elif project.damage:
            sentence = f"{project.path.name} is damaged, so nothing is stored in it: bring a backup back."
            self._window.banner.show_words(READING, sentence, "Backups…", self._show_backups)
            self._window.banner.setToolTip("\n".join(project.damage[:MOST_TOLD]))
        else:
            self._window.banner.show_words(READING, project.read_only)
            self._window.banner.setToolTip("")

    def _show_backups(self) -> None:
        verbs.backups_by_dialog(self._place)

    def _alarm(self, seat: Seat) -> None:
        """Say loudly that work is gone which no revision took away."""
        found = keeping.loss_sentences(seat.project, seat.coder.id if seat.coder else "")
        if not found:
            return
        sheet = ReportSheet(
            self._window,
            "Work is missing",
            "This happens where an older copy of the file took its place. Nothing more is lost by going on,"
            " but bring the backup back before you do.",
            [("", sentence, "warning") for sentence in found],
        )

        def look() -> None:
            sheet.accept()
            self._show_backups()

        sheet.aside(button("Backups…", look))
        sheet.open()

    def _tell_place(self, project: Project, sentence: str) -> None:
        if sentence and project is self._place.project:
            self._window.notice.offer(sentence, "Move it…", lambda: verbs.move_by_dialog(self._place))

    def look_at_copies(self) -> None:
        """Say once if no copies can be made; and whether the project is still open for writing."""
        project = self._place.project
        if project is None:
            return
        self._show_banner(project)
        trouble = project.keeping_trouble
        if trouble != self._told:
            self._told = trouble
            if trouble:
                self._window.notice.warn(trouble, "Backups…", self._show_backups)

    def _offer_backups(self, path: Path, sentence: str) -> None:
        """Offer to bring back a project that could not be opened."""

        def offer(possible: bool) -> None:
            if possible and self._place.project is None:
                show = partial(verbs.backups_by_dialog, self._place, path)
                self._window.notice.warn(sentence, "Backups…", show)

        self._place.dispatcher.run(partial(keeping.can_come_back, path), offer)

    def _may_leave(self) -> bool:
        """Return whether the project may be left; where something is not saved, ask first."""
        count = self._desk.controller.failed
        if not count or self._let_go:
            return True
        what = counted(count, "thing you did is", "things you did are")
        sheet = DecideSheet(
            self._window,
            "Not saved yet",
            f"{what} not on disk, because the disk did not take it. Leaving loses it.",
            (),
            "Save again",
        )
        sheet.accepted.connect(self._desk.save_again)
        sheet.aside(button("Leave without it", partial(self._leave, sheet), rank="quiet"))
        sheet.open()
        return False

    def _leave(self, sheet: DecideSheet) -> None:
        self._let_go = True
        sheet.reject()
        self._place.leave_project()
