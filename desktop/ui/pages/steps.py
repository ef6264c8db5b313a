"""The steps of a study, ticked as they are done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from db.records import State
from desktop.study.steps import StudyStep
from desktop.ui.marks import StateSign
from desktop.ui.pages.start import centred
from desktop.ui.parts import area, button, column, empty, heading, holding, line, row, text
from desktop.ui.theme import STEP, Theme

ASKS = {
    "codebook": "Change codebook…",
    "coders": "Add a coder…",
    "articles": "Add articles…",
    "try": "Choose who codes…",
    "hand-out": "Hand out the work…",
    "compare": "Show agreement",
}
"""What the button of each step says."""


class StepsPage(QFrame):
    """Shows what is done and what comes next; `asked` gives the id of the step somebody wants to take."""

    asked = Signal(str)

    def __init__(self, look: Theme) -> None:
        """Begin with no step."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Steps of a study")
        self._look = look
        self._steps: tuple[StudyStep, ...] = ()
        self._title = heading("From an empty project to a figure", 1.7)
        self._sentence = text("", ink="muted")
        self._list: QVBoxLayout = column(gap=0)
        inside = column(7, self._title, self._sentence, 3, self._list, None)
        whole = column(gap=0)
        whole.addWidget(centred(holding(inside), 720))
        self.setLayout(whole)

    def show_steps(self, steps: tuple[StudyStep, ...]) -> None:
        """Show these steps; the first one that is not done has the button that Return presses."""
        if steps == self._steps:
            return
        self._steps = steps
        empty(self._list)
        done = sum(step.done for step in steps)
        self._sentence.setText(
            "All six steps are done. Add articles or coders at any time."
            if done == len(steps)
            else f"{done} of {len(steps)} steps done. Take them in any order; this page keeps count."
        )
        following = next((step.id for step in steps if not step.done), None)
        for at, step in enumerate(steps):
            if at:
                self._list.addWidget(line())
            self._list.addLayout(self._step(step, first=step.id == following))

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        for sign in self.findChildren(StateSign):
            sign.recolour(look)

    def _step(self, step: StudyStep, *, first: bool) -> QHBoxLayout:
        sign = StateSign(self._look, State.FINISHED if step.done else State.NOT_BEGUN, 22)
        sign.setAccessibleName(f"{step.title}: {'done' if step.done else 'to do'}")
        words = column(text(step.title, strong=True, size=1.1), text(step.hint, ink="muted"), gap=0.5)
        made = row(sign, gap=2)
        made.addLayout(words, 1)
        asks = button(ASKS[step.id], lambda: self.asked.emit(step.id), rank="first" if first else "second")
        made.addWidget(asks)
        made.setContentsMargins(0, 2 * STEP, 0, 2 * STEP)
        return made
