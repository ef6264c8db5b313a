"""Keeps text, margin, overview and inspector in step with the desk, and paints no more than changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QObject, QTimer, Signal

from db.records import Passage
from desktop.codebook import Label
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.coding import Coding
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.inspector import Inspector
from desktop.ui.desk.landmarks import Unit
from desktop.ui.desk.long_pane import LongPane
from desktop.ui.desk.overview import Overview
from desktop.ui.desk.painter import Hint, Mark
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.spans import Span
from desktop.ui.desk.styles import Styles, styles_of
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.theme import Theme


class Showing(QObject):
    """What is painted where. Changes of one turn of the event loop are shown together at its end."""

    label_at_caret = Signal(str)
    said = Signal(str)
    dressed = Signal(object, object)
    """Everything is painted in these `Styles` and this `Theme` from now on."""

    def __init__(
        self,
        controller: Controller,
        coding: Coding,
        pane: Callable[[], TextPane | LongPane],
        inspector: Inspector,
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._coding = coding
        self._pane = pane
        self._inspector = inspector
        self._theme = theme
        self._current: Span | None = None
        self._hinted: Span | None = None
        self._stale: set[Span] = set()
        self._restated: set[Span] = set()
        self._only: str | None = None
        self._dimming = False
        self.overview = Overview(self.passages, self._in_sight)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        controller.shown.connect(self._show_all_labels)
        controller.changed.connect(self.repaint)
        controller.restated.connect(self._repaint_margin)
        coding.current_changed.connect(self._turn_later)

    @property
    def _canvas(self) -> Canvas:
        return self._pane().canvas

    def dress(self, theme: Theme | None = None) -> None:
        """Paint everything anew: another article, codebook or theme."""
        self._theme = theme or self._theme
        article = self._controller.article
        entries = article.codebook.entries if article else ()
        styles = _styles(tuple(entry for entry in entries if isinstance(entry, Label)), self._theme)
        dimmed = self.unmarked if self._dimming else None
        self._pane().set_scene(Scene(self._theme, styles, self.marks, dimmed=dimmed))
        self._inspector.dress(styles, self._theme)
        self.dressed.emit(styles, self._theme)
        self.overview.show_article(len(self._controller.text), styles, self._theme)
        self._current = self._hinted = None
        self._stale, self._restated = set(), set()
        self.refresh(all_stale=True)

    def only_this_label(self) -> None:
        """Show only passages with the label of the one in hand, or all again."""
        now = self._coding.passage()
        if self._only is None and now is None:
            self.said.emit("Put the caret into a passage of the label that you want to see alone.")
            return
        self._only = now.label if self._only is None and now else None
        self.dress()
        name = self._canvas.scene.styles[self._only].name if self._only else ""
        self.said.emit(f"Only {name.lower()} is shown." if self._only else "Every label is shown.")

    def _show_all_labels(self) -> None:
        self._only = None

    def dim_unmarked(self) -> None:
        """Dim what no passage covers, or stop dimming."""
        self._dimming = not self._dimming
        self.dress()

    def unmarked(self, start: int, end: int) -> Sequence[Span]:
        """Return the stretches between two UTF-16 offsets that no shown passage covers."""
        free: list[Span] = []
        at = start
        for mark in self.marks(start, end):
            if mark.start > at:
                free.append((at, mark.start))
            at = max(at, mark.end)
        return [*free, (at, end)] if at < end else free

    def refresh_if_due(self) -> None:
        """Show at once what was to be shown at the end of this turn."""
        if self._later.isActive():
            self.refresh()

    def repaint(self, start: int, end: int) -> None:
        """Paint anew what stands between two code points, at the end of this turn."""
        self._canvas.forget_marks()
        self._stale.add((start, end))
        self._later.start()

    def _repaint_margin(self, start: int, end: int) -> None:
        self._canvas.forget_marks()
        self._restated.add((start, end))
        self._later.start()

    def _turn_later(self) -> None:
        self._canvas.forget_marks()
        self._later.start()

    def refresh(self, *, all_stale: bool = False) -> None:
        """Show the passage in hand in the inspector, and in the text what a label key would mark.

        With `all_stale` everything is to be painted anew in any case.
        """
        self._later.stop()
        now = self._coding.passage()
        at_caret = self._controller.index.at(self._canvas.selection().caret)
        self._inspector.show_passage(now, at_caret, self._controller.state(now.id if now else ""))
        for span in self._stale:
            self.overview.refresh(*span)
        current = (now.start, now.end) if now else None
        self._stale |= _turned(self._current, current)
        if not all_stale:
            self._canvas.refresh(self._stale)
            self._canvas.refresh(self._restated - self._stale, text=False, moved=False)
        self._stale, self._restated, self._current = set(), set(), current
        hinted = self._unit_at_caret()
        if hinted != self._hinted:
            self._canvas.scene = replace(self._canvas.scene, hint=self._hint(hinted))
            if not all_stale:
                self._canvas.refresh(_turned(self._hinted, hinted), margin=False)
            self._hinted = hinted
        self.label_at_caret.emit(now.label if now else "")

    def passages(self, start: int, end: int) -> Sequence[Passage]:
        """Return the passages between two code points, in reading order."""
        found = self._controller.index.overlapping(start, end)
        return found if self._only is None else [p for p in found if p.label == self._only]

    def marks(self, start: int, end: int) -> Sequence[Mark]:
        """Return what to paint between two UTF-16 offsets."""
        canvas, index, current = self._canvas, self._controller.index, self._coding.current
        units, state, only = canvas.units, self._controller.state, self._only
        return [
            Mark(
                passage.id,
                passage.label,
                units(passage.start),
                units(passage.end),
                lane,
                passage.id == current,
                passage.unsure,
                state(passage.id),
            )
            for passage, lane in index.between(canvas.code_point(start), canvas.code_point(end))
            if only is None or only == passage.label
        ]

    def _in_sight(self) -> Span:
        return self._canvas.in_sight()

    def _unit_at_caret(self) -> Span | None:
        article = self._controller.article
        if article is None:
            return None
        units = {label.unit for label in article.codebook.labels}
        unit = Unit.CLAUSE if "clause" in units else Unit.SENTENCE
        return self._coding.landmarks.at(unit, self._canvas.selection().caret)

    def _hint(self, span: Span | None) -> Hint | None:
        return Hint(self._canvas.units(span[0]), self._canvas.units(span[1])) if span else None


def _turned(before: Span | None, now: Span | None) -> set[Span]:
    """Return where to paint anew when something stands elsewhere: where it stood and where it stands."""
    return set() if before == now else {span for span in (before, now) if span is not None}


@lru_cache(maxsize=8)
def _styles(labels: tuple[Label, ...], theme: Theme) -> Styles:
    return styles_of(labels, theme)
