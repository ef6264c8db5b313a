"""One window at work: which project is open, who sits there, and what every view shows of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.errors import ProjectError
from db.project import Project
from db.records import Coder, State
from desktop.study.changes import Changes, Kind
from desktop.study.coders import all_coders, find_coder
from desktop.study.opening import open_project
from desktop.study.reading import next_article
from desktop.ui.dialogs.who import LEAD, WhoSheet
from desktop.ui.dispatcher import Dispatcher
from desktop.ui.panels.article_list import title_of
from desktop.ui.preferences import Store
from desktop.ui.seat import Seat
from desktop.ui.shelf import Shelf
from desktop.ui.survey import Survey, survey
from desktop.ui.theme import Theme
from desktop.ui.window import ALONE, READING, MainWindow

SURVEYED = frozenset({Kind.ARTICLES, Kind.PROGRESS, Kind.PLAN, Kind.CODERS, Kind.CODEBOOK})
"""A change of any of these kinds is seen beside the desk."""

SEVERAL = "This file holds several coders’ work. Nobody who still codes should get it: hand out kits instead."


class Workplace(QObject):
    """Keeps one window and one project in step; the verbs of the window stand in `desktop.ui.verbs`."""

    seated = Signal()
    """Somebody else sits here, or nobody: another project, another coder, or none."""
    article_asked = Signal(str)
    """An article is to be put on the desk."""
    agreement_asked = Signal()
    not_opened = Signal(object, str)
    """A project could not be opened: its path, and the sentence that says why."""
    view_asked = Signal(str)
    """One of the lead's further views is to be shown, by its name."""
    codebook_changed = Signal(object)
    """Another version of the codebook is in force: a `Codebook`."""
    stretch_asked = Signal(str, int, int)
    """A stretch of an article (by id) is to be shown in the article view."""

    def __init__(self, window: MainWindow, store: Store, look: Theme) -> None:
        """Stand ready without a project."""
        super().__init__(window)
        self.window = window
        self.store = store
        self.look = look
        self.dispatcher = Dispatcher(self)
        self.project: Project | None = None
        self.seat: Seat | None = None
        self.survey = Survey()
        self.article: str | None = None
        self.may_leave: Callable[[], bool] = lambda: True
        """Whether the project may be left now; whoever answers no has asked the coder."""
        self.shelf = Shelf(window.articles, self.dispatcher, self)
        self.dispatcher.changed.connect(self._look_again)
        self.dispatcher.refused.connect(window.notice.warn)
        window.articles.opened.connect(self.open_article)
        window.header.wanted.connect(self.show_view)
        window.header.who_asked.connect(self.ask_who)
        window.closing.connect(self.close)

    # Projects

    def open(self, path: Path, coder: str | None = None) -> None:
        """Open a project in place of the one that is open; ask who codes, unless `coder` says so."""
        if not self.may_leave():
            return
        self.leave_project()
        self.window.show_opening(path.stem)

        def refuse(sentence: str) -> None:
            self.refuse(sentence)
            self.not_opened.emit(path, sentence)

        self.dispatcher.run(
            lambda: open_project(path),
            lambda project: self.take(project, coder),
            failed=refuse,
            dropped=Project.close,
        )

    def take(self, project: Project, coder: str | None = None, *, ask: bool = True) -> None:
        """Work on an open project from now on; `ask` who codes, unless `coder` says so."""
        self.leave_project()
        self.project = project
        self.store.put(self.store.now.with_recent(project.path.resolve()))
        self.window.show_project(project.path.stem)
        if coder is not None:
            self._sit_by_name(project, coder)
        elif ask:
            self.ask_who() if all_coders(project) else self.sit(None)

    def refuse(self, sentence: str) -> None:
        """Say why there is no project to show."""
        self.window.show_start()
        self.window.notice.warn(sentence)

    def close_project(self) -> None:
        """Let the open project go, unless something in it is not saved yet."""
        if self.may_leave():
            self.leave_project()

    def leave_project(self) -> None:
        """Let the open project go; what was sent to it is stored first."""
        if self.project is None:
            return
        self.article, self.seat, self.survey = None, None, Survey()
        project, self.project = self.project, None
        self.seated.emit()
        project.close()
        self.window.show_start()

    def close(self) -> None:
        """Put everything away before the window goes."""
        self.dispatcher.close()
        self.leave_project()

    # Who sits here

    def ask_who(self) -> None:
        """Ask who codes; leaving the question open leaves a project that nobody has looked at yet."""
        if self.project is None:
            return
        if self.project.kit:
            self.sit(None)
            return
        before = self.seat.key if self.seat else self.store.now.coder_of(self.project.id)
        sheet = WhoSheet(self.window, all_coders(self.project), before)
        sheet.accepted.connect(lambda: self._chosen(sheet.chosen()))
        if self.seat is None:
            sheet.rejected.connect(self.leave_project)
        sheet.open()

    def sit(self, coder: Coder | None) -> None:
        """Let a coder, or without one the lead, look at the project; in a kit only its own coder."""
        if self.project is None:
            return
        if self.project.kit:
            coder = find_coder(self.project, self.project.kit)
        self.article = None
        self.seat = Seat(self.project, coder)
        self.window.notice.put_away()
        self.store.put(self.store.now.with_coder(self.project.id, self.seat.key))
        kit = bool(self.project.kit)
        self.window.header.show_seat(self.project.path.stem, self.seat.name, lead=self.seat.lead, kit=kit)
        self.seated.emit()
        seat = self.seat
        self.dispatcher.run(lambda: survey(seat), lambda found: self._begin(seat, found))

    def _chosen(self, coder: str) -> None:
        if self.project is not None:
            self.sit(None if coder == LEAD else find_coder(self.project, coder))

    def _sit_by_name(self, project: Project, name: str) -> None:
        try:
            self.sit(find_coder(project, name))
        except ProjectError as error:
            self.window.notice.warn(str(error))
            self.ask_who()

    def _begin(self, seat: Seat, found: Survey) -> None:
        if seat is not self.seat:
            return
        self._show_survey(found)
        if seat.lead:
            self.show_view(
                "desk" if found.order.ids and all(step.done for step in found.steps[:4]) else "steps"
            )
            return
        last = found.row(found.last)
        if last is not None and last.state in (State.NOT_BEGUN, State.BEGUN):
            self.open_article(last.id)
        else:
            self.open_next()

    # What fills the middle

    def show_view(self, name: str) -> None:
        """Show one of the lead's views by its name."""
        if self.seat is None:
            return
        self.window.header.show_view(name)
        self.window.header.show_article("")
        if name == "steps":
            self.window.show_page(self.window.steps)
        elif name == "agreement":
            self.agreement_asked.emit()
        elif name != "desk":
            self.view_asked.emit(name)
        elif self.survey.order.ids:
            self.open_article(self.article or self.survey.order.ids[0])
        else:
            self._show_no_article()

    def open_article(self, article: str) -> None:
        """Put an article on the desk."""
        if self.seat is None:
            return
        self.article = article
        self.window.articles.choose(article)
        self.window.header.show_view("desk")
        self._tell_article()
        self.article_asked.emit(article)

    def open_next(self) -> None:
        """Put the next article to code on the desk, or say that there is none."""
        found = next_article(self.survey.order, self.article)
        if found is not None:
            self.open_article(found)
            return
        self.article = None
        self.window.articles.choose(None)
        self._tell_article()
        self._show_nothing_left()

    def step_article(self, by: int) -> None:
        """Put the article on the desk that stands so many lines further down the list."""
        ids = self.survey.order.ids
        if ids:
            at = self.survey.position(self.article) - 1 + by
            self.open_article(ids[min(max(at, 0), len(ids) - 1)])

    # What has changed

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        if self.seat is None or not changes.kinds & SURVEYED:
            return
        seat, article = self.seat, self.article
        self.dispatcher.run(lambda: survey(seat, article), lambda found: self._refresh(seat, found))

    def _refresh(self, seat: Seat, found: Survey) -> None:
        if seat is not self.seat:
            return
        before = self.survey
        self._show_survey(found)
        if self.article is None and self.window.middle.currentWidget() is self.window.empty:
            if found.order.ids and not before.order.ids and seat.lead:
                self.show_view("desk")
            elif not seat.lead:
                self.open_next()

    def _show_survey(self, found: Survey) -> None:
        changed = found.codebook != self.survey.codebook
        self.survey = found
        self.shelf.show(found, self.article)
        self.window.steps.show_steps(found.steps)
        if found.seat is not None and found.seat.lead:
            several = found.at_work > 1
            self.window.header.show_mark(
                f"Work of {found.at_work} coders" if several else "", SEVERAL if several else ""
            )
        if changed:
            self.window.codebook.show_codebook(found.codebook)
            self.window.keys.show_codebook(found.codebook)
            self.codebook_changed.emit(found.codebook)
        self._tell_article()

    def _tell_article(self) -> None:
        row = self.survey.row(self.article)
        if row is None:
            self.window.header.show_article("")
            return
        words = f"Article {self.survey.position(row.id)} of {len(self.survey.order.ids)}"
        self.window.header.show_article(f"{words} · {row.state.value}" if row.state else words)
        self.window.keys.show_state(begun=row.state in (State.NOT_BEGUN, State.BEGUN))
        self.window.setWindowTitle(f"{title_of(row)} – {self.window.project} – Pressmark")

    def _show_no_article(self) -> None:
        self.window.empty.say(
            "No articles yet", "Drop text files or a folder on this window.", "Add articles…"
        )
        self.window.show_page(self.window.empty, ALONE)

    def _show_nothing_left(self) -> None:
        if self.survey.order.ids:
            kit = self.project is not None and bool(self.project.kit)
            self.window.empty.say(
                "All finished",
                "You have finished every article. Any of them can be opened again from the list.",
                "Return the work…" if kit else "",
            )
        else:
            self.window.empty.say(
                "No articles yet", "As soon as the lead adds articles, the first one opens here."
            )
        self.window.show_page(self.window.empty, READING if self.survey.order.ids else ALONE)
