"""Articles in: files and folders become articles of the project; what cannot be read is named."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from db import articles, guard
from db.errors import NotSavedError, ProjectError
from db.project import Project
from db.records import Added, NewArticle, Pairs
from desktop import logbook
from desktop.articles.assembling import Assembled, assemble
from desktop.articles.grammars import Grammar
from desktop.articles.reading import Block, ReadArticle, find_files, read_file
from desktop.articles.waiting import LISTED_AS, Rows, with_row
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Kind, changed
from desktop.study.import_reports import (
    ALREADY_HERE,
    REFUSED,
    WAITING,
    ImportItem,
    ImportReport,
    keep_report,
)
from desktop.study.layouts import layouts
from desktop.study.waiting import keep_list, rows_that_wait
from desktop.study.zones import stored_zones

__all__ = ["REFUSED", "FileChoice", "ImportItem", "ImportReport", "add_articles", "new_article"]

Report = Callable[[int, int, str], bool]
"""Called before each file with (files stored, files in all, name); returns False to stop there."""
_GROUP_SECONDS = 0.1
_GROUP_FILES = 200
"""Files whose articles are stored together: an article is whole, or not there at all."""


@dataclass(frozen=True, slots=True)
class FileChoice:
    """What the user said of one file: its encoding, its columns (field, column), a PDF's checked text."""

    encoding: str | None = None
    columns: Pairs = ()
    text: str | None = None
    leave_out: bool = False


@dataclass(frozen=True, slots=True)
class _How:
    """How the files of one import are taken in."""

    encoding: str | None
    columns: Mapping[str, str]
    choices: Mapping[Path, FileChoice]
    grammars: tuple[Grammar, ...] | None
    rows: Rows


_ASKED_NOTHING: Mapping[Path, FileChoice] = {}
NO_COLUMNS: Mapping[str, str] = {}


def add_articles(
    project: Project,
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    new_version: bool = False,
    report: Report | None = None,
    choices: Mapping[Path, FileChoice] = _ASKED_NOTHING,
) -> ImportReport:
    """Import files and folders; each article is stored whole or not at all, and bad files stop no other.

    Rows of a list without texts wait for them. `choices` say how single files are read; where they say
    nothing, `encoding` and `columns` (field to column) hold for all. The report is kept with the project.
    """
    items: list[ImportItem] = []
    files = [(path, name) for path, name in _files(paths, items) if not _left_out(choices, path)]
    how = _How(encoding, columns, choices, layouts(project), rows_that_wait(project))
    taking = _Taking(project, new_version, items)
    cancelled = False
    for number, (path, name) in enumerate(files):
        if report and not report(taking.stored, len(files), name):
            cancelled = True
            break
        taking.take(number + 1, _read_whole(path, name, how))
    taking.finish()
    items = taking.items
    with suppress(NotSavedError):  # what came in is told all the same
        keep_report(project, items, cancelled=cancelled)
    added = any(item.outcome not in (REFUSED, ALREADY_HERE) for item in items)
    return ImportReport(tuple(items), changed(Kind.ARTICLES, Kind.ZONES) if added else NOTHING, cancelled)


def _left_out(choices: Mapping[Path, FileChoice], path: Path) -> bool:
    return path in choices and choices[path].leave_out


def _files(paths: Sequence[Path], items: list[ImportItem]) -> list[tuple[Path, str]]:
    files: list[tuple[Path, str]] = []
    for path in paths:
        try:
            files += find_files([path])
        except UserError as error:
            items.append(ImportItem(str(path), path.name, REFUSED, str(error)))
    return files


@dataclass(frozen=True, slots=True)
class _Whole:
    """What one file gave: what is said of it already, articles to store, and rows that wait."""

    path: Path
    name: str
    said: tuple[ImportItem, ...] = ()
    new: tuple[NewArticle, ...] = ()
    rows: tuple[ReadArticle, ...] = ()


def _read_whole(path: Path, name: str, how: _How) -> _Whole:
    """Read one file to the end; whatever it does to its reader, the other files go on."""
    try:
        return _read(path, name, how)
    except (UserError, ProjectError, OSError) as error:
        message = _sentence(error, name)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not stop the others
        logbook.note("import-fault", kind=logbook.type_of(error))
        message = f"{name}: it met a fault of the program ({type(error).__name__}) and was left out."
    return _Whole(path, name, (ImportItem(str(path), name, REFUSED, message),))


