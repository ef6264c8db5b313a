"""What everybody must find in a window: names to hear, keys to reach it, and nothing cut off."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSizePolicy,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.desk.commands import Commands
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import Elided
from tests.ui.at_the_window import Person

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QAbstractSpinBox,
)
SMALLEST = QSize(1024, 768)
"""The smallest screen, in logical pixels, that a dialog has to fit on."""
INSIDE = (QLineEdit, QAbstractItemView, QScrollBar, QComboBox, QAbstractSpinBox)
"""What stands within one of these is a part of it, and has its name."""


def controls(within: QWidget) -> Iterator[QWidget]:
    """Give every control in sight that is not a part of another one."""
    for each in within.findChildren(QWidget):
        if not isinstance(each, CONTROLS) or isinstance(each, QHeaderView) or not each.isVisible():
            continue
        parent, inside = each.parent(), False
        while parent is not None and parent is not within:
            inside = inside or isinstance(parent, INSIDE)
            parent = parent.parent()
        if not inside and not each.objectName().startswith("qt_"):
            yield each


def unnamed(within: QWidget) -> list[str]:
    """Return the controls in sight that a screen reader could not name."""
    found = []
    for each in controls(within):
        named = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        if not named:
            found.append(f"{type(each).__name__} in {type(each.parent()).__name__}")
    return found


def cut_off(within: QWidget) -> list[str]:
    """Return the words in sight that have less room than they need."""
    found = []
    for each in within.findChildren(QWidget):
        if not isinstance(each, QLabel | QAbstractButton) or not each.isVisible() or not each.text():
            continue
        room, need = each.size(), each.sizeHint()
        gives_way = (
            isinstance(each, Elided) or each.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        )
        if isinstance(each, QLabel) and each.wordWrap():
            short = room.height() + 1 < each.heightForWidth(room.width())
        else:
            short = room.height() + 1 < need.height() or (not gives_way and room.width() + 1 < need.width())
        if short:
            what = f"{type(each).__name__} {each.text()[:40]!r}"
            found.append(f"{what}: {room.width()}×{room.height()} of {need.width()}×{need.height()}")
    return found


def beyond(within: QWidget) -> list[str]:
    """Return what of a dialog stands outside of the screen it is on."""
    screen = within.screen().availableGeometry().size().expandedTo(SMALLEST)
    big = within.width() > screen.width() or within.height() > screen.height()
    sizes = f"{within.width()}×{within.height()} on {screen.width()}×{screen.height()}"
    return [f"{type(within).__name__} {sizes}"] if big else []


def unreached(dialog: QWidget) -> list[str]:
    """Return the controls that the Tab key does not come to; of a group one stands for all."""
    first = QApplication.focusWidget()
    reached: set[QWidget] = set()
    for _ in range(200):
        focus = QApplication.focusWidget()
        if focus is None or (focus in reached and focus is first):
            break
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    families = {type(each) for each in reached if isinstance(each, QAbstractButton) and _in_a_group(each)}
    return [
        f"{type(each).__name__} {each.accessibleName() or each.objectName()!r}"
        for each in controls(dialog)
        if each.isEnabled()
        and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and each not in reached
        and each.focusProxy() not in reached
        and not (type(each) in families and _in_a_group(each))
    ]


def unanswered(dialog: QWidget) -> list[str]:
    """Return a dialog that Enter would not answer: none of its buttons is the first one."""
    first = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.isDefault()]
    return (
        [] if first or not isinstance(dialog, Sheet) else [f"{type(dialog).__name__} has no answer for Enter"]
    )


def _in_a_group(each: QWidget) -> bool:
    """Say whether arrow keys go from this control to its likes: one of a choice, or a row of a list."""
    exclusive = isinstance(each, QAbstractButton) and (each.autoExclusive() or each.group() is not None)
    return exclusive or hasattr(each, "stepped")


def asking(commands: Commands) -> list[str]:
    """Return the ids of the commands that open a dialog: their words end with an ellipsis."""
    quiet = ("find.", "passage.", "project.demo")
    named = [c.id for c in commands.all() if c.title.endswith("…") and not c.id.startswith(quiet)]
    return [*named, "help.keys", "help.about"]


def every_dialog(person: Person) -> Iterator[tuple[str, QDialog]]:
    """Open the dialog of each command that has one, and close it again with Escape."""
    turn_away = QTimer()  # the system's own dialogs for files are not ours, and would wait for somebody
    turn_away.timeout.connect(_turn_away)
    turn_away.start(10)
    try:
        for command in asking(person.made.commands):
            person.made.commands.run(command)
            person.wait()
            shown = [d for d in person.made.window.findChildren(QDialog) if d.isVisible()]
            for dialog in shown:
                dialog.activateWindow()
                person.wait()
                yield command, dialog
                if dialog.isVisible():
                    QTest.keyClick(dialog, Qt.Key.Key_Escape)
                person.wait()
                assert not isValid(dialog) or not dialog.isVisible(), f"Escape does not close {command}"
    finally:
        turn_away.stop()


def _turn_away() -> None:
    front = QApplication.activeModalWidget()
    if isinstance(front, QFileDialog):
        front.reject()
