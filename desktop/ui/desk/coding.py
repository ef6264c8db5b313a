"""What the coder's keys do to the article: marking, and all that is done to a passage afterwards."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from db.records import Passage
from desktop.study import planning
from desktop.study.planning import DeskArticle, OnOverlap, Planned
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.landmarks import Landmarks, Unit
from desktop.ui.desk.movement import Selection, at, move
from desktop.ui.desk.prompt import Choice, Prompt
from desktop.ui.desk.spans import Span

UNITS = {"clause": Unit.CLAUSE, "sentence": Unit.SENTENCE, "comment": Unit.COMMENT, "free": Unit.SENTENCE}
"""What a label key marks where nothing is selected, by the label's unit."""
NO_PASSAGE = "Put the caret into a passage first."


class Coding(QObject):
    """The verbs of coding, over one controller and the canvas that shows its article."""

    asked = Signal(object)
    """A question (`Prompt`) for the coder."""
    said = Signal(str)
    current_changed = Signal()

    def __init__(
        self, controller: Controller, canvas: Callable[[], Canvas], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._canvas = canvas
        self.landmarks = Landmarks("", ())
        self.current: str | None = None
        """The passage that keys act on: the one at the caret, or the one marked last."""
        self.last_label: str | None = None
        controller.in_the_way.connect(self._ask_about_overlap)

    # --- marking --------------------------------------------------------------------------------------

    def press_label(self, label: str, *, exact: bool = False) -> None:
        """Mark the selection, or the label's own unit at the caret, or relabel what already is that unit."""
        article = self._controller.article
        found = article.codebook.label(label) if article else None
        if article is None or found is None:
            return
        self.last_label = label
        chosen = self._canvas().selection()
        if not chosen.empty:
            self._mark((chosen.start, chosen.end), label, exact=exact)
            return
        unit = UNITS.get(found.unit, Unit.SENTENCE)
        span = self.landmarks.at(unit, chosen.caret)
        if span is None:
            comment = unit is Unit.COMMENT
            self.said.emit("No accepted comment is here." if comment else "There is nothing to mark here.")
            return
        inside = self._relabelled(article, span, label, chosen.caret)
        if inside:
            self._controller.act(
                lambda desk, way: planning.relabel(desk, inside, label, on_overlap=way), self._keep
            )
        else:
            self._mark(span, label, exact=exact, onward=unit)

    def repeat_label(self) -> None:
        """Mark once more with the label used last."""
        if self.last_label is None:
            self.said.emit("No label was used yet.")
        else:
            self.press_label(self.last_label)

    def _relabelled(self, article: DeskArticle, span: Span, label: str, caret: int) -> str | None:
        """Return the passage at the caret that a label key relabels, instead of marking over it."""
        given = article.codebook.label(label)
        for passage in self._controller.index.at(caret):
            other = article.codebook.label(passage.label)
            overlap = bool(given and given.overlap) or bool(other and other.overlap)
            covered = span[0] <= passage.start and passage.end <= span[1]
            if passage.start <= caret < passage.end and covered and not overlap and passage.label != label:
                return passage.id
        return None

    def _mark(self, span: Span, label: str, *, exact: bool, onward: Unit | None = None) -> None:
        def plan(desk: DeskArticle, way: OnOverlap) -> Planned:
            return planning.mark(desk, *span, label, exact=exact, on_overlap=way)

        def then(planned: Planned) -> None:
            marked = planned.put[0]
            caret = marked.end
            if onward is not None:
                behind = self.landmarks.near(onward, marked.end).from_start(marked.end)
                caret = behind[0] if behind else marked.end
            self._canvas().select(at(caret))
            self._hold(marked.id)

        self._controller.act(plan, then)

    def section(self, article: DeskArticle) -> Span:
        """Return the accepted comment section that holds the caret, or the whole article."""
        caret = self._canvas().selection().caret
        for zone in article.zones:
            if zone.kind == "comment-section" and zone.state == "accepted" and zone.start <= caret < zone.end:
                return zone.start, zone.end
        return 0, len(article.article.text)

    # --- the passage at hand --------------------------------------------------------------------------

    def look(self) -> None:
        """Find the passage at the caret: the innermost is what keys act on."""
        found = self._controller.index.at(self._canvas().selection().caret)
        self._hold(found[0].id if found else None)

    def passage(self) -> Passage | None:
        """Return the passage that keys act on."""
        return self._controller.index.get(self.current) if self.current else None

    def go_to(self, passage: str) -> None:
        """Put the caret at the start of a passage and take it in hand."""
        found = self._controller.index.get(passage)
        if found:
            self._canvas().select(at(found.start))
            self._hold(found.id)

    def relabel(self, label: str) -> None:
        """Give the passage in hand another label."""
        self._with_current(lambda desk, way, now: planning.relabel(desk, now.id, label, on_overlap=way))

    def delete(self) -> None:
        """Take the passage in hand away."""
        self._with_current(lambda desk, _way, now: planning.delete(desk, [now.id]), self._dropped)

    def toggle_unsure(self) -> None:
        """Say, or no longer say, that the coder is unsure of the passage in hand."""
        self._with_current(lambda desk, _way, now: planning.set_unsure(desk, now.id, not now.unsure))

    def set_unsure(self, passage: str, *, unsure: bool) -> None:
        """Say whether the coder is unsure of a passage."""
        self._controller.act(lambda desk, _way: planning.set_unsure(desk, passage, unsure))

    def set_note(self, passage: str, note: str) -> None:
        """Write the note of a passage, if it is another one than before."""
        found = self._controller.index.get(passage)
        if found and found.note != note.strip():
            self._controller.act(lambda desk, _way: planning.set_note(desk, passage, note), always=True)

    def set_flag(self, passage: str, flag: str, *, on: bool) -> None:
        """Put a flag of the codebook on a passage, or take it off."""
        self._controller.act(lambda desk, _way: planning.set_flag(desk, passage, flag, on))

    def toggle_flag(self, flag: str) -> None:
        """Put a flag on the passage in hand, or take it off."""
        self._with_current(
            lambda desk, _way, now: planning.set_flag(desk, now.id, flag, flag not in now.flags)
        )

    def split(self) -> None:
        """Cut the passage in hand in two at the caret."""
        caret = self._canvas().selection().caret
        self._with_current(lambda desk, _way, now: planning.split(desk, now.id, caret))

    def merge(self) -> None:
        """Make one passage of the one in hand and the next with the same label."""
        article, passage = self._controller.article, self.passage()
        others = article.passages if article else ()
        same = [p for p in others if passage and p.label == passage.label and p.start >= passage.end]
        if passage is None:
            self.said.emit(NO_PASSAGE)
        elif not same:
            self.said.emit("No passage with the same label follows in this article.")
        else:
            following = same[0].id
            self._with_current(lambda desk, _way, now: planning.merge(desk, now.id, following))

    # --- boundaries -----------------------------------------------------------------------------------

    def shift_end(self, *, forward: bool, character: bool = False) -> None:
        """Move the end of the passage in hand by a word or a character."""
        now = self.passage()
        if now:
            end = self._shifted(now.end, now.start, forward=forward, character=character)
            self.resize(now.id, now.start, max(end, now.start), exact=character)
        else:
            self.said.emit(NO_PASSAGE)

    def shift_start(self, *, forward: bool, character: bool = False) -> None:
        """Move the start of the passage in hand by a word or a character."""
        now = self.passage()
        if now:
            start = self._shifted(now.start, now.end, forward=forward, character=character)
            self.resize(now.id, min(start, now.end), now.end, exact=character)
        else:
            self.said.emit(NO_PASSAGE)

    def resize(self, passage: str, start: int, end: int, *, exact: bool = False) -> None:
        """Give a passage another range."""

        def plan(desk: DeskArticle, way: OnOverlap) -> Planned:
            return planning.resize(desk, passage, start, end, exact=exact, on_overlap=way)

        self._controller.act(plan, self._keep)

    def _shifted(self, edge: int, other: int, *, forward: bool, character: bool) -> int:
        text = self._controller.text
        if not character:
            return move(self.landmarks, Unit.WORD, Selection(other, edge), forward=forward, extend=True).caret
        return min(edge + 1, len(text)) if forward else max(edge - 1, 0)

    # --- helpers --------------------------------------------------------------------------------------

    def _with_current(
        self,
        plan: Callable[[DeskArticle, OnOverlap, Passage], Planned],
        then: Callable[[Planned], object] | None = None,
    ) -> None:
        now = self.passage()
        if now is None:
            self.said.emit(NO_PASSAGE)
            return
        self._controller.act(lambda desk, way: plan(desk, way, now), then or self._keep)

    def _keep(self, planned: Planned) -> None:
        self._hold(planned.put[0].id if planned.put else None)

    def _dropped(self, _planned: Planned) -> None:
        self.look()

    def _hold(self, passage: str | None) -> None:
        self.current = passage
        self.current_changed.emit()

    def _ask_about_overlap(self, passages: tuple[Passage, ...], answer: Callable[[OnOverlap], None]) -> None:
        first = first_words(passages[0])
        words = (
            f"“{first}” is marked already"
            if len(passages) == 1
            else f"{len(passages)} passages are marked here"
        )
        self.asked.emit(
            Prompt(
                f"{words}, and the codebook allows one label per character.",
                (
                    Choice(
                        "C",
                        "Cut it back" if len(passages) == 1 else "Cut them back",
                        lambda: answer(OnOverlap.CUT),
                    ),
                    Choice(
                        "R",
                        "Replace it" if len(passages) == 1 else "Replace them",
                        lambda: answer(OnOverlap.REPLACE),
                    ),
                ),
            )
        )


def first_words(passage: Passage) -> str:
    """Return the beginning of a passage's quote, short enough for one line."""
    words = passage.quote.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
