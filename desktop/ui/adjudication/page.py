"""The adjudication page: the queue at the left, one disagreement in its text, and the answers below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout

from desktop.study.adjudication import BY_ARTICLE, BY_LABEL, BY_PAIR, COST, Lane, Queue, standing
from desktop.study.disagreements import BOUNDARY, LABEL, ONE
from desktop.study.settling import Case
from desktop.ui.adjudication.answers import Answers
from desktop.ui.adjudication.case_text import CaseText
from desktop.ui.adjudication.queue_list import QueueList
from desktop.ui.choice import Choice
from desktop.ui.desk.pane_parts import KeyTaker
from desktop.ui.desk.prompt import PromptBar
from desktop.ui.desk.quiet import QuietLine
from desktop.ui.pages.empty import EmptyPage
from desktop.ui.parts import area, button, column, holding, line, row, text
from desktop.ui.theme import STEP, Reading, Theme
from desktop.wording import counted

ORDERS = ((COST, "Dearest first"), (BY_LABEL, "By label"), (BY_ARTICLE, "By article"), (BY_PAIR, "By pair"))
KINDS = (
    ("", "Every kind"),
    (LABEL, "Other labels"),
    (BOUNDARY, "Other ends"),
    (ONE, "Not marked by all"),
)
STATES = (
    ("", "All"),
    ("open", "Open"),
    ("later", "Put off"),
    ("stale", "Changed since"),
    ("decided", "Settled"),
)
PHASES = (
    ("", "Reliability or production"),
    ("pilot", "Pilot"),
    ("reliability", "Reliability"),
    ("production", "Production"),
    ("training", "Training"),
)
NEW = "+"
"""The choice of an adjudicator who is not there yet."""


class AdjudicationPage(QFrame):
    """Shows what it is told to; its signals say what somebody wants."""

    who_chosen = Signal(str)
    """The id of who adjudicates from now on, or `NEW`."""
    narrowed = Signal()
    """Another order, label or kind is wanted in the list."""
    agreements_asked = Signal()

    def __init__(self, look: Theme, reading: Reading, taker: KeyTaker, claims: KeyTaker) -> None:
        """`taker` and `claims` get the keys that are pressed in the text."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Adjudication")
        self.who = Choice("Who adjudicates")
        self.phase = Choice("Phase", PHASES)
        self.order = Choice("Order", ORDERS, COST)
        self.label = Choice("Label")
        self.article = Choice("Article")
        self.pair = Choice("Coders")
        self.kind = Choice("Kind of disagreement", KINDS)
        self.state = Choice("State", STATES)
        self.list = QueueList(look)
        self.text = CaseText(look, reading, taker, claims)
        self.prompt = PromptBar()
        self.quiet = QuietLine()
        self.answers = Answers()
        self.nothing = EmptyPage()
        self._standing = text("", ink="muted", size=0.92)
        self.gold = button("", self.agreements_asked.emit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._put_together())
        whole = column(gap=0)
        whole.addWidget(self._stack)
        self.setLayout(whole)
        self.setFocusProxy(self.text)
        self.who.chosen.connect(self.who_chosen)
        self.choices = (self.order, self.label, self.article, self.pair, self.kind, self.state)
        for choice in self.choices:
            choice.chosen.connect(lambda _key: self.narrowed.emit())

    def offer_adjudicators(self, coders: Sequence[tuple[str, str]], current: str) -> None:
        """Offer who may adjudicate, as (id, name)."""
        self.who.offer([*coders, (NEW, "Somebody new…")], current)

    def say_nothing(self, title: str, sentence: str, ask: str = "") -> None:
        """Say why there is no queue."""
        self.nothing.say(title, sentence, ask)
        self._stack.setCurrentIndex(0)
        if ask:
            self.nothing.setFocus()

    def show_queue(self, queue: Queue) -> None:
        """Show whose queue it is, how far it is, and what it can be narrowed down to."""
        self._stack.setCurrentIndex(1)
        labels = [(label.id, label.name) for label in queue.codebook.labels]
        self.label.offer([("", "Every label"), *labels], self.label.current)
        names = {item.place.article: item.article_name for item in queue.items}
        by_name = sorted(names.items(), key=lambda pair: pair[1])
        self.article.offer([("", "Every article"), *by_name], self.article.current)
        there = sorted(
            {coder for item in queue.items for coder in item.place.coders},
            key=lambda each: queue.names.get(each, each),
        )
        pairs = [
            (f"{one} {two}", f"{queue.names.get(one, one)} and {queue.names.get(two, two)}")
            for at, one in enumerate(there)
            for two in there[at + 1 :]
        ]
        self.pair.offer([("", "All coders"), *pairs], self.pair.current)
        self.show_standing(queue)

    def show_standing(self, queue: Queue) -> None:
        """Show how far it is: all that a decision changes beside the list."""
        self._standing.setText(standing(queue).sentence())
        waiting = len(queue.waiting)
        self.gold.setText(f"Make gold of {counted(waiting, 'agreement', 'agreements')}  Shift+A")
        self.gold.setVisible(bool(waiting))

    def show_case(self, case: Case | None, lanes: Sequence[Lane]) -> None:
        """Show one disagreement, or none."""
        self.text.show_case(case, lanes)
        self.answers.show_case(case, lanes)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.list.set_theme(look)
        self.text.set_theme(look)

    def _put_together(self) -> QSplitter:
        who = row(text("Adjudicator", ink="muted", wrap=False))
        what = row(text("Phase", ink="muted", wrap=False))
        for at, choice in ((who, self.who), (what, self.phase)):
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            at.addWidget(choice, 1)
        first = row(self.order, self.state, None)
        second = row(self.label, self.kind, None)
        third = row(self.article, self.pair)
        for long in (self.article, self.pair):
            long.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        left: QVBoxLayout = column(who, what, first, second, third, gap=0.75)
        left.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        below = column(self._standing, row(self.gold, None), gap=1)
        below.setContentsMargins(2 * STEP, STEP, STEP, round(1.5 * STEP))
        beside = column(left, line(), gap=0)
        beside.addWidget(self.list, 1)
        beside.addWidget(line())
        beside.addLayout(below)
        middle = column(gap=0)
        middle.addWidget(self.text, 1)
        middle.addWidget(self.prompt)
        middle.addWidget(self.quiet)
        middle.addWidget(line())
        middle.addWidget(self.answers)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(holding(beside))
        halves.addWidget(holding(middle))
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(0, 0)
        halves.setStretchFactor(1, 1)
        halves.setSizes([300, 680])
        return halves
