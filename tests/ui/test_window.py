"""The window itself: panels, menus, errors, what comes from outside, and working without a mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from desktop.ui.dialogs.about import AboutSheet
from desktop.ui.dialogs.broken import BrokenSheet
from desktop.ui.dialogs.keys import KeysSheet
from desktop.ui.fonts import SHIPPED, load_fonts
from desktop.ui.menus import sequence
from desktop.ui.panels.browser import SafeBrowser
from desktop.ui.preferences import Store
from desktop.ui.running import Alarm, with_hooks
from desktop.ui.theme import LIGHT
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

INPUTS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView)


def test_panels_are_put_away_and_come_back_as_they_were(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "window.json")
    person = window(store)
    person.open(demo, "A")
    parts = {
        "articles": person.made.window.articles,
        "codebook": person.made.window.codebook,
        "inspector": person.made.deskside.desk.inspector,
        "keys": person.made.window.keys,
    }
    for name, part in parts.items():
        assert part.isVisible(), name
        person.do(f"view.{name}")
        assert not part.isVisible(), name
    person.do("view.codebook")
    person.made.window.close()
    again = window(Store(tmp_path / "window.json"))
    again.open(demo, "A")
    assert again.made.window.codebook.isVisible()
    assert not again.made.window.articles.isVisible()
    assert not again.made.window.keys.isVisible()


def test_the_article_keeps_the_room_that_is_left(window: OpenWindow, demo: Path) -> None:
    person = window(size=(1920, 1080))
    person.open(demo, "A")
    sizes = person.made.window.columns.sizes()
    assert sizes[1] > 1100
    assert sizes[0] < 340
    assert sizes[2] < 380


@pytest.mark.parametrize("size", [(1280, 800), (800, 560)])
def test_nothing_is_cut_off_at_any_size(window: OpenWindow, demo: Path, size: tuple[int, int]) -> None:
    person = window(size=size)
    person.open(demo, "A")
    made = person.made.window
    assert (made.width(), made.height()) == size
    for part in (made.keys.finish, made.keys.aside, made.articles.filter, made.codebook.picker):
        corner = part.mapTo(made, part.rect().bottomRight())
        assert made.rect().contains(corner), part


def unnamed(within: QWidget) -> list[str]:
    """Return the controls in sight that a screen reader could not name."""
    found = []
    for kind in INPUTS:
        for each in (control for control in within.findChildren(kind) if control.isVisible()):
            named = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
            part = each.parent() is not None and isinstance(
                each.parent(), (QLineEdit, QAbstractItemView, QScrollBar)
            )
            if not named and not part and not each.objectName().startswith("qt_"):
                found.append(f"{type(each).__name__} in {type(each.parent()).__name__}")
    return found


def test_every_control_has_a_name_for_those_who_hear_it(window: OpenWindow, demo: Path) -> None:
    person = window()
    assert unnamed(person.made.window) == []
    person.open(demo)
    assert unnamed(person.sheet()) == []
    person.choose_who("A")
    assert unnamed(person.made.window) == []
    for command in ("article.aside", "help.keys", "help.about"):
        person.do(command)
        assert unnamed(person.sheet()) == [], command
        person.sheet().reject()
    person.do("project.who")
    person.choose_who("Lead’s view")
    for command in ("study.agreement", "study.steps", "study.desk"):
        person.do(command)
        assert unnamed(person.made.window) == [], command
    for command in ("study.coder", "study.export"):
        person.do(command)
        assert unnamed(person.sheet()) == [], command
        person.sheet().reject()


def reached_by_tab(person: Person, within: QWidget) -> set[QWidget]:
    reached: set[QWidget] = set()
    from PySide6.QtWidgets import QApplication

    for _ in range(40):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
        person.press(Qt.Key.Key_Tab)
    return reached


@pytest.mark.parametrize("command", ["article.aside", "project.who", "project.new"])
def test_every_dialog_is_worked_by_keys_alone(window: OpenWindow, demo: Path, command: str) -> None:
    person = window()
    person.open(demo, "A")
    person.do(command)
    sheet = person.sheet()
    sheet.activateWindow()
    person.wait()
    reached = reached_by_tab(person, sheet)
    buttons = {b for b in sheet.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()}
    radios = {b for b in buttons if b.autoExclusive()}
    assert buttons - radios <= reached
    assert not radios or radios & reached
    person.press(Qt.Key.Key_Escape)
    assert person.no_sheet()


def test_menus_show_the_keys_that_the_text_takes_itself(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    actions = {a.data(): a for a in person.made.window.menuBar().findChildren(QAction) if a.data()}
    assert actions["label.editorialising"].text() == "Mark as editorialising\tE"
    assert actions["label.editorialising"].shortcut().isEmpty()
    assert actions["article.finish"].shortcut() == sequence("Ctrl+Return")
    assert sequence("Ctrl+PageDown").toString() == "Ctrl+PgDown"
    assert sequence("Ctrl++").toString() == "Ctrl++"


def test_undo_says_what_it_would_take_back(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.mark("preferred to hum", Qt.Key.Key_E)
    actions = {a.data(): a for a in person.made.window.menuBar().findChildren(QAction) if a.data()}
    assert "“preferred to hum”" in actions["undo"].text()


def test_menus_that_were_filled_anew_leave_no_actions_behind(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    bar = person.made.window.menuBar()
    before = len(bar.findChildren(QAction))
    for quote in ("preferred to hum", "Until Spring"):
        person.mark(quote, Qt.Key.Key_E)
    person.do("article.next")
    person.do("article.previous")
    assert len(bar.findChildren(QAction)) == before


def test_no_command_has_the_key_of_another(window: OpenWindow, demo: Path) -> None:
    person = window()
    for who in ("A", None):
        person.open(demo, who)
        if who is None:
            person.choose_who("Lead’s view")
        seen: dict[str, str] = {}
        for action in person.made.window.menuBar().findChildren(QAction):
            for key in action.shortcuts():
                assert seen.setdefault(key.toString(), str(action.data())) == action.data(), key.toString()


def test_the_cheat_sheet_lists_the_keys_at_hand(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.do("help.keys")
    sheet = person.sheet()
    assert isinstance(sheet, KeysSheet)
    rows = [row.accessibleName() for row in sheet.rows.values() if row.isVisible()]
    assert "Mark as editorialising: E" in rows
    assert "Finish the article: Ctrl+Enter" in rows
    person.answer("Close")


def test_an_error_of_ours_is_said_once_calmly_and_the_window_goes_on(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    alarm = Alarm(person.made.place)
    undo = with_hooks(alarm)
    undo()
    alarm.raised.emit(ValueError("secret words of an article"))
    alarm.raised.emit(ValueError("another"))
    sheet = person.sheet()
    assert isinstance(sheet, BrokenSheet)
    words = person.words(sheet) + sheet.report.toPlainText()
    assert "you can go on working" in words
    assert "ValueError" in sheet.report.toPlainText()
    assert "secret" not in words
    person.answer("Copy the report")
    assert QGuiApplication.clipboard().text() == sheet.report.toPlainText()
    person.answer("Close")
    assert person.no_sheet()
    person.mark("preferred to hum", Qt.Key.Key_E)


def test_text_from_outside_loads_nothing_and_leads_nowhere(qtbot: QtBot, tmp_path: Path) -> None:
    outside = tmp_path / "outside.css"
    outside.write_text("p { color: red }", encoding="utf-8")
    browser = SafeBrowser(LIGHT)
    qtbot.addWidget(browser)
    browser.show_html(
        f'<link rel="stylesheet" href="{outside.as_uri()}"><img src="{outside.as_uri()}">'
        f'<p><a href="{outside.as_uri()}">go</a></p>'
    )
    assert browser.loadResource(1, QUrl(outside.as_uri())) is None
    before = browser.toPlainText()
    browser.anchorClicked.emit(QUrl(outside.as_uri()))
    assert browser.toPlainText() == before
    assert not browser.openLinks()
    assert not browser.openExternalLinks()


def test_links_inside_the_codebook_lead_to_its_rules(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    panel = person.made.window.codebook
    rule = person.made.place.survey.codebook.rules[0]  # type: ignore[union-attr]
    panel.browser.anchorClicked.emit(QUrl(f"#{rule.id}"))
    assert panel.picker.current == rule.id
    panel.browser.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert panel.picker.current == rule.id


def test_the_shipped_type_is_whole_free_and_small(qapp: object) -> None:
    load_fonts()
    assert {"Inter", "Source Serif Pro"} <= set(QFontDatabase.families())
    assert sum(len(resources.read_bytes(f"fonts/{name}")) for name in SHIPPED) < 1_500_000
    for licence in ("Inter-OFL.txt", "SourceSerifPro-OFL.txt"):
        assert "SIL OPEN FONT LICENSE" in resources.read_text(f"fonts/{licence}")


def test_about_names_the_version_and_the_licences(qtbot: QtBot) -> None:
    from desktop import __version__

    sheet = AboutSheet(None)
    qtbot.addWidget(sheet)
    sheet.show()
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert __version__ in words
    assert "Open Font License" in words


def test_no_part_flashes_up_as_a_window_of_its_own(window: OpenWindow, demo: Path, qapp: object) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu

    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
            shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
            if shown and not isinstance(watched, QMainWindow | QDialog | QMenu):
                self.seen.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    person = window()
    person.sit_as_lead(demo)
    for command in ("study.agreement", "study.steps", "study.desk", "theme.dark", "theme.light"):
        person.do(command)
    person.do("project.who")
    person.choose_who("A")
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert watch.seen == []


def test_garbage_is_collected_on_the_windows_thread_alone(qtbot: QtBot) -> None:
    import gc
    import threading
    import weakref

    from PySide6.QtCore import QObject

    from desktop.ui.tidying import Tidying

    class Knot:
        def __init__(self) -> None:
            self.itself = self

    where: list[int] = []
    owner = QObject()
    tidying = Tidying(owner)
    try:
        knot = Knot()
        weakref.finalize(knot, lambda: where.append(threading.get_ident()))
        del knot
        busy = threading.Thread(target=lambda: [[number] for number in range(100_000)])
        busy.start()
        busy.join()
        assert where == []
        made = [[number] for number in range(2 * gc.get_threshold()[0])]
        tidying._look()
        assert where == [threading.get_ident()]
        assert made
    finally:
        tidying.stop()
    assert gc.isenabled()


def test_the_codebook_is_read_from_its_top(qtbot: QtBot) -> None:
    browser = SafeBrowser(LIGHT)
    qtbot.addWidget(browser)
    browser.resize(220, 0)
    browser.show_html("<h2>Definition</h2>" + "<p>The outlet tells what happened.</p>" * 40)
    browser.resize(220, 300)
    browser.show()
    assert browser.verticalScrollBar().value() == 0
    browser.verticalScrollBar().setValue(120)
    browser.set_theme(LIGHT)
    assert browser.verticalScrollBar().value() == 120


def test_a_key_stands_behind_its_name_and_what_is_finished_is_called_so(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "A")
    person.mark("preferred to hum", Qt.Key.Key_E)
    inspector = person.made.deskside.desk.inspector
    assert inspector.unsure.text() == "Unsure (D)"
    assert "12 articles, 11 finished" in person.words(person.made.window.articles)
