"""What the window shows of a project beside the article on the desk, read in one go."""

from dataclasses import dataclass, field

from desktop.codebook import Codebook
from desktop.errors import UserError
from desktop.study.codebooks import current_codebook
from desktop.study.desk import Desk, last_place
from desktop.study.reading import ArticleRow, WorkingOrder, rows_of, working_order
from desktop.study.steps import StudyStep, coders_at_work, study_steps
from desktop.ui.seat import Seat

FIRST = 400
"""Lines that come with the survey; those of longer lists are read when they are shown."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Articles in working order, codebook, the steps of the study (lead), the article opened last (coder)."""

    order: WorkingOrder = field(default_factory=WorkingOrder)
    codebook: Codebook | None = None
    steps: tuple[StudyStep, ...] = ()
    last: str | None = None
    seat: Seat | None = None
    at_work: int = 0
    """How many coders have work in this file (the lead's view)."""
    known: dict[str, ArticleRow] = field(default_factory=dict)
    """Lines that were read already, by article."""

    @property
    def rows(self) -> tuple[ArticleRow, ...]:
        """The lines of all articles; reads those of a long list first, so no view of a list asks for it."""
        missing = [identity for identity in self.order.ids if identity not in self.known]
        if missing and self.seat is not None:
            self.known.update((row.id, row) for row in rows_of(self.seat.project, self.seat.coder, missing))
        return tuple(self.known[identity] for identity in self.order.ids if identity in self.known)

    def row(self, article: str | None) -> ArticleRow | None:
        """Return the line of an article; one that is not known yet is read."""
        if article is None or self.seat is None:
            return None
        if article not in self.known:
            found = rows_of(self.seat.project, self.seat.coder, (article,))
            self.known.update((row.id, row) for row in found)
        return self.known.get(article)

    def position(self, article: str | None) -> int:
        """Return which article of how many this is, from 1; 0 where it is none of them."""
        return self.order.ids.index(article) + 1 if article in self.order.ids else 0


def survey(seat: Seat, article: str | None = None) -> Survey:
    """Read what the window shows to who sits there; others' work only in the lead's view.

    The line of `article` (the one on the desk) comes along, wherever it stands in the list.
    """
    place = last_place(Desk(seat.project, seat.coder)) if seat.coder else None
    order = working_order(seat.project, seat.coder)
    last = place.article if place else None
    wanted = dict.fromkeys((*order.ids[:FIRST], *(each for each in (article, last) if each)))
    return Survey(
        order=order,
        codebook=_codebook(seat),
        steps=study_steps(seat.project) if seat.lead else (),
        last=last,
        seat=seat,
        at_work=coders_at_work(seat.project) if seat.lead else 0,
        known={row.id: row for row in rows_of(seat.project, seat.coder, list(wanted))},
    )


def _codebook(seat: Seat) -> Codebook | None:
    try:
        return current_codebook(seat.project)
    except UserError:
        return None
