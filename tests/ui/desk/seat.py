"""One coder with one article open, and the hands to code it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db import articles, passages
from db.project import Project
from db.records import Passage
from desktop.study.desk import Desk, load
from desktop.ui.desk.reading_desk import ReadingDesk


@dataclass
class Seat:
    """One coder with one article open, and the hands to code it."""

    qtbot: QtBot
    project: Project
    desk: Desk
    page: ReadingDesk
    window: QWidget
    article: str

    @property
    def text(self) -> str:
        return self.page.canvas.text

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each named as on a menu ("Ctrl+Right", "e")."""
        for key in keys:
            combination = QKeySequence(key.replace("Page", "Pg"))[0]  # type: ignore[index]  # the stubs forget that it can be
            if len(key) == 1:
                QTest.keyClicks(self.page.pane, key)
            else:
                QTest.keyClick(self.page.pane, combination.key(), combination.keyboardModifiers())

    def range(self, quote: str, nth: int = 0) -> tuple[int, int]:
        """Say where the nth occurrence of a quote stands in the article."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(quote, start + 1)
        return start, start + len(quote)

    def put_caret(self, code_point: int) -> None:
        """Put the caret somewhere, as a click there would."""
        self._cursor(code_point, code_point)

    def select(self, quote: str) -> None:
        """Select a quote in the widget itself, in its own UTF-16 units."""
        self._cursor(*self.range(quote))

    def _cursor(self, anchor: int, caret: int) -> None:
        def units(code_point: int) -> int:
            return len(self.text[:code_point].encode("utf-16-le")) // 2

        cursor = QTextCursor(self.page.pane.document())
        cursor.setPosition(units(anchor))
        cursor.setPosition(units(caret), QTextCursor.MoveMode.KeepAnchor)
        self.page.pane.setTextCursor(cursor)
        QApplication.processEvents()

    def drag(self, quote: str) -> None:
        """Select a quote with the mouse: press before its first character, let go behind its last."""
        self.drag_range(*self.range(quote))

    def drag_range(self, start: int, end: int) -> None:
        """Select a range with the mouse."""
        self.page.canvas.scroll_to(start)
        QApplication.processEvents()
        first, last = self.point(start), self.point(end)
        view = self.page.pane.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
        QTest.mouseMove(view, (first + last) / 2)
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)

    def point(self, code_point: int) -> QPoint:
        """Give the point of the viewport between a character and the one before it."""
        cursor = QTextCursor(self.page.pane.document())
        cursor.setPosition(self.page.canvas.units(code_point))
        return self.page.pane.cursorRect(cursor).center()

    def settle(self) -> None:
        """Wait until everything is on disk."""
        self.qtbot.waitUntil(lambda: self.page.controller.unsaved == 0, timeout=5000)
        self.project.ask(articles.summaries)
        QApplication.processEvents()

    def stored(self) -> tuple[Passage, ...]:
        """Read the coder's passages back from the project file."""
        self.settle()
        return self.project.ask(passages.of_article, self.article, owners=(self.desk.coder.id,))

    def marks(self) -> list[tuple[str, str]]:
        """Read back label and quote of each passage."""
        return [(p.label, p.quote) for p in self.stored()]

    def reopen(self) -> None:
        """Leave the article and open it again, as if coming back to it."""
        self.page.leave()
        self.page.open(self.desk, load(self.desk, self.article))
        QApplication.processEvents()

    @property
    def coded(self) -> tuple[Passage, ...]:
        """The passages as they are painted."""
        assert self.page.article is not None
        return self.page.article.passages

    def go_home(self) -> None:
        """Close window and project for good; harmless where it is done already."""
        if not isValid(self.window):
            return
        self.page.clear()
        self.window.close()
        self.project.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    def open(self, article: str) -> None:
        """Open another article of the project."""
        self.article = article
        self.page.open(self.desk, load(self.desk, article))
        QApplication.processEvents()


Sit = Callable[..., Seat]
