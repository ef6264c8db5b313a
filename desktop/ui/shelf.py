"""Between the list of articles and the project: only the lines that are shown are ever read."""

from PySide6.QtCore import QObject

from desktop.study.reading import ArticleRow, Picking, holding, outlets, picked, rows_of
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
        panel.picking.outlets_wanted.connect(self._offer_outlets)

    def show(self, survey: Survey, current: str | None) -> None:
        """Show the articles of a survey, the one on the desk chosen."""
        self._survey = survey
        seat = survey.seat
        self._panel.show_order(survey.order, current, coding=seat is not None and not seat.lead)
        self._panel.model.take_rows(survey.known.values(), renew=True)
        if self._panel.narrowed():
            self._pick(self._panel.words())

    def _pick(self, words: str) -> None:
        """Show the articles that hold these words and are as picked, in that order; without any, all."""
        self._asked += 1
        asked, seat = self._asked, self._survey.seat
        picking = self._panel.picking.picking()
        if seat is None or not self._panel.narrowed():
            self._panel.show_picked(self._survey.order.ids)
            return

        def take(ids: tuple[str, ...]) -> None:
            if asked == self._asked:
                self._panel.show_picked(ids)

        def find() -> tuple[str, ...]:
            held = holding(seat.project, seat.coder, words) if words else ()
            if picking == Picking():
                return held
            ids = picked(seat.project, seat.coder, picking)
            among = frozenset(held)
            return tuple(each for each in ids if each in among) if words else ids

        self._dispatcher.run(find, take)

    def _offer_outlets(self) -> None:
        seat = self._survey.seat
        if seat is not None:
            self._dispatcher.run(lambda: outlets(seat.project), self._panel.picking.offer_outlets)

    def _read(self, ids: list[str]) -> None:
        survey, seat = self._survey, self._survey.seat
        if seat is None:
            return

        def take(rows: tuple[ArticleRow, ...]) -> None:
            if survey is self._survey:
                survey.known.update((row.id, row) for row in rows)
                self._panel.model.take_rows(rows)

        self._dispatcher.run(lambda: rows_of(seat.project, seat.coder, ids), take)
