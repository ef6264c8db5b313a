"""Finding words in the whole project: texts, notes and passages, each with what stands around it."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from db.project import Project
from db.records import Article, Coder, State
from db.search import PAGE, Report, Search
from db.search_file import side_path, throw_away
from db.search_records import MOST_COUNTED, Cursor, Found, Hit, Spot, Wanted, Where
from desktop.articles.finding import Folded
from desktop.codebook import Codebook, Label

__all__ = ["MOST_COUNTED", "PAGE", "Cursor", "Filters", "Found", "Hit", "Report", "Search", "Spot", "Where"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search down. `label` and `coder` are ids, `outlet` a name; "" and None say nothing.

    With a label, a coder or `unsure`, only passages and their notes are looked at.
    """

    where: Where | None = None
    label: str = ""
    coder: str = ""
    outlet: str = ""
    progress: State | None = None
    unsure: bool = False


def cache_folder() -> Path:
    """Return where the throw-away files of searches lie on this computer."""
    return user_cache_path("pressmark", appauthor=False) / "search"


def open_search(project: Project) -> Search:
    """Return the search of an open project; its side file is made when something is first looked for."""
    return Search(project, cache_folder())


def find(
    search: Search,
    coder: Coder | None,
    query: str,
    filters: Filters | None = None,
    *,
    after: Cursor | None = None,
    limit: int = PAGE,
    report: Report | None = None,
) -> Future[Found]:
    """Look for a page of findings, in reading order; what is typed is words, or phrases in quotes.

    A coder finds in all texts, but of passages and notes their own only; without one (the lead) everybody's.
    `report` is told how many articles were read of how many, where the side file has first to be made.
    """
    asked = filters or Filters()
    wanted = Wanted(
        query,
        coder.id if coder else None,
        where=asked.where,
        label=asked.label,
        coder=asked.coder,
        outlet=asked.outlet,
        progress=asked.progress,
        unsure=asked.unsure,
    )
    return search.find(wanted, after=after, limit=limit, report=report)


def again(search: Search, coder: Coder | None, spots: Sequence[Spot]) -> Future[tuple[Hit, ...]]:
    """Look at findings once more as they stand now; those that are gone are left out."""
    return search.again(coder.id if coder else None, spots)


def outlets(search: Search) -> Future[tuple[str, ...]]:
    """Look up the outlets of the project's articles, by name."""
    return search.outlets()


def labels_named(codebook: Codebook, query: str) -> tuple[Label, ...]:
    """Return the labels that what was typed may mean: those whose name or id it begins."""
    typed = query.strip()
    return tuple(
        label
        for label in codebook.labels
        if any(at == 0 for name in (label.name, label.id) for at, _ in Folded(name).find(typed))
    )


def stands(hit: Hit, article: Article) -> bool:
    """Return whether a finding in a text still says what stands there (a damaged side file may lie)."""
    here = article.text[hit.start : hit.end]
    return bool(here) and (hit.spot.where is Where.NOTE or " … " in hit.match or here == hit.match)


def forget(project: Project) -> None:
    """Delete the side file of a project, as after a purge; it is made anew when it is next needed."""
    throw_away(side_path(cache_folder(), project.id, project.path))
