"""Between the window and the plan's page: read away from the window, and again when something changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.study.changes import Changes, Kind
from desktop.ui.theme import Theme
from desktop.ui.verbs import kits, plan, study
from desktop.ui.window import ALONE
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.study.plan_view import PlanView
    from desktop.ui.pages.plan import PlanPage

VIEW = "plan"
PLANNED = frozenset({Kind.PLAN, Kind.SETTINGS, Kind.PROGRESS, Kind.CODERS, Kind.ARTICLES, Kind.CODEBOOK})


class PlanSide(QObject):
    """Shows the plan's page to the lead."""

    def __init__(self, place: Workplace, look: Theme) -> None:
        """Wait until somebody asks."""
        super().__init__(place)
        self._place = place
        self._look = look
        self._page: PlanPage | None = None
        place.view_asked.connect(self._asked_for)
        place.dispatcher.changed.connect(self._look_again)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        if self._page is not None:
            self._page.set_theme(look)

    def _asked_for(self, view: str) -> None:
        if view == VIEW and self._place.seat is not None and self._place.seat.lead:
            if self._page is None:
                self._page = self._make()
            self._place.window.show_page(self._page, ALONE)
            self._read()

    def _make(self) -> "PlanPage":
        from desktop.ui.pages.plan import PlanPage  # noqa: PLC0415  (only the lead needs it)

        made, place = PlanPage(self._look), self._place
        made.change_asked.connect(lambda: plan.plan_by_dialog(place))
        made.lock_asked.connect(lambda: plan.lock_by_dialog(place))
        made.recode_asked.connect(lambda: plan.recode_by_dialog(place))
        made.kits_asked.connect(lambda: kits.hand_out_by_dialog(place))
        made.coder_asked.connect(lambda: study.add_coder_by_dialog(place))
        made.rename_asked.connect(lambda coder: plan.rename_by_dialog(place, coder))
        return made

    def _read(self) -> None:
        seat = self._place.seat
        if seat is None or not seat.lead:
            return
        from desktop.exchange.merging import completeness  # noqa: PLC0415
        from desktop.study.plan_view import plan_view  # noqa: PLC0415

        self._place.dispatcher.run(
            lambda: (plan_view(seat.project), completeness(seat.project)),
            lambda read: self._show(seat, *read),
        )

    def _show(self, seat: object, view: "PlanView", complete: tuple[str, ...]) -> None:
        if seat is not self._place.seat or self._page is None:
            return
        codebook = self._place.survey.codebook
        self._page.show_plan(
            view, {label.id: label.name for label in codebook.labels} if codebook else {}, complete
        )

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        shown = self._page is not None and self._place.window.middle.currentWidget() is self._page
        if shown and changes.kinds & PLANNED:
            self._read()
