"""A coder at the real window, for measuring: articles of any length, with any number of passages."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.project import Project
    from desktop.ui.assembly import Assembly

SENTENCE = "The ferry line cancelled nine sailings on Monday, and the union blamed the boss for it. "
PARAGRAPH = SENTENCE * 4 + "\n\n"
SIZE = (1280, 900)
Range = tuple[int, int]


def text_of(length: int) -> str:
    """Return running text of so many characters."""
    return (PARAGRAPH * (length // len(PARAGRAPH) + 1))[:length]


def words_of(text: str, start: int, count: int, every: int = 1) -> list[Range]:
    """Return the ranges of `count` words from `start` on, taking one word of `every`."""
    from desktop.articles.tokens import WORD

    found: list[Range] = []
    for at, match in enumerate(WORD.finditer(text, start)):
        if at % every == 0:
            found.append(match.span())
            if len(found) == count:
                break
    return found


class Seat:
    """One coder in one project at one window."""

    def __init__(self, made: "Assembly", folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        self.folder = folder
        self.made = made
        self.page = made.deskside.desk
        application = QApplication.instance()
        assert application is not None
        self.application = application

    def open(self, article: str) -> None:
        """Put an article on the desk and wait until it is painted."""
        self.made.place.open_article(article)
        self.settle()

    def select(self, start: int, end: int) -> None:
        """Select a range and wait until that is painted."""
        from desktop.ui.desk.movement import Selection

        self.page.canvas.select(Selection(start, end), reveal=False)
        self.settle()

    def press(self, key: Any) -> None:  # noqa: ANN401  (a Qt key, known only where Qt is loaded)
        """Press a key in the text and wait until what it did is saved and painted."""
        from PySide6.QtTest import QTest

        QTest.keyClick(self.page.pane, key)
        self.settle()

    def settle(self) -> None:
        """Handle events until nothing is under way."""
        from PySide6.QtCore import QEventLoop

        flags = QEventLoop.ProcessEventsFlag.AllEvents
        waiting = flags | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self.application.processEvents(flags)
        while not self.made.idle:
            self.application.processEvents(waiting)
        self.application.processEvents(flags)


@contextmanager
def seated(texts: Sequence[str], marked: Sequence[Sequence[Range]]) -> Iterator[tuple[Seat, list[str]]]:
    """Give a seat at a window on articles of these texts, coded already at these ranges; and their ids."""
    with tempfile.TemporaryDirectory() as folder:
        path, found = stocked(Path(folder), texts, marked)
        with at_window(path) as seat:
            yield seat, found


def stocked(folder: Path, texts: Sequence[str], marked: Sequence[Sequence[Range]]) -> tuple[Path, list[str]]:
    """Make a project of articles of these texts, coded already at these ranges; return it and their ids."""
    from db import coders
    from desktop.study import opening
    from desktop.study.importing import add_articles

    path = folder / "bench.pressmark"
    found: list[str] = []
    with opening.create(path) as project:
        coder = project.ask(coders.add, "A")
        for at, (text, ranges) in enumerate(zip(texts, marked, strict=True)):
            source = folder / f"article-{at}.txt"
            source.write_text(text, encoding="utf-8")
            (item,) = add_articles(project, [source]).items
            found.append(_mark(project, coder.id, item.name, ranges))
    return path, found


@contextmanager
def at_window(path: Path) -> Iterator[Seat]:
    """Give a seat at a window on a project, for its first coder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.study.opening import open_project
    from desktop.ui import pictures

    made = pictures.assembled("light", SIZE)
    pictures.seat(made, open_project(path), None, lead=False)
    pictures.settle(made)
    made.window.notice.put_away()
    try:
        yield Seat(made, path.parent)
    finally:
        pictures.put_away(made)


def _mark(project: "Project", coder: str, name: str, ranges: Sequence[Range]) -> str:
    """Mark an article at these ranges, in one act; return its id."""
    from db import acts, articles
    from db.ids import new_id
    from db.records import Act, Passage, PutPassage, SetProgress, State, Writer

    writer = Writer(coder)
    article = project.ask(articles.get, project.ask(articles.find, name).id)
    labels = ("reporting", "editorialising")
    put = [
        PutPassage(
            Passage(
                new_id(), coder, writer.layer, writer.phase, article.id, labels[at % 2], start, end,
                article.text[start:end], article.text_sha256,
            )
        )
        for at, (start, end) in enumerate(ranges)
    ]  # fmt: skip
    if put:
        begun = SetProgress(article.id, State.BEGUN)
        project.ask(acts.commit, writer, Act(new_id(), "mark", article.id, (*put, begun)))
    return article.id
