"""The reading desk: text, margin, overview and questions in one page, with the inspector beside it."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from db.records import Place, Step
from desktop.codebook import Codebook
from desktop.study import planning
from desktop.study.desk import Desk, describe
from desktop.study.planning import DeskArticle
from desktop.ui.desk.announcing import Announcer
from desktop.ui.desk.beside import Beside
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.coding import Coding
from desktop.ui.desk.command_list import PASSAGE, desk_commands, label_commands, rule_commands
from desktop.ui.desk.commands import LABELS, Commands
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.finishing import Finishing
from desktop.ui.desk.inspector import Inspector
from desktop.ui.desk.jump import Jump
from desktop.ui.desk.keys import shown
from desktop.ui.desk.landmarks import Landmarks
from desktop.ui.desk.long_pane import LONG, LongPane
from desktop.ui.desk.movement import Selection, at
from desktop.ui.desk.moving import Moving
from desktop.ui.desk.precedents import PrecedentsPanel
from desktop.ui.desk.prompt import PromptBar
from desktop.ui.desk.quiet import QuietLine
from desktop.ui.desk.refusal import Refusal
from desktop.ui.desk.scene import Scene
from desktop.ui.desk.showing import Showing
from desktop.ui.desk.styles import styles_of
from desktop.ui.desk.text_pane import TextPane
from desktop.ui.parts import column, row
from desktop.ui.theme import Reading, Theme

Pane = TextPane | LongPane
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
    commands_changed = Signal()
    """Another codebook brought other commands along."""

    def __init__(self, theme: Theme, reading: Reading | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = Controller(self)
        self.coding = Coding(self.controller, lambda: self.canvas, self)
        self.moving = Moving(self.controller, self.coding, lambda: self.canvas, self)
        self.beside = Beside(self.controller, self.coding, self)
        self.finishing = Finishing(self.controller, lambda: self.canvas, self)
        self.jump = Jump(lambda: self.canvas, lambda: self.coding.landmarks, self)
        self._codebook: Codebook | None = None
        self.inspector = Inspector()
        self.precedents = PrecedentsPanel()
        self.prompt = PromptBar()
        self.quiet = QuietLine()
        self.refusal = Refusal()
        self._reading = reading or Reading()
        self.pane: Pane = TextPane(Scene(theme, styles_of((), theme)), self._reading)
        self._panes: list[Pane] = [self.pane]
        self._texts = QStackedWidget()
        self.showing = Showing(self.controller, self.coding, lambda: self.pane, self.inspector, theme, self)
        self.overview = self.showing.overview
        self.announcer = Announcer(self.controller, self.coding, lambda: self.pane, self)
        self.commands = Commands(desk_commands(self))
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
        self._choose_pane(article.article.text)
        refusal = self.pane.show_text(article.article.text) or _damage(article)
        self._stack.setCurrentWidget(self.refusal if refusal else self._page)
        if refusal:
            self.controller.close()
            self.showing.dress()
            self.refusal.say(article.article.title or article.article.name, refusal)
            return refusal
        self.coding.landmarks = _landmarks(article)
        self._take_codebook(article.codebook)
        self.controller.open(desk, article)
        self._return_to(article.place)
        self.showing.dress()
        return ""

    def leave(self) -> None:
        """Put the article away: what is typed is stored, the place is remembered."""
        self.showing.refresh_if_due()
        self.inspector.write_pending()
        self.store_place()
        if self.prompt.prompt is not None:
            self.prompt.cancel()
        self.jump.stop()
        self.quiet.clear()
        self.controller.clock.stop()

    def clear(self) -> None:
        """Leave the desk empty."""
        self.leave()
        self.controller.close()
        self.pane.show_text("")
        self.coding.look()
        self.showing.dress()

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
        self.showing.dress()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in another theme."""
        self.showing.dress(theme)

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type, size, line height or width."""
        self._reading = reading
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

    def save_again(self) -> None:
        """Send once more what could not be stored."""
        if self.controller.failed:
            self.controller.try_again()
        else:
            self.quiet.say("Everything is saved.")

    def finish(self) -> None:
        """Say that the article is coded; where something is unmarked that should not be, this asks first."""
        self.inspector.write_pending()
        self.finishing.finish()

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

    # --- inside ---------------------------------------------------------------------------------------

    def write_note(self) -> None:
        """Go to the note of the passage in hand."""
        if self.coding.passage() is None:
            self.quiet.say("Put the caret into a passage first.")
        else:
            self.showing.refresh()
            self.inspector.note.setFocus()

    def show_precedents(self) -> None:
        """Show what was settled under the rule of the passage in hand; the same key again puts it away."""
        if self.precedents.isVisible():
            self.precedents.leave()
            return
        now = self.coding.passage()
        self.precedents.rule = now.rule if now and now.rule else self.precedents.rule
        self.precedents.show()

    def _follow_rule(self) -> None:
        """Show the cases of another rule when the passage in hand rests on another."""
        now = self.coding.passage() if self.precedents.isVisible() else None
        if now is not None and now.rule and now.rule != self.precedents.rule:
            self.precedents.ask(now.rule)

    def _put_together(self) -> None:
        beside = row(gap=0)
        self._texts.addWidget(self.pane)
        beside.addWidget(self._texts, 1)
        beside.addWidget(self.overview)
        page = column(gap=0)
        page.addLayout(beside, 1)
        page.addWidget(self.precedents)
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
        self._connect_pane(self.pane)
        self.overview.wanted.connect(self._scroll_to)
        controller.said.connect(self.quiet.say)
        controller.refused.connect(self.quiet.warn)
        controller.steps.connect(self._tell_steps)
        for ours, theirs in (
            (self.keeping, controller.keeping),
            (self.stored, controller.stored),
            (self.progressed, controller.progressed),
            (self.elsewhere, controller.elsewhere),
            (self.broken, controller.broken),
            (self.label_at_caret, self.showing.label_at_caret),
        ):
            theirs.connect(ours)
        for asker in (coding, self.beside, self.finishing):
            asker.asked.connect(self.prompt.ask)
            asker.said.connect(self.quiet.say)
        self.moving.said.connect(self.quiet.say)
        self.showing.said.connect(self.quiet.say)
        self.jump.said.connect(self.quiet.say)
        self.prompt.closed.connect(self.focus_text)
        self.precedents.left.connect(self.focus_text)
        coding.current_changed.connect(self._follow_rule)
        controller.changed.connect(self._follow_rule)
        controller.shown.connect(self.precedents.renew)
        self.showing.dressed.connect(self.precedents.dress)
        inspector.precedents_asked.connect(self.show_precedents)
        inspector.note_written.connect(coding.set_note)
        inspector.unsure_set.connect(lambda i, on: coding.set_unsure(i, unsure=on))
        inspector.flag_set.connect(lambda i, flag, on: coding.set_flag(i, flag, on=on))
        inspector.picked.connect(coding.go_to)
        inspector.left.connect(self.focus_text)
        inspector.note.textChanged.connect(self._live)

    def _connect_pane(self, pane: Pane) -> None:
        pane.take_keys(self._press, self._claims)
        pane.canvas.moved.connect(self._moved)
        pane.margin.picked.connect(self.coding.go_to)
        pane.handles.dragged.connect(lambda i, a, b, exact: self.coding.resize(i, a, b, exact=exact))
        pane.menu_wanted.connect(self._open_menu)
        pane.size_wanted.connect(self.size_wanted)
        pane.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _choose_pane(self, text: str) -> None:
        """Show the text on the widget that suits its length; the second is made when first needed."""
        wanted = LongPane if len(text) >= LONG else TextPane
        if isinstance(self.pane, wanted):
            return
        focused = self.pane.hasFocus()
        self.pane.show_text("")
        pane = next((pane for pane in self._panes if isinstance(pane, wanted)), None)
        if pane is None:
            pane = wanted(self.canvas.scene, self._reading)
            self._panes.append(pane)
            self._texts.addWidget(pane)
            self._connect_pane(pane)
        self.pane = pane
        self._texts.setCurrentWidget(pane)
        self.setFocusProxy(pane)
        if focused:
            pane.setFocus()

    def _scrolled(self) -> None:
        self._live()
        self.overview.update()

    def _live(self) -> None:
        self.controller.clock.touch()

    def _scroll_to(self, code_point: int) -> None:
        self.canvas.scroll_to(code_point)

    def focus_text(self) -> None:
        """Go on in the text."""
        self.pane.setFocus()

    def _press(self, key: str) -> bool:
        self.controller.clock.touch()
        taken = bool(key) and (self.prompt.press(key) or self.jump.press(key) or self.commands.press(key))
        if taken:
            self.showing.refresh_if_due()  # at once, so that all a key did is painted in one go
        return taken

    def _claims(self, key: str) -> bool:
        modal = self.prompt.prompt is not None or self.jump.on
        return bool(key) and (modal or self.commands.at_key(key) is not None)

    def _moved(self) -> None:
        self.controller.clock.touch()
        self._place_timer.start()
        if not self.pane.handles.busy:
            self.coding.look()

    def _take_codebook(self, codebook: Codebook) -> None:
        if codebook is self._codebook:
            return
        self._codebook = codebook
        self.commands.drop(LABELS)
        self.commands.add(*desk_commands(self), *label_commands(codebook, self.coding))
        self.commands.add(*rule_commands(codebook, self.beside))
        self.commands_changed.emit()
        self.inspector.show_codebook(codebook)
        self.precedents.show_codebook(codebook)
        if not codebook.labels:
            self.quiet.warn(_NO_CODEBOOK)

    def _return_to(self, place: Place | None) -> None:
        length = len(self.canvas.text)
        if place is None:
            self.canvas.select(at(0), reveal=False)
            self.canvas.scroll_to(0)
        else:
            self.canvas.select(Selection(min(place.anchor, length), min(place.caret, length)), reveal=False)
            self.canvas.scroll_to(min(place.top, length))
        self.coding.look()

    def _tell_steps(self, undo: Step | None, redo: Step | None) -> None:
        article = self.controller.article
        if article is not None:
            words = [describe(one, article.codebook) if one else "" for one in (undo, redo)]
            self.undo_words.emit(*words)

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
    outer: list[tuple[int, int]] = []
    for zone in sorted(accepted, key=lambda zone: (zone.start, -zone.end)):
        if not outer or zone.start >= outer[-1][1]:
            outer.append((zone.start, zone.end))
    return Landmarks(article.article.text, article.article.sentences, comments, outer)


def _damage(article: DeskArticle) -> str:
    text = article.article.text
    wrong = sum(text[p.start : p.end] != p.quote for p in article.passages)
    if not wrong:
        return ""
    return (
        f"{wrong} of the {len(article.passages)} passages do not stand where their quotes are in the text; "
        "check the project file before coding on (pressmark check)."
    )
