"""The cheat sheet: every action with its key, which can be changed where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from desktop.ui.desk.commands import LABELS, Command, Commands
from desktop.ui.desk.keys import shown
from desktop.ui.dialogs.key_rows import KeyRow, row_height
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.key_choices import IN_CODEBOOK, KeyChoices
from desktop.ui.palette.ranking import rank
from desktop.ui.parts import button, holding, row, text
from desktop.ui.theme import STEP, Theme

FIRST = (LABELS, "Passage", "Move", "Select", "Article", "Edit")
"""The groups that coders look for, in the order in which they are shown."""
HOW = (
    "Keys of labels and passages work while the text has the focus. To change a key, choose its row, "
    "press Enter and then the new key."
)
FEWEST = 6
"""Rows that are in sight however small the screen is."""


class KeysSheet(Sheet):
    """Shows the keys at hand, in groups, and takes others for them."""

    def __init__(self, parent: QWidget | None, commands: Commands, choices: KeyChoices, look: Theme) -> None:
        """Show these commands; `choices` changes their keys."""
        super().__init__(parent, "Keys", HOW, 800)
        self._choices = choices
        self._commands = commands
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find an action or a key: also those that have none")
        self.filter.setAccessibleName("Find an action or a key")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _words: self._arrange())
        self.rows = {command.id: self._row(command, look) for command in commands.all()}
        self._shown: list[KeyRow] = []
        self._current: KeyRow | None = None
        self._heads: list[QWidget] = []
        self._grid = QGridLayout()
        self._scrolled = self._make_area()
        self.put(self.filter, self._scrolled, 1)
        self.one_back = button("Own key again", self._take_back, rank="quiet")
        self.all_back = button("All own keys again", self._take_all_back, rank="quiet")
        beside = row(self.one_back, self.all_back, gap=0)
        self._foot.insertLayout(0, beside)
        self.answers("Close", "")
        self._arrange()
        self._show_keys()
        self.filter.setFocus()

    # What stands where

    def _row(self, command: Command, look: Theme) -> KeyRow:
        made = KeyRow(command, look)
        made.setParent(self)
        made.hide()
        made.picked.connect(lambda key: self._change(made, key))
        made.stepped.connect(self._step)
        made.entered.connect(lambda: self._hold(made))
        return made

    def _make_area(self) -> QScrollArea:
        self._grid.setContentsMargins(0, 0, STEP, 0)
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        made = QScrollArea()
        made.setWidget(holding(self._grid))
        made.setWidgetResizable(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName("Keys")
        made.verticalScrollBar().setSingleStep(row_height())
        return made

    def _arrange(self) -> None:
        """Show the rows that fit what was typed; without words, whatever has a key."""
        for widget in (*self._heads, *self._shown):
            self._grid.removeWidget(widget)
            widget.hide()
        for head in self._heads:
            head.deleteLater()
        for at in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(at, 0)
            self._grid.setRowStretch(at, 0)
        groups = self._fitting()
        half = _halves([len(rows) + 2 for _, rows in groups])
        self._heads, self._shown = [], []
        depth = max(self._fill(0, groups[:half]), self._fill(1, groups[half:]))
        self._grid.setRowStretch(depth, 1)
        if not self.filter.text():  # the dialog keeps its size while one looks for something
            self._scrolled.setFixedHeight(row_height() * _rows_in_sight(depth))
        self._hold(self._shown[0] if self._shown else None)

    def _fitting(self) -> list[tuple[str, list[KeyRow]]]:
        words = self.filter.text()
        groups: dict[str, list[KeyRow]] = {}
        for row_ in self.rows.values():
            command, keys = row_.command, self._choices.keys_of(row_.command.id)
            if words.strip():
                fits = rank(words, command.title, command.group, tuple(map(shown, keys))) is not None
            else:
                fits = bool(keys) and command.listed
            if fits:
                groups.setdefault(command.group, []).append(row_)
        order = [*[name for name in FIRST if name in groups], *[name for name in groups if name not in FIRST]]
        return [(name, groups[name]) for name in order]

    def _fill(self, column: int, groups: Sequence[tuple[str, list[KeyRow]]]) -> int:
        """Fill one column from its top and return how many rows it has."""
        at = 0
        for name, rows in groups:
            if at:
                at += self._space(at)
            head = _head(name)
            self._heads.append(head)
            self._grid.addWidget(head, at, column)
            for each in rows:
                at += 1
                self._grid.addWidget(each, at, column)
                each.show()
            self._shown += rows
            at += 1
        return at

    def _space(self, at: int) -> int:
        self._grid.setRowMinimumHeight(at, row_height())
        return 1

    # What is done to a key

    def _hold(self, row_: KeyRow | None) -> None:
        """Let one row stand for all in the order of the Tab key; arrow keys go from it to the others."""
        if self._current is not None:
            self._current.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._current = row_
        if row_ is not None:
            row_.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._scrolled.ensureWidgetVisible(row_, 0, 0)
        self._show_backs()

    def _step(self, by: int) -> None:
        if self._current in self._shown:
            at = self._shown.index(self._current) + by
            self._shown[min(max(at, 0), len(self._shown) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _change(self, row_: KeyRow, key: str) -> None:
        if row_.fixed:
            self.trouble(IN_CODEBOOK)
            return
        self.trouble(self._choices.change(row_.command, key))
        self._show_keys()

    def _take_back(self) -> None:
        if self._current is not None:
            self.trouble(self._choices.back(self._current.command))
            self._show_keys()
            self._current.setFocus()

    def _take_all_back(self) -> None:
        self._choices.all_back()
        self.trouble("")
        self._show_keys()
        self.filter.setFocus()

    def _show_keys(self) -> None:
        for row_ in self.rows.values():
            row_.show_keys(
                self._choices.keys_of(row_.command.id), changed=self._choices.changed(row_.command.id)
            )
        self._show_backs()

    def _show_backs(self) -> None:
        held = self._current
        self.one_back.setEnabled(held is not None and self._choices.changed(held.command.id))
        self.all_back.setEnabled(self._choices.any_changed)


def _head(group: str) -> QWidget:
    words = f"{group} – from the codebook" if group == LABELS else group
    made = text(words, strong=True, wrap=False)
    made.setFixedHeight(row_height())
    made.setContentsMargins(STEP, 0, 0, 0)
    return made


def _rows_in_sight(depth: int) -> int:
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry().height() - 38 * STEP
    return max(min(depth, room // row_height()), FEWEST)


def _halves(heights: Sequence[int]) -> int:
    """Return after how many blocks the second column begins."""
    whole, so_far = sum(heights), 0
    for at, height in enumerate(heights):
        so_far += height
        if so_far * 2 >= whole:
            return at + 1
    return len(heights)
