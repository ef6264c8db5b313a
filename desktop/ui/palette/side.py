"""Opens the palette in a window and does what was chosen in it."""

from collections.abc import Callable

from desktop.study.reading import ArticleRow, holding, rows_of
from desktop.ui.desk.commands import Commands
from desktop.ui.palette.in_sight import offers_in_sight
from desktop.ui.palette.offers import Offer, offers_of
from desktop.ui.palette.sheet import Palette
from desktop.ui.panels.article_list import second_line, title_of
from desktop.ui.theme import Theme
from desktop.ui.workplace import Workplace

ARTICLES = 8
"""How many articles are offered at most beside what can be done."""
REMEMBERED = 6


class PaletteSide:
    """The palette of one window; it remembers what was chosen last, for as long as the window stands."""

    def __init__(self, place: Workplace) -> None:
        """Stand ready."""
        self._place = place
        self._lately: tuple[str, ...] = ()

    def show(self, commands: Commands, look: Theme, *, in_text: bool) -> Palette:
        """Open it; the keys of the text are offered where an article is `in_text` reach."""
        window = self._place.window
        offers = offers_of(commands, in_text=in_text)
        offers += offers_in_sight(window, offers)
        opened = Palette(window, look, offers, self._find, self._lately)
        opened.chosen.connect(self._do)
        opened.open()
        opened.typed.setFocus()
        return opened

    def _do(self, offer: Offer) -> None:
        others = tuple(each for each in self._lately if each != offer.id)
        self._lately = (offer.id, *others)[:REMEMBERED]
        offer.run()

    def _find(self, words: str, take: Callable[[tuple[Offer, ...]], object]) -> None:
        seat = self._place.seat
        if seat is None:
            return

        def look() -> tuple[ArticleRow, ...]:
            ids = holding(seat.project, seat.coder, words)
            return rows_of(seat.project, seat.coder, ids[:ARTICLES])

        self._place.dispatcher.run(look, lambda rows: take(tuple(self._offer(row) for row in rows)))

    def _offer(self, row: ArticleRow) -> Offer:
        about = second_line(row) or "Article"
        return Offer(f"article:{row.id}", title_of(row), about, (), lambda: self._place.open_article(row.id))
