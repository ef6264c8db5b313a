"""A PDF holds lines and no paragraphs: how they were joined is looked at, and mended, before it comes in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QTextEdit, QWidget

from desktop.ui.desk.typesetting import reading_font
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.fonts import scaled
from desktop.ui.parts import button, row, text
from desktop.ui.theme import STEP, Reading
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.articles.readers.pdf import CheckedText

HYPHENS = ("-", "\u00ad", "\u2010")
FLAGS = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def joined(above: str, below: str) -> str:
    """Return two paragraphs as one; a word that was broken at the end of the first is made whole."""
    if above.endswith(HYPHENS) and below[:1].islower():
        return above[:-1] + below
    return f"{above} {below}" if above and below else above + below


class Paragraphs(QTextEdit):
    """Paragraphs that can be joined and parted, and nothing else; every step can be taken back."""

    edited = Signal()

    def __init__(self, paragraphs: Sequence[str]) -> None:
        """Show these paragraphs."""
        super().__init__()
        self.paragraphs = list(paragraphs)
        self._before: list[tuple[tuple[str, ...], int]] = []
        self.setReadOnly(True)
        self.setTextInteractionFlags(FLAGS)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setAccessibleName("Paragraphs as they will come in")
        self.document().setDocumentMargin(1.5 * STEP)
        self.document().setDefaultFont(reading_font(Reading(size=12)))
        self._show(0)

    def part(self) -> None:
        """Begin a new paragraph at the caret."""
        number, place = self._at()
        whole = self.paragraphs[number]
        above, below = whole[:place].rstrip(), whole[place:].lstrip()
        if above and below:
            self._put(number, 1, [above, below], number + 1, 0)

    def join_above(self) -> None:
        """Join the paragraph at the caret to the one above."""
        number, _ = self._at()
        if number > 0:
            self._join(number - 1)

    def join_below(self) -> None:
        """Join the paragraph below to the one at the caret."""
        number, _ = self._at()
        if number + 1 < len(self.paragraphs):
            self._join(number)

    def leave_out(self) -> None:
        """Leave the paragraph at the caret out: a running title, a page number."""
        number, _ = self._at()
        if len(self.paragraphs) > 1:
            self._put(number, 1, [], min(number, len(self.paragraphs) - 2), 0)

    def take_back(self) -> None:
        """Take the last step back."""
        if self._before:
            before, number = self._before.pop()
            self.paragraphs = list(before)
            self._show(number)
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Part, join and take back; any other key moves."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts = {
            Qt.Key.Key_Return: self.part,
            Qt.Key.Key_Enter: self.part,
            Qt.Key.Key_Backspace: self.join_above,
            Qt.Key.Key_Delete: self.leave_out if control else self.join_below,
        }
        act = acts.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Z and control:
            self.take_back()
        elif act is not None and not (control and event.key() != Qt.Key.Key_Delete):
            act()
        else:
            super().keyPressEvent(event)

    def _join(self, number: int) -> None:
        above, below = self.paragraphs[number : number + 2]
        whole = joined(above, below)
        self._put(number, 2, [whole], number, len(whole) - len(below))

    def _at(self) -> tuple[int, int]:
        """Return the paragraph of the caret and the place in it, in code points."""
        cursor = self.textCursor()
        number = min(cursor.blockNumber(), len(self.paragraphs) - 1)
        units = self.paragraphs[number].encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
        return number, len(units.decode("utf-16-le", "ignore"))

    def _put(self, number: int, count: int, new: list[str], caret: int, place: int) -> None:
        self._before.append((tuple(self.paragraphs), number))
        self.paragraphs[number : number + count] = new
        self._show(caret, place)
        self.edited.emit()

    def _show(self, number: int, place: int = 0) -> None:
        """Show the paragraphs as they are, the caret at a place (code points) in one of them."""
        bar = self.verticalScrollBar().value()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        shape.setBottomMargin(1.5 * STEP)
        cursor.setBlockFormat(shape)
        cursor.insertText("\n".join(self.paragraphs))
        cursor.endEditBlock()
        block = self.document().findBlockByNumber(number)
        text_before = self.paragraphs[number][:place] if self.paragraphs else ""
        cursor.setPosition(block.position() + len(text_before.encode("utf-16-le", "surrogatepass")) // 2)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(bar)
        self.ensureCursorVisible()


class CheckTextSheet(Sheet):
    """Shows a PDF's paragraphs; `text` gives them as they are to come in, once accepted."""

    def __init__(self, parent: QWidget | None, name: str, checked: "CheckedText", rest: int = 0) -> None:
        """Show the text of the PDF of that name; `rest` more of them wait behind it."""
        super().__init__(
            parent,
            "Check the text",
            f"{name}, {counted(checked.pages, 'page')}: the lines were joined into paragraphs."
            " Enter parts one at the caret, Backspace joins it to the one above, Delete joins the next,"
            " Ctrl+Delete leaves it out, Ctrl+Z takes back.",
            740,
        )
        self.left_out = self.all_as_they_are = False
        self.paragraphs = Paragraphs(checked.paragraphs.split("\n\n"))
        self.paragraphs.setMinimumHeight(48 * STEP)
        self.lines = QPlainTextEdit(checked.lines)
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName("Lines as the PDF has them")
        self.lines.setFont(scaled(QFont(self.font()), 0.92))
        self.lines.hide()
        self.side = QCheckBox("Show the lines of the PDF beside them")
        self.side.toggled.connect(self.lines.setVisible)
        self._count = text("", ink="muted", wrap=False)
        beside = row(gap=2)
        beside.addWidget(self.paragraphs, 3)
        beside.addWidget(self.lines, 2)
        self.put(row(self.side, None, self._count), beside, 1)
        self.aside(button("Leave it out", self._leave_out))
        if rest:
            self.aside(button(f"This and {rest} more as they are", self._take_all))
        self.answers("Add it")
        self.paragraphs.edited.connect(self._tell)
        self.paragraphs.installEventFilter(self)
        self._tell()
        self.paragraphs.setFocus()

    def text(self) -> str:
        """Return the text as it is to come in: paragraphs with an empty line between."""
        return "\n\n".join(self.paragraphs.paragraphs)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Return in the text from pressing the first-rank button."""
        if watched is self.paragraphs and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._count.setText(counted(len(self.paragraphs.paragraphs), "paragraph"))

    def _leave_out(self) -> None:
        self.left_out = True
        self.accept()

    def _take_all(self) -> None:
        self.all_as_they_are = True
        self.accept()
