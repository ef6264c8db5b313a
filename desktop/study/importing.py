"""Articles in: files and folders become articles of the project; what cannot be read is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import articles, guard
from db.errors import ProjectError
from db.project import Project
from db.records import NewArticle, Pairs, Zone
from desktop.articles.assembling import Assembled, assemble
from desktop.articles.reading import find_files, read_file
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed

REFUSED = "refused"
Report = Callable[[int, int, str], bool]
"""Called before each file with (files done, files in all, name); returns False to stop there."""


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What became of one article (or of a file that gave none); `message` is a sentence or empty."""

    path: str
    name: str
    outcome: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of everything that was handed in."""

    items: tuple[ImportItem, ...]
    changes: Changes
    cancelled: bool = False

    def count(self, outcome: str) -> int:
        """Return how many items ended that way."""
        return sum(item.outcome == outcome for item in self.items)

    @property
    def refused(self) -> tuple[ImportItem, ...]:
        """The items that could not be taken in."""
        return tuple(item for item in self.items if item.outcome == REFUSED)


def add_articles(
    project: Project,
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    new_version: bool = False,
    report: Report | None = None,
) -> ImportReport:
    """Import files and folders; each article is stored whole or not at all, and bad files stop no other."""
    items: list[ImportItem] = []
    files = _files(paths, items)
    cancelled = False
    for done, (path, name) in enumerate(files):
        if report and not report(done, len(files), name):
            cancelled = True
            break
        items += _add_file(project, path, name, encoding, new_version)
    added = any(item.outcome not in (REFUSED, "already here") for item in items)
    return ImportReport(tuple(items), changed(Kind.ARTICLES) if added else NOTHING, cancelled)


def _files(paths: Sequence[Path], items: list[ImportItem]) -> list[tuple[Path, str]]:
    files: list[tuple[Path, str]] = []
    for path in paths:
        try:
            files += find_files([path])
        except UserError as error:
            items.append(ImportItem(str(path), path.name, REFUSED, str(error)))
    return files


def _add_file(
    project: Project, path: Path, name: str, encoding: str | None, new_version: bool
) -> list[ImportItem]:
    try:
        if guard.is_open_here(path):
            raise UserError(f"{name} is a project that is open, not an article.")
        read = read_file(path, name, encoding)
    except (UserError, ProjectError, OSError) as error:
        return [ImportItem(str(path), name, REFUSED, _sentence(error, name))]
    items = []
    for one in read:
        try:
            items.append(_store(project, path, assemble(one), new_version))
        except (UserError, ProjectError) as error:
            items.append(ImportItem(str(path), one.name, REFUSED, str(error)))
    return items


def _sentence(error: Exception, name: str) -> str:
    if isinstance(error, OSError):
        return f"{name} cannot be read: {error.strerror or error}."
    return str(error)


def _store(project: Project, path: Path, made: Assembled, new_version: bool) -> ImportItem:
    added = project.ask(articles.add, new_article(made), new_version=new_version)
    message = " ".join(made.notices)
    if added.duplicate_of:
        twin = project.ask(articles.get, added.duplicate_of).name
        message = f"The same text as {twin}. {message}".strip()
    return ImportItem(str(path), added.name, added.outcome, message)


def new_article(made: Assembled, metadata: Pairs = ()) -> NewArticle:
    """Return the record to store for an assembled article, with `metadata` added to what the reader found."""
    return NewArticle(
        name=made.name,
        title=made.title,
        text=made.text,
        original=made.original,
        reader=made.reader,
        reader_version=made.reader_version,
        encoding=made.encoding,
        line_ends=made.line_ends,
        segmenter=made.segmenter,
        sentences=made.sentences,
        zones=tuple(
            Zone(article="", kind=zone.kind, start=zone.start, end=zone.end, state=zone.state, rule=zone.rule)
            for zone in made.zones
        ),
        metadata=tuple(sorted({**dict(made.metadata), **dict(metadata)}.items())),
        notices=made.notices,
    )
