"""How far the coders agree: three figures for each label at first sight, the rest under *more*."""

import textwrap
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHeaderView, QScrollArea, QTableView, QVBoxLayout, QWidget

from desktop.agreement.report import AgreementReport, AgreementSettings, Row
from desktop.codebook import Codebook
from desktop.study.dearest import QUOTE_WIDTH, Dearest
from desktop.ui.charts import IntervalStrip
from desktop.ui.choice import Choice
from desktop.ui.fonts import interface_font
from desktop.ui.pages import figures
from desktop.ui.pages.figure_table import FigureModel
from desktop.ui.pages.start import centred
from desktop.ui.parts import area, button, column, empty, heading, holding, line, row, text
from desktop.ui.theme import STEP, Theme

UNITS = (("sentence", "By sentence"), ("token", "By token"), ("character", "By character"))
TIMES = (("first", "As first finished"), ("latest", "As it is now"))
UNSURE = (("with", "With unsure passages"), ("without", "Without unsure passages"))
MARKS = (
    "Dotted lines stand at .667 (tentative) and .800 (reliable); "
    "the verdict rests on the lower end of the interval."
)
VERDICTS = {
    "reliable": "Reliable",
    "tentative": "Tentative",
    "not shown with this sample": "Reliability not shown with this sample",
    "below standard": "Below standard",
}
HEADS = ("", "Krippendorff’s α", "95 % interval", "Raw agreement", "Prevalence")


