"""What the window shows of a project beside the article on the desk, read in one go."""

from dataclasses import dataclass

from desktop.codebook import Codebook
from desktop.errors import UserError
from desktop.study.codebooks import current_codebook
from desktop.study.desk import Desk, last_place
from desktop.study.reading import ArticleRow, article_rows
from desktop.study.steps import StudyStep, study_steps
from desktop.ui.seat import Seat


@dataclass(frozen=True, slots=True)
class Survey:
    """Articles in working order, codebook, the steps of the study (lead), the article opened last (coder)."""

    rows: tuple[ArticleRow, ...] = ()
    codebook: Codebook | None = None
    steps: tuple[StudyStep, ...] = ()
    last: str | None = None

    def step_done(self, step: str) -> bool:
        """Return True where that step of the study is done (the lead's view)."""
        return any(each.id == step and each.done for each in self.steps)

    def row(self, article: str | None) -> ArticleRow | None:
        """Return the line of an article."""
        return next((row for row in self.rows if row.id == article), None)

    def position(self, article: str | None) -> int:
        """Return which article of how many this is, from 1; 0 where it is none of them."""
        return next((at for at, row in enumerate(self.rows, 1) if row.id == article), 0)


def survey(seat: Seat) -> Survey:
    """Read what the window shows to who sits there; others' work only in the lead's view."""
    place = last_place(Desk(seat.project, seat.coder)) if seat.coder else None
    return Survey(
        rows=article_rows(seat.project, seat.coder),
        codebook=_codebook(seat),
        steps=study_steps(seat.project) if seat.lead else (),
        last=place.article if place else None,
    )


def _codebook(seat: Seat) -> Codebook | None:
    try:
        return current_codebook(seat.project)
    except UserError:
        return None
