"""Finding in the article at hand: every place is shown, one is selected, the keys of coding go on working."""

from bisect import bisect_left

from PySide6.QtCore import QObject

from desktop.articles.finding import MOST, Folded
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.movement import Selection
from desktop.ui.desk.spans import Span
from desktop.ui.deskside import Deskside
from desktop.ui.dispatcher import Dispatcher
from desktop.ui.finding.bar import FindBar

LONG = 200_000
"""Texts longer than this, in code points, are searched away from the window's thread."""
LONGEST_SELECTION = 100


class FindInArticle(QObject):
    """Between the find bar and the text that is on the screen, a coder's or the lead's."""

    def __init__(self, bar: FindBar, deskside: Deskside, dispatcher: Dispatcher) -> None:
        super().__init__(bar)
        self.bar = bar
        self._deskside = deskside
        self._dispatcher = dispatcher
        self._places: tuple[Span, ...] = ()
        self._folded = Folded("")
        self._origin = 0
        self._asked = 0
        bar.wanted.connect(lambda: self._look(move=True))
        bar.stepped.connect(lambda forward: self.step(forward=forward))
        bar.left.connect(self.leave)
        deskside.shown.connect(self._another)

    @property
    def places(self) -> tuple[Span, ...]:
        """Where the words stand, first to last."""
        return self._places

    def ask(self) -> None:
        """Open the bar; what is selected stands in it already."""
        canvas = self._deskside.canvas
        if canvas is None:
            return
        now = canvas.selection()
        chosen = canvas.text[now.start : now.end]
        usable = 0 < len(chosen) <= LONGEST_SELECTION and "\n" not in chosen
        self._origin = now.start
        self.bar.ask(chosen if usable else "")
        self._look(move=False)

    def remember(self, words: str) -> None:
        """Have the keys for the next place look for these words, where the bar is not open."""
        if not self.bar.isVisible():
            self.bar.query.blockSignals(True)  # noqa: FBT003  (Qt's own)
            self.bar.query.setText(words)
            self.bar.query.blockSignals(False)  # noqa: FBT003  (Qt's own)

    def step(self, *, forward: bool) -> None:
        """Go to the next place behind the caret, or to the one before it; from the end to the top."""
        canvas = self._deskside.canvas
        if canvas is None:
            return
        if not self.bar.isVisible():
            self.bar.show()
            self._look(move=False)
        if not self._places:
            if not self.bar.query.text():
                self.ask()
            return
        now = canvas.selection()
        at = bisect_left(self._places, (now.start, now.end))
        here = at < len(self._places) and self._places[at] == (now.start, now.end)
        self._go(canvas, at + here if forward else at - 1)

    def leave(self) -> None:
        """Close the bar and go back to the text; what was found stays selected, ready to be marked."""
        self._asked += 1
        self._places = ()
        self.bar.hide()
        if canvas := self._deskside.canvas:
            canvas.show_found(())
        self._deskside.focus()

    def _another(self) -> None:
        if self.bar.isVisible():
            self._look(move=False)

    def _look(self, *, move: bool) -> None:
        """Find anew; `move` goes to the first place from where the search began."""
        canvas = self._deskside.canvas
        if canvas is None or not self.bar.isVisible():
            return
        self._asked += 1
        asked, words, whole = self._asked, self.bar.query.text(), self.bar.words.isChecked()
        ready, text, capitals = self._folded, canvas.text, self.bar.capitals.isChecked()

        def look() -> tuple[Folded, tuple[Span, ...]]:
            same = ready.text is text and ready.match_case == capitals
            folded = ready if same else Folded(text, match_case=capitals)
            return folded, folded.find(words, whole_words=whole)

        if len(text) <= LONG:
            self._take(asked, canvas, *look(), move=move)
        else:
            self._dispatcher.run(look, lambda found: self._take(asked, canvas, *found, move=move))

    def _take(
        self, asked: int, canvas: Canvas, folded: Folded, places: tuple[Span, ...], *, move: bool
    ) -> None:
        if asked != self._asked or canvas is not self._deskside.canvas:
            return
        self._folded, self._places = folded, places
        canvas.show_found(places)
        if move and places:
            self._go(canvas, bisect_left(places, (self._origin, 0)))
        else:
            self._tell(canvas)

    def _go(self, canvas: Canvas, at: int) -> None:
        around = not 0 <= at < len(self._places)
        start, end = self._places[at % len(self._places)]
        canvas.select(Selection(start, end))
        self._tell(canvas, around=around)

    def _tell(self, canvas: Canvas, *, around: bool = False) -> None:
        if not self.bar.query.text():
            self.bar.tell("")
            return
        if not self._places:
            self.bar.tell("Not in this article", nothing=True)
            return
        now = canvas.selection()
        at = bisect_left(self._places, (now.start, now.end))
        here = at < len(self._places) and self._places[at] == (now.start, now.end)
        more = "+" if len(self._places) == MOST else ""
        count = f"{len(self._places)}{more}"
        words = f"{at + 1} of {count}" if here else f"{count} {'place' if count == '1' else 'places'}"
        self.bar.tell(f"{words}, from the other end" if around and here else words)
