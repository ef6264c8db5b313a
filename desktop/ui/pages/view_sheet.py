"""One view of the agreement page: title, what it says, picture, numbers, notes, and saving either."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.study.workspace.view import View
from desktop.ui.drawing.picture_view import PictureView
from desktop.ui.pages.numbers import NumbersTable
from desktop.ui.parts import button, column, empty, heading, row, text
from desktop.ui.theme import STEP, Theme

OPENS = "Click a part of the picture or a row of the table to see the passages behind it."


class ViewSheet(QFrame):
    """Shows one view; `chosen` gives the row whose passages are wanted."""

    chosen = Signal(int)
    picture_wanted = Signal()
    """The picture is to be saved."""
    numbers_wanted = Signal()
    """The table is to be saved."""

    def __init__(self, look: Theme) -> None:
        """Begin without a view."""
        super().__init__()
        self.view: View | None = None
        self._title = heading("", 1.5)
        self._about = text("", ink="muted")
        self.advice = text("", size=1.12, strong=True)
        self.advice.setContentsMargins(0, STEP, 0, STEP)
        self.advice.hide()
        self.picture = PictureView(look)
        self.picture.chosen.connect(self.chosen)
        self._opens = text(OPENS, ink="muted", size=0.88)
        self.numbers = NumbersTable()
        self.numbers.chosen.connect(self.chosen)
        self.save_picture = button("Save picture…", self.picture_wanted.emit, rank="quiet")
        self.save_numbers = button("Save numbers…", self.numbers_wanted.emit, rank="quiet")
        self._notes: QVBoxLayout = column(gap=0.5)
        whole = column(self._title, self._about, self.advice, self.picture, self._opens, self.numbers)
        whole.addLayout(row(self.save_picture, self.save_numbers, None))
        whole.addLayout(self._notes)
        whole.addStretch(1)
        self.setLayout(whole)
        self.show_waiting("")

    def show_waiting(self, title: str) -> None:
        """Say that a view is being made."""
        self._title.setText(title)
        self._about.setText("Comparing…")

    def show_view(self, view: View) -> None:
        """Show a view, or what it lacks; its advice stands above the picture."""
        self.view = view
        self._title.setText(view.title)
        self._about.setText(view.missing or view.about)
        self.advice.setText(view.advice)
        self.advice.setVisible(bool(view.advice) and view.advice != view.missing)
        self.picture.show_picture(view.picture)
        self.numbers.show_rows(view.title, view.heads, view.rows)
        self._opens.setVisible(any(view.behind))
        self.save_picture.setVisible(view.picture is not None)
        self.save_numbers.setVisible(bool(view.rows))
        empty(self._notes)
        for note in view.notes:
            self._notes.addWidget(text(note, ink="muted", size=0.92))

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.picture.recolour(look)
