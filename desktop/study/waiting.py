"""Lists of articles without texts: each row waits in the project for the file that holds its text."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from db import articles, settings
from db.project import Project
from db.records import Pairs
from desktop.articles.sources import ReadArticle
from desktop.articles.waiting import LISTED_AS, Rows, titles_of
from desktop.study.changes import NOTHING, Changes, Kind, changed

_KEY = "waiting/"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row of a list whose text has not come yet; `name` is the row's own, `listed_in` the list's."""

    listed_in: str
    name: str
    metadata: Pairs

    def known(self, key: str) -> str:
        """Return what the row says under a key (id, title, outlet, date, url, …), "" for nothing."""
        return dict(self.metadata).get(key, "")


def waiting_rows(project: Project) -> tuple[WaitingRow, ...]:
    """Return every row whose text has not come yet, by list and place in it."""
    rows = _stored(project)
    come = _come(project) if rows else frozenset()
    return tuple(row for row in rows if row.name not in come)


def _stored(project: Project) -> list[WaitingRow]:
    return [
        WaitingRow(key.removeprefix(_KEY), name, tuple((each[0], each[1]) for each in metadata))
        for key, value in project.ask(settings.all, _KEY)
        for name, metadata in json.loads(value)
    ]


def _come(project: Project) -> frozenset[str]:
    """Return the names of the rows whose article is here."""
    found = (dict(item.metadata).get(LISTED_AS) for item in project.ask(articles.summaries))
    return frozenset(name for name in found if name)


def keep_list(project: Project, listed_in: str, rows: Iterable[ReadArticle]) -> dict[str, str]:
    """Keep the rows of a list, and give those whose text is here already to their articles.

    Returns the names of these articles by the rows' names. The same list again changes nothing.
    """
    kept = list(rows)
    value = json.dumps([[row.name, row.metadata] for row in kept], ensure_ascii=False)
    project.ask(settings.put, _KEY + listed_in, value)
    index = Rows((row.name, row.metadata) for row in kept)
    taken: dict[str, str] = {}
    for item in project.ask(articles.summaries):
        known = dict(item.metadata)
        before = known.get(LISTED_AS)
        row = None if before else index.fitting(item.name, titles_of(item.name, item.title))
        if before:
            taken[before] = item.name
        elif row is not None:
            merged = {**dict(row[1]), **known, LISTED_AS: row[0]}
            project.ask(articles.set_metadata, item.id, tuple(sorted(merged.items())))
            taken[row[0]] = item.name
    return {row.name: taken[row.name] for row in kept if row.name in taken}


def rows_that_wait(project: Project) -> Rows:
    """Return the rows that wait now, to be asked for each text that comes in."""
    return Rows((row.name, row.metadata) for row in waiting_rows(project))


def forget_list(project: Project, listed_in: str) -> Changes:
    """Let a list go; what it said of articles that are here stays with them."""
    if not project.ask(settings.get, _KEY + listed_in):
        return NOTHING
    project.ask(settings.put, _KEY + listed_in, "[]")
    return changed(Kind.ARTICLES)
