"""Below the text: what each coder gave, the answers with their keys, and why."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QPushButton

from desktop.codebook import Codebook
from desktop.study.adjudication import DECIDED, LATER, STALE, Lane
from desktop.study.disagreements import AGREED
from desktop.study.settling import REASONS, Case, Why
from desktop.ui.choice import Choice
from desktop.ui.desk.keys import shown
from desktop.ui.parts import Elided, area, button, column, empty, paint, row, text
from desktop.ui.theme import STEP

ANSWERS = (
    ("union", "Union", "U"),
    ("intersection", "Intersection", "I"),
    ("draw", "Draw another", "D"),
    ("none", "No passage is right", "X"),
    ("later", "Later", "L"),
)
SAID = {
    "accept": "accepted one coder’s passages",
    "union": "took the union",
    "intersection": "took the intersection",
    "draw": "drew another passage",
    "none": "no passage is right",
    AGREED: "all said the same",
    LATER: "put off",
}
QUOTE = 110


class NoteField(QLineEdit):
    """A line for a note; Enter and Escape lead back to the text."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Enter or Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class Answers(QFrame):
    """The lanes in words and every answer as a button that names its key."""

    accepted = Signal(int)
    """The lane of that number, from 1, is taken over."""
    asked = Signal(str)
    """One of the other answers: union, intersection, draw, none, later."""
    why_changed = Signal()
    left = Signal()
    """Whoever wrote a note goes back to the text."""

    def __init__(self) -> None:
        """Begin without a disagreement."""
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Answers")
        self._lanes = QGridLayout()
        self._lanes.setHorizontalSpacing(2 * STEP)
        self._lanes.setVerticalSpacing(round(STEP / 2))
        self._lanes.setColumnStretch(2, 1)
        self._warning = text("", ink="warning")
        self._warning.hide()
        self.state = text("", ink="muted", size=0.92)
        self.reason = Choice("Reason", [("", "No reason"), *((each, each.capitalize()) for each in REASONS)])
        self.note = NoteField()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Note for the team (N)")
        self.discuss = QCheckBox("Discuss (T)")
        self._buttons = {key: self._answer(key, words, letter) for key, words, letter in ANSWERS}
        self._answers = QGridLayout()
        self._answers.setHorizontalSpacing(STEP)
        self._answers.setVerticalSpacing(STEP)
        self._columns = 0
        self._place_answers(len(self._buttons))
        why = row(self.reason, self.note, self.discuss)
        whole = column(self._warning, self._lanes, self._answers, why, self.state, gap=1)
        whole.setContentsMargins(2 * STEP, round(1.5 * STEP), 2 * STEP, round(1.5 * STEP))
        self.setLayout(whole)
        self.reason.chosen.connect(lambda _key: self.why_changed.emit())
        self.discuss.clicked.connect(lambda _on: self.why_changed.emit())
        self.note.left.connect(self.left)
        self.note.editingFinished.connect(self.why_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below each other where they do not fit beside each other."""
        super().resizeEvent(event)
        widths = [each.sizeHint().width() + STEP for each in self._buttons.values()]
        room = event.size().width() - 4 * STEP
        fits = (each for each in range(len(widths), 1, -1) if max(widths) * each <= room)
        self._place_answers(len(widths) if sum(widths) - STEP <= room else next(fits, 1))

    def _place_answers(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, each in enumerate(self._buttons.values()):
            self._answers.addWidget(each, at // columns, at % columns)
        for at in range(len(self._buttons) + 1):
            self._answers.setColumnStretch(at, int(at == columns))

    def show_keys(self, keys_of: Callable[[str], tuple[str, ...]]) -> None:
        """Name the keys on the buttons as they are now."""
        for name, words, _letter in ANSWERS:
            keys = keys_of(name)
            self._buttons[name].setText(f"{words}  {shown(keys[0])}" if keys else words)
            self._buttons[name].setAccessibleName(f"{words}, key {shown(keys[0])}" if keys else words)

    def why(self) -> Why:
        """Return what is said about the decision."""
        return Why(self.reason.current, self.note.text().strip(), self.discuss.isChecked())

    def show_case(self, case: Case | None, lanes: Sequence[Lane]) -> None:
        """Show a disagreement and what was decided there."""
        decision = case.item.decision if case else None
        self.reason.show_choice(decision.reason if decision else "")
        self.note.setText(decision.note if decision else "")
        self.discuss.setChecked(bool(decision and decision.discuss))
        self._warning.setText(case.warning if case else "")
        self._warning.setVisible(bool(case and case.warning))
        self.setEnabled(case is not None)
        self.show_lanes(lanes, case.codebook if case else None)
        self._tell(case)

    def show_lanes(self, lanes: Sequence[Lane], codebook: Codebook | None) -> None:
        """Tell what each coder gave, by the names to be shown."""
        empty(self._lanes)
        for at, lane in enumerate(lanes, 1):
            accept = button(f"{lane.name}  {at}", partial(self.accepted.emit, at))
            accept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            accept.setAccessibleName(f"Accept {lane.name}, key {at}")
            accept.setEnabled(at <= 9)
            given = ", ".join(dict.fromkeys(_named(codebook, p.label) for p in lane.passages))
            quotes = " … ".join(" ".join(p.quote.split()) for p in lane.passages)
            told = text(
                given or "Nothing marked", strong=bool(given), ink="" if given else "muted", wrap=False
            )
            self._lanes.addWidget(accept, at, 0)
            self._lanes.addWidget(told, at, 1)
            cut = quotes if len(quotes) <= QUOTE else f"{quotes[: QUOTE // 2]} … {quotes[-QUOTE // 2 :]}"
            quote = Elided("muted")
            quote.setText(f"“{cut}”" if quotes else "")
            quote.setToolTip(quotes)
            self._lanes.addWidget(quote, at, 2)

    def _tell(self, case: Case | None) -> None:
        decision = case.item.decision if case else None
        if case is None or decision is None:
            self.state.setText("Not settled yet." if case else "")
            paint(self.state, "muted")
            return
        said = SAID.get(decision.answer, decision.answer)
        if case.item.state == STALE:
            self.state.setText(f"Settled before ({said}), but what was judged has changed since: look again.")
        elif case.item.state == DECIDED:
            self.state.setText(f"✓ Settled: {said}. Another answer takes its place; Backspace takes it back.")
        else:
            self.state.setText("Put off.")
        paint(self.state, "warning" if case.item.state == STALE else "saved")

    def _answer(self, key: str, words: str, letter: str) -> QPushButton:
        made = button(f"{words}  {letter}", lambda: self.asked.emit(key))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(f"{words}, key {letter}")
        return made


def _named(codebook: Codebook | None, label: str) -> str:
    found = codebook.label(label) if codebook else None
    return found.name if found else label
