"""The result of a practice or training article: each difference from the known answer, with its rule."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.codebook import Codebook
from desktop.study.practice import PracticeRow
from desktop.ui.pages.start import centred
from desktop.ui.parts import Elided, Ink, area, button, column, empty, heading, holding, row, text
from desktop.ui.theme import STEP
from desktop.wording import counted

KINDS: dict[str, tuple[str, Ink]] = {
    "same": ("✓ As in the answer", "saved"),
    "boundary": ("↔ Other ends", "warning"),
    "label": ("⇄ Another label", "warning"),
    "missed": ("○ Missed", "warning"),
    "extra": ("＋ Not in the answer", "warning"),
}


class PracticePage(QFrame):
    """Shows the coder's own work beside the known answer."""

    shown = Signal(int, int)
    """Somebody wants to see this range, in code points, in the article."""
    left = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Practice article")
        self._title = heading("", 1.7)
        self._sentence = text("", ink="muted")
        self._list: QVBoxLayout = column(gap=2)
        self.onward = button("Next article", self.left.emit, rank="first")
        inside = column(7, self._title, self._sentence, 2, self._list, 2, row(self.onward, None), 6, None)
        whole = column(gap=0)
        whole.addWidget(centred(holding(inside), 760))
        self.setLayout(whole)

    def show_rows(
        self, title: str, rows: Sequence[PracticeRow], codebook: Codebook, kind: str = "Practice"
    ) -> None:
        """Show what was the same and, one by one, what was not; `kind` says what the article is for."""
        same = sum(found.kind == "same" for found in rows)
        self._title.setText(f"{kind}: {title}")
        self.setAccessibleName(f"{kind} article")
        self._sentence.setText(sentence(same, len(rows) - same, ruled=any(found.rule for found in rows)))
        empty(self._list)
        for found in sorted(rows, key=lambda each: (each.kind == "same", each.start)):
            show = partial(self.shown.emit, found.start, found.end)
            self._list.addWidget(practice_card(found, codebook, show=show))


def practice_card(
    found: PracticeRow,
    codebook: Codebook,
    where: str = "",
    *,
    you: str = "You",
    show: Callable[[], object] | None = None,
) -> QFrame:
    """Return one comparison with the known answer: what differs, the quote, who said what, and the rule.

    `where` names the article, `you` who coded it; `show` leads to the place, where it can be gone to.
    """
    words, ink = KINDS.get(found.kind, (found.kind, ""))
    head = row(text(words, ink=ink, strong=True, wrap=False), None)
    if where:
        title = Elided("muted")
        title.setText(where)
        title.setToolTip(where)
        head.addWidget(title)
    if show is not None:
        head.addWidget(button("Show in the article", show, rank="quiet"))
    parts = column(head, text(f"“{found.quote}”", size=1.05), gap=0.5, margin=2)
    compared = _compared(found, codebook, you)
    if compared and found.kind != "same":
        parts.addWidget(text(compared, ink="muted"))
    if found.explanation and found.kind != "same":
        parts.addWidget(text(found.explanation))
    rule = next((each.name for each in codebook.rules if each.id == found.rule), found.rule)
    if rule:
        parts.addWidget(text(f"Rule: {rule}", ink="muted", size=0.92))
    parts.setContentsMargins(2 * STEP, STEP, STEP, round(1.5 * STEP))
    return holding(parts, "card")


def sentence(same: int, other: int, *, ruled: bool) -> str:
    """Return the counts of a comparison in words; `ruled` where the known answer names rules."""
    if not other:
        return f"All {counted(same, 'passage', 'passages')} as in the known answer."
    found = counted(other, "difference", "differences")
    words = f"{counted(same, 'passage', 'passages')} as in the known answer, {found}."
    return f"{words} Each with its rule." if ruled else words


def _compared(found: PracticeRow, codebook: Codebook, you: str) -> str:
    names = [
        f"{who}: {label.name.lower() if (label := codebook.label(key)) else key}"
        for who, key in (("Answer", found.expected), (you, found.given))
        if key
    ]
    return " · ".join(names)
