"""Between the window and the reading desk: what is opened, what was stored, and where it goes on."""

from PySide6.QtCore import QObject, Signal

from db.records import Saved, State
from desktop.codebook import Codebook
from desktop.study.article_view import ArticleView, article_view
from desktop.study.desk import Desk, changes_of, load
from desktop.study.layers import Layers, layers
from desktop.study.planning import DeskArticle
from desktop.study.practice import PracticeRow, compare, is_answered
from desktop.study.precedents import precedents_under
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.movement import Selection
from desktop.ui.desk.painter import Stored
from desktop.ui.desk.reading_desk import ReadingDesk
from desktop.ui.dialogs.aside import AsideSheet
from desktop.ui.dialogs.reopen import ReopenSheet
from desktop.ui.pages.lead_reading import LeadReading
from desktop.ui.pages.practice import PracticePage
from desktop.ui.panels.article_list import title_of
from desktop.ui.panels.header import Keeping
from desktop.ui.proposing import Proposing
from desktop.ui.theme import Reading, Theme
from desktop.ui.window import CODING, READING
from desktop.ui.workplace import Workplace
from desktop.ui.zoneside import ZoneSide
from desktop.ui.zoning.switch import PASSAGES, ZONES

KEEPING = {Stored.SAVING: Keeping.SAVING, Stored.SAVED: Keeping.SAVED, Stored.NOT_SAVED: Keeping.FAILED}


