"""Between the window and the article view: carries out what the lead decides, takes it back."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from db.project import Project
from db.records import Pairs, Zone
from desktop.study import zones as study
from desktop.study.article_view import ArticleView, article_view, set_metadata
from desktop.study.changes import Changes, Kind
from desktop.study.desk import shortened
from desktop.study.reproposing import propose_again
from desktop.ui.desk.canvas import Canvas
from desktop.ui.desk.commands import Command, Commands
from desktop.ui.desk.landmarks import Landmarks
from desktop.ui.dialogs.kind import KindSheet
from desktop.ui.dialogs.report import DecideSheet
from desktop.ui.pages.article_view import ArticleViewPage, action
from desktop.ui.theme import Reading, Theme
from desktop.ui.workplace import Workplace
from desktop.ui.zoning.commands import zone_commands
from desktop.ui.zoning.looks import look_of
from desktop.wording import counted

LISTED = frozenset({"articles"})
"""The panel beside the article view: its own lists need the room of the others."""
LOOKED_AT = frozenset({Kind.ZONES, Kind.ARTICLES, Kind.PROGRESS})


AGAIN = (
    "Zones that nobody has decided on are proposed anew, by today’s rules and the project’s layouts. What was"
    " accepted, corrected, drawn or rejected stays as it is."
)


@dataclass(frozen=True, slots=True)
class Step:
    """What an article was like before something was changed: its zones, or what was known of it."""

    article: str
    words: str
    zones: tuple[Zone, ...] | None = None
    known: Pairs = ()


class ZoneSide(QObject):
    """Keeps the article view and the project in step; one thing after the other, as it was asked for."""

    shown = Signal()
    commands_changed = Signal()
    """Undo and redo have other words, or the page came or went."""
    side_wanted = Signal(str)
    """The other side of the article is wanted."""

    def __init__(self, place: Workplace, look: Theme, reading: Reading) -> None:
        """Stand ready without a page: only the lead needs it."""
        super().__init__(place)
        self._place = place
        self._look = look
        self._reading = reading
        self._page: ArticleViewPage | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._next: deque[Callable[[], object]] = deque()
        self._busy = False
        self._commands = Commands(zone_commands(self))
        place.seated.connect(self._forget)
        place.dispatcher.changed.connect(self._look_again)
        place.dispatcher.broken.connect(self._go_on)

    # The page

    @property
    def page(self) -> ArticleViewPage:
        """The page, made when it is first needed."""
        if self._page is None:
            self._page = ArticleViewPage(self._look, self._reading)
            self._furnish(self._page)
        return self._page

    @property
    def on_screen(self) -> bool:
        """True where the article view fills the middle of the window."""
        return self._page is not None and self._place.window.middle.currentWidget() is self._page

    @property
    def canvas(self) -> Canvas | None:
        """The text on the screen, where it is this page's."""
        return self._page.pane.canvas if self._page is not None and self.on_screen else None

    def show(self, view: ArticleView) -> None:
        """Show an article."""
        if self._page is not None:
            self._page.details.take_changes()
        self._place.window.show_page(self.page, LISTED)
        self.page.show_view(view)
        self.commands_changed.emit()
        self.shown.emit()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with zones now: nothing where another page is shown."""
        return tuple(zone_commands(self)) if self.on_screen else ()

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        if self._page is not None:
            self._page.set_theme(look)

    def set_reading(self, reading: Reading) -> None:
        """Set articles in another type."""
        self._reading = reading
        if self._page is not None:
            self._page.set_reading(reading)

    # What the lead decides

    @property
    def undo_words(self) -> str:
        """What undo would take back, "" for nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What redo would do again, "" for nothing."""
        return self._undone[-1].words if self._undone else ""

    def accept(self) -> None:
        """Accept the chosen zone and go on to the next that is not confirmed."""
        self._on_zone(study.accept_zone, "accept", onward=True)

    def reject(self) -> None:
        """Reject the chosen zone and go on to the next that is not confirmed."""
        self._on_zone(study.reject_zone, "reject", onward=True)

    def ask_kind(self) -> None:
        """Ask which kind the chosen zone is to be of."""
        zone = self._current()
        if zone is None:
            return
        sheet = KindSheet(self._place.window, "Kind of the zone", self.page.zones.beginning(zone), zone.kind)
        sheet.accepted.connect(lambda: self.rename(sheet.kind()))
        sheet.open()

    def rename(self, kind: str) -> None:
        """Make the chosen zone one of another kind."""
        self._correct(lambda _zone: {"kind": kind}, f"make it {look_of(kind).name.lower()}")

    def begin_here(self) -> None:
        """Let the chosen zone begin at the caret."""
        caret = self.page.pane.canvas.selection().caret
        self._correct(lambda _zone: {"start": caret}, "move the beginning of")

    def end_here(self) -> None:
        """Let the chosen zone end at the caret."""
        caret = self.page.pane.canvas.selection().caret
        self._correct(lambda _zone: {"end": caret}, "move the end of")

    def move_end(self, *, start: bool, down: bool) -> None:
        """Move one end of the chosen zone by a line of the article that holds text."""

        def ends(zone: Zone) -> Mapping[str, int]:
            lines = Landmarks(self.page.pane.canvas.text, ()).paragraphs
            if start:
                found = lines.next_start(zone.start) if down else lines.last_start(zone.start)
                return {"start": zone.start if found is None else found}
            found = lines.next_end(zone.end) if down else lines.last_end(zone.end)
            return {"end": zone.end if found is None else found}

        self._correct(ends, f"move the {'beginning' if start else 'end'} of")

    def split(self) -> None:
        """Part the chosen zone in two at the caret."""
        caret = self.page.pane.canvas.selection().caret
        self._on_zone(lambda project, article, zone: study.split_zone(project, article, zone, caret), "part")

    def draw(self) -> None:
        """Ask for the kind of a new zone over the selection."""
        selection = self.page.pane.canvas.selection()
        if selection.empty:
            self._place.window.notice.warn("Select the text of the new zone first.")
            return

        def put(kind: str) -> None:
            def verb(project: Project, article: str) -> Changes:
                return study.draw_zone(project, article, kind, selection.start, selection.end)

            self._do(f"draw {look_of(kind).name.lower()}", verb)

        quote = shortened(self.page.pane.canvas.text[selection.start : selection.end], 14)
        sheet = KindSheet(self._place.window, "Kind of the new zone", quote, "quotation")
        sheet.accepted.connect(lambda: put(sheet.kind()))
        sheet.open()

    def accept_article(self) -> None:
        """Accept every proposal of this article."""
        self._do("accept all", lambda project, article: study.accept_zones(project, article)[1])

    def accept_project(self) -> None:
        """Ask whether to accept every proposal of the project, and do it."""
        project = self._place.project
        if project is None:
            return
        self._place.dispatcher.run(lambda: study.unconfirmed(project), self._ask_for_all)

    def propose_again(self) -> None:
        """Propose the zones of this article anew; what was decided stays."""

        def verb(project: Project, article: str) -> Changes:
            return propose_again(project, article)[1]

        self._do("propose again", verb, unchanged="Today’s rules propose nothing else for this article.")

    def propose_all_again(self) -> None:
        """Ask whether to propose the zones of every article anew, and do it."""
        project = self._place.project
        if project is None:
            return
        sheet = DecideSheet(self._place.window, "Propose zones again in every article?", AGAIN, (), "Propose")
        sheet.accepted.connect(
            lambda: self._place.dispatcher.run(
                lambda: propose_again(project), lambda done: self._place.window.notice.tell(_again(done[0]))
            )
        )
        sheet.open()

    def step(self, by: int) -> None:
        """Choose the next zone of the list, or the one before."""
        self.page.step(by)

    def choose_at_caret(self) -> None:
        """Choose the innermost zone at the caret."""
        zone = self.page.zone_at_caret()
        if zone is not None:
            self.page.show_tab("zones")
            self.page.choose(zone, reveal=False)

    def next_open(self) -> None:
        """Choose the next zone that is not confirmed."""
        if not self.page.next_open():
            self._place.window.notice.tell("Every zone of this article is confirmed.")

    def show_tab(self, name: str) -> None:
        """Show zones, comments or details beside the text."""
        self.page.show_tab(name)

    def go_to_parent(self) -> None:
        """Go to the comment that the chosen one answers."""
        comment = self.page.comment()
        if comment is not None and comment.parent is not None:
            self.page.show_comment(comment.parent)
        elif comment is not None:
            here = f"by {comment.replies_to} " if comment.replies_to else ""
            words = f"The comment {here}that it answers is not here." if here else "It answers no comment."
            self._place.window.notice.tell(words)

    def undo(self) -> None:
        """Take the last change back, in whatever article it was made."""
        self._queue(lambda: self._turn(self._done, self._undone))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._queue(lambda: self._turn(self._undone, self._done))

    # How it is carried out

    def _current(self) -> Zone | None:
        return self.page.current

    def _on_zone(
        self, verb: Callable[[Project, str, str], Changes], words: str, *, onward: bool = False
    ) -> None:
        def begin() -> None:
            zone = self._current()
            if zone is None:
                self._go_on()
                return
            name = f"{words} {look_of(zone.kind).name.lower()}"
            self._run(name, lambda project, article: verb(project, article, zone.id), onward=onward)

        self._queue(begin)

    def _correct(self, ends: Callable[[Zone], Mapping[str, str | int]], words: str) -> None:
        def begin() -> None:
            zone = self._current()
            if zone is None:
                self._go_on()
                return
            name = words if words.startswith("make") else f"{words} {look_of(zone.kind).name.lower()}"
            wanted = ends(zone)
            kind, start, end = (wanted.get(key) for key in ("kind", "start", "end"))

            def verb(project: Project, article: str) -> Changes:
                return study.correct_zone(
                    project,
                    article,
                    zone.id,
                    kind=kind if isinstance(kind, str) else None,
                    start=start if isinstance(start, int) else None,
                    end=end if isinstance(end, int) else None,
                )

            self._run(name, verb)

        self._queue(begin)

    def _do(self, words: str, verb: Callable[[Project, str], Changes], *, unchanged: str = "") -> None:
        self._queue(lambda: self._run(words, verb, unchanged=unchanged))

    def _run(
        self,
        words: str,
        verb: Callable[[Project, str], Changes],
        *,
        onward: bool = False,
        unchanged: str = "",
    ) -> None:
        view, project = self.page.view, self._place.project
        if view is None or project is None:
            self._go_on()
            return
        before = Step(view.article.id, words, zones=view.zones)

        def work() -> tuple[ArticleView, Changes]:
            changes = verb(project, view.article.id)
            return article_view(project, view.article.id), changes

        self._carry_out(work, before, onward=onward, unchanged=unchanged)

    def _carry_out(
        self,
        work: Callable[[], tuple[ArticleView, Changes]],
        before: Step,
        *,
        onward: bool = False,
        unchanged: str = "",
    ) -> None:
        def take(found: tuple[ArticleView, Changes]) -> None:
            view, changes = found
            if changes:
                self._done.append(before)
                self._undone.clear()
            elif unchanged:
                self._place.window.notice.tell(unchanged)
            self._show_again(view, onward=onward)

        self._place.dispatcher.run(work, take, failed=self._refused, initiator=self)

    def _turn(self, taken: list[Step], other: list[Step]) -> None:
        project = self._place.project
        if not taken or project is None:
            self._go_on()
            return
        step = taken[-1]

        def work() -> tuple[ArticleView, Changes, Step]:
            now = article_view(project, step.article)
            if step.zones is not None:
                changes = study.restore_zones(project, step.article, step.zones)
                back = Step(step.article, step.words, zones=now.zones)
            else:
                changes = set_metadata(project, step.article, dict(step.known))
                back = Step(step.article, step.words, known=known_of(now))
            return article_view(project, step.article), changes, back

        def take(found: tuple[ArticleView, Changes, Step]) -> None:
            view, _, back = found
            taken.pop()
            other.append(back)
            if self._place.article != step.article:
                self._place.open_article(step.article)
            self._show_again(view)

        self._place.dispatcher.run(work, take, failed=self._refused, initiator=self)

    def _show_again(self, view: ArticleView, *, onward: bool = False) -> None:
        if self._page is not None and self._place.article == view.article.id:
            self._page.show_view(view)
            if onward:
                self._page.next_open()
        self.commands_changed.emit()
        self._go_on()

    def _refused(self, sentence: str) -> None:
        self._place.window.notice.warn(sentence)
        self._go_on()

    def _queue(self, begin: Callable[[], object]) -> None:
        self._next.append(begin)
        if not self._busy:
            self._go_on()

    def _go_on(self, _error: object = None) -> None:
        self._busy = bool(self._next)
        if self._next:
            self._next.popleft()()

    def _ask_for_all(self, names: Sequence[str]) -> None:
        project = self._place.project
        if project is None:
            return
        if not names:
            self._place.window.notice.tell("Every zone of the project is confirmed.")
            return
        sheet = DecideSheet(
            self._place.window,
            "Accept every proposed zone?",
            f"{counted(len(names), 'article has', 'articles have')} zones that nobody has confirmed."
            " An error in them is common to all coders, and no figure would show it.",
            (("Articles", [("", name, "") for name in names]),),
            "Accept all",
        )
        sheet.accepted.connect(
            lambda: self._place.dispatcher.run(
                lambda: study.accept_zones(project),
                lambda done: self._place.window.notice.tell(
                    f"{counted(done[0], 'zone', 'zones')} accepted"
                    f" in {counted(len(names), 'article', 'articles')}."
                ),
            )
        )
        sheet.open()

    # What changed elsewhere, and what is known of the article

    def _store_details(self, values: dict[str, str]) -> None:
        view, project = self.page.view, self._place.project
        if view is None or project is None:
            return
        before = Step(view.article.id, "details", known=known_of(view))

        def work() -> tuple[ArticleView, Changes]:
            changes = set_metadata(project, view.article.id, values)
            return article_view(project, view.article.id), changes

        self._queue(lambda: self._carry_out(work, before))

    def _look_again(self, changes: Changes, initiator: object) -> None:
        view = self._page.view if self._page is not None and self.on_screen else None
        seat = self._place.seat
        if view is None or seat is None or initiator is self or not changes.kinds & LOOKED_AT:
            return
        if changes.article not in (None, view.article.id):
            return
        project, article = seat.project, view.article.id
        self._queue(
            lambda: self._place.dispatcher.run(
                lambda: article_view(project, article), self._show_again, failed=self._refused
            )
        )

    def _forget(self) -> None:
        self._done, self._undone, self._busy = [], [], False
        self._next.clear()
        if self._page is not None:
            self._page.view = None

    def _furnish(self, page: ArticleViewPage) -> None:
        page.switch.wanted.connect(self.side_wanted)
        page.take_keys(self._commands.press, lambda key: self._commands.at_key(key) is not None)
        page.details.changed.connect(self._store_details)
        page.dragged.connect(self._drag)
        for words, tip, run in (
            ("Accept", "A", self.accept),
            ("Reject", "Delete", self.reject),
            ("Kind…", "K", self.ask_kind),
        ):
            page.buttons.addWidget(action(words, tip, run))
        for words, tip, run in (
            ("Part", "S: part it in two at the caret", self.split),
            ("New…", "N: over the selected text", self.draw),
            ("Accept all", "Ctrl+Return: every zone of this article", self.accept_article),
        ):
            page.foot.addWidget(action(words, tip, run))
        page.buttons.addStretch(1)
        page.foot.addStretch(1)
        page.comment_buttons.addWidget(action("Go to what it answers", "P", self.go_to_parent))
        page.comment_buttons.addStretch(1)

    def _drag(self, zone: str, start: int, end: int) -> None:
        def begin() -> None:
            self._run(
                "move the ends of a zone",
                lambda project, article: study.correct_zone(project, article, zone, start=start, end=end),
            )

        self._queue(begin)


def known_of(view: ArticleView) -> Pairs:
    """Return what is known of an article as its form holds it, the title included."""
    return (*(pair for pair in view.article.metadata if pair[0] != "title"), ("title", view.article.title))


def _again(count: int) -> str:
    """Say what proposing in every article again has changed."""
    if not count:
        return "Today’s rules propose nothing else for any article."
    return f"{counted(count, 'article has', 'articles have')} other proposals now."
