"""Finding in the whole project: the panel below on one side, the project's search on the other."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.study import finding
from desktop.study.changes import Changes, Kind
from desktop.study.coders import all_coders
from desktop.study.finding import Cursor, Found, Hit, Search, Spot
from desktop.ui.deskside import Deskside
from desktop.ui.finding.in_article import FindInArticle
from desktop.ui.finding.panel import FindingsPanel
from desktop.ui.workplace import Workplace

SEARCHED = frozenset({Kind.ARTICLES, Kind.PASSAGES, Kind.PROGRESS})
SETTLES = 400
"""Milliseconds after the last change before the list is looked at again."""


class FindInProject(QObject):
    """Looks things up for who sits here, and opens what was found in its article."""

    _read = Signal(object, int, int)

    def __init__(
        self, panel: FindingsPanel, place: Workplace, deskside: Deskside, here: FindInArticle
    ) -> None:
        super().__init__(panel)
        self.panel = panel
        self._place = place
        self._deskside = deskside
        self._here = here
        self._search: Search | None = None
        self._asked = 0
        self._after: Cursor | None = None
        self._pending: Hit | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLES)
        self._later.timeout.connect(self._refresh)
        self._connect()

    def ask(self) -> None:
        """Open the panel; what is selected in the text is looked for."""
        if self._place.seat is None:
            return
        fresh = self._search is None
        self._ready()
        self.panel.show_codebook(self._place.survey.codebook)
        self.panel.ask(self._chosen())
        if fresh:
            self._feed()

    def leave(self) -> None:
        """Close the panel and go back to the text."""
        self.panel.hide()
        self._deskside.focus()

    def step(self, *, forward: bool) -> None:
        """Open the next finding, or the one before."""
        if self.panel.isVisible():
            self.panel.step(forward=forward)

    # --- asking ---------------------------------------------------------------------------------------

    def look(self) -> None:
        """Look for what the panel asks."""
        search, seat = self._ready(), self._place.seat
        if search is None or seat is None:
            return
        self._asked += 1
        asked, words = self._asked, self.panel.words()
        codebook = self._place.survey.codebook
        named = finding.labels_named(codebook, words) if codebook else ()
        self.panel.offer_label(named[0] if named and not self.panel.filters().label else None)
        self._place.dispatcher.follow(
            finding.find(search, seat.coder, words, self.panel.filters(), report=self._report(search)),
            lambda found: self._show(asked, found),
        )

    def _more(self) -> None:
        search, seat, asked = self._search, self._place.seat, self._asked
        if search is None or seat is None or self._after is None:
            return
        self._place.dispatcher.follow(
            finding.find(search, seat.coder, self.panel.words(), self.panel.filters(), after=self._after),
            lambda found: self._show_more(asked, found),
        )

    def _words_again(self, spots: list[Spot]) -> None:
        search, seat, asked = self._search, self._place.seat, self._asked
        if search is None or seat is None:
            return

        def take(hits: tuple[Hit, ...]) -> None:
            if asked == self._asked:
                self.panel.model.take_words(hits)

        self._place.dispatcher.follow(finding.again(search, seat.coder, spots), take)

    def _show(self, asked: int, found: Found) -> None:
        if asked != self._asked:
            return
        self._after = found.after
        asking = self.panel.words().strip() or found.pieces or self.panel.filters() != finding.Filters()
        if asking:
            self.panel.show_found(found)
        else:
            self.panel.show_nothing()

    def _show_more(self, asked: int, found: Found) -> None:
        if asked == self._asked:
            self._after = found.after
            self.panel.model.show_next(found.hits, more=found.after is not None)

    # --- opening --------------------------------------------------------------------------------------

    def open(self, hit: Hit) -> None:
        """Show a finding in its article, selected."""
        self._here.remember(hit.match)
        if self._place.article == hit.article and self._deskside.canvas is not None:
            self._deskside.show_range(hit.start, hit.end)
            return
        self._pending = hit
        self._place.open_article(hit.article)

    def _opened(self) -> None:
        hit, self._pending = self._pending, None
        if hit is not None and hit.article == self._place.article:
            self._deskside.show_range(hit.start, hit.end)

    # --- the search itself ----------------------------------------------------------------------------

    def _ready(self) -> Search | None:
        """Return the search of the open project; it begins when it is first needed."""
        if self._search is None and self._place.project is not None:
            self._search = finding.open_search(self._place.project)
        return self._search

    def _feed(self) -> None:
        """Bring the side file up to date, and offer the outlets that are in it."""
        search = self._search
        if search is not None:
            self._place.dispatcher.follow(search.catch_up(self._report(search)))
            self._place.dispatcher.follow(finding.outlets(search), self.panel.offer_outlets)

    def _report(self, search: Search) -> finding.Report:
        def told(done: int, of: int) -> None:
            try:
                self._read.emit(search, done, of)
            except RuntimeError:  # the window is gone
                return

        return told

    def _tell_read(self, search: object, done: int, of: int) -> None:
        if search is not self._search or not self.panel.isVisible():
            return
        if done < of:
            self.panel.show_reading(done, of)
        elif not self.panel.model.rowCount():
            self.panel.show_nothing()

    def _seated(self) -> None:
        """Forget what the one who sat here before has found."""
        self._asked += 1
        self._after = self._pending = None
        self._later.stop()
        seat = self._place.seat
        if self._search is not None and (seat is None or self._search.project is not seat.project):
            search, self._search = self._search, None
            search.close()
        self.panel.hide()
        coders = all_coders(seat.project) if seat is not None and seat.lead else ()
        self.panel.begin(None, coders, lead=seat is not None and seat.lead)

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self._search is not None and changes.kinds & SEARCHED:
            self._later.start()

    def _refresh(self) -> None:
        """Follow what was stored: a list of passages or notes is looked at again, else only the side file."""
        self._feed()
        asked = self.panel.filters()
        if self.panel.isVisible() and (asked.label or asked.coder or asked.unsure or asked.where):
            self.look()

    def _chosen(self) -> str:
        canvas = self._deskside.canvas
        if canvas is None:
            return ""
        now = canvas.selection()
        words = canvas.text[now.start : now.end]
        phrase = " ".join(words.replace('"', " ").split())
        return f'"{phrase}"' if " " in phrase and len(phrase) <= 100 else phrase if len(phrase) <= 100 else ""

    def _connect(self) -> None:
        panel = self.panel
        panel.wanted.connect(self.look)
        panel.opened.connect(self.open)
        panel.left.connect(self.leave)
        panel.model.more_wanted.connect(self._more)
        panel.model.words_wanted.connect(self._words_again)
        self._read.connect(self._tell_read)
        self._deskside.shown.connect(self._opened)
        self._place.seated.connect(self._seated)
        self._place.dispatcher.changed.connect(self._changed)
