"""Which articles the list shows and in what order: a row of choices below the filter box."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QToolButton, QWidget

from db.records import State
from desktop.study.reading import Picking
from desktop.ui.choice import Choice
from desktop.ui.parts import button, column, row
from desktop.ui.theme import STEP

ORDERS = (
    ("working", "In order"),
    ("title", "By title"),
    ("outlet", "By outlet"),
    ("date", "By date"),
    ("length", "By length"),
    ("zones", "By zones"),
    ("progress", "By progress"),
    ("name", "By name"),
)
LEAD = frozenset({"progress"})
"""Orders that the lead has not: progress is a coder's own."""
ZONES = (
    ("", "All zones"),
    ("unconfirmed", "Not confirmed"),
    ("confirmed", "Confirmed"),
    ("none", "No zones"),
)
SIGNS = "characters"
TYPED = 250
"""Milliseconds that typing may pause before the list is picked anew."""


class PickingBar(QFrame):
    """Order and filters of the list; `changed` says that another picking is wanted."""

    changed = Signal()
    outlets_wanted = Signal()
    """The filters were opened: which outlets are there?"""

    def __init__(self) -> None:
        """Begin with everything in working order."""
        super().__init__()
        self.order = Choice("Order of the articles", ORDERS)
        self.turned = QToolButton()
        self.turned.setText("↓")
        self.turned.setCheckable(True)
        self.turned.setAccessibleName("From the last to the first")
        self.turned.setToolTip("From the last to the first")
        self.more = QToolButton()
        self.more.setText("Filters")
        self.more.setCheckable(True)
        self.outlet = Choice("Outlet", [("", "All outlets")])
        self.zones = Choice("Zones", ZONES)
        self.progress = Choice(
            "Progress", [("", "Any progress"), *((state.value, state.value.capitalize()) for state in State)]
        )
        self.since, self.until = self._typed("Since", "2024-01"), self._typed("Until", "2024-12")
        self.shortest, self.longest = self._typed("Min. length", SIGNS), self._typed("Max. length", SIGNS)
        self.clear = button("Show all again", self.show_all, rank="quiet")
        self._filters = self._make_filters()
        self._filters.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TYPED)
        self._later.timeout.connect(self._tell)
        self.setLayout(column(row(self.order, self.turned, None, self.more, gap=0.5), self._filters, gap=0.5))
        self._connect()

    def picking(self) -> Picking:
        """Return what is wanted; a length that is no number picks nothing out."""
        return Picking(
            by=self.order.current,
            descending=self.turned.isChecked(),
            outlet=self.outlet.current,
            since=self.since.text().strip(),
            until=self.until.text().strip(),
            zones=self.zones.current,
            progress=self.progress.current,
            shortest=_number(self.shortest),
            longest=_number(self.longest),
        )

    def show_seat(self, *, coding: bool) -> None:
        """Offer progress to a coder alone."""
        self.progress.setVisible(coding)
        orders = [each for each in ORDERS if coding or each[0] not in LEAD]
        self.order.offer(orders, self.order.current)
        if not coding and self.progress.current:
            self.progress.show_choice("")

    def offer_outlets(self, names: Sequence[str]) -> None:
        """Offer the outlets that there are."""
        current = self.outlet.current
        self.outlet.offer([("", "All outlets"), *((name, name) for name in names if name)], current)

    def show_all(self) -> None:
        """Show every article again, in the order that was chosen."""
        for choice in (self.outlet, self.zones, self.progress):
            choice.show_choice("")
        for field in (self.since, self.until, self.shortest, self.longest):
            field.clear()
        self._tell()

    def _make_filters(self) -> QFrame:
        made = QFrame()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(STEP // 2)
        places: tuple[tuple[QWidget, ...], ...] = (
            (self.outlet, self.zones),
            (self.since, self.until),
            (self.shortest, self.longest),
            (self.progress, self.clear),
        )
        for down, widgets in enumerate(places):
            for across, widget in enumerate(widgets):
                grid.addWidget(widget, down, across)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        made.setLayout(grid)
        return made

    def _typed(self, words: str, example: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(words if example == SIGNS else f"{words} {example}")
        name = f"{words}, in characters" if example == SIGNS else f"{words}, such as {example}"
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _connect(self) -> None:
        for choice in (self.order, self.outlet, self.zones, self.progress):
            choice.chosen.connect(lambda _key: self._tell())
        for field in (self.since, self.until, self.shortest, self.longest):
            field.textEdited.connect(lambda _words: self._later.start())
            field.returnPressed.connect(self._tell)
        self.turned.toggled.connect(lambda _on: self._tell())
        self.more.toggled.connect(self._open)

    def _open(self, on: bool) -> None:
        self._filters.setVisible(on)
        if on:
            self.outlets_wanted.emit()

    def _tell(self) -> None:
        self._later.stop()
        narrow = self.picking() != Picking(by=self.order.current, descending=self.turned.isChecked())
        self.more.setText("Filters: on" if narrow else "Filters")
        self.changed.emit()


def _number(field: QLineEdit) -> int:
    digits = "".join(sign for sign in field.text() if sign.isdecimal())
    return int(digits) if digits else 0
