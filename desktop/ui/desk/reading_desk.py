"""The reading desk: text, margin, overview and questions in one page, with the inspector beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from db.records import Passage, Place, Step
from desktop.codebook import Codebook, Label
from desktop.study import planning
from desktop.study.desk import Desk, describe
from desktop.study.planning import DeskArticle, Planned
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.coding import Coding
from desktop.ui.desk.command_list import PASSAGE, desk_commands, label_commands
from desktop.ui.desk.commands import LABELS, Commands
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.inspector import UNSURE, Inspector
from desktop.ui.desk.keys import shown
from desktop.ui.desk.landmarks import Landmarks, Unit
from desktop.ui.desk.movement import Selection, at, grow, move, shrink, step
from desktop.ui.desk.overview import Overview
from desktop.ui.desk.painter import Hint, Mark
from desktop.ui.desk.prompt import PromptBar
from desktop.ui.desk.quiet import QuietLine
from desktop.ui.desk.refusal import Refusal
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.spans import Spans, gaps
from desktop.ui.desk.styles import styles_of
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.parts import column, row
from desktop.ui.theme import Reading, Theme

PLACE_WAITS = 3000
"""How long after the last movement the place is stored, in milliseconds; leaving stores it at once."""
_NO_CODEBOOK = "This project has no codebook yet, so nothing can be marked."


class ReadingDesk(QWidget):
    """One article being coded. `inspector` and `commands` are for the window to place and to list."""

    keeping = Signal(object, str)
    """Whether everything is on disk (`Stored`), and why not."""
    label_at_caret = Signal(str)
    """The label of the passage in hand, "" for none."""
    stored = Signal(object)
    """What an act left behind (`Saved`), once it is on disk."""
    progressed = Signal(object)
    """The article's `Progress` after it was stored."""
    undo_words = Signal(str, str)
    """What undo and redo would do, in words; "" where there is nothing."""
    elsewhere = Signal(str)
    """The id of another article that undo or redo changed."""
    size_wanted = Signal(int)
    """Larger (1) or smaller (-1) type is wanted."""
    broken = Signal(object)
    """An error that is our own fault."""

    def __init__(self, theme: Theme, reading: Reading | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.controller = Controller(self)
        self.coding = Coding(self.controller, lambda: self.canvas, self)
        self.commands = Commands(desk_commands(self))
        self.inspector = Inspector()
        self.prompt = PromptBar()
        self.quiet = QuietLine()
        self.refusal = Refusal()
        self.pane = TextPane(Scene(theme, styles_of((), theme)), reading or Reading())
        self.overview = Overview(self._all_passages, self._in_sight, theme)
        self._stack = QStackedWidget()
        self._place_timer = QTimer(self)
        self._place_timer.setSingleShot(True)
        self._place_timer.setInterval(PLACE_WAITS)
        self._place_timer.timeout.connect(self.store_place)
        self._put_together()
        self._connect()

    @property
    def canvas(self) -> Canvas:
        """The text at hand, its selection and what is painted on it."""
        return self.pane.canvas

    @property
    def article(self) -> DeskArticle | None:
        """The article on the desk, with the coder's passages as they are painted."""
        return self.controller.article

    # --- opening and leaving --------------------------------------------------------------------------

    def open(self, desk: Desk, article: DeskArticle) -> str:
        """Show an article where its coder stopped; return why it cannot be coded, or ""."""
        self.leave()
        refusal = self.pane.show_text(article.article.text) or _damage(article)
        self._stack.setCurrentWidget(self.refusal if refusal else self._page)
        if refusal:
            self.controller.close()
            self.refusal.say(article.article.title or article.article.name, refusal)
            return refusal
        self.coding.landmarks = _landmarks(article)
        self._take_codebook(article.codebook)
        self.controller.open(desk, article)
        self._return_to(article.place)
        return ""

    def leave(self) -> None:
        """Put the article away: what is typed is stored, the place is remembered."""
        self.inspector.write_pending()
        self.store_place()
        self.prompt.cancel()
        self.quiet.clear()
        self.controller.clock.stop()

    def clear(self) -> None:
        """Leave the desk empty."""
        self.leave()
        self.controller.close()
        self.pane.show_text("")

    def store_place(self) -> None:
        """Remember caret, selection and the first line in sight."""
        self._place_timer.stop()
        article = self.controller.article
        if article is not None and not self.canvas.refusal:
            now, top = self.canvas.selection(), self.canvas.top()
            place = Place(article.writer.owner, article.article.id, now.caret, now.anchor, top)
            self.controller.keep_place(place)

    def set_codebook(self, codebook: Codebook) -> None:
        """Use a new version of the codebook for the article on the desk."""
        self.controller.take_codebook(codebook)
        self._take_codebook(codebook)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in another theme."""
        self._theme = theme
        self._dress()

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type, size, line height or width."""
        self.pane.set_reading(reading)

    # --- verbs of the whole article -------------------------------------------------------------------

    def press_label(self, label: str) -> None:
        """Do what the label's key does."""
        self.coding.press_label(label)
        self.pane.setFocus()

    def undo(self) -> None:
        """Take back the last act, in whatever article."""
        self.inspector.write_pending()
        self.controller.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.controller.redo()

    def finish(self) -> None:
        """Say that the article is coded."""
        self.inspector.write_pending()
        self.controller.act(lambda article, _way: planning.finish(article), self._tell_finished, always=True)

    def reopen(self, reason: str = "") -> None:
        """Take the article up again."""
        self.controller.act(lambda article, _way: planning.reopen(article, reason), always=True)

    def set_aside(self, reason: str) -> None:
        """Say that the article cannot be coded, and why."""
        self.controller.act(lambda article, _way: planning.set_aside(article, reason), always=True)

    def show_range(self, start: int, end: int) -> None:
        """Bring a range into sight and select it."""
        self.canvas.select(Selection(start, end))
        self.pane.setFocus()

    # --- moving ---------------------------------------------------------------------------------------

    def step(self, unit: Unit, *, forward: bool, extend: bool = False) -> None:
        """Move the caret by one unit."""
        now = self.canvas.selection()
        self.canvas.select(move(self.coding.landmarks, unit, now, forward=forward, extend=extend))

    def step_passage(self, *, forward: bool) -> None:
        """Go to the next passage, or to the one before."""
        caret = self.canvas.selection().caret
        index = self.controller.index
        found = index.after(caret) if forward else index.before(caret)
        if found is None:
            self.quiet.say("No passage follows." if forward else "No passage stands before.")
        else:
            self.coding.go_to(found.id)

    def step_uncoded(self, *, forward: bool) -> None:
        """Go to where the next, or the last, stretch without a passage begins."""
        text = self.controller.text
        free = Spans(gaps(text, [(p.start, p.end) for p in self._all_passages()]))
        now = self.canvas.selection()
        reached = step(free, at(now.caret), len(text), forward=forward, extend=False)
        if reached in free.starts:
            self.canvas.select(at(reached))
        else:
            self.quiet.say("No uncoded stretch there.")

    def grow(self) -> None:
        """Widen the selection to the next larger unit."""
        self.canvas.select(grow(self.coding.landmarks, self.canvas.selection()), reveal=False)

    def shrink(self) -> None:
        """Narrow the selection to the next smaller unit."""
        self.canvas.select(shrink(self.coding.landmarks, self.canvas.selection()), reveal=False)

    def unselect(self) -> None:
        """Select nothing; the caret stays."""
        self.quiet.clear()
        self.canvas.select(at(self.canvas.selection().start), reveal=False)

    def write_note(self) -> None:
        """Go to the note of the passage in hand."""
        if self.coding.passage() is None:
            self.quiet.say("Put the caret into a passage first.")
        else:
            self.inspector.note.setFocus()

    # --- inside ---------------------------------------------------------------------------------------

    def _put_together(self) -> None:
        beside = row(gap=0)
        beside.addWidget(self.pane, 1)
        beside.addWidget(self.overview)
        page = column(gap=0)
        page.addLayout(beside, 1)
        page.addWidget(self.prompt)
        page.addWidget(self.quiet)
        self._page = QWidget()
        self._page.setLayout(page)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self.refusal)
        whole = column(gap=0)
        whole.addWidget(self._stack)
        self.setLayout(whole)
        self.setFocusProxy(self.pane)

    def _connect(self) -> None:
        controller, coding, inspector = self.controller, self.coding, self.inspector
        self.pane.take_keys(self._press, self._claims)
        self.canvas.moved.connect(self._moved)
        self.pane.margin.picked.connect(coding.go_to)
        self.pane.handles.dragged.connect(lambda i, a, b, exact: coding.resize(i, a, b, exact=exact))
        self.pane.menu_wanted.connect(self._open_menu)
        self.pane.size_wanted.connect(self.size_wanted)
        self.pane.verticalScrollBar().valueChanged.connect(lambda _value: self.overview.update())
        self.overview.wanted.connect(self.canvas.scroll_to)
        controller.shown.connect(self._show_all)
        controller.changed.connect(self._repaint)
        controller.said.connect(self.quiet.say)
        controller.refused.connect(self.quiet.warn)
        controller.steps.connect(self._tell_steps)
        for ours, theirs in (
            (self.keeping, controller.keeping),
            (self.stored, controller.stored),
            (self.progressed, controller.progressed),
            (self.elsewhere, controller.elsewhere),
            (self.broken, controller.broken),
        ):
            theirs.connect(ours)
        coding.asked.connect(self.prompt.ask)
        coding.said.connect(self.quiet.say)
        coding.current_changed.connect(self._show_current)
        self.prompt.closed.connect(self.pane.setFocus)
        inspector.note_written.connect(coding.set_note)
        inspector.unsure_set.connect(lambda i, on: coding.set_unsure(i, unsure=on))
        inspector.flag_set.connect(lambda i, flag, on: coding.set_flag(i, flag, on=on))
        inspector.picked.connect(coding.go_to)
        inspector.left.connect(self.pane.setFocus)

    def _press(self, key: str) -> bool:
        self.controller.clock.touch()
        return bool(key) and (self.prompt.press(key) or self.commands.press(key))

    def _claims(self, key: str) -> bool:
        return bool(key) and (self.prompt.prompt is not None or self.commands.at_key(key) is not None)

    def _moved(self) -> None:
        self.controller.clock.touch()
        self._place_timer.start()
        if not self.pane.handles.busy:
            self.coding.look()

    def _take_codebook(self, codebook: Codebook) -> None:
        self.commands.drop(LABELS)
        self.commands.add(*desk_commands(self), *label_commands(codebook, self.coding))
        unsure = next((flag.key for flag in codebook.flags if flag.id == UNSURE), "")
        self.inspector.show_flags(codebook.flags, unsure)
        self._dress()
        if not codebook.labels:
            self.quiet.warn(_NO_CODEBOOK)

    def _dress(self) -> None:
        article = self.controller.article
        entries = article.codebook.entries if article else ()
        styles = styles_of((entry for entry in entries if isinstance(entry, Label)), self._theme)
        self.pane.set_scene(Scene(self._theme, styles, self._marks, self._hint()))
        self.inspector.dress(styles, self._theme)
        self.overview.show_article(len(self.controller.text), styles, self._theme)
        self._show_current()

    def _return_to(self, place: Place | None) -> None:
        length = len(self.canvas.text)
        if place is None:
            self.canvas.select(at(0), reveal=False)
            self.canvas.scroll_to(0)
        else:
            self.canvas.select(Selection(min(place.anchor, length), min(place.caret, length)), reveal=False)
            self.canvas.scroll_to(min(place.top, length))
        self.coding.look()

    def _show_all(self) -> None:
        self._dress()

    def _repaint(self, _start: int, _end: int) -> None:
        self.pane.repaint_marks()
        self.overview.update()
        self._show_current()

    def _show_current(self) -> None:
        """Show the passage in hand in the inspector, and what a label key would mark in the text."""
        now = self.coding.passage()
        at_caret = self.controller.index.at(self.canvas.selection().caret)
        stored = self.controller.state(now.id) if now else self.controller.state("")
        self.inspector.show_passage(now, at_caret, stored)
        self.pane.set_scene(self.canvas.scene.with_hint(self._hint()))
        self.label_at_caret.emit(now.label if now else "")

    def _hint(self) -> Hint | None:
        article = self.controller.article
        if article is None:
            return None
        units = {label.unit for label in article.codebook.labels}
        unit = Unit.CLAUSE if "clause" in units else Unit.SENTENCE
        span = self.coding.landmarks.at(unit, self.canvas.selection().caret)
        return Hint(self.canvas.units(span[0]), self.canvas.units(span[1])) if span else None

    def _marks(self, start: int, end: int) -> Sequence[Mark]:
        canvas, controller = self.canvas, self.controller
        placed = controller.index.between(canvas.code_point(start), canvas.code_point(end))
        return [
            Mark(
                id=one.passage.id,
                label=one.passage.label,
                start=canvas.units(one.passage.start),
                end=canvas.units(one.passage.end),
                lane=one.lane,
                current=one.passage.id == self.coding.current,
                unsure=one.passage.unsure,
                stored=controller.state(one.passage.id),
            )
            for one in placed
        ]

    def _all_passages(self) -> Sequence[Passage]:
        return self.controller.index.all()

    def _in_sight(self) -> tuple[int, int]:
        lines = self.canvas.lines()
        return (
            (self.canvas.code_point(lines[0].start), self.canvas.code_point(lines[-1].end))
            if lines
            else (0, 0)
        )

    def _tell_steps(self, undo: Step | None, redo: Step | None) -> None:
        article = self.controller.article
        if article is not None:
            words = [describe(one, article.codebook) if one else "" for one in (undo, redo)]
            self.undo_words.emit(*words)

    def _tell_finished(self, _planned: Planned) -> None:
        self.quiet.say("Finished.")

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        for command in self.commands.all():
            if command.group in (LABELS, PASSAGE) and command.listed:
                keys = self.commands.keys_of(command.id)
                words = f"{command.title}\t{shown(keys[0])}" if keys else command.title
                menu.addAction(words.replace("&", "&&"), command.run)
        menu.exec(point)
        menu.deleteLater()


def _landmarks(article: DeskArticle) -> Landmarks:
    accepted = [zone for zone in article.zones if zone.state == "accepted"]
    comments = [(zone.start, zone.end) for zone in accepted if zone.kind == "comment"]
    return Landmarks(article.article.text, article.article.sentences, comments)


def _damage(article: DeskArticle) -> str:
    text = article.article.text
    wrong = sum(text[p.start : p.end] != p.quote for p in article.passages)
    if not wrong:
        return ""
    return (
        f"{wrong} of the {len(article.passages)} passages do not stand where their quotes are in the text; "
        "check the project file before coding on (pressmark check)."
    )
