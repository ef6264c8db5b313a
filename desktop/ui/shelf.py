"""Between the list of articles and the project: only the lines that are shown are ever read."""

from PySide6.QtCore import QObject

from desktop.study.reading import ArticleRow, holding, rows_of
from desktop.ui.dispatcher import Dispatcher
from desktop.ui.panels.articles import ArticlePanel
from desktop.ui.survey import Survey


class Shelf(QObject):
    """Fills the list of articles: all of them, those that hold some words, and the lines in sight."""

    def __init__(self, panel: ArticlePanel, dispatcher: Dispatcher, parent: QObject) -> None:
        """Stand ready without a project."""
        super().__init__(parent)
        self._panel = panel
        self._dispatcher = dispatcher
        self._survey = Survey()
        self._asked = 0
        panel.words_wanted.connect(self._pick)
        panel.model.rows_wanted.connect(self._read)

    def show(self, survey: Survey, current: str | None) -> None:
        """Show the articles of a survey, the one on the desk chosen."""
        self._survey = survey
        seat = survey.seat
        self._panel.show_order(survey.order, current, coding=seat is not None and not seat.lead)
        self._panel.model.take_rows(survey.known.values(), renew=True)
        if self._panel.words():
            self._pick(self._panel.words())

    def _pick(self, words: str) -> None:
        """Show the articles that hold these words; without any, all."""
        self._asked += 1
        asked, seat = self._asked, self._survey.seat
        if not words or seat is None:
            self._panel.show_picked(self._survey.order.ids)
            return

        def take(ids: tuple[str, ...]) -> None:
            if asked == self._asked:
                self._panel.show_picked(ids)

        self._dispatcher.run(lambda: holding(seat.project, seat.coder, words), take)

    def _read(self, ids: list[str]) -> None:
        survey, seat = self._survey, self._survey.seat
        if seat is None:
            return

        def take(rows: tuple[ArticleRow, ...]) -> None:
            if survey is self._survey:
                survey.known.update((row.id, row) for row in rows)
                self._panel.model.take_rows(rows)

        self._dispatcher.run(lambda: rows_of(seat.project, seat.coder, ids), take)
