"""Small parts of which every page, panel and dialog is put together, so that they all look alike."""

from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.fonts import interface_font, scaled
from desktop.ui.theme import STEP

Ink = Literal["", "muted", "warning", "accent", "saved", "saving"]
Area = Literal["panel", "page", "card", "notice", "line"]
Rank = Literal["first", "second", "quiet", "link"]
B = TypeVar("B", bound=QBoxLayout)
S = TypeVar("S", bound=QAbstractSpinBox)
Item = QWidget | QLayout | int | None
"""A widget, a layout, a distance in steps, or None for the room that is left over."""


def text(words: str, *, ink: Ink = "", size: float = 1.0, strong: bool = False, wrap: bool = True) -> QLabel:
    """Return words on the screen: never read as rich text, whatever they hold."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setFont(scaled(interface_font(), size, strong=strong))
    paint(label, ink)
    return label


def off_frame(box: S) -> S:
    """Return the box with its number off the frame; the padding of style sheets does not reach it."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    return box


class Elided(QLabel):
    """One line of words that ends in an ellipsis where there is no room; a tip has all of them."""

    def __init__(self, ink: Ink = "", *, strong: bool = False) -> None:
        """Begin without words."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if strong:
            self.setFont(scaled(interface_font(), 1.0, strong=True))
        paint(self, ink)

    def minimumSizeHint(self) -> QSize:
        """Give way to everything else on the line."""
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as many words as there is room for."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), words)
        painter.end()
        event.accept()


def heading(words: str, size: float = 1.5) -> QLabel:
    """Return a title."""
    return text(words, size=size, strong=True)


def paint(widget: QWidget, ink: Ink) -> None:
    """Give a widget another ink of the theme, also after it was shown."""
    if widget.property("ink") != ink:
        widget.setProperty("ink", ink)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(words: str, pressed: Callable[[], object] | None = None, *, rank: Rank = "second") -> QPushButton:
    """Return a push button; the first-rank one is what most people will want here."""
    made = QPushButton(words)
    made.setProperty("rank", rank)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if pressed is not None:
        made.clicked.connect(lambda _checked: pressed())
    return made


def line() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setFixedHeight(1)
    return area(made, "line")


def area(frame: QFrame, kind: Area) -> QFrame:
    """Give a frame the background of a kind of area."""
    frame.setProperty("area", kind)
    return frame


def column(*items: Item, gap: float = 1, margin: float = 0) -> QVBoxLayout:
    """Return items below each other; distances in steps of eight pixels."""
    return _fill(QVBoxLayout(), items, gap, margin)


def row(*items: Item, gap: float = 1, margin: float = 0) -> QHBoxLayout:
    """Return items beside each other; distances in steps of eight pixels."""
    return _fill(QHBoxLayout(), items, gap, margin)


def holding(layout: QLayout, kind: Area | None = None) -> QFrame:
    """Return a frame around a layout."""
    frame = QFrame()
    frame.setLayout(layout)
    return area(frame, kind) if kind else frame


def at_most(widget: QWidget, width: int) -> QWidget:
    """Keep a widget from growing wider than lines can be read, in logical pixels."""
    widget.setMaximumWidth(width)
    return widget


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


def _fill(layout: B, items: tuple[Item, ...], gap: float, margin: float) -> B:
    layout.setSpacing(round(gap * STEP))
    edge = round(margin * STEP)
    layout.setContentsMargins(edge, edge, edge, edge)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item * STEP)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout
