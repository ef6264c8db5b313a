"""Passages edited in two places that did not know each other: their coder says which state holds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from db.records import Passage
from desktop.codebook import Codebook
from desktop.study.conflicts import Conflict
from desktop.study.desk import shortened
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import column, holding, text

SHOWN = 8
"""So many are asked about at a time."""


class ConflictsSheet(Sheet):
    """Shows each passage with its states; the first is the one that counts until somebody chooses."""

    def __init__(self, parent: QWidget | None, found: Sequence[Conflict], codebook: Codebook | None) -> None:
        """Ask about the first of these."""
        more = f" The first {SHOWN} of {len(found)}:" if len(found) > SHOWN else ""
        super().__init__(
            parent,
            "Edited in two places",
            "You changed these passages in two copies that did not know each other. Which state holds? The "
            f"others stay in the passage’s history.{more}",
            640,
        )
        self.asked: list[tuple[Conflict, list[QRadioButton]]] = []
        for conflict in found[:SHOWN]:
            choices = [QRadioButton(_state(state, codebook)) for state in conflict.states]
            group = QButtonGroup(self)
            for choice in choices:
                group.addButton(choice)
            choices[0].setChecked(True)
            title = text(f"{conflict.article_name}: “{shortened(conflict.states[0].quote, 10)}”", strong=True)
            told = [text("In the other place it was deleted.", ink="muted")] if len(choices) == 1 else []
            self.put(holding(column(title, *choices, *told, gap=0.5, margin=1.5), "card"))
            self.asked.append((conflict, choices))
        self.first = self.answers("Let these hold")

    def kept(self) -> tuple[tuple[Conflict, int], ...]:
        """Return each passage with the number of the state that holds, from 0."""
        return tuple(
            (conflict, next(at for at, choice in enumerate(choices) if choice.isChecked()))
            for conflict, choices in self.asked
        )


def _state(state: Passage, codebook: Codebook | None) -> str:
    label = codebook.label(state.label) if codebook else None
    parts = [
        label.name if label else state.label,
        f"{state.start}–{state.end}, {len(state.quote)} characters",
        f"note: {state.note}" if state.note else "",
        "unsure" if state.unsure else "",
        state.updated_at[:16].replace("T", " "),
    ]
    return " · ".join(part for part in parts if part).replace("&", "&&")
