"""Precedents: what the team has settled under the rule that a passage rests on, below the text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.codebook import Codebook
from desktop.study.precedents import Precedent
from desktop.ui.choice import Choice
from desktop.ui.desk.inspector import Sign, shortened
from desktop.ui.desk.styles import Styles
from desktop.ui.desk.typesetting import reading_font
from desktop.ui.parts import area, at_most, button, column, empty, holding, line, row, text
from desktop.ui.theme import STEP, Reading, Theme

HEIGHT = 33 * STEP
LONGEST = 400
"""Characters of a quote or a note that are shown."""
_WIDEST = 760
CHOOSE = "Choose a rule"
NO_RULE = "Choose a rule above. Once a passage rests on one, this shows what was settled under it."
NOTHING = (
    "Nothing is settled under this rule, as far as you may see it. Known answers and decisions appear here "
    "once you have finished their articles; work that others have in hand never does."
)
NO_PASSAGE = "No passage is right here"


class PrecedentsPanel(QFrame):
    """Shows the cases of one rule; `wanted` asks for those of another. Knows no project."""

    wanted = Signal(str)
    """The id of a rule whose cases are to be shown."""
    left = Signal()
    """The coder wants back to the text."""

    def __init__(self) -> None:
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Precedents")
        self.setFixedHeight(HEIGHT)
        self._look: tuple[Styles, Theme] | None = None
        self._codebook: Codebook | None = None
        self._cases: tuple[Precedent, ...] = ()
        self.rule = ""
        self.picker = Choice("Rule", (("", CHOOSE),))
        self.picker.chosen.connect(self.ask)
        self.count = text("", ink="muted", wrap=False)
        self._list: QVBoxLayout = column(gap=1)
        self.cases = self._scrolled()
        close = button("Close  Esc", self.leave, rank="quiet")
        head = row(text("Precedents", strong=True, wrap=False), self.picker, self.count, None, close)
        head.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        whole = column(line(), head, gap=0)
        whole.addWidget(self.cases, 1)
        whole.addWidget(line())
        self.setLayout(whole)
        self.hide()

    def dress(self, styles: Styles, theme: Theme) -> None:
        """Use these styles from now on."""
        if self._look is None or self._look[0] is not styles or self._look[1] is not theme:
            self._look = styles, theme
            self._fill()

    def show_codebook(self, codebook: Codebook) -> None:
        """Offer the rules of a codebook."""
        self._codebook = codebook
        rules = [(rule.id, f"{rule.id}  {rule.name}") for rule in codebook.rules]
        self.picker.offer([("", CHOOSE), *rules], self.rule)

    def ask(self, rule: str) -> None:
        """Ask for the cases of a rule, "" for none; what was shown before goes."""
        self.rule = rule
        self.picker.show_choice(rule)
        self._cases = ()
        self._say(NO_RULE if not rule else "")
        if rule:
            self.wanted.emit(rule)

    def show_cases(self, rule: str, cases: Sequence[Precedent]) -> None:
        """Show what was found; cases of a rule that is not looked at any more are left out."""
        if rule == self.rule:
            self._cases = tuple(cases)
            self._fill()
            self.cases.verticalScrollBar().setValue(0)

    def leave(self) -> None:
        """Go away, back to the text."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is to be shown."""
        super().showEvent(event)
        self.renew()

    def renew(self) -> None:
        """Ask anew, where anybody can see it: something may have been settled, or finished, since."""
        if self.isVisible():
            self.ask(self.rule)

    def _say(self, sentence: str) -> None:
        empty(self._list)
        self.count.setText("")
        if sentence:
            self._list.addWidget(at_most(text(sentence, ink="muted"), _WIDEST))

    def _fill(self) -> None:
        if self._look is None or not self.rule:
            return
        self._say("" if self._cases else NOTHING)
        if self._cases:
            number = len(self._cases)
            self.count.setText("1 case" if number == 1 else f"{number} cases, newest first")
        for case in self._cases:
            self._list.addWidget(at_most(self._card(case, *self._look), _WIDEST))

    def _card(self, case: Precedent, styles: Styles, theme: Theme) -> QWidget:
        head = row(gap=1)
        name = NO_PASSAGE
        if case.label:
            style = styles[case.label]
            sign, name = Sign(), style.name
            sign.show_label(style, theme)
            head.addWidget(sign)
        head.addWidget(text(name, strong=True, wrap=False))
        head.addWidget(text(_where(case), ink="muted", size=0.92), 1)
        quote = text(f"“{shortened(case.quote, LONGEST)}”")
        quote.setFont(reading_font(Reading(size=12)))
        quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = column(head, quote, gap=0.5)
        for words in (case.note, f"Reason: {case.reason}" if case.reason else ""):
            if words:
                inside.addWidget(text(shortened(words, LONGEST)))
        inside.setContentsMargins(2 * STEP, STEP, 2 * STEP, round(1.5 * STEP))
        card = holding(inside, "card")
        card.setAccessibleName(f"{name}: {shortened(case.quote, LONGEST)}")
        return card

    def _scrolled(self) -> QScrollArea:
        inside = column(self._list, None, gap=0)
        inside.setContentsMargins(2 * STEP, 0, 2 * STEP, STEP)
        made = QScrollArea()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWidgetResizable(True)
        made.setWidget(holding(inside, "panel"))
        made.setAccessibleName("Cases under the rule")
        return made


def _where(case: Precedent) -> str:
    kind = "known answer" if case.known_answer else "team decision"
    return f"{kind}, {case.settled_at[:10]}, in {case.title}"
