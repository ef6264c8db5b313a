"""Reports: a sentence with the counts, and the list of what needs a look."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import Ink, column, holding, text
from desktop.ui.theme import STEP

Entry = tuple[str, str, Ink]
"""What it is about, one sentence on it, and its ink."""
SHOWN = 200
LINE = 560
"""The width at which lists of entries are measured, in logical pixels."""


def entries(items: Sequence[Entry], name: str) -> QScrollArea:
    """Return a scrolled list of entries; of a very long list the beginning, and how many more there are."""
    inside = column(margin=2, gap=1.5)
    for about, sentence, ink in items[:SHOWN]:
        inside.addLayout(_entry(about, sentence, ink))
    if len(items) > SHOWN:
        inside.addWidget(text(f"… and {len(items) - SHOWN} more.", ink="muted"))
    inside.addStretch(1)
    scrolled = QScrollArea()
    scrolled.setAccessibleName(name)
    scrolled.setWidget(holding(inside, "card"))
    scrolled.setWidgetResizable(True)
    scrolled.setFrameShape(QFrame.Shape.NoFrame)
    scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    height = inside.heightForWidth(LINE) + STEP if inside.hasHeightForWidth() else inside.sizeHint().height()
    scrolled.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    scrolled.setMinimumHeight(min(height, 28 * STEP))
    scrolled.setMaximumHeight(max(height, 8 * STEP))
    return scrolled


def _entry(about: str, sentence: str, ink: Ink) -> QVBoxLayout:
    made = column(gap=0.25)
    if about:
        title = text(about, strong=True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.addWidget(title)
    if sentence:
        made.addWidget(text(sentence, ink=ink))
    return made


class ReportSheet(Sheet):
    """Says what was done, and names what was not."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, items: Sequence[Entry]) -> None:
        """Report `items` below a sentence."""
        super().__init__(parent, title, sentence, 600)
        if items:
            self.put(entries(items, title))
        self.first = self.answers("Close", "")


class DecideSheet(Sheet):
    """Shows what would be done and asks whether to do it."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        parts: Sequence[tuple[str, Sequence[Entry]]],
        yes: str,
        no: str = "Cancel",
    ) -> None:
        """Show titled lists of entries; `yes` names what Return does; without `no` nothing is asked."""
        super().__init__(parent, title, sentence, 640)
        for name, items in parts:
            if items:
                self.put(text(name, strong=True), entries(items, name))
        self.first = self.answers(yes, no)
