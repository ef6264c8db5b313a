"""The lead's reading page: one article, one coder's layer or everybody's, nothing to be changed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from db.records import Passage, State
from desktop.codebook import Label
from desktop.study.coders import shown_name
from desktop.study.layers import Layers
from desktop.ui.choice import Choice
from desktop.ui.desk.lanes import PassageIndex
from desktop.ui.desk.painter import Mark
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.styles import Styles, styles_of
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.parts import area, column, empty, line, row, text
from desktop.ui.theme import STEP, Reading, Theme
from desktop.ui.zoning.switch import PASSAGES, SideSwitch

EVERYBODY = ""


class LeadReading(QFrame):
    """Shows layers side by side in the lanes; below the text, who marked what stands at the caret."""

    label_at_caret = Signal(str)

    def __init__(self, look: Theme, reading: Reading) -> None:
        """Begin without an article."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Article with every coder’s passages")
        self._look = look
        self._layers: Layers | None = None
        self._index = PassageIndex()
        self._styles: Styles = styles_of((), look)
        self._names: dict[str, str] = {}
        self.whose = Choice("Whose passages")
        self.whose.chosen.connect(lambda _key: self._choose())
        self._state = text("", ink="muted", wrap=False)
        self.pane = TextPane(Scene(look, self._styles), reading)
        self.pane.canvas.moved.connect(self._tell_caret)
        self._at_caret: QVBoxLayout = column(gap=0.5)
        self._at_caret.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        self.switch = SideSwitch(PASSAGES)
        of = text("Passages of", ink="muted", wrap=False)
        top = row(self.switch, 1, of, self.whose, self._state, None, gap=1.5)
        top.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        whole = column(top, line(), gap=0)
        whole.addWidget(self.pane, 1)
        whole.addWidget(line())
        whole.addLayout(self._at_caret)
        self.setLayout(whole)
        self.setFocusProxy(self.pane)

    def show_layers(self, found: Layers) -> None:
        """Show an article from its top, with the layers that were chosen before."""
        self._layers = found
        self._names = {coder.id: shown_name(coder) for coder in found.coders}
        self.whose.offer([(EVERYBODY, "Everybody"), *self._names.items()], self.whose.current)
        self.pane.show_text(found.article.text)
        self._dress()
        self._choose()

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self._dress()

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type."""
        self.pane.set_reading(reading)

    def _dress(self) -> None:
        entries = self._layers.codebook.entries if self._layers else ()
        self._styles = styles_of((entry for entry in entries if isinstance(entry, Label)), self._look)
        self.pane.set_scene(Scene(self._look, self._styles, self._marks))

    def _choose(self) -> None:
        if self._layers is None:
            return
        chosen = self.whose.current
        shown = self._layers.passages if chosen == EVERYBODY else self._layers.of(chosen)
        self._index = PassageIndex(shown)
        self._state.setText(self._states(chosen))
        self.pane.repaint_marks()
        self._tell_caret()

    def _states(self, chosen: str) -> str:
        states = dict(self._layers.states) if self._layers else {}
        if chosen != EVERYBODY:
            return states.get(chosen, State.NOT_BEGUN).value
        done = [self._names.get(coder, coder) for coder, state in states.items() if state is State.FINISHED]
        return f"finished by {', '.join(done)}" if done else "finished by nobody yet"

    def _marks(self, start: int, end: int) -> Sequence[Mark]:
        canvas = self.pane.canvas
        return [
            Mark(
                id=placed.passage.id,
                label=placed.passage.label,
                start=canvas.units(placed.passage.start),
                end=canvas.units(placed.passage.end),
                lane=placed.lane,
                unsure=placed.passage.unsure,
            )
            for placed in self._index.between(canvas.code_point(start), canvas.code_point(end))
        ]

    def _tell_caret(self) -> None:
        empty(self._at_caret)
        found = self._index.at(self.pane.canvas.selection().caret)
        if not found:
            self._at_caret.addWidget(text("Click into a passage to see who marked it.", ink="muted"))
            return
        for passage in found:
            self._at_caret.addWidget(text(self._words(passage)))
        self.label_at_caret.emit(found[0].label)

    def _words(self, passage: Passage) -> str:
        style = self._styles[passage.label]
        note = f" Note: {passage.note}" if passage.note else ""
        unsure = ", unsure" if passage.unsure else ""
        return f"{self._names.get(passage.owner, passage.owner)}: {style.name.lower()}{unsure}.{note}"