class Deskside(QObject):
    """Opens articles on a coder's desk, or on the lead's reading page, and carries the news back."""

    size_wanted = Signal(int)
    shown = Signal()
    """Another article is on the screen."""
    keys_changed = Signal()
    """An article brought its codebook's keys along."""
    words_changed = Signal()
    """The words of undo and redo are others."""

    def __init__(self, place: Workplace, look: Theme, reading: Reading) -> None:
        """Stand beside the window of `place`."""
        super().__init__(place)
        self._place = place
        self._window = place.window
        self._look = look
        self._reading = reading
        self._asked = 0
        self._side = PASSAGES
        self._lead: LeadReading | None = None
        self._practice: PracticePage | None = None
        self.undo_words = ("", "")
        self._unsaved = ""
        self._wanted: tuple[str, int, int] | None = None
        self.desk = ReadingDesk(look, reading)
        self.zones = ZoneSide(place, look, reading)
        self.proposing = Proposing(place, self.desk)
        self._window.add_inspector(self.desk.inspector)
        self._connect()

    @property
    def idle(self) -> bool:
        """True when nothing is on its way to the disk; what it refused is not."""
        return self.desk.controller.unsaved == self.desk.controller.failed

    @property
    def canvas(self) -> Canvas | None:
        """The text on the screen, a coder's or the lead's; None where another page is there."""
        page = self._window.middle.currentWidget()
        if page is self.desk:
            return self.desk.canvas if self.desk.article is not None else None
        if self._lead is not None and page is self._lead:
            return self._lead.pane.canvas
        return self.zones.canvas

    def focus(self) -> None:
        """Go to the page that is on the screen, wherever the keys went before."""
        page = self._window.middle.currentWidget()
        if page is not None:
            page.setFocus()

    def show_range(self, start: int, end: int) -> None:
        """Bring a range of the article on the screen into sight, selected."""
        canvas = self.canvas
        if canvas is not None:
            canvas.select(Selection(start, end))
            self.focus()

    # What is opened

    def open(self, article: str) -> None:
        """Put an article on the desk; one that is asked for before it came overtakes it."""
        seat = self._place.seat
        if seat is None:
            return
        self._asked += 1
        asked = self._asked
        run = self._place.dispatcher.run
        if seat.coder is None and self._side == ZONES:
            run(lambda: article_view(seat.project, article), lambda found: self._show_zones(found, asked))
        elif seat.coder is None:
            run(lambda: layers(seat.project, article), lambda found: self._show_layers(found, asked))
        else:
            desk = Desk(seat.project, seat.coder)
            run(lambda: load(desk, article), lambda found: self._show(desk, found, asked))

    def show_side(self, side: str) -> None:
        """Show the lead an article's passages, or its zones, comments and details, from now on."""
        self._side = side
        if self._place.article is not None:
            self._place.open_article(self._place.article)

    def open_at(self, article: str, start: int, end: int) -> None:
        """Open an article with its passages for the lead, and bring a range of it into sight, selected."""
        self._side = PASSAGES
        self._wanted = (article, start, end)
        self._place.open_article(article)

    def show_stretch(self, article: str, start: int, end: int) -> None:
        """Show the lead an article's zones, comments and details, and a stretch of its text selected."""
        self._side = ZONES
        self._wanted = (article, start, end)
        self._place.open_article(article)

    def leave(self) -> None:
        """Put the article away: what is typed is stored, the place is remembered."""
        self._asked += 1
        if self.desk.article is not None:
            self.desk.clear()
        self._window.header.show_keeping(Keeping.NOTHING)

    def _show(self, desk: Desk, article: DeskArticle, asked: int) -> None:
        if asked != self._asked:
            return
        self._window.show_page(self.desk, CODING)
        self.desk.open(desk, article)
        self.desk.setFocus()
        self.shown.emit()

    def _take_codebook(self, codebook: Codebook | None) -> None:
        if codebook is not None and self.desk.article is not None:
            self.desk.set_codebook(codebook)

    def _show_layers(self, found: Layers, asked: int) -> None:
        if asked != self._asked:
            return
        if self._lead is None:
            self._lead = LeadReading(self._look, self._reading)
            self._lead.label_at_caret.connect(self._window.codebook.show_label)
            self._lead.switch.wanted.connect(self.show_side)
        self._window.show_page(self._lead, READING)
        self._lead.show_layers(found)
        self._show_wanted(found.article.id)
        self.keys_changed.emit()
        self.shown.emit()

    def _show_wanted(self, article: str) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == article:
            self.show_range(*wanted[1:])

    def _show_zones(self, found: ArticleView, asked: int) -> None:
        if asked == self._asked:
            self.zones.show(found)
            self._show_wanted(found.article.id)

    # What the coder does

    def set_aside(self) -> AsideSheet | None:
        """Ask why the article cannot be coded, and set it aside."""
        article = self.desk.article
        if article is None:
            return None
        sheet = AsideSheet(self._window, article.article.title or article.article.name)
        sheet.accepted.connect(lambda: self.desk.set_aside(sheet.reason()))
        sheet.open()
        return sheet

    def reopen(self) -> ReopenSheet | None:
        """Take a finished article, or one set aside, up again; ask why where the lead has it already."""
        article = self.desk.article
        if article is None or not article.handed_over:
            self.desk.reopen()
            return None
        sheet = ReopenSheet(self._window, article.article.title or article.article.name)
        sheet.accepted.connect(lambda: self.desk.reopen(sheet.reason()))
        sheet.open()
        return sheet

    # What comes back

    def _stored(self, saved: Saved) -> None:
        seat = self._place.seat
        if seat is None or seat.coder is None:
            return
        self._place.dispatcher.announce(changes_of(saved, seat.coder.id), self)
        if saved.verb in ("finish", "set-aside") and saved.progress:
            self._go_on(saved)

    def _go_on(self, saved: Saved) -> None:
        """Go on from an article that is done: to its known answer if that may be seen, else to the next."""
        row, seat = self._place.survey.row(saved.article), self._place.seat
        done = saved.progress[-1]
        if row is not None:
            words = "Finished" if done.state is State.FINISHED else "Set aside"
            self._window.notice.tell(f"{words}: {title_of(row)}.")
        if row is not None and seat is not None and is_answered(seat.project, done, practice=row.practice):
            self.compare(saved.article)
        else:
            self._open_next_after(saved.article)

    def _find_precedents(self, rule: str) -> None:
        seat = self._place.seat
        if seat is not None:
            self._place.dispatcher.run(
                lambda: precedents_under(seat.project, seat.coder, rule),
                lambda cases: self.desk.precedents.show_cases(rule, cases),
            )

    def compare(self, article: str) -> None:
        """Show a finished article beside its known answer, or go on where there is none."""
        seat = self._place.seat
        if seat is None or seat.coder is None:
            return
        coder = seat.coder
        self._place.dispatcher.run(
            lambda: compare(seat.project, coder, article),
            lambda rows: self._show_practice(article, rows),
            failed=lambda _sentence: self._open_next_after(article),
        )

    def _open_next_after(self, article: str) -> None:
        if self._place.article == article:
            self._place.open_next()

    def _show_practice(self, article: str, rows: tuple[PracticeRow, ...]) -> None:
        row = self._place.survey.row(article)
        codebook = self._place.survey.codebook
        if row is None or codebook is None or self._place.article != article:
            return
        if self._practice is None:
            self._practice = PracticePage()
            self._practice.left.connect(self._place.open_next)
            self._practice.shown.connect(self._show_range)
        self._practice.show_rows(title_of(row), rows, codebook, "Practice" if row.practice else "Training")
        self._window.show_page(self._practice, READING)
        self._practice.onward.setFocus()

    def _show_range(self, start: int, end: int) -> None:
        self._window.show_page(self.desk, CODING)
        self.desk.show_range(start, end)

    def _keep(self, stored: Stored, sentence: str) -> None:
        self._window.header.show_keeping(KEEPING[stored])
        notice = self._window.notice
        if stored is Stored.NOT_SAVED and sentence:
            self._unsaved = sentence
            notice.warn(sentence, "Save again", self.desk.save_again)
        elif stored is Stored.SAVED and self._unsaved:
            if notice.sentence() == self._unsaved:
                notice.put_away()
            self._unsaved = ""

    def _elsewhere(self, article: str) -> None:
        if article != self._place.article:
            self._place.open_article(article)

    def _take_words(self, undo: str, redo: str) -> None:
        if (undo, redo) != self.undo_words:
            self.undo_words = (undo, redo)
            self.words_changed.emit()

    # How it looks

    def set_theme(self, look: Theme) -> None:
        """Show everything in another theme."""
        self._look = look
        for part in (self.desk, self.zones, self._lead):
            if part is not None:
                part.set_theme(look)

    def set_reading(self, reading: Reading) -> None:
        """Set articles in another type."""
        self._reading = reading
        for part in (self.desk, self.zones, self._lead):
            if part is not None:
                part.set_reading(reading)

    def _connect(self) -> None:
        desk, keys = self.desk, self._window.keys
        self.zones.shown.connect(self.shown)
        self.zones.commands_changed.connect(self.keys_changed)
        self.zones.side_wanted.connect(self.show_side)
        self._place.article_asked.connect(self.open)
        self._place.stretch_asked.connect(self.show_stretch)
        self._place.codebook_changed.connect(self._take_codebook)
        self._place.seated.connect(self.leave)
        self._window.closing.connect(self.leave)
        desk.keeping.connect(self._keep)
        desk.label_at_caret.connect(self._window.codebook.show_label)
        desk.stored.connect(self._stored)
        desk.elsewhere.connect(self._elsewhere)
        desk.undo_words.connect(self._take_words)
        desk.size_wanted.connect(self.size_wanted)
        desk.broken.connect(self._place.dispatcher.broken)
        desk.commands_changed.connect(self.keys_changed)
        desk.precedents.wanted.connect(self._find_precedents)
        keys.label_pressed.connect(desk.press_label)
        keys.finish_asked.connect(desk.finish)
        keys.reopen_asked.connect(self.reopen)
        keys.aside_asked.connect(self.set_aside)
