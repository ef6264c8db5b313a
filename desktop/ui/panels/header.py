"""The quiet line on top: which project, who sits here, which article of how many, saving or saved."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton

from desktop.ui.choice import Choice
from desktop.ui.parts import Elided, Ink, button, holding, paint, row, text
from desktop.ui.theme import STEP

VIEWS = (
    ("desk", "Articles"),
    ("agreement", "Agreement"),
    ("steps", "Steps"),
    ("plan", "Plan"),
    ("adjudication", "Adjudication"),
    ("training", "Training"),
)


NAME = 16 * STEP
"""So much of a line is kept for the project's name, and as much for where in the work somebody is."""


class Keeping(Enum):
    """Whether what was done is on disk yet: ink and words."""

    NOTHING = ("", "")
    SAVING = ("saving", "○ Saving…")
    SAVED = ("saved", "✓ Saved")
    FAILED = ("warning", "✕ Not saved")


class Header(QFrame):
    """One line above everything; `wanted` names the view that the lead asks for."""

    wanted = Signal(str)
    who_asked = Signal()
    return_asked = Signal()
    """The coder of a kit wants to send the work back."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        super().__init__()
        self.setFixedHeight(6 * STEP)
        self.setAccessibleName("Project and progress")
        self._project = Elided(strong=True)
        self._who = button("", self.who_asked.emit, rank="quiet")
        self._who.setAccessibleName("Who codes")
        self._who.setToolTip("Who codes? Choose somebody else")
        self._return = button("Return…", self.return_asked.emit, rank="quiet")
        self._return.setAccessibleName("Return the work")
        self._return.hide()
        self._mark = Elided("muted")
        self._mark.hide()
        self._pace = Elided("muted")  # the window never widens for it
        self._article = text("", ink="muted", wrap=False)
        self._keeping = text("", wrap=False)
        self._keeping.setMinimumWidth(10 * STEP)
        self._keeping.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._views = QButtonGroup(self)
        self._buttons = {name: self._view_button(name, words) for name, words in VIEWS}
        self._side_by_side = holding(row(*self._buttons.values()))
        self._in_a_menu = Choice("View", VIEWS)
        self._in_a_menu.chosen.connect(self.wanted)
        self._in_a_menu.hide()
        self._lead = False
        self.setLayout(self._layout())

    def show_seat(self, project: str, who: str, *, lead: bool, kit: bool = False) -> None:
        """Tell which project is open and who sits here; only the lead is offered other views.

        In a kit nobody else can sit here, and the work goes back from it.
        """
        self._project.setText(project)
        self._project.setToolTip(project)
        self._who.setEnabled(not kit)
        self._return.setVisible(kit)
        self.show_mark("Kit" if kit else "")
        self._who.setText(who)
        self._who.setAccessibleName(f"Who codes: {who}")
        self._who.setVisible(bool(who))
        for each in self._buttons.values():
            each.setVisible(lead)
        self._lead = lead
        self._fold()

    def show_mark(self, words: str, more: str = "") -> None:
        """Tell what kind of file this is: a kit, or a project that holds several coders' work."""
        self._mark.setText(words)
        self._mark.setToolTip(more)
        self._mark.setAccessibleDescription(more)
        self._mark.setVisible(bool(words))

    def show_bare(self, *, bare: bool) -> None:
        """Show only which article it is and whether it is saved, on a narrower line; or all of it again."""
        self._whose.setVisible(not bare)
        self.setFixedHeight((4 if bare else 6) * STEP)

    def show_view(self, name: str) -> None:
        """Show which of the lead's views fills the middle."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)
            self._in_a_menu.show_choice(name)

    def show_article(self, words: str) -> None:
        """Tell which article of how many is on the desk, and how far it is."""
        self._article.setText(words)

    def show_pace(self, words: str) -> None:
        """Tell how far the work is and how fast it goes; "" tells nothing."""
        self._pace.setText(words)
        self._pace.setToolTip(words)

    def show_keeping(self, keeping: Keeping, words: str = "") -> None:
        """Tell whether what was done is on disk."""
        ink, own = keeping.value
        known: dict[str, Ink] = {"saving": "saving", "saved": "saved", "warning": "warning"}
        paint(self._keeping, known.get(ink, ""))
        self._keeping.setText(words or own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the best of another width."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Make the best of another size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fold()

    def _fold(self) -> None:
        """Offer the views in a menu where their names do not fit side by side."""
        beside = (self._side_by_side, self._who, self._keeping)
        needed = sum(part.sizeHint().width() for part in beside) + 2 * NAME + 12 * STEP
        folded = needed > self.width()
        self._side_by_side.setVisible(self._lead and not folded)
        self._in_a_menu.setVisible(self._lead and folded)

    def _view_button(self, name: str, words: str) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        made.setVisible(False)
        made.clicked.connect(lambda: self.wanted.emit(name))
        self._views.addButton(made)
        return made

    def _layout(self) -> QHBoxLayout:
        whole = QHBoxLayout()
        whole.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
        whole.setSpacing(STEP)
        for first_to_shrink in (self._mark, self._pace):
            first_to_shrink.setMinimumWidth(1)
        views = (self._side_by_side, self._in_a_menu)
        seat = row(self._project, self._mark, self._who, 1, *views, None, self._return, self._pace, 1)
        self._whose = holding(seat)
        whole.addWidget(self._whose, 1)
        whole.addStretch()
        whole.addWidget(self._article)
        whole.addWidget(self._keeping)
        return whole
