"""The agreement workspace: what to look at on the left, one view in the middle, the passages behind it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QProgressBar, QSplitter

from desktop.agreement.report import AgreementSettings
from desktop.codebook import Codebook
from desktop.study.workspace.behind import Behind
from desktop.study.workspace.registry import OFFERS, offer
from desktop.study.workspace.view import ALL_LABELS, View
from desktop.study.workspace.whatif import WHAT_IF
from desktop.ui.choice import Choice
from desktop.ui.pages.behind_panel import BehindPanel
from desktop.ui.pages.start import centred
from desktop.ui.pages.view_sheet import ViewSheet
from desktop.ui.pages.whatif_bar import WhatIfBar
from desktop.ui.parts import area, button, column, holding, line, row, text
from desktop.ui.theme import STEP, Theme

UNITS = (("sentence", "By sentence"), ("token", "By token"), ("character", "By character"))
TIMES = (("first", "As first finished"), ("latest", "As it is now"))
UNSURE = (("with", "With unsure passages"), ("without", "Without unsure passages"))


class AgreementPage(QFrame):
    """Shows views; `asked` says that something else is to be shown."""

    asked = Signal()
    row_chosen = Signal(int)
    """The passages behind this row of the view are wanted."""
    opened = Signal(int)
    """This one of the passages beside the view is to be shown in its article."""
    stopped = Signal()
    """Nobody wants to wait any longer."""
    report_wanted = Signal()
    picture_wanted = Signal()
    numbers_wanted = Signal()

    def __init__(self, look: Theme) -> None:
        """Begin without figures."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Agreement")
        self.unit = Choice("Unit", UNITS, "sentence")
        self.time = Choice("State", TIMES, "first")
        self.unsure = Choice("Unsure passages", UNSURE, "with")
        self.label = Choice("Label", (("", ALL_LABELS),), "")
        for choice in (self.unit, self.time, self.unsure, self.label):
            choice.chosen.connect(lambda _key: self.asked.emit())
        self.report = button("Report…", self.report_wanted.emit, rank="first")
        self.views = self._make_views()
        self.sheet = ViewSheet(look)
        self.sheet.chosen.connect(self.row_chosen)
        self.sheet.picture_wanted.connect(self.picture_wanted)
        self.sheet.numbers_wanted.connect(self.numbers_wanted)
        self.behind = BehindPanel(look)
        self.behind.opened.connect(self.opened)
        self.what_if = WhatIfBar()
        self.what_if.chosen.connect(self.asked)
        self.what_if.hide()
        self._working = self._make_working()
        self._put_together()

    @property
    def view(self) -> str:
        """The id of the view that is shown or was asked for."""
        return str(self.views.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def label_asked(self) -> str | None:
        """The label that the view is to be about, by id, or None for all."""
        return self.label.current or None

    def settings(self) -> AgreementSettings:
        """Return what is asked for."""
        return AgreementSettings(
            units=(self.unit.current,), as_of=self.time.current, unsure=self.unsure.current
        )

    def offer_labels(self, codebook: Codebook | None) -> None:
        """Offer the labels of a codebook."""
        labels = [(label.id, label.name) for label in codebook.labels] if codebook else []
        self.label.offer((("", ALL_LABELS), *labels), self.label.current)

    def show_view(self, view: View) -> None:
        """Show a view; the passages beside it stay until another row is chosen."""
        self.show_progress(0, 0)
        self.sheet.show_view(view)
        self.behind.setVisible(any(view.behind))

    def show_waiting(self) -> None:
        """Say that a view is being made."""
        self.label.setVisible(offer(self.view).by_label)
        self.what_if.setVisible(self.view == WHAT_IF)
        self.sheet.show_waiting(self.views.currentItem().text())

    def show_behind(self, found: Behind) -> None:
        """Show the passages behind a figure."""
        self.behind.show_behind(found)

    def show_progress(self, done: int, of: int) -> None:
        """Show how far a long computation is; with `of` 0 that there is none."""
        self._working.setVisible(of > 1)
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)

    def go_to(self, view: str) -> None:
        """Choose a view."""
        for at in range(self.views.count()):
            if self.views.item(at).data(Qt.ItemDataRole.UserRole) == view:
                self.views.setCurrentRow(at)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.sheet.set_theme(look)
        self.behind.set_theme(look)

    def _make_views(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName("Views of the agreement")
        made.setProperty("kind", "choices")
        made.setFixedWidth(24 * STEP)
        for each in OFFERS:
            item = QListWidgetItem(each.title)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setSizeHint(QSize(0, 5 * STEP))
            made.addItem(item)
        made.setCurrentRow(0)
        made.currentRowChanged.connect(lambda _row: self.asked.emit())
        return made

    def _make_working(self) -> QFrame:
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(STEP)
        self._bar.setAccessibleName("How far the computation is")
        stop = button("Stop", self.stopped.emit, rank="quiet")
        made = holding(row(text("Working…", ink="muted", wrap=False), self._bar, stop, gap=2))
        made.hide()
        return made

    def _put_together(self) -> None:
        choices = row(self.label, self.unit, self.time, self.unsure, None, self.report)
        choices.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        inside = column(1, self._working, self.what_if, 1, self.sheet, 2, gap=0)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(centred(holding(inside), 960))
        middle.addWidget(self.behind)
        middle.setStretchFactor(0, 1)
        middle.setChildrenCollapsible(False)
        middle.setSizes([760, 340])
        left = column(self.views, gap=0, margin=1)
        whole = row(holding(left), gap=0)
        right = column(choices, line(), gap=0)
        right.addWidget(middle, 1)
        whole.addLayout(right, 1)
        self.setLayout(whole)
