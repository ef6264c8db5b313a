"""Between the window and the agreement table: figures are made away from the window, for the lead only."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.study.changes import Changes, Kind
from desktop.study.coders import all_coders, shown_name
from desktop.ui.theme import Theme
from desktop.ui.window import ALONE
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.agreement.report import AgreementReport, AgreementSettings
    from desktop.study.dearest import Dearest
    from desktop.ui.pages.agreement import AgreementPage

FIGURED = frozenset({Kind.PASSAGES, Kind.PROGRESS, Kind.CODEBOOK, Kind.ZONES, Kind.ARTICLES, Kind.CODERS})


class AgreementSide(QObject):
    """Shows the agreement page, and makes its figures again when something they rest on has changed."""

    def __init__(self, place: Workplace, look: Theme) -> None:
        """Wait until somebody asks; until then neither page nor numpy is loaded."""
        super().__init__(place)
        self._place = place
        self._look = look
        self._page: AgreementPage | None = None
        self._asked = 0
        place.agreement_asked.connect(self.show)
        place.seated.connect(self._forget)
        place.dispatcher.changed.connect(self._look_again)

    def show(self) -> None:
        """Show the page and make its figures."""
        if self._place.seat is None or not self._place.seat.lead:
            return
        if self._page is None:
            from desktop.ui.pages.agreement import AgreementPage  # noqa: PLC0415  (only the lead needs it)

            self._page = AgreementPage(self._look)
            self._page.asked.connect(self.figure)
        self._place.window.show_page(self._page, ALONE)
        self.figure(self._page.settings())

    def figure(self, settings: "AgreementSettings") -> None:
        """Make the figures that these settings ask for."""
        seat, page = self._place.seat, self._page
        if seat is None or page is None or not seat.lead:
            return
        if not self._place.survey.step_done("compare"):
            page.show_nothing()
            return
        from desktop.study.dearest import table_and_dearest  # noqa: PLC0415  (loads numpy)

        self._asked += 1
        asked = self._asked
        page.show_waiting()
        self._place.dispatcher.run(
            lambda: table_and_dearest(seat.project, settings), lambda found: self._show(*found, asked)
        )

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        if self._page is not None:
            self._page.set_theme(look)

    def _show(self, report: "AgreementReport", dearest: "tuple[Dearest, ...]", asked: int) -> None:
        seat, page = self._place.seat, self._page
        if asked != self._asked or seat is None or page is None or not seat.lead:
            return
        names = {coder.id: shown_name(coder) for coder in all_coders(seat.project)}
        page.show_report(report, self._place.survey.codebook, names)
        page.show_dearest(dearest)

    def _forget(self) -> None:
        self._asked += 1

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        shown = self._page is not None and self._place.window.middle.currentWidget() is self._page
        if shown and self._page is not None and changes.kinds & FIGURED:
            self.figure(self._page.settings())
