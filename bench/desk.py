"""The reading desk: opening an article, and one labelling act from its key to its place on disk."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import Figure, alternating, seconds

OPEN_AIM = 2.0
ACT_AIM = 2.5
ROUNDS = 15
SENTENCE = "The ferry line cancelled nine sailings on Monday, and the union blamed the boss for it. "
PARAGRAPH = SENTENCE * 4 + "\n\n"
LENGTH = 20_000
PASSAGES = 200
STEP = LENGTH // PASSAGES
"""One passage every so many characters, half as long."""


def figures() -> Iterator[Figure]:
    """Yield the desk's figures of the main job."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder, _seated(Path(folder)) as bench:
        yield _opening(bench)
        yield _acting(bench, Path(folder))


def bare_text(text: str, size: tuple[int, int], family: str, points: float) -> Callable[[], None]:
    """Return a function that shows a text in a bare QTextEdit, with nothing of ours."""
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication, QTextEdit

    edit = QTextEdit()
    edit.resize(*size)
    edit.setReadOnly(True)
    edit.setFont(QFont(family, round(points)))
    edit.show()

    def show() -> None:
        edit.setPlainText(text)
        QApplication.processEvents()

    return show


def bare_insert(path: Path) -> Callable[[], None]:
    """Return a function that inserts one row of a passage's size and commits it, with sqlite3 alone."""
    base = sqlite3.connect(path)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA", "fullfsync=ON"):
        base.execute(f"PRAGMA {pragma}")
    base.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, start INT, end INT, quote TEXT, payload BLOB)")

    def insert() -> None:
        with base:
            base.execute("INSERT INTO mark VALUES (NULL, 1, 2, ?, ?)", (SENTENCE, SENTENCE.encode()))

    return insert


class _Bench:
    """A desk on the screen with two articles of the same size, and the hands to use it."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from db import articles, coders
        from desktop.study import opening
        from desktop.study.desk import Desk
        from desktop.study.importing import add_articles
        from desktop.ui.desk.reading_desk import ReadingDesk
        from desktop.ui.fonts import load_fonts
        from desktop.ui.style import dress
        from desktop.ui.theme import LIGHT

        self.application = QApplication.instance() or QApplication([])
        assert isinstance(self.application, QApplication)
        load_fonts()
        dress(self.application, LIGHT)
        self.text = (PARAGRAPH * (LENGTH // len(PARAGRAPH) + 1))[:LENGTH]
        self.project = opening.create(folder / "bench.pressmark")
        for name in ("one.txt", "two.txt"):
            (folder / name).write_text(f"{name}\n\n{self.text}", encoding="utf-8")
        add_articles(self.project, [folder / "one.txt", folder / "two.txt"])
        self.desk = Desk(self.project, self.project.ask(coders.add, "A"))
        self.articles = [row.id for row in self.project.ask(articles.summaries)]
        self.page = ReadingDesk(LIGHT)
        self.page.resize(900, 800)
        self.page.show()
        for article in self.articles:
            self.open(article)
            self._fill()
        self._turn = 0

    def open(self, article: str) -> None:
        from desktop.study.desk import load

        self.page.open(self.desk, load(self.desk, article))
        self.application.processEvents()

    def open_next(self) -> None:
        self._turn += 1
        self.open(self.articles[self._turn % 2])

    def select(self, start: int, end: int) -> None:
        from desktop.ui.desk.movement import Selection

        self.page.canvas.select(Selection(start, end), reveal=False)
        self.application.processEvents()

    def press(self) -> None:
        """Press the label's key and wait until the mark is called saved."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClick(self.page.pane, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
        self.settle()

    def settle(self) -> None:
        from PySide6.QtCore import QEventLoop

        flags = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while self.page.controller.unsaved:
            self.application.processEvents(flags)

    def _fill(self) -> None:
        for start in range(0, LENGTH, STEP):
            self.select(start, start + STEP // 2)
            self.press()

    def close(self) -> None:
        self.page.clear()
        self.page.close()
        self.project.close()


@contextmanager
def _seated(folder: Path) -> Iterator[_Bench]:
    bench = _Bench(folder)
    try:
        yield bench
    finally:
        bench.close()


def _opening(bench: _Bench) -> Figure:
    pane = bench.page.pane
    baseline = bare_text(bench.text, (pane.width(), pane.height()), "Source Serif Pro", 13)
    ours, theirs = alternating(seconds(bench.open_next), seconds(baseline), ROUNDS)
    detail: dict[str, float | int | str] = {"ms": ours * 1000, "bare ms": theirs * 1000, "passages": PASSAGES}
    return Figure(
        "open an article of 20 KB with 200 passages / bare QTextEdit", ours / theirs, OPEN_AIM, detail=detail
    )


def _acting(bench: _Bench, folder: Path) -> Figure:
    bench.open(bench.articles[0])
    between = iter(range(STEP + STEP * 6 // 10, LENGTH, STEP))

    def act() -> float:
        start = next(between)
        bench.select(start, start + STEP // 5)
        took = seconds(bench.press)()
        bench.application.processEvents()
        return took

    ours, theirs = alternating(act, seconds(bare_insert(folder / "bare.sqlite")), ROUNDS)
    detail: dict[str, float | int | str] = {"ms": ours * 1000, "bare ms": theirs * 1000}
    return Figure("one label, key to saved / bare sqlite3 insert", ours / theirs, ACT_AIM, detail=detail)
