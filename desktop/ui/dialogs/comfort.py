"""Text and colours: how articles are set, and the theme of the whole window; everything is seen at once."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from desktop.codebook import Label
from desktop.ui.desk.painter import Mark
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.styles import styles_of
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, off_frame, row, text
from desktop.ui.theme import COLUMNS, LINE_HEIGHTS, SIZES, STEP, SYSTEM, THEMES, Reading, Theme, reading

OURS = ("Source Serif Pro", "Inter")
"""The families that come with the program."""
SAMPLE = (
    "The harbour board voted on Monday to keep the old ferry running until the new bridge is inspected. "
    "A reckless decision, and hardly the first. Passengers will pay as before."
)
_LABELS = (
    Label("r", "Reporting", "r", "#1f6f8b"),
    Label("e", "Editorialising", "e", "#b3261e"),
)
_MARKED = (("r", "The harbour board", "on Monday"), ("e", "A reckless", "the first"))


class ComfortSheet(Sheet):
    """Asks for typeface, size, line height, column width and theme; whatever is chosen is shown at once."""

    reading_chosen = Signal(object)
    """The `Reading` that articles are to be set in."""
    theme_chosen = Signal(str)
    """The id of a theme, or `SYSTEM`."""

    def __init__(self, parent: QWidget, now: Reading, theme: str, look: Theme) -> None:
        """Show how it is now; Escape brings it back."""
        super().__init__(
            parent, "Text and colours", "What you choose is shown at once, here and behind.", 680
        )
        self._before = now, theme
        self.theme = _choice("Theme", ((SYSTEM, "As the system"), *((each.id, each.name) for each in THEMES)))
        self.family = _choice("Typeface", ((name, name) for name in families()))
        self.points = _decimal("Size in points", SIZES, 0.5, " pt")
        self.line_height = _decimal("Line height", LINE_HEIGHTS, 0.05, " ×")
        self.column = off_frame(QSpinBox())
        self.column.setAccessibleName("Column width in characters")
        self.column.setRange(*COLUMNS)
        self.column.setSingleStep(2)
        self.column.setSuffix(" characters")
        self.column.lineEdit().setTextMargins(STEP - 2, 0, 0, 0)
        self.sample = TextPane(Scene(look, styles_of((), look)), now)
        self.sample.setAccessibleName("Sample of the text")
        self.sample.setFixedHeight(22 * STEP)
        self.sample.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sample.show_text(SAMPLE)
        self._put_together()
        self._fill(now, theme)
        self.show_look(look)
        self._connect()

    def chosen(self) -> Reading:
        """Return how articles are to be set."""
        family = str(self.family.currentData())
        return reading(family, self.points.value(), self.line_height.value(), self.column.value())

    def show_look(self, look: Theme) -> None:
        """Draw the sample in the colours of another theme."""
        self.sample.set_scene(Scene(look, styles_of(_LABELS, look), _sample_marks))

    def reject(self) -> None:
        """Bring back what was before."""
        self._fill(*self._before)
        super().reject()

    def _put_together(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(3 * STEP)
        form.setVerticalSpacing(STEP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            ("&Theme", self.theme),
            ("Type&face", self.family),
            ("&Size", self.points),
            ("&Line height", self.line_height),
            ("&Column", self.column),
        ):
            label = text(words, wrap=False)
            label.setTextFormat(Qt.TextFormat.AutoText)
            label.setBuddy(field)
            field.setMinimumWidth(28 * STEP)
            form.addRow(label, field)
        self.put(row(form, None, gap=0), self.sample)
        self.usual = button("As it came", self._take_back, rank="quiet")
        self.aside(self.usual)
        self.answers("Keep")

    def _connect(self) -> None:
        self.theme.currentIndexChanged.connect(lambda _at: self.theme_chosen.emit(self.theme.currentData()))
        self.family.currentIndexChanged.connect(lambda _at: self._show())
        for field in (self.points, self.line_height):
            field.valueChanged.connect(lambda _value: self._show())
        self.column.valueChanged.connect(lambda _value: self._show())

    def _fill(self, now: Reading, theme: str) -> None:
        if self.family.findData(now.family) < 0:
            self.family.addItem(now.family, now.family)
        self.theme.setCurrentIndex(max(self.theme.findData(theme), 0))
        self.family.setCurrentIndex(self.family.findData(now.family))
        self.points.setValue(now.size)
        self.line_height.setValue(now.line_height)
        self.column.setValue(now.column)
        self._show()

    def _show(self) -> None:
        now = self.chosen()
        self.sample.set_reading(now)
        self.reading_chosen.emit(now)

    def _take_back(self) -> None:
        self._fill(Reading(), SYSTEM)


def families() -> tuple[str, ...]:
    """Return the typefaces to choose from: the shipped ones, then those of this computer for Latin text."""
    latin = QFontDatabase.families(QFontDatabase.WritingSystem.Latin)
    known = (
        name
        for name in latin
        if name not in OURS
        and QFontDatabase.isSmoothlyScalable(name)
        and not QFontDatabase.isPrivateFamily(name)
    )
    return (*OURS, *sorted(known, key=str.casefold))


def _choice(name: str, options: Iterable[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for key, words in options:
        made.addItem(words, key)
    return made


def _decimal(name: str, bounds: tuple[float, float], step: float, unit: str) -> QDoubleSpinBox:
    made = off_frame(QDoubleSpinBox())
    made.setAccessibleName(name)
    made.setRange(*bounds)
    made.setSingleStep(step)
    made.setDecimals(2 if step < 0.1 else 1)
    made.setSuffix(unit)
    made.lineEdit().setTextMargins(STEP - 2, 0, 0, 0)
    return made


def _sample_marks(_start: int, _end: int) -> Sequence[Mark]:
    return tuple(
        Mark(label, label, SAMPLE.index(first), SAMPLE.index(last) + len(last))
        for label, first, last in _MARKED
    )
