"""Between the window and the training page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.errors import ProjectError
from desktop.errors import UserError
from desktop.study.changes import Changes, Kind
from desktop.study.coders import all_coders, shown_name
from desktop.ui.deskside import Deskside
from desktop.ui.panels.article_list import title_of
from desktop.ui.theme import Theme
from desktop.ui.window import ALONE
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.ui.pages.training import TrainingPage, TrainingView

VIEW = "training"
TRAINED = frozenset({Kind.PASSAGES, Kind.PROGRESS, Kind.PLAN, Kind.SETTINGS, Kind.CODERS, Kind.CODEBOOK})


class TrainingSide(QObject):
    """Shows the lead who passes, and asks for pass mark and known answers."""

    def __init__(self, place: Workplace, deskside: Deskside, look: Theme) -> None:
        """Wait until somebody asks."""
        super().__init__(place)
        self._place = place
        self._deskside = deskside
        self._look = look
        self._page: TrainingPage | None = None
        place.view_asked.connect(self._asked_for)
        place.dispatcher.changed.connect(self._look_again)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        if self._page is not None:
            self._page.set_theme(look)

    def mark_by_dialog(self) -> None:
        """Ask what a coder must reach."""
        project = self._place.project
        if project is None:
            return
        from desktop.study.training import pass_mark, set_pass_mark  # noqa: PLC0415
        from desktop.ui.dialogs.training import MarkSheet  # noqa: PLC0415

        sheet = MarkSheet(self._place.window, pass_mark(project))

        def put() -> None:
            mark = sheet.mark()
            self._place.dispatcher.run(lambda: set_pass_mark(project, mark))

        sheet.accepted.connect(put)
        sheet.open()

    def answer_by_dialog(self) -> None:
        """Ask which article gets a known answer, out of whose work."""
        project = self._place.project
        if project is None:
            return
        from desktop.study.training import set_answer  # noqa: PLC0415
        from desktop.ui.dialogs.training import AnswerSheet  # noqa: PLC0415

        def take(article: str, coder: str) -> str:
            try:
                count, changes = set_answer(project, article, coder)
            except (UserError, ProjectError) as error:
                return str(error)
            self._place.dispatcher.announce(changes, self._place)
            self._place.window.notice.tell(
                f"The known answer has {counted(count, 'passage')}. Plan the article as a training article."
            )
            return ""

        articles = [(row.id, title_of(row)) for row in self._place.survey.rows]
        coders = [(coder.id, shown_name(coder)) for coder in all_coders(project)]
        AnswerSheet(self._place.window, articles, coders, take).open()

    def _asked_for(self, view: str) -> None:
        seat = self._place.seat
        if view != VIEW or seat is None or not seat.lead:
            return
        if self._page is None:
            from desktop.ui.pages.training import TrainingPage  # noqa: PLC0415  (loads numpy)

            self._page = TrainingPage(self._look)
            self._page.mark_asked.connect(self.mark_by_dialog)
            self._page.answer_asked.connect(self.answer_by_dialog)
            self._page.shown.connect(self._deskside.open_at)
        self._place.window.show_page(self._page, ALONE)
        self._read()

    def _read(self) -> None:
        seat = self._place.seat
        if seat is None or not seat.lead or self._place.survey.codebook is None:
            return
        from desktop.study.training import known_answers, pass_mark, trainees  # noqa: PLC0415
        from desktop.ui.pages.training import TrainingView  # noqa: PLC0415

        project, codebook = seat.project, self._place.survey.codebook
        titles = {row.id: title_of(row) for row in self._place.survey.rows}

        def read() -> "TrainingView":
            found = trainees(project)
            return TrainingView(pass_mark(project), found, len(known_answers(project)), titles, codebook)

        self._place.dispatcher.run(read, lambda view: self._show(seat, view))

    def _show(self, seat: object, view: "TrainingView") -> None:
        if seat is self._place.seat and self._page is not None:
            self._page.show_training(view)

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        shown = self._page is not None and self._place.window.middle.currentWidget() is self._page
        if shown and changes.kinds & TRAINED:
            self._read()
