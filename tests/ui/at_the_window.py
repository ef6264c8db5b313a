"""A person at the real window, with real keys and real clicks."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from db.records import Passage
from desktop.study.reading import ArticleRow
from desktop.ui.assembly import Assembly
from desktop.ui.desk.movement import Selection
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.pictures import settle

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class Person:
    """Somebody who sits in front of one window."""

    made: Assembly

    def wait(self) -> None:
        """Wait until everything asked for is on screen and disk."""
        settle(self.made)

    def open(self, path: Path, coder: str | None = None) -> None:
        self.made.place.open(path, coder)
        self.wait()

    def sit_as_lead(self, path: Path) -> None:
        self.open(path)
        if self.made.place.seat is None:
            self.choose_who("Lead’s view")

    def choose_who(self, name: str) -> None:
        sheet = self.sheet()
        rows = [sheet.list.item(at).text() for at in range(sheet.list.count())]  # type: ignore[attr-defined]
        sheet.list.setCurrentRow(rows.index(name))  # type: ignore[attr-defined]
        self.answer("Open")

    def sheet(self) -> Sheet:
        """Return the dialog in front of the window."""
        open_sheets = [sheet for sheet in self.made.window.findChildren(Sheet) if sheet.isVisible()]
        assert open_sheets, "no dialog is open"
        return open_sheets[-1]

    def no_sheet(self) -> bool:
        return not [sheet for sheet in self.made.window.findChildren(Sheet) if sheet.isVisible()]

    def answer(self, words: str) -> None:
        """Press a button of the dialog."""
        self.click(words, self.sheet())

    def click(self, words: str, within: QWidget | None = None) -> None:
        """Click the visible button that says this."""
        parts = (within or self.made.window).findChildren(QAbstractButton)
        found = [each for each in parts if each.text() == words and each.isVisible()]
        assert found, f"no button says {words!r}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.wait()

    def do(self, command: str) -> None:
        """Choose an entry of a menu by its command's id."""
        actions = [
            each for each in self.made.window.menuBar().findChildren(QAction) if each.data() == command
        ]
        assert actions, f"no menu offers {command}"
        actions[0].trigger()
        self.wait()

    def menu_ids(self) -> set[str]:
        actions = self.made.window.menuBar().findChildren(QAction)
        return {each.data() for each in actions if isinstance(each.data(), str)}

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget() or self.made.window
        QTest.keyClick(focus, key, modifier)
        self.wait()

    def mark(self, quote: str, key: Qt.Key) -> Passage:
        """Select a quote in the article on the desk and press a label's key."""
        desk = self.made.deskside.desk
        start = desk.controller.text.index(quote)
        desk.canvas.select(Selection(start, start + len(quote)))
        desk.pane.setFocus()
        QTest.keyClick(desk.pane, key)
        self.wait()
        return next(p for p in self.passages() if p.quote == quote)

    def passages(self) -> tuple[Passage, ...]:
        article = self.made.deskside.desk.article
        return article.passages if article else ()

    def title(self) -> str:
        """Return the name of the article that is on the desk."""
        article = self.made.deskside.desk.article
        return article.article.name if article else ""

    def row(self, name: str) -> ArticleRow:
        return next(row for row in self.made.place.survey.rows if row.name == name)

    def choose(self, name: str) -> None:
        """Click an article in the list."""
        panel = self.made.window.articles
        index = panel.model.index_of(self.row(name).id)
        panel.list.scrollTo(index)
        place = panel.list.visualRect(index).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.wait()

    def page(self) -> QWidget:
        shown = self.made.window.middle.currentWidget()
        assert shown is not None
        return shown

    def words(self, within: QWidget | None = None) -> str:
        """Return everything that can be read there now."""
        labels = (within or self.page()).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def drop(self, *paths: Path, on: QWidget | None = None) -> None:
        """Drop files on the window, or on a dialog."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        window = on or self.made.window
        entering = QDragEnterEvent(window.rect().center(), copy, data, left, none)
        QApplication.sendEvent(window, entering)
        if entering.isAccepted():
            dropping = QDropEvent(QPointF(window.rect().center()), copy, data, left, none)
            QApplication.sendEvent(window, dropping)
        self.wait()

    def notice(self) -> str:
        return self.made.window.notice.sentence()
