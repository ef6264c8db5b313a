"""The plan at a glance: each coder's load, progress and pace, how much each pair shares, and the sample."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.study.pace import duration
from desktop.study.plan_view import PlanView
from desktop.study.reliability import Lock
from desktop.study.workload import CoderLoad, PairOverlap
from desktop.ui.pages import figures
from desktop.ui.pages.start import centred
from desktop.ui.parts import area, button, column, empty, heading, holding, line, row, text
from desktop.ui.theme import STEP, Theme
from desktop.wording import counted

HEADS = ("Coder", "Progress", "Phases", "Still to code", "At work", "Pace")
TIMED = 10
"""Minutes at work from which on characters an hour say something."""
STRATA = 24
"""So many outlets or months are told one by one."""
COMPLETE = "Steps of each coder’s work, one stream for each kit or copy; what is missing waits for a return."
MATRIX = 12
"""With more coders than this the overlaps are a list and no table."""


class PlanPage(QFrame):
    """Shows the plan in force; each signal asks for one thing that the lead can do about it."""

    change_asked = Signal()
    lock_asked = Signal()
    recode_asked = Signal()
    kits_asked = Signal()
    coder_asked = Signal()
    rename_asked = Signal(str)

    def __init__(self, look: Theme) -> None:
        """Begin without a plan."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Study plan")
        self._look = look
        self._sentence = text("", ink="muted")
        self.change = button("Change the plan…", self.change_asked.emit, rank="first")
        self.kits = button("Hand out the work…", self.kits_asked.emit)
        self.recode = button("Plan recoding…", self.recode_asked.emit)
        self._load = QGridLayout()
        self._load.setHorizontalSpacing(3 * STEP)
        self._load.setVerticalSpacing(0)
        self._pairs = QGridLayout()
        self._pairs.setHorizontalSpacing(3 * STEP)
        self._pairs.setVerticalSpacing(round(STEP / 2))
        self._sample: QVBoxLayout = column(gap=0.5)
        self._complete: QVBoxLayout = column(gap=0.5)
        self.lock = button("Lock the sample…", self.lock_asked.emit)
        inside = column(
            5,
            heading("Who codes what", 1.7),
            self._sentence,
            1,
            row(self.change, self.kits, self.recode, None),
            3,
            self._load,
            row(button("Add a coder…", self.coder_asked.emit, rank="link"), None),
            3,
            heading("How much each pair shares", 1.2),
            text(
                "Articles that both are to code in one phase; in brackets those that both finished.",
                ink="muted",
            ),
            1,
            self._pairs,
            3,
            heading("The reliability sample", 1.2),
            self._sample,
            row(self.lock, None),
            3,
            heading("How complete the work is", 1.2),
            text(COMPLETE, ink="muted"),
            1,
            self._complete,
            6,
            None,
        )
        whole = column(gap=0)
        whole.addWidget(centred(holding(inside), 1040))
        self.setLayout(whole)

    def show_plan(self, view: PlanView, labels: dict[str, str], complete: Sequence[str] = ()) -> None:
        """Show the plan; `labels` has names of labels by their ids, `complete` sentences on each coder."""
        self._sentence.setText(view.sentence())
        self._show_load(view)
        self._show_pairs(view.work.pairs, [load.name for load in view.work.coders])
        self._show_sample(view, labels)
        empty(self._complete)
        for sentence in complete or ("Nobody has done anything here yet.",):
            waiting = "waiting" in sentence
            self._complete.addWidget(text(sentence, ink="warning" if waiting else ""))
        self.lock.setVisible(view.lock is None and view.sample is not None)
        self.recode.setEnabled(any(load.finished for load in view.work.coders))

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        for bar in self.findChildren(ProgressBar):
            bar.recolour(look)

    def _show_load(self, view: PlanView) -> None:
        empty(self._load)
        for at, words in enumerate(HEADS):
            self._load.addWidget(text(words, ink="muted", size=0.92, wrap=False), 0, at)
        self._load.setColumnStretch(2, 1)
        for at, load in enumerate(view.work.coders, 1):
            self._load.addWidget(line(), 2 * at - 1, 0, 1, len(HEADS))
            for place, cell in enumerate(self._cells(load, view)):
                cell.setContentsMargins(0, STEP, 0, STEP)
                self._load.addWidget(cell, 2 * at, place, Qt.AlignmentFlag.AlignTop)

    def _cells(self, load: CoderLoad, view: PlanView) -> list[QWidget]:
        rename = button(load.name, partial(self.rename_asked.emit, load.coder), rank="link")
        rename.setToolTip("Rename; the work stays theirs")
        rename.setAccessibleName(f"{load.name}, rename")
        found = view.pace_of(load.coder)
        done = load.finished + load.set_aside
        aside = f", {load.set_aside} set aside" if load.set_aside else ""
        words = f"{load.finished} of {load.planned} finished{aside}"
        bar = ProgressBar(self._look, load.finished, load.set_aside, load.begun, load.planned)
        bar.setAccessibleName(f"{load.name}: {words}, {load.begun} begun")
        rest = counted(load.planned - done, "article", "articles")
        if found is not None and found.rest_ms:
            rest += f", about {duration(found.rest_ms)}"
        pace = f"{found.per_day:.1f} articles a day" if found is not None and found.per_day else "–"
        if load.per_hour and load.minutes >= TIMED:
            pace = f"{load.per_hour:,.0f} characters an hour".replace(",", "\u202f")
        phases = " · ".join(f"{phase} {done} of {of}" for phase, of, done in load.by_phase)
        return [
            holding(row(rename, None)),
            holding(column(bar, text(words, size=0.92, wrap=False), gap=0.5)),
            text(phases or "nothing planned", ink="muted", size=0.92),
            text(rest, wrap=False),
            text(duration(round(load.minutes * 60_000)), wrap=False),
            text(pace, ink="muted", wrap=False),
        ]

    def _show_pairs(self, pairs: tuple[PairOverlap, ...], names: list[str]) -> None:
        empty(self._pairs)
        if len(names) < 2:
            self._pairs.addWidget(text("Agreement needs at least two coders.", ink="muted"), 0, 0)
        elif len(names) > MATRIX:
            for at, pair in enumerate(pairs):
                self._pairs.addWidget(text(f"{pair.one} and {pair.two}", wrap=False), at, 0)
                self._pairs.addWidget(text(_shared(pair), wrap=False), at, 1)
        else:
            self._show_matrix(pairs, names)
        self._pairs.setColumnStretch(len(names) + 1, 1)

    def _show_matrix(self, pairs: tuple[PairOverlap, ...], names: list[str]) -> None:
        for at, name in enumerate(names[1:], 1):
            self._pairs.addWidget(text(name, ink="muted", size=0.92, wrap=False), 0, at)
        for at, name in enumerate(names[:-1], 1):
            self._pairs.addWidget(text(name, ink="muted", size=0.92, wrap=False), at, 0)
        for pair in pairs:
            cell = text(_shared(pair), wrap=False)
            cell.setAccessibleName(f"{pair.one} and {pair.two}: {_shared(pair)}")
            self._pairs.addWidget(cell, 1 + names.index(pair.one), names.index(pair.two))

    def _show_sample(self, view: PlanView, labels: dict[str, str]) -> None:
        empty(self._sample)
        sample = view.sample
        if sample is None:
            words = "No articles are drawn to be double-coded: choose a plan that has a share double-coded."
            self._sample.addWidget(text(words, ink="muted"))
            return
        drawn = counted(len(sample.ids), "article", "articles")
        self._sample.addWidget(text(f"{drawn}, {sample.by_what}, drawn with the seed {sample.seed}."))
        if sample.by:
            strata = [f"{name or 'not known'} {n} of {of}" for name, (n, of) in sample.strata.items()]
            more = [f"… and {len(strata) - STRATA} more"] if len(strata) > STRATA else []
            self._sample.addWidget(text(" · ".join(strata[:STRATA] + more), ink="muted", size=0.92))
        if view.lock is None:
            words = "Not locked yet: lock it before anybody sees a figure, with what will be computed."
            self._sample.addWidget(text(words, ink="warning"))
            return
        self._sample.addWidget(text(lock_sentence(view.lock, labels), strong=True))
        seen = counted(len(view.looks), "other figure was", "other figures were")
        since = f"{seen} looked at since." if view.looks else "No other figure was looked at since."
        self._sample.addWidget(text(since, ink="muted"))
        for look in view.looks:
            self._sample.addWidget(text(_looked(look.at, look.asked), ink="muted", size=0.92))


