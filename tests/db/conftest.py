"""A project on disk with a coder and an article in it, and one short word for each gesture."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from db import acts, articles, coders, passages
from db.ids import new_id
from db.project import Project
from db.records import (
    CODER,
    PRODUCTION,
    Act,
    Added,
    Article,
    Change,
    Coder,
    DeletePassage,
    NewArticle,
    Passage,
    PutPassage,
    Saved,
    SetProgress,
    State,
    Writer,
    Zone,
)

PROGRAM = "pressmark test"
TEXT = (
    "The mill closed. “We regret it,” said the owner 😀. Of course he does, doesn't he?\nAnd the town waits."
)


def new_article(name: str, text: str = TEXT, **more: object) -> NewArticle:
    plain = NewArticle(
        name=name,
        title=f"Title of {name}",
        text=text,
        original=text.encode(),
        reader="txt",
        reader_version="1",
        encoding="utf-8",
        line_ends="lf",
        segmenter="test 1",
        sentences=((0, min(16, len(text))),),
        zones=(Zone("", "body", 0, len(text), "accepted"),),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


@dataclass
class Work:
    """One coder at work on one article of an open project."""

    project: Project
    coder: Coder
    article: Article
    phase: str = PRODUCTION

    @property
    def writer(self) -> Writer:
        return Writer(self.coder.id, phase=self.phase)

    def draft(self, start: int, end: int, label: str = "editorialising", **more: object) -> Passage:
        plain = Passage(
            id=new_id(),
            owner=self.coder.id,
            layer=CODER,
            phase=self.phase,
            article=self.article.id,
            label=label,
            start=start,
            end=end,
            quote=self.article.text[start:end],
            text_sha256=self.article.text_sha256,
        )
        return replace(plain, **more)  # type: ignore[arg-type]

    def act(self, verb: str, *changes: Change) -> Act:
        return Act(new_id(), verb, self.article.id, changes)

    def do(self, verb: str, *changes: Change) -> Saved:
        return self.project.ask(acts.commit, self.writer, self.act(verb, *changes))

    def mark(self, start: int, end: int, label: str = "editorialising", **more: object) -> Passage:
        return self.do("mark", PutPassage(self.draft(start, end, label, **more))).passages[0]

    def put(self, passage: Passage) -> Passage:
        return self.do("change", PutPassage(passage)).passages[0]

    def delete(self, passage: Passage) -> Saved:
        return self.do("delete", DeletePassage(passage.id))

    def set(self, state: State, reason: str = "") -> Saved:
        return self.do("progress", SetProgress(self.article.id, state, reason))

    def undo(self) -> Saved | None:
        return self.project.ask(acts.undo, self.writer)

    def redo(self) -> Saved | None:
        return self.project.ask(acts.redo, self.writer)

    def passages(self) -> tuple[Passage, ...]:
        return self.project.ask(passages.of_article, self.article.id, owners=(self.coder.id,))

    def labels(self) -> list[str]:
        return [passage.label for passage in self.passages()]


@dataclass
class Office:
    """Where projects lie, are opened, and are closed again when the test ends."""

    folder: Path
    opened: list[Project]

    def create(self, name: str = "study.pressmark") -> Project:
        self.opened.append(Project.create(self.folder / name, program=PROGRAM))
        return self.opened[-1]

    def open(self, path: Path) -> Project:
        self.opened.append(Project.open(path, program=PROGRAM))
        return self.opened[-1]

    def reopen(self, work: Work) -> None:
        work.project.close()
        work.project = self.open(work.project.path)

    def add(self, project: Project, name: str, text: str = TEXT, **more: object) -> Added:
        return project.ask(articles.add, new_article(name, text, **more))

    def set_to_work(self, project: Project, coder: str = "Anna", article: str = "mill.txt") -> Work:
        added = self.add(project, article)
        known = {found.name: found for found in project.ask(coders.all)}
        who = known.get(coder) or project.ask(coders.add, coder)
        return Work(project, who, project.ask(articles.get, added.id))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    place = Office(tmp_path, [])
    yield place
    for project in place.opened:
        project.close()


@pytest.fixture
def project(office: Office) -> Project:
    return office.create()


@pytest.fixture
def work(office: Office, project: Project) -> Work:
    return office.set_to_work(project)


@pytest.fixture
def make_article() -> Callable[..., NewArticle]:
    return new_article


@pytest.fixture
def sha256() -> Callable[[str], str]:
    return lambda text: hashlib.sha256(text.encode()).hexdigest()
