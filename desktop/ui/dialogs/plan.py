"""The plan: by whom, how much twice, in which order. What it amounts to stands below before it counts."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLayout, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from desktop.study.dealing import ALL, EACH, GIVEN, RANDOM, SHARE, Scheme
from desktop.ui.choice import Choice
from desktop.ui.dialogs.pick import PickSheet
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, empty, holding, off_frame, row, text
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.study.plan import Proposal

BY = (("", "By outlet, or by month where no outlet is known"), ("outlet", "By outlet"), ("month", "By month"))
ORDERS = ((RANDOM, "A random order for each coder"), (GIVEN, "The order of their names, for all"))
PHASES = (("production", "Production"), ("pilot", "Pilot"), ("training", "Training"))
STAYS = "Work that was begun stays whatever is planned: nothing is ever thrown away."
Weigh = Callable[["PlanSheet", "Callable[[Proposal], object]", Callable[[str], object]], object]
"""Works out what the dialog asks for: calls the second with a proposal, or the third with why not."""


class PlanSheet(Sheet):
    """Asks for a scheme; `proposal` is what was worked out last."""

    def __init__(
        self,
        parent: QWidget | None,
        coders: Sequence[tuple[str, str]],
        articles: Sequence[tuple[str, str]],
        before: tuple[Scheme | None, tuple[str, ...], tuple[str, ...]],
        weigh: Weigh,
        *,
        locked: bool = False,
    ) -> None:
        """Offer coders and articles as (id, name); `before` has the scheme in force, training, pilot."""
        super().__init__(parent, "Change the plan", STAYS, 660)
        scheme, self.training, self.pilot = before
        scheme = scheme or Scheme(tuple(key for key, _ in coders))
        self.proposal: Proposal | None = None
        self._weigh = weigh
        self._asked = 0
        self._names = dict(coders)
        self._articles = tuple(articles)
        self.boxes = {key: QCheckBox(name.replace("&", "&&")) for key, name in coders}
        self._group("Coders", self._coders(scheme))
        self._group("Every article is coded", self._kinds(scheme, locked=locked))
        self.order = Choice("Order", ORDERS, scheme.order)
        self.block = _spin("Articles in a block", 1, 999, scheme.block)
        self.phase = Choice("Phase", PHASES, scheme.phase)
        together = text("Articles that stay together as a block:", wrap=False)
        order = column(row(self.order, self.phase, None), row(together, self.block, None))
        self._group("In which order, and as what", order)
        self._training = button("", self._pick_training)
        self._pilot = button("", self._pick_pilot)
        self._group("Coded by everybody first", row(self._training, self._pilot, None))
        self._found: QVBoxLayout = column(gap=0.25, margin=2)
        self.put(holding(self._found, "card"))
        self._yes = self.answers("Put the plan in force")
        self._tell_picked()
        self._connect()
        self.weigh()

    def scheme(self) -> Scheme:
        """Return what is asked for."""
        kind = next(key for key, choice in self.kinds.items() if choice.isChecked())
        return Scheme(
            coders=tuple(key for key, box in self.boxes.items() if box.isChecked()),
            kind=kind,
            share=self.share.value() / 100,
            per_article=(self.each if kind == EACH else self.twice).value(),
            order=self.order.current,
            block=self.block.value(),
            by=self.by.current or None,
            phase=self.phase.current,
            seed=self.seed.value(),
        )

    def weigh(self) -> None:
        """Work out what the plan would amount to."""
        self._asked += 1
        asked = self._asked
        self.trouble("")
        self._yes.setEnabled(False)

        def show(proposal: "Proposal") -> None:
            if asked == self._asked:
                self._show(proposal)

        def refuse(sentence: str) -> None:
            if asked == self._asked:
                self.proposal = None
                empty(self._found)
                self._found.addWidget(text(sentence, ink="warning"))

        self._weigh(self, show, refuse)

    def _show(self, proposal: "Proposal") -> None:
        self.proposal = proposal
        empty(self._found)
        self._found.addWidget(text(proposal.sentence(), strong=True))
        counts: dict[str, int] = {}
        for each in proposal.assignments:
            counts[each.coder] = counts.get(each.coder, 0) + 1
        told = [f"{self._names.get(key, key)} {number}" for key, number in counts.items()]
        self._found.addWidget(text("Articles: " + ", ".join(told), ink="muted"))
        self._yes.setEnabled(True)
        inside = self.layout()
        if inside is not None:
            inside.activate()
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def _coders(self, scheme: Scheme) -> QLayout:
        made: QVBoxLayout = column(gap=0.5)
        line = row(gap=2)
        for at, (key, box) in enumerate(self.boxes.items()):
            box.setChecked(key in scheme.coders)
            line.addWidget(box)
            if at % 5 == 4:
                line.addStretch(1)
                made.addLayout(line)
                line = row(gap=2)
        line.addStretch(1)
        made.addLayout(line)
        return made

    def _kinds(self, scheme: Scheme, *, locked: bool) -> QLayout:
        self.kinds = {
            ALL: QRadioButton("by everybody"),
            SHARE: QRadioButton("by one coder, but a share of them by several:"),
            EACH: QRadioButton("by several coders each:"),
        }
        group = QButtonGroup(self)
        for choice in self.kinds.values():
            group.addButton(choice)
        self.kinds[scheme.kind].setChecked(True)
        self.share = _spin("Share that is double-coded, in per cent", 1, 100, round(100 * scheme.share), " %")
        self.twice = _spin("Coders of an article in the share", 2, 99, max(scheme.per_article, 2), " coders")
        self.each = _spin("Coders of an article", 1, 99, scheme.per_article, " coders")
        self.by = Choice("Drawn", BY, scheme.by or "")
        self.seed = _spin("Seed of the draw", 0, 999_999_999, scheme.seed)
        drawn = row(text("drawn", ink="muted", wrap=False), self.by, text("seed", ink="muted", wrap=False))
        drawn.addWidget(self.seed)
        drawn.addStretch(1)
        drawn.setContentsMargins(28, 0, 0, 0)
        if locked:
            for part in (self.share, self.by, self.seed):
                part.setEnabled(False)
                part.setToolTip("The reliability sample is locked and stays as it is.")
        return column(
            self.kinds[ALL],
            row(self.kinds[SHARE], self.share, self.twice, None),
            drawn,
            row(self.kinds[EACH], self.each, None),
            gap=0.75,
        )

    def _connect(self) -> None:
        for box in (*self.boxes.values(), *self.kinds.values()):
            box.toggled.connect(lambda _on: self.weigh())
        for spin in (self.share, self.twice, self.each, self.block, self.seed):
            spin.valueChanged.connect(lambda _value: self.weigh())
        for choice in (self.order, self.phase, self.by):
            choice.chosen.connect(lambda _key: self.weigh())

    def _pick_training(self) -> None:
        self._pick("Training articles", self.training, self._take_training)

    def _pick_pilot(self) -> None:
        self._pick("Pilot articles", self.pilot, self._take_pilot)

    def _pick(self, title: str, before: Collection[str], take: Callable[[tuple[str, ...]], object]) -> None:
        sentence = "Everybody codes these before anything else; they are in no figure of the study."
        sheet = PickSheet(self, title, sentence, self._articles, before)
        sheet.accepted.connect(lambda: take(sheet.chosen()))
        sheet.open()

    def _take_training(self, found: tuple[str, ...]) -> None:
        self.training = found
        self._tell_picked()
        self.weigh()

    def _take_pilot(self, found: tuple[str, ...]) -> None:
        self.pilot = found
        self._tell_picked()
        self.weigh()

    def _tell_picked(self) -> None:
        self._training.setText(f"Training: {counted(len(self.training), 'article', 'articles')}…")
        self._pilot.setText(f"Pilot: {counted(len(self.pilot), 'article', 'articles')}…")

    def _group(self, title: str, inside: QLayout) -> None:
        self.put(column(text(title, strong=True), inside, gap=0.75))


def _spin(name: str, low: int, high: int, value: int, suffix: str = "") -> QSpinBox:
    made = off_frame(QSpinBox())
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setRange(low, high)
    made.setValue(value)
    made.setSuffix(suffix)
    return made
