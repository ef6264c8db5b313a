"""One disagreement in its text: every coder's passages painted in a lane of their own."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.codebook import Label
from desktop.study.adjudication import Lane
from desktop.study.settling import Case
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.long_pane import LONG, LongPane
from desktop.ui.desk.movement import Selection, at
from desktop.ui.desk.painter import Hint, Mark
from desktop.ui.desk.pane_parts import KeyTaker
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.styles import Styles, styles_of
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.parts import column
from desktop.ui.theme import Reading, Theme

Pane = TextPane | LongPane


class CaseText(QWidget):
    """The reading desk's own text surface, with the lanes of one disagreement."""

    def __init__(self, look: Theme, reading: Reading, taker: KeyTaker, claims: KeyTaker) -> None:
        """`taker` and `claims` get the keys that are pressed in the text."""
        super().__init__()
        self._look, self._reading = look, reading
        self._keys = (taker, claims)
        self._styles: Styles = styles_of((), look)
        self._lanes: tuple[Lane, ...] = ()
        self._case: Case | None = None
        self._panes = QStackedWidget()
        self.pane: Pane = self._made(TextPane(Scene(look, self._styles), reading))
        whole: QVBoxLayout = column(gap=0)
        whole.addWidget(self._panes)
        self.setLayout(whole)

    @property
    def canvas(self) -> Canvas:
        """The text with its selection in code points."""
        return self.pane.canvas

    def show_case(self, case: Case | None, lanes: Sequence[Lane]) -> None:
        """Show a disagreement in the middle of its text, or nothing."""
        before, self._case, self._lanes = self._case, case, tuple(lanes)
        text = case.article.text if case else ""
        if before is None or case is None or before.article.id != case.article.id:
            self._choose_pane(text)
            self.pane.show_text(text)
        self._dress()
        if case is not None:
            place = case.item.place
            self.canvas.select(at(place.start), reveal=False)
            self.canvas.reveal()

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show the same with other names."""
        self._lanes = tuple(lanes)
        self._dress()

    def select_place(self) -> None:
        """Select the whole stretch, to draw another passage from there."""
        if self._case is not None:
            place = self._case.item.place
            self.canvas.select(Selection(place.start, place.end))

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self._dress()

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type."""
        self._reading = reading
        self.pane.set_reading(reading)

    def _dress(self) -> None:
        entries = self._case.codebook.entries if self._case else ()
        self._styles = self._numbered(styles_of((e for e in entries if isinstance(e, Label)), self._look))
        hint = None
        if self._case is not None:
            place = self._case.item.place
            hint = Hint(self.canvas.units(place.start), self.canvas.units(place.end))
        self.pane.set_scene(Scene(self._look, self._styles, self._marks, hint=hint))

    def _numbered(self, plain: Styles) -> Styles:
        """Return the labels' styles once for each lane, with the lane's number where the letter stands."""
        made = {
            _in_lane(at, passage.label): replace(
                plain[passage.label],
                letter=str(at),
                name=f"{at}: {plain[passage.label].name}",
            )
            for at, lane in enumerate(self._lanes, 1)
            for passage in lane.passages
        }
        return Styles(made, self._look)

    def _marks(self, start: int, end: int) -> Sequence[Mark]:
        canvas = self.canvas
        first, last = canvas.code_point(start), canvas.code_point(end)
        return [
            Mark(
                id=passage.id,
                label=_in_lane(lane + 1, passage.label),
                start=canvas.units(passage.start),
                end=canvas.units(passage.end),
                lane=lane,
                unsure=passage.unsure,
            )
            for lane, given in enumerate(self._lanes)
            for passage in given.passages
            if passage.start < last and first < passage.end
        ]

    def _choose_pane(self, text: str) -> None:
        wanted = LongPane if len(text) >= LONG else TextPane
        if isinstance(self.pane, wanted):
            return
        self.pane.show_text("")
        found = (self._panes.widget(i) for i in range(self._panes.count()))
        pane = next((each for each in found if isinstance(each, wanted)), None)
        focused = self.pane.hasFocus()
        self.pane = pane or self._made(wanted(Scene(self._look, self._styles), self._reading))
        self._panes.setCurrentWidget(self.pane)
        self.setFocusProxy(self.pane)
        if focused:
            self.pane.setFocus()

    def _made(self, pane: Pane) -> Pane:
        pane.take_keys(*self._keys)
        pane.setAccessibleName("Text of the disagreement")
        self._panes.addWidget(pane)
        self.setFocusProxy(pane)
        return pane


def _in_lane(number: int, label: str) -> str:
    return f"{number} {label}"
