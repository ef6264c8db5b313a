"""Views and commands between lead and coders, each made when it is first asked for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.ui.adjudication.side import AdjudicationSide
from desktop.ui.desk.commands import Command, Scope
from desktop.ui.deskside import Deskside
from desktop.ui.plan_side import PlanSide
from desktop.ui.theme import Reading, Theme
from desktop.ui.training_side import TrainingSide
from desktop.ui.verbs import discussion, kits, leftover, plan
from desktop.ui.workplace import Workplace

STUDY = "Study"


class LeadSides(QObject):
    """Plan, adjudication, and what else only the lead sees beside articles and figures."""

    commands_changed = Signal()

    def __init__(self, place: Workplace, deskside: Deskside, look: Theme, reading: Reading) -> None:
        """Stand beside the window of `place`."""
        super().__init__(place)
        self._place = place
        self.plan = PlanSide(place, look)
        self.adjudication = AdjudicationSide(place, look, reading)
        self.training = TrainingSide(place, deskside, look)
        self.adjudication.commands_changed.connect(self.commands_changed)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.plan.set_theme(look)
        self.adjudication.set_theme(look)
        self.training.set_theme(look)

    def set_reading(self, reading: Reading) -> None:
        """Set texts in another type."""
        self.adjudication.set_reading(reading)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done by who sits there now."""
        seat = self._place.seat
        if seat is None:
            return ()
        if not seat.lead:
            return (self._of_coder(),)
        return (*self._of_lead(), *self.adjudication.commands())

    def _of_coder(self) -> Command:
        run = partial(leftover.conflicts_by_dialog, self._place)
        return replace(_make("passage.conflicts", "Edited in two places…", run), group="Passage")

    def _of_lead(self) -> Iterator[Command]:
        place = self._place
        yield _make("study.plan", "Plan", partial(place.show_view, "plan"), "Ctrl+4")
        yield _make("study.adjudication", "Adjudication", partial(place.show_view, "adjudication"), "Ctrl+5")
        yield _make("study.training", "Training", partial(place.show_view, "training"), "Ctrl+6")
        yield _make("study.change-plan", "Change the plan…", lambda: plan.plan_by_dialog(place))
        yield _make("study.lock", "Lock the reliability sample…", lambda: plan.lock_by_dialog(place))
        yield _make("study.recode", "Plan recoding…", lambda: plan.recode_by_dialog(place))
        yield _make(
            "study.hand-out", "Hand out the work…", lambda: kits.hand_out_by_dialog(place), "Ctrl+Shift+K"
        )
        yield _make("study.merge", "Take returns in…", lambda: kits.take_in_by_dialog(place), "Ctrl+Shift+M")
        yield _make(
            "study.sheet", "Discussion sheet…", lambda: discussion.sheet_by_dialog(place), "Ctrl+Shift+D"
        )
        yield _make("study.log", "Codebook change log…", lambda: discussion.log_by_dialog(place))
        yield _make(
            "study.adjudicators", "Compare adjudicators…", lambda: discussion.adjudicators_by_dialog(place)
        )
        yield _make(
            "study.themselves",
            "Compare coders with themselves…",
            lambda: discussion.themselves_by_dialog(place),
        )
        yield _make("study.pass-mark", "Change the pass mark…", self.training.mark_by_dialog)
        yield _make("study.answer", "Make a known answer…", self.training.answer_by_dialog)
        yield _make(
            "study.reanchor", "Passages on corrected articles…", lambda: leftover.reanchor_by_dialog(place)
        )
        yield _make("study.held", "Work kept aside…", lambda: kits.held_by_dialog(place))


def _make(name: str, title: str, run: Callable[[], object], *keys: str) -> Command:
    return Command(name, title, STUDY, run, keys, scope=Scope.WINDOW)
