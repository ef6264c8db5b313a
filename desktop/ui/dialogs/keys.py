"""The cheat sheet: every command with its key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from desktop.ui.desk.commands import Command, Commands
from desktop.ui.desk.keys import shown
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import column, holding, row, text
from desktop.ui.theme import STEP

FIRST = ("Label", "Passage", "Move", "Select", "Article", "Edit")
"""The groups that coders look for, in the order in which they are shown."""


class KeysSheet(Sheet):
    """Shows the keys at hand, in groups."""

    def __init__(self, parent: QWidget | None, commands: Commands) -> None:
        """Show these commands."""
        super().__init__(
            parent, "Keys", "Keys of labels and passages work while the text has the focus.", 760
        )
        groups: dict[str, list[Command]] = {}
        for command in commands.all():
            if commands.keys_of(command.id) and command.listed:
                groups.setdefault(command.group, []).append(command)
        order = [*[name for name in FIRST if name in groups], *[name for name in groups if name not in FIRST]]
        blocks = [_block(name, groups[name], commands) for name in order]
        half = _halves([len(groups[name]) + 2 for name in order])
        left, right = column(*blocks[:half], None, gap=3), column(*blocks[half:], None, gap=3)
        inside = row(holding(left), holding(right), gap=5)
        scrolled = QScrollArea()
        scrolled.setWidget(holding(inside))
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setAccessibleName("Keys")
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().height() - 24 * STEP
        scrolled.setMinimumHeight(min(inside.sizeHint().height() + STEP, room))
        self.put(scrolled)
        self.answers("Close", "")


def _block(name: str, commands: Sequence[Command], all_commands: Commands) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * STEP)
    grid.setVerticalSpacing(STEP // 2)
    grid.addWidget(text(name, strong=True), 0, 0, 1, 2)
    for at, command in enumerate(commands, 1):
        keys = " or ".join(shown(key) for key in all_commands.keys_of(command.id)[:2])
        grid.addWidget(text(command.title, wrap=False), at, 0)
        key = text(keys, ink="accent", wrap=False)
        grid.addWidget(key, at, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return holding(grid)


def _halves(heights: Sequence[int]) -> int:
    """Return after how many blocks the second column begins."""
    whole, so_far = sum(heights), 0
    for at, height in enumerate(heights):
        so_far += height
        if so_far * 2 >= whole:
            return at + 1
    return len(heights)
