"""The search of a project: a side file of its own on a thread of its own, fed after every commit.

Nothing here touches the project file: it is read through `Project.ask`, in helpings small enough that a mark
being stored never waits for them. The side file may be deleted at any time.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from db import search_feed, search_hits
from db.errors import ProjectError
from db.project import Project
from db.search_feed import Tip
from db.search_file import SideFile, side_path, tidy
from db.search_records import Cursor, Found, Hit, Spot, Wanted

T = TypeVar("T")
Report = Callable[[int, int], object]
"""Called on the search's thread with the number of articles read so far, and of all."""

PAGE = 100
_HELPING = 400_000
"""Characters of articles read at once."""
_REVISIONS = 500
"""Revisions looked at at once."""
_CLOSED = "The project is closed."


class Search:
    """Finds in one open project, asked from any thread. `close` it before, or soon after, the project.

    The side file lies in `folder` (in memory with None), is made when something is first looked for, and is
    brought up to date before every answer.
    """

    def __init__(self, project: Project, folder: Path | None) -> None:
        self.project = project
        self._path = side_path(folder, project.id, project.path) if folder else None
        self._side: SideFile | None = None
        self._leaving = threading.Event()
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"search {project.path.name}")

    def find(
        self, wanted: Wanted, *, after: Cursor | None = None, limit: int = PAGE, report: Report | None = None
    ) -> Future[Found]:
        """Look for the next `limit` findings, or a few more, behind `after`.

        The first time this reads every article, and tells `report`. ProjectError where it cannot be done.
        """
        return self._send(lambda side: search_hits.find(side.connection, wanted, after, limit), report)

    def again(self, reader: str | None, spots: Sequence[Spot]) -> Future[tuple[Hit, ...]]:
        """Look at findings once more, as they stand now; those that are gone are left out."""
        return self._send(lambda side: search_hits.again(side.connection, reader, spots), None)

    def outlets(self) -> Future[tuple[str, ...]]:
        """Look up the outlets of the articles, by name."""
        return self._send(lambda side: search_hits.outlets(side.connection), None)

    def catch_up(self, report: Report | None = None) -> Future[None]:
        """Bring the side file up to date, or make it, so that the next answer need not wait."""
        return self._send(lambda _side: None, report)

    def close(self) -> None:
        """Stop what is under way and let the side file go; closing twice does nothing."""
        if self._closed:
            return
        self._closed = True
        self._leaving.set()
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- on the search's own thread -------------------------------------------------------------------

    def _send(self, question: Callable[[SideFile], T], report: Report | None) -> Future[T]:
        def work() -> T:
            self._feed(report or (lambda _done, _all: None))
            return question(self._open())

        def sound() -> T:
            try:
                return work()
            except sqlite3.Error:  # damaged, or meddled with: a new one is as good
                with contextlib.suppress(sqlite3.Error):
                    self._open().renew()
            try:
                return work()
            except sqlite3.Error as error:
                raise ProjectError(f"The project cannot be searched: {error}.") from error

        if self._closed:
            raise ProjectError(_CLOSED)
        return self._thread.submit(sound)

    def _open(self) -> SideFile:
        if self._side is None:
            if self._path is not None:
                tidy(self._path.parent)
            self._side = SideFile(self._path, self.project.id)
        return self._side

    def _shut(self) -> None:
        if self._side is not None:
            self._side.close()

    def _feed(self, report: Report) -> None:
        side = self._open()
        end = self.project.ask(search_feed.tip, after=side.tip)
        if end is None:  # another copy of the project, or an older state of it
            side.renew()
            end = self.project.ask(search_feed.tip, after=side.tip)
        self._follow(side, end or side.tip)
        if not side.whole:
            self._feed_articles(side, report)

    def _follow(self, side: SideFile, end: Tip) -> None:
        """Take in what happened since the stamp; an article whose own record changed is to be read anew."""
        if not side.tip.number:  # nothing is here yet: whatever happened until now is read with the articles
            with side.write():
                side.stamp(end, whole=False)
        while side.tip.number < end.number:
            self._stay()
            delta = self.project.ask(search_feed.since, side.tip, _REVISIONS)
            if delta.purged:  # what is to be forgotten must not linger in free pages
                side.renew()
                with side.write():
                    side.stamp(end, whole=False)
                return
            with side.write():
                side.put_delta(delta)
                side.stamp(delta.tip, whole=side.whole and not delta.articles)

    def _feed_articles(self, side: SideFile, report: Report) -> None:
        """Put in what is missing of the articles, and take out what is listed no longer."""
        listed = dict(self.project.ask(search_feed.lengths))
        with side.write():
            side.keep_articles(listed.keys())
        known = side.fresh_articles()
        missing = [each for each in listed if each not in known]
        done = len(listed) - len(missing)
        for helping in _helpings(missing, listed):
            self._stay()
            report(done, len(listed))
            sheets = self.project.ask(search_feed.sheets, helping)
            with side.write():
                for sheet in sheets:
                    side.put_sheet(sheet)
            done += len(helping)
        with side.write():
            side.stamp(side.tip, whole=True)
        if missing:
            report(done, len(listed))

    def _stay(self) -> None:
        if self._leaving.is_set():
            raise ProjectError(_CLOSED)


def _helpings(articles: Iterable[str], lengths: dict[str, int]) -> Iterator[list[str]]:
    helping: list[str] = []
    size = 0
    for each in articles:
        helping.append(each)
        size += lengths[each]
        if size >= _HELPING:
            yield helping
            helping, size = [], 0
    if helping:
        yield helping


__all__ = ["PAGE", "Cursor", "Found", "Hit", "Report", "Search", "Spot", "Tip", "Wanted"]
