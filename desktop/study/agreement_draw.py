"""The draw of the articles that are coded twice, from a project."""

from collections.abc import Collection
from dataclasses import dataclass

from db import articles as db_articles
from db.project import Project
from db.records import ArticleSummary
from desktop.agreement.drawing import draw
from desktop.errors import UserError
from desktop.study.desk import PRACTICE
from desktop.study.phases import in_training

BY = ("outlet", "month")


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn reliability sample: article ids and names, how it was stratified, and how many of how many."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    by: str | None
    strata: dict[str, tuple[int, int]]
    seed: int

    @property
    def by_what(self) -> str:
        """How the draw was spread, in words."""
        return f"stratified by {self.by}" if self.by else "not stratified"

    def as_dict(self) -> dict[str, object]:
        """Return the draw as plain data."""
        strata = [{"name": name, "drawn": n, "of": of} for name, (n, of) in self.strata.items()]
        return {"by": self.by, "seed": self.seed, "strata": strata, "articles": list(self.names)}


def draw_sample(
    project: Project, wanted: int, *, by: str | None, seed: int, among: Collection[str] | None = None
) -> Sample:
    """Draw `wanted` articles at random, in proportion to outlets or months where the project knows them.

    Practice, duplicate and purged articles are not drawn, nor any but those `among`; where that is not given,
    nor what the plan in force has for training. With `by` None: by outlet where half of the articles have
    one, else by month, else unstratified. Raises `UserError` where more are wanted than there are.
    """
    trained = in_training(project) if among is None else frozenset[str]()
    readable = set(project.ask(db_articles.versions))
    known = [
        item
        for item in project.ask(db_articles.summaries)
        if item.duplicate_of is None and not dict(item.metadata).get(PRACTICE)
        if item.id in readable and item.id not in trained and (among is None or item.id in among)
    ]
    if wanted > len(known):
        raise UserError(
            f"{wanted} articles cannot be drawn from {len(known)} (practice, training and duplicates are "
            "left out)."
        )
    chosen = by or next((kind for kind in BY if _share(known, kind) >= 0.5), None)
    if by is not None and _share(known, by) == 0.0:
        raise UserError(f"No article of this project says its {'outlet' if by == 'outlet' else 'date'}.")
    drawn = draw([stratum(item, chosen) for item in known], wanted, seed)
    picked = [known[i] for i in drawn.articles]
    return Sample(
        tuple(item.id for item in picked), tuple(item.name for item in picked), chosen, drawn.strata, seed
    )


def stratum(article: ArticleSummary, by: str | None) -> str:
    """Return the outlet or the month (YYYY-MM) of an article, "" where it is not known."""
    metadata = dict(article.metadata)
    if by == "outlet":
        return metadata.get("outlet", "")
    return metadata.get("date", "")[:7] if by == "month" else ""


def _share(articles: list[ArticleSummary], by: str) -> float:
    return sum(bool(stratum(item, by)) for item in articles) / len(articles) if articles else 0.0
