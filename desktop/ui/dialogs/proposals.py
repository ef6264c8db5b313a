"""What may be proposed to coders, and whether boilerplate is coded: settings of the study."""

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from desktop.study.proposals import ALL, COMMENTS, FORBIDDEN, OFF
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import column, text

WORDS = (
    (OFF, "Nothing (a coder may still mark a whole thread with one key)"),
    (COMMENTS, "Whole reader comments"),
    (ALL, "Whole comments, the outlet’s “we”, asides, rhetorical questions"),
    (FORBIDDEN, "Nothing, and no whole thread at once"),
)
WARNING = (
    "Proposals can sway a coder. In the reliability phase, and in all production of a study with one, only"
    " whole comments are ever proposed. What is accepted is recorded as a proposal and is in no reliability"
    " figure."
)


class ProposalsSheet(Sheet):
    """Asks what is proposed; `proposals` and `boilerplate` give the answer."""

    def __init__(self, parent: QWidget | None, proposals: str, *, boilerplate: bool) -> None:
        """Show what the study does now."""
        super().__init__(parent, "Zones and proposals", WARNING, 600)
        self._group = QButtonGroup(self)
        self.choices = {key: QRadioButton(words) for key, words in WORDS}
        for key, choice in self.choices.items():
            self._group.addButton(choice)
            choice.setChecked(key == proposals)
        self.put(column(text("Proposed to coders", strong=True), *self.choices.values(), gap=0.5))
        self.coded = QCheckBox("Boilerplate is coded too")
        self.coded.setChecked(boilerplate)
        self.put(column(text("Zones", strong=True), self.coded, gap=0.5))
        self.answers("Keep these settings")
        self.choices[proposals].setFocus()

    def proposals(self) -> str:
        """Return what may be proposed."""
        return next((key for key, choice in self.choices.items() if choice.isChecked()), OFF)

    def boilerplate(self) -> bool:
        """Return whether boilerplate is coded."""
        return self.coded.isChecked()
