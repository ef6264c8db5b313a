"""From a figure to its article, and on: one key to adjudicate what is in dispute, one to discuss it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from db.records import Coder
from desktop.study.adjudication import Item, Queue
from desktop.study.changes import Changes
from desktop.study.coders import all_coders
from desktop.study.dearest import Dearest
from desktop.study.workspace.onward import discuss, find
from desktop.ui.adjudication.side import VIEW, AdjudicationSide
from desktop.ui.agreement_side import AgreementSide
from desktop.ui.workplace import Workplace

Then = Callable[[Queue, Item], object]
WHO = "Choose first who adjudicates: what is decided or put on the sheet stands in their name."
NONE = "No passages differ here: whole sentences are compared, and the difference lies beside this stretch."


class OnwardSide(QObject):
    """Joins the agreement's stretches with adjudication."""

    def __init__(self, place: Workplace, agreement: AgreementSide, adjudication: AdjudicationSide) -> None:
        """Listen to the bar over the article."""
        super().__init__(place)
        self._place = place
        self._agreement = agreement
        self._adjudication = adjudication
        agreement.bar.adjudicated.connect(self.adjudicate)
        agreement.bar.discussed.connect(self.discuss)

    def adjudicate(self) -> None:
        """Open what is in dispute in the adjudicator's queue."""
        self._with_item(self._open)

    def discuss(self) -> None:
        """Put what is in dispute on the discussion sheet."""
        self._with_item(self._put_on_sheet)

    def _with_item(self, then: Then) -> None:
        seat, place = self._place.seat, self._agreement.pointed
        if seat is None or not seat.lead or place is None:
            return
        who = self._adjudicator()
        if who is None:
            self._place.show_view(VIEW)
            self._place.window.notice.tell(WHO)
            return
        project, phase = seat.project, self._agreement.phase
        self._place.dispatcher.run(
            lambda: find(project, who, phase, place),
            lambda found: self._found(found, place, then),
        )

    def _found(self, found: tuple[Queue, Item | None], place: Dearest, then: Then) -> None:
        queue, item = found
        if item is None:
            self._place.window.notice.tell(NONE)
        elif place == self._agreement.pointed:
            then(queue, item)

    def _open(self, _queue: Queue, item: Item) -> None:
        self._adjudication.item = item
        self._place.show_view(VIEW)

    def _put_on_sheet(self, queue: Queue, item: Item) -> None:
        seat = self._place.seat
        if seat is None:
            return
        saved, changes = discuss(seat.project, queue, item)
        self._place.dispatcher.follow(saved, lambda _saved: self._tell(changes))

    def _tell(self, changes: Changes) -> None:
        self._place.dispatcher.announce(changes, self)
        self._place.window.notice.tell("On the discussion sheet. Study › Discussion sheet… shows it.")

    def _adjudicator(self) -> Coder | None:
        seat = self._place.seat
        if seat is None:
            return None
        known = self._place.store.now.coder_of(f"{seat.project.id}/{VIEW}")
        return next((coder for coder in all_coders(seat.project) if coder.id == known), None)
