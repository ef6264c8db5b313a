"""The article list: what there is to code, and how far each coder is."""

from dataclasses import dataclass

from db import articles, assignments, progress
from db.project import Project
from db.records import ArticleSummary, Coder, Progress, State
from desktop.study.desk import PRACTICE


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


def article_rows(project: Project, coder: Coder | None) -> tuple[ArticleRow, ...]:
    """Return the articles in working order: as assigned to the coder first, then by name.

    With a coder, nobody else's progress is in the rows; without one (the lead's view) everybody's is.
    """
    stored = project.ask(progress.all)
    mine = {row.article: row for row in stored if coder and row.coder == coder.id}
    everybody: dict[str, list[Progress]] = {}
    for row in () if coder else stored:
        everybody.setdefault(row.article, []).append(row)
    summaries = sorted(project.ask(articles.summaries), key=_order(project, coder))
    return tuple(_row(s, coder, mine.get(s.id), everybody.get(s.id, [])) for s in summaries)


def _order(project: Project, coder: Coder | None) -> "_Order":
    plan = project.ask(assignments.all) if coder else ()
    return _Order({a.article: a.position for a in plan if coder and a.coder == coder.id})


@dataclass(frozen=True, slots=True)
class _Order:
    position: dict[str, int]

    def __call__(self, summary: ArticleSummary) -> tuple[int, str]:
        return self.position.get(summary.id, len(self.position)), summary.name


def _row(
    summary: ArticleSummary, coder: Coder | None, mine: Progress | None, others: list[Progress]
) -> ArticleRow:
    metadata = dict(summary.metadata)
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
        states=tuple((row.coder, row.state) for row in others),
    )


def next_article(rows: tuple[ArticleRow, ...], current: str | None = None) -> ArticleRow | None:
    """Return the next article to code: after the current one, then from the top; None if all is done."""
    ids = [row.id for row in rows]
    at = ids.index(current) + 1 if current in ids else 0
    for row in (*rows[at:], *rows[:at]):
        if row.state in (State.NOT_BEGUN, State.BEGUN) and row.id != current:
            return row
    return None