class ProgressBar(QWidget):
    """How much of a share is finished, set aside and begun, each with a fill of its own."""

    def __init__(self, look: Theme, finished: int, aside: int, begun: int, planned: int) -> None:
        """Show so many of `planned` articles."""
        super().__init__()
        self._look = look
        self._counts = (finished, aside, begun, max(planned, 1))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room that the bar takes."""
        return QSize(23 * STEP, STEP)

    def recolour(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar: filled, hatched, half as high."""
        finished, aside, begun, planned = self._counts
        painter = QPainter(self)
        whole = QRectF(self.rect())
        painter.fillRect(whole, QColor(self._look.border))
        width = whole.width() / planned
        painter.fillRect(QRectF(0, 0, width * finished, whole.height()), QColor(self._look.saved))
        hatched = QRectF(width * finished, 0, width * aside, whole.height())
        painter.fillRect(hatched, QColor(self._look.control))
        painter.setBrush(Qt.BrushStyle.BDiagPattern)
        painter.fillRect(hatched, painter.brush())
        half = QRectF(width * (finished + aside), whole.height() / 2, width * begun, whole.height() / 2)
        painter.fillRect(half, QColor(self._look.saved))
        painter.end()
        event.accept()


def lock_sentence(lock: Lock, labels: dict[str, str]) -> str:
    """Say what counts for the study: coefficient, label, unit, zones and threshold."""
    coefficient = figures.COEFFICIENTS.get(lock.coefficient, lock.coefficient)
    label = labels.get(lock.label, lock.label) if lock.label else "every label"
    zones = figures.zones(lock.zones) or "title, deck, key points and body"
    return (
        f"Locked on {lock.locked_at[:10]}: {coefficient} by {lock.unit} for {label}, in {zones}, "
        f"as first finished, must reach {lock.threshold:.2f}."
    )


def _shared(pair: PairOverlap) -> str:
    return f"{pair.planned} ({pair.finished})" if pair.planned else "–"


def _looked(when: str, asked: dict[str, object]) -> str:
    units = asked.get("units")
    by = ", ".join(str(each) for each in units) if isinstance(units, list) else ""
    state = {"first": "as first finished", "latest": "as it is now"}.get(str(asked.get("as_of")), "")
    phase = str(asked.get("phase") or "every phase")
    return " · ".join(
        part for part in (when[:16].replace("T", " "), f"by {by}" if by else "", phase, state) if part
    )