def _read(path: Path, name: str, how: _How) -> _Whole:
    if guard.is_open_here(path):
        raise UserError(f"{name} is a project that is open, not an article.")
    choice = how.choices.get(path, FileChoice())
    read = read_file(path, name, choice.encoding or how.encoding, columns=dict(choice.columns) or how.columns)
    if choice.text is not None:
        read = (_with_text(read[0], choice.text),)
    said: list[ImportItem] = []
    new: list[NewArticle] = []
    for one in read:
        said += [ImportItem(str(path), file, REFUSED, f"{file}: {reason}") for file, reason in one.unread]
        if one.waits_for_text:
            continue
        try:
            new.append(new_article(assemble(with_row(how.rows, one), how.grammars)))
        except UserError as error:
            said.append(ImportItem(str(path), one.name, REFUSED, str(error)))
    waits = tuple(one for one in read if one.waits_for_text)
    return _Whole(path, name, tuple(said), tuple(new), waits)


def _with_text(read: ReadArticle, text: str) -> ReadArticle:
    """Give an article the text that somebody checked, in place of what its reader made of the file."""
    return replace(read, blocks=(Block("text", text),), warnings=("The text was checked before import.",))


def _sentence(error: Exception, name: str) -> str:
    if isinstance(error, OSError):
        return f"{name} cannot be read: {error.strerror or error}."
    return str(error)


class _Taking:
    """Stores what was read, several files in one transaction, while the next ones are read."""

    def __init__(self, project: Project, new_version: bool, items: list[ImportItem]) -> None:
        self.items = items
        self.stored = 0
        """How many of the files are on disk."""
        self._project = project
        self._new_version = new_version
        self._waiting: list[_Whole] = []
        self._since = time.monotonic()
        self._sent: Future[tuple[Added | ProjectError, ...]] | None = None
        self._being: list[_Whole] = []
        self._reached = self._being_reached = 0

    def take(self, number: int, whole: _Whole) -> None:
        """Take what the `number`th file gave; it is on disk a moment later."""
        self._waiting.append(whole)
        self._reached = number
        if whole.rows:
            self._send()
            self._answer()
            self.items += self._keep_rows(whole)
        elif len(self._waiting) >= _GROUP_FILES or time.monotonic() - self._since > _GROUP_SECONDS:
            self._send()

    def finish(self) -> None:
        """Wait until everything is on disk."""
        self._send()
        self._answer()

    def _send(self) -> None:
        self._answer()
        self._being, self._waiting = self._waiting, []
        self._being_reached = self._reached
        many = [new for whole in self._being for new in whole.new]
        if many:
            self._sent = self._project.send(articles.add_many, many, self._new_version)
        self._since = time.monotonic()

    def _answer(self) -> None:
        """Take down what became of the articles that were sent last."""
        made: list[Added | ProjectError] = []
        if self._sent is not None:
            try:
                made += self._sent.result()
            except ProjectError as error:
                made += [error] * sum(len(whole.new) for whole in self._being)
        self._sent = None
        answers = iter(made)
        for whole in self._being:
            self.items += whole.said
            self.items += [self._item(whole.path, new, next(answers)) for new in whole.new]
        self._being = []
        self.stored = self._being_reached

    def _item(self, path: Path, new: NewArticle, made: Added | ProjectError) -> ImportItem:
        if isinstance(made, ProjectError):
            return ImportItem(str(path), new.name, REFUSED, str(made))
        said = list(new.notices)
        if made.duplicate_of:
            twin = self._project.ask(articles.get, made.duplicate_of).name
            said.insert(0, f"The same text as {twin}.")
        listed = dict(new.metadata).get(LISTED_AS)
        if listed and made.outcome != ALREADY_HERE:
            said.append(f"It is the text of {listed}.")
        return ImportItem(str(path), made.name, made.outcome, " ".join(said))

    def _keep_rows(self, whole: _Whole) -> list[ImportItem]:
        """Let the rows of a list wait, but for those whose text is here."""
        try:
            taken = keep_list(self._project, whole.name, whole.rows)
        except ProjectError as error:
            return [ImportItem(str(whole.path), whole.name, REFUSED, str(error))]
        told = "There is no text in this row; it waits for the file that holds it."
        return [
            ImportItem(str(whole.path), row.name, ALREADY_HERE, f"Its text is {taken[row.name]}.")
            if row.name in taken
            else ImportItem(str(whole.path), row.name, WAITING, told)
            for row in whole.rows
        ]


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
        zones=stored_zones(made.zones),
        metadata=tuple(sorted({**dict(made.metadata), **dict(metadata)}.items())),
        notices=made.notices,
    )