class AgreementPage(QFrame):
    """The agreement table; `asked` gives the settings that somebody chose."""

    asked = Signal(object)

    def __init__(self, look: Theme) -> None:
        """Begin without figures."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Agreement")
        self._look = look
        self.unit = Choice("Unit", UNITS, "sentence")
        self.time = Choice("State", TIMES, "first")
        self.unsure = Choice("Unsure passages", UNSURE, "with")
        for choice in (self.unit, self.time, self.unsure):
            choice.chosen.connect(lambda _key: self.asked.emit(self.settings()))
        self._sentence = text("", ink="muted")
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(3 * STEP)
        self._table.setVerticalSpacing(0)
        self._notes: QVBoxLayout = column(gap=0.5)
        self._dearest: QVBoxLayout = column(gap=1)
        self.more = button("More figures", self._turn, rank="link")
        self.model = FigureModel(self)
        self.all = self._make_all()
        choices = row(self.unit, self.time, self.unsure, None)
        inside = column(
            5,
            heading("How far the coders agree", 1.7),
            self._sentence,
            1,
            choices,
            2,
            self._table,
            1,
            self._notes,
        )
        inside.addLayout(row(self.more, None))
        inside.addWidget(self.all, 1)
        inside.addLayout(self._dearest)
        inside.addStretch(1)
        whole = column(gap=0)
        whole.addWidget(centred(holding(inside), 1040))
        self.setLayout(whole)

    def settings(self) -> AgreementSettings:
        """Return what is asked for."""
        return AgreementSettings(
            units=(self.unit.current,), as_of=self.time.current, unsure=self.unsure.current
        )

    def show_nothing(self) -> None:
        """Say that there is nothing to compare yet."""
        empty(self._table)
        empty(self._notes)
        empty(self._dearest)
        self._sentence.setText("No figure yet: two coders must finish the same article first.")
        for part in (self.more, self.all):
            part.hide()

    def show_waiting(self) -> None:
        """Say that figures are being made."""
        self._sentence.setText("Comparing…")

    def show_report(
        self, report: AgreementReport, codebook: Codebook | None, coders: Mapping[str, str]
    ) -> None:
        """Show a table of figures; `coders` gives names for ids."""
        empty(self._table)
        empty(self._notes)
        headline = figures.chosen(report.rows, self.unit.current)
        if headline:
            self._heads()
        shared = shared_basis(headline, coders)
        self._sentence.setText(_lead_in(shared))
        for at, found in enumerate(headline, 1):
            self._line(at, found, report, codebook, shared, coders)
        if headline:
            self._table.addWidget(line(), 2 * len(headline) + 1, 0, 1, 6)
            self._notes.addWidget(text(MARKS, ink="muted", size=0.92))
        for note in report.notes:
            self._notes.addWidget(text(note, ink="muted", size=0.92))
        self.model.show_rows(report.rows, codebook, coders)
        self.more.setVisible(bool(report.rows))
        self.all.setVisible(self.all.isVisibleTo(self) and bool(report.rows))

    def show_dearest(self, places: Sequence[Dearest]) -> None:
        """Show the stretches of text that cost the most agreement, dearest first."""
        empty(self._dearest)
        if not places:
            return
        title = heading("What costs the most", 1.2)
        title.setContentsMargins(0, 2 * STEP, 0, 0)
        self._dearest.addWidget(title)
        for place in places:
            self._dearest.addWidget(dear_stretch(place))

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        for strip in self.findChildren(IntervalStrip):
            strip.recolour(look)

    def _heads(self) -> None:
        for at, words in enumerate(HEADS):
            head = text(words, ink="muted", size=0.92, wrap=False)
            head.setContentsMargins(0, 0, 0, STEP // 2)
            self._table.addWidget(head, 0, _column(at))
        self._table.setColumnStretch(0, 1)

    def _line(
        self,
        at: int,
        found: Row,
        report: AgreementReport,
        codebook: Codebook | None,
        shared: tuple[str, ...],
        coders: Mapping[str, str],
    ) -> None:
        self._table.addWidget(line(), 2 * at - 1, 0, 1, 6)
        own = [part for part in figures.basis(found, coders) if part not in shared]
        under = " · ".join([figures.counts(found), *own])
        who = [text(name_of(found, codebook), strong=True)]
        if found.verdict:
            who.append(text(VERDICTS.get(found.verdict, found.verdict)))
        who.append(text(under, ink="muted", size=0.88))
        for note in found.notes:
            who.append(text(note, ink="muted", size=0.88))
        cells: list[QWidget] = [holding(column(*who, gap=0.25))]
        cells.append(self._figure(found, big=True))
        cells.append(text(figures.interval(found) or (found.reason or ""), ink="muted", wrap=True))
        for coefficient in ("percent", "prevalence"):
            cells.append(self._figure(figures.beside(report.rows, found, coefficient), big=False))
        for place, cell in enumerate(cells):
            cell.setContentsMargins(0, round(1.25 * STEP), 0, round(1.25 * STEP))
            self._table.addWidget(cell, 2 * at, _column(place), Qt.AlignmentFlag.AlignTop)
        if found.value is not None:
            strip = IntervalStrip(self._look, found.value, found.low, found.high)
            strip.setAccessibleName(f"{figures.value(found)}, {figures.interval(found)}")
            around = column(strip)
            around.setContentsMargins(0, STEP, 0, 0)
            self._table.addWidget(holding(around), 2 * at, 2, Qt.AlignmentFlag.AlignTop)

    def _figure(self, found: Row | None, *, big: bool) -> QWidget:
        made = text(figures.value(found), size=1.25 if big else 1.0, strong=big, wrap=False)
        if found is not None and not big:
            made.setToolTip(found.reason or figures.interval(found))
        return made

    def _make_all(self) -> QTableView:
        view = QTableView()
        view.setAccessibleName("All figures")
        view.setModel(self.model)
        view.setFont(interface_font())
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(4 * STEP)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setMinimumHeight(40 * STEP)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.hide()
        return view

    def _turn(self) -> None:
        shown = self.all.isHidden()
        self.all.setVisible(shown)
        self.more.setText("Fewer figures" if shown else "More figures")
        if shown:
            self.all.resizeColumnsToContents()
            QTimer.singleShot(0, self.all, self._reveal_all)

    def _reveal_all(self) -> None:
        page = self.findChild(QScrollArea)
        if isinstance(page, QScrollArea):
            page.ensureWidgetVisible(self.all)


def dear_stretch(place: Dearest) -> QWidget:
    """Return one stretch in words: the quote, who gave what, where it stands and what it costs."""
    given = " · ".join(f"{name}: {what}" for name, what in place.given)
    cost = (
        f"{100 * place.share:.0f} % of all disagreement; α would rise by {place.gain:.3f} if it were settled"
    )
    return holding(
        column(
            text(f"“{textwrap.shorten(place.quote, QUOTE_WIDTH, placeholder=' …')}”"),
            text(given, strong=True, size=0.92),
            text(f"{place.article}, {place.start}–{place.end} · {cost}", ink="muted", size=0.88),
            gap=0.25,
        )
    )


def name_of(found: Row, codebook: Codebook | None) -> str:
    """Return what a row is about."""
    if found.question != "label":
        return figures.QUESTIONS.get(found.question, found.question).capitalize()
    label = codebook.label(found.label) if codebook and found.label else None
    return label.name if label else (found.label or "")


def shared_basis(headline: tuple[Row, ...], coders: Mapping[str, str]) -> tuple[str, ...]:
    """Return what all these figures were made from alike, in words; each says the rest for itself."""
    if not headline:
        return ()
    others = [figures.basis(found, coders) for found in headline]
    return tuple(part for part in others[0] if all(part in other for other in others))


def _lead_in(shared: tuple[str, ...]) -> str:
    words = " · ".join(shared)
    if not words:
        return "No figure yet: two coders must finish the same article first."
    return f"{words[:1].upper()}{words[1:]}."


def _column(at: int) -> int:
    """Leave the third column of the grid to the drawn interval."""
    return at if at < 2 else at + 1
