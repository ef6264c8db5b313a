"""The article list: what there is to code, and how far each coder is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import articles, listing, zones
from db.listing import Picking
from db.project import Project
from db.records import ArticleSummary, Coder, Progress, State
from desktop.errors import UserError
from desktop.study.desk import PRACTICE

__all__ = [
    "ORDERS",
    "ZONE_STATES",
    "ArticleRow",
    "Picking",
    "WorkingOrder",
    "article_rows",
    "holding",
    "next_article",
    "outlets",
    "picked",
    "rows_of",
    "working_order",
]

_AT_ONCE = 500
"""Lines that are read in one go."""
ORDERS = ("working", "name", "title", "outlet", "date", "length", "zones", "progress")
ZONE_STATES = ("", "confirmed", "unconfirmed", "none")


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the list. `state` is the coder's own (None in the lead's view, where `states` is set)."""

    id: str
    name: str
    title: str
    outlet: str
    date: str
    length: int
    duplicate_of: str | None
    practice: bool
    state: State | None
    reason: str
    states: tuple[tuple[str, State], ...]
    zones: int = 0
    comments: int = 0
    unconfirmed: bool = False
    """Whether it has zones that nobody has accepted or rejected."""


@dataclass(frozen=True, slots=True)
class WorkingOrder:
    """The ids of all articles in working order; `waiting` are those neither finished nor set aside.

    In the lead's view nothing is anybody's to do, and nothing is waiting.
    """

    ids: tuple[str, ...] = ()
    waiting: frozenset[str] = frozenset()

    @property
    def done(self) -> int:
        """How many articles the coder has finished or set aside."""
        return len(self.ids) - len(self.waiting)


def working_order(project: Project, coder: Coder | None) -> WorkingOrder:
    """Return every article: as assigned to the coder first, then by name; for the lead by name."""
    found = project.ask(listing.order, coder.id if coder else None)
    begun = (State.NOT_BEGUN, State.BEGUN)
    waiting = frozenset(identity for identity, state in found if coder and state in begun)
    return WorkingOrder(tuple(identity for identity, _ in found), waiting)


def holding(project: Project, coder: Coder | None, words: str) -> tuple[str, ...]:
    """Return the ids of the articles whose line holds every word, in working order.

    A line is title, name, outlet, date and the coder's own progress. One query, however many articles.
    """
    return project.ask(listing.holding, coder.id if coder else None, words.split())


def picked(project: Project, coder: Coder | None, picking: Picking) -> tuple[str, ...]:
    """Return the ids of the articles that a filter leaves, in the order asked for; one query.

    Raises `UserError` for an order, a state of zones or a state of progress that does not exist.
    """
    if picking.by not in ORDERS or picking.zones not in ZONE_STATES:
        raise UserError(
            f"Articles are sorted by {', '.join(ORDERS)}, and zones are {', '.join(ZONE_STATES)}."
        )
    if picking.progress and picking.progress not in set(State):
        raise UserError(f"Progress is one of {', '.join(State)}, not “{picking.progress}”.")
    return project.ask(listing.picked, coder.id if coder else None, picking)


def outlets(project: Project) -> tuple[str, ...]:
    """Return the outlets of all articles, by name: what a filter offers."""
    return project.ask(listing.outlets)


def rows_of(project: Project, coder: Coder | None, ids: Sequence[str]) -> tuple[ArticleRow, ...]:
    """Return the lines of these articles, in this order; unknown ones are left out.

    With a coder, nobody else's progress is in the lines; without one (the lead's view) everybody's is.
    """
    made: list[ArticleRow] = []
    waiting = project.ask(zones.unconfirmed)
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        steps: dict[str, list[Progress]] = {}
        for step in project.ask(listing.progress, some, coder.id if coder else None):
            steps.setdefault(step.article, []).append(step)
        made += [
            replace(_row(each, coder, steps.get(each.id, [])), unconfirmed=each.id in waiting)
            for each in project.ask(articles.some, some)
        ]
    return tuple(made)


def article_rows(project: Project, coder: Coder | None) -> tuple[ArticleRow, ...]:
    """Return the lines of all articles in working order: for exports and small lists."""
    return rows_of(project, coder, working_order(project, coder).ids)


def _row(summary: ArticleSummary, coder: Coder | None, steps: list[Progress]) -> ArticleRow:
    metadata = dict(summary.metadata)
    mine = max(steps, key=lambda step: step.updated_at, default=None) if coder else None
    return ArticleRow(
        id=summary.id,
        name=summary.name,
        title=summary.title,
        outlet=metadata.get("outlet", ""),
        date=metadata.get("date", ""),
        length=summary.length,
        duplicate_of=summary.duplicate_of,
        practice=bool(metadata.get(PRACTICE)),
        state=(mine.state if mine else State.NOT_BEGUN) if coder else None,
        reason=mine.reason if mine else "",
        states=() if coder else tuple((step.coder, step.state) for step in steps),
        zones=summary.zones,
        comments=summary.comments,
    )


def next_article(order: WorkingOrder, current: str | None = None) -> str | None:
    """Return the id of the next article to code: after the current one, then from the top; None for none."""
    at = order.ids.index(current) + 1 if current in order.ids else 0
    for identity in (*order.ids[at:], *order.ids[:at]):
        if identity in order.waiting and identity != current:
            return identity
    return None
