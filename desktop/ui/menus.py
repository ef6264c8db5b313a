"""The menu bar, built from the commands at hand, so that a menu never shows what cannot be done."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.ui.desk.commands import Command, Commands, Scope
from desktop.ui.desk.keys import shown

GROUPS = ("Project", "Edit", "Article", "Label", "Passage", "Move", "Select", "Find", "View", "Study", "Help")
"""The menus in their order; a group that is not named here stands before the last two."""
SPELLING = {"PageDown": "PgDown", "PageUp": "PgUp", "Delete": "Del", "Escape": "Esc", "Insert": "Ins"}
SEPARATOR = "-"
"""A command id that ends with this begins a new section above it."""


def fill_menus(bar: QMenuBar, commands: Commands, ticked: frozenset[str] = frozenset()) -> None:
    """Fill the menu bar; commands whose id is in `ticked` carry a tick."""
    for old in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.deleteLater()  # clearing the bar would only hide them, with all their actions and keys
    bar.clear()
    for group in _groups(commands):
        menu = bar.addMenu(group.replace("&", "&&"))
        for command in commands.all():
            if command.group == group and command.listed:
                menu.addAction(_action(menu, command, commands, ticked))


def retitle(bar: QMenuBar, titles: Mapping[str, str]) -> None:
    """Give the actions of these commands other words; all else about them stays."""
    for action in bar.findChildren(QAction):
        if action.data() in titles:
            action.setText(titles[action.data()].replace("&", "&&"))


def tick(bar: QMenuBar, ticked: frozenset[str], within: str) -> None:
    """Tick these of the commands whose id begins with `within`, and untick the others."""
    for action in bar.findChildren(QAction):
        name = action.data()
        if isinstance(name, str) and name.startswith(within):
            action.setChecked(name in ticked)


def sequence(key: str) -> QKeySequence:
    """Return Qt's spelling of a key of ours."""
    held, _, last = key.rpartition("+") if not key.endswith("+") else ("", "", key)
    last = SPELLING.get(last, last)
    return QKeySequence(f"{held}+{last}" if held else last)


def _groups(commands: Commands) -> tuple[str, ...]:
    there = list(dict.fromkeys(command.group for command in commands.all() if command.listed))
    others = [group for group in there if group not in GROUPS]
    return (*[g for g in GROUPS[:-2] if g in there], *others, *[g for g in GROUPS[-2:] if g in there])


def _action(menu: QMenu, command: Command, commands: Commands, ticked: frozenset[str]) -> QAction:
    action = QAction(command.title.replace("&", "&&"), menu)
    action.setData(command.id)
    action.triggered.connect(lambda _on=False: command.run())
    keys = commands.keys_of(command.id)
    if keys and command.scope is Scope.WINDOW:
        action.setShortcuts([sequence(key) for key in keys])
    elif keys:  # the text takes such a key itself; a menu only shows it
        action.setText(f"{action.text()}\t{shown(keys[0])}")
    if command.id.startswith(("view.", "theme.")) and command.id in TICKABLE | ticked:
        action.setCheckable(True)
        action.setChecked(command.id in ticked)
    return action


TICKABLE = frozenset(
    {
        "view.articles",
        "view.codebook",
        "view.inspector",
        "view.keys",
        "view.pace",
        "view.overview",
        "view.only-text",
        "theme.system",
        "theme.light",
        "theme.dark",
        "theme.sepia",
        "theme.high-contrast",
    }
)
