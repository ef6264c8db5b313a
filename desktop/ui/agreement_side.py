"""Between the window and the agreement page: figures are made away from the window, for the lead only."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.study.changes import Changes, Kind
from desktop.ui.desk.painter import Tag
from desktop.ui.deskside import Deskside
from desktop.ui.pages.dispute_bar import DisputeBar, percent
from desktop.ui.theme import Theme
from desktop.ui.window import ALONE
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.agreement.report import AgreementSettings
    from desktop.study.agreement import Compared
    from desktop.study.dearest import Dearest
    from desktop.study.workspace.behind import Behind
    from desktop.study.workspace.making import Made
    from desktop.study.workspace.watch import Watch
    from desktop.ui.pages.agreement import AgreementPage
    from desktop.ui.seat import Seat

FIGURED = frozenset({
    Kind.PASSAGES, Kind.PROGRESS, Kind.CODEBOOK, Kind.ZONES, Kind.ARTICLES, Kind.CODERS, Kind.PLAN,
})  # fmt: skip


class AgreementSide(QObject):
    """Shows the agreement page, and makes its view again when something it rests on has changed."""

    _far = Signal(object, int, int)
    """How far a computation (its watch) is; comes from its own thread."""

    def __init__(self, place: Workplace, deskside: Deskside, look: Theme) -> None:
        """Wait until somebody asks; until then neither page nor numpy is loaded."""
        super().__init__(place)
        self._place = place
        self._deskside = deskside
        self._look = look
        self._page: AgreementPage | None = None
        self._compared: Compared | None = None
        self._changes = 0
        self._read = -1
        self._watch: Watch | None = None
        self._made: Made | None = None
        self._behind: Behind | None = None
        self._at = 0
        self._pointing = False
        self.bar = DisputeBar()
        self.bar.left.connect(lambda: place.show_view("agreement"))
        self.bar.stepped.connect(lambda by: self.open_behind(self._at + by))
        place.window.add_above(self.bar)
        place.window.middle.currentChanged.connect(lambda _at: self._other_page())
        place.agreement_asked.connect(self.show)
        place.seated.connect(self._forget)
        place.dispatcher.changed.connect(self._look_again)
        deskside.shown.connect(self._point_out)
        self._far.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def pointed(self) -> "Dearest | None":
        """The stretch in dispute that the bar over the article tells of."""
        places = self._behind.places if self._behind is not None else ()
        return places[self._at] if self.bar.isVisible() and self._at < len(places) else None

    @property
    def phase(self) -> str:
        """The phase that is compared."""
        return self._compared.phase if self._compared is not None else ""

    def show(self) -> None:
        """Show the page and make its view."""
        if self._place.seat is None or not self._place.seat.lead:
            return
        page = self._page or self._make_page()
        page.offer_labels(self._place.survey.codebook)
        self._place.window.show_page(page, ALONE)
        self.make()

    def make(self) -> None:
        """Make the view that the page asks for; what was being made is stopped."""
        seat, page = self._place.seat, self._page
        if seat is None or page is None or not seat.lead:
            return
        from desktop.study.workspace.making import make  # noqa: PLC0415  (loads numpy)
        from desktop.study.workspace.watch import Watch  # noqa: PLC0415

        self.stop()
        watch = self._watch = Watch(lambda done, of: self._far.emit(watch, done, of))
        settings, view, label, what = page.settings(), page.view, page.label_asked, page.what_if.what()
        before, again = self._compared, not self._known(settings)
        changes = self._changes
        page.show_waiting()
        self._place.dispatcher.run(
            lambda: make(
                seat.project, settings, view, label=label, before=before, again=again, watch=watch, what=what
            ),
            lambda made: self._show(made, seat, watch, changes),
        )

    def stop(self) -> None:
        """Let a computation that nobody waits for any more end."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self._page is not None:
            self._page.show_progress(0, 0)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        if self._page is not None:
            self._page.set_theme(look)

    def _make_page(self) -> "AgreementPage":
        from desktop.ui.pages.agreement import AgreementPage  # noqa: PLC0415  (only the lead needs it)
        from desktop.ui.verbs import agreement  # noqa: PLC0415

        page = self._page = AgreementPage(self._look)
        page.asked.connect(self.make)
        page.stopped.connect(self._give_up)
        page.row_chosen.connect(self._show_behind)
        page.opened.connect(self.open_behind)
        page.picture_wanted.connect(lambda: self._with_view(agreement.picture_by_dialog))
        page.report_wanted.connect(self._ask_report)
        page.numbers_wanted.connect(lambda: self._with_view(agreement.numbers_by_dialog))
        return page

    def _ask_report(self) -> None:
        from desktop.study.workspace.watch import Watch  # noqa: PLC0415
        from desktop.ui.verbs import agreement  # noqa: PLC0415

        if self._page is None:
            return
        watch = Watch(lambda done, of: self._far.emit(watch, done, of))

        def begin() -> None:
            self.stop()
            self._watch = watch

        def over() -> None:
            if self._watch is watch:
                self.stop()

        agreement.report_by_dialog(self._place, self._page.settings(), agreement.Writing(watch, begin, over))

    def _known(self, settings: "AgreementSettings") -> bool:
        """Return whether what is compared was read already under such settings."""
        read = self._compared is not None and self._read == self._changes
        return read and self._compared is not None and self._compared.template.as_of == settings.as_of

    def _show(self, made: "Made | None", seat: "Seat", watch: "Watch", changes: int) -> None:
        if made is None or seat is not self._place.seat or self._page is None:
            return
        self._compared, self._read = made.asked.compared, changes
        if watch is not self._watch:
            return
        self._watch = None
        self._made = made
        self._page.what_if.offer(made.asked.compared)
        self._page.show_view(made.view)
        self._told_behind(made.behind, made)
        self._note_look(seat, self._page.settings())

    def _note_look(self, seat: "Seat", settings: "AgreementSettings") -> None:
        """Take down that this figure was looked at, where a sample is locked to another one."""
        from desktop.study.reliability import note_look  # noqa: PLC0415  (loads numpy)

        self._place.dispatcher.run(lambda: note_look(seat.project, settings))

    def _show_behind(self, row: int) -> None:
        from desktop.study.workspace.behind import behind  # noqa: PLC0415  (loads numpy)

        made = self._made
        where = made.view.behind[row] if made is not None and row < len(made.view.behind) else None
        if made is None or where is None:
            return
        asked = made.asked
        self._place.dispatcher.run(lambda: behind(asked, where), lambda found: self._told_behind(found, made))

    def _told_behind(self, found: "Behind", made: "Made") -> None:
        if made is self._made and self._page is not None:
            self._behind = found
            self._page.show_behind(found)

    # One stretch after the other

    def open_behind(self, at: int) -> None:
        """Open the article of one of the passages behind the figure that was chosen last."""
        places = self._behind.places if self._behind is not None else ()
        if 0 <= at < len(places):
            self._at, self._pointing = at, True
            self._place.open_article(places[at].article_id)

    def _point_out(self) -> None:
        """Mark the stretch in dispute once its article is on the screen."""
        pointing, self._pointing = self._pointing, False
        places = self._behind.places if self._behind is not None else ()
        if not pointing or self._at >= len(places) or self._place.article != places[self._at].article_id:
            self.bar.hide()
            return
        place = places[self._at]
        self.bar.show_place(place, self._at + 1, len(places))
        self._deskside.show_range(place.start, place.end)
        canvas = self._deskside.canvas
        if canvas is not None:
            canvas.scene = canvas.scene.with_tags((Tag(canvas.units(place.start), percent(place)),))
            self._deskside.focus()

    def _other_page(self) -> None:
        if self._deskside.canvas is None:
            self.bar.hide()

    def _with_view(self, save: object) -> None:
        if self._made is not None and callable(save):
            save(self._place, self._made.view)

    def _give_up(self) -> None:
        self.stop()
        if self._page is not None and self._made is not None:
            self._page.show_view(self._made.view)

    def _show_progress(self, watch: "Watch", done: int, of: int) -> None:
        if watch is self._watch and self._page is not None:
            self._page.show_progress(done, of)

    def _forget(self) -> None:
        self.stop()
        self._compared, self._made, self._behind = None, None, None
        self._changes += 1
        self.bar.hide()

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        if not changes.kinds & FIGURED:
            return
        self._changes += 1
        if self._page is not None and self._place.window.middle.currentWidget() is self._page:
            self.make()
