"""The passage in hand: label, quote, note, unsure and flags, and what else covers the caret."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QPlainTextEdit,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.records import Passage
from desktop.codebook import Codebook, Rule
from desktop.ui.desk.keys import normal
from desktop.ui.desk.margin_painter import paint_chip
from desktop.ui.desk.painter import Mark, Stored
from desktop.ui.desk.styles import LabelStyle, Styles
from desktop.ui.desk.typesetting import reading_font
from desktop.ui.desk.words import Words
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.parts import area, button, column, empty, holding, row, text
from desktop.ui.theme import STEP, Reading, Theme

CTRL = Qt.KeyboardModifier.ControlModifier
UNSURE = "unsure"
NOTE_WAITS = 1500
"""How long after the last key a note is stored, in milliseconds; leaving the field stores it at once."""
QUOTE_LENGTH = 240
_STATES = {Stored.SAVED: "", Stored.SAVING: "Saving…", Stored.NOT_SAVED: "Not saved"}


class Sign(QWidget):
    """A label's letter as it stands in the margin."""

    def __init__(self) -> None:
        super().__init__()
        self._look: tuple[LabelStyle, Theme] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_label(self, style: LabelStyle, theme: Theme) -> None:
        """Show the sign of a label."""
        self._look = style, theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the sign takes."""
        return QSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the letter."""
        if self._look is not None:
            style, theme = self._look
            painter = QPainter(self)
            painter.setFont(self.font())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
            paint_chip(painter, QRectF(0, 0, 22, 22), Mark("", style.id, 0, 0, current=True), style, theme)
            painter.end()
        event.accept()


class NoteField(QPlainTextEdit):
    """A note that is stored when the coder leaves it, or pauses."""

    written = Signal()
    left = Signal()
    """Escape or Ctrl+Enter: back to the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Note")
        self.setAccessibleName("Note on the passage")
        self.setTabChangesFocus(True)
        self.setFixedHeight(9 * STEP)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTE_WAITS)
        self._timer.timeout.connect(self.written)
        self.textChanged.connect(self._timer.start)

    def show_note(self, note: str) -> None:
        """Show a stored note; what is being typed stays where it is the same."""
        if self.toPlainText() != note:
            self.setPlainText(note)
        self._timer.stop()

    def note(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the text on Escape and Ctrl+Enter."""
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & CTRL
        if event.key() == Qt.Key.Key_Escape or done:
            self.left.emit()
            return
        super().keyPressEvent(event)


class Inspector(QFrame):
    """Shows one passage and says what the coder changes of it; knows neither controller nor text."""

    note_written = Signal(str, str)
    """Passage id and note."""
    unsure_set = Signal(str, bool)
    flag_set = Signal(str, str, bool)
    """Passage id, flag id, on or off."""
    picked = Signal(str)
    """Another passage of the list, by id."""
    precedents_asked = Signal()
    left = Signal()
    """The coder wants back to the text."""

    def __init__(self) -> None:
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Passage")
        self._passage: Passage | None = None
        self._styles: Styles | None = None
        self._theme: Theme | None = None
        self._flags: dict[str, QCheckBox] = {}
        self._rules: dict[str, str] = {}
        self._shown: tuple[object, ...] | None = None
        self.sign = Sign()
        plain = interface_font()
        self.label = Words(scaled(plain, 1.0, strong=True))
        self.state = Words(plain)
        self.state.setFixedWidth(self.state.fontMetrics().horizontalAdvance(_STATES[Stored.NOT_SAVED]))
        self.quote = Words(reading_font(Reading(size=12)), wrap=True)
        self.place = Words(scaled(plain, 0.9))
        self.rule = text("", ink="muted", size=0.9)
        self.precedents = button("Precedents", self.precedents_asked.emit, rank="link")
        self.note = NoteField()
        self.unsure = self._box("Unsure", lambda on: self.unsure_set.emit(self._id(), on))
        self._checks: QVBoxLayout = column(self.unsure, gap=0.25)
        self.others: QVBoxLayout = column(gap=0.25)
        self._stack = QStackedLayout()
        self._put_together()
        self.note.written.connect(self._write_note)
        self.note.left.connect(self._leave)
        self.note.installEventFilter(self)
        self.show_passage(None, (), Stored.SAVED)

    def dress(self, styles: Styles, theme: Theme) -> None:
        """Use these styles from now on."""
        self._styles, self._theme = styles, theme
        self._shown = None

    def show_codebook(self, codebook: Codebook) -> None:
        """Offer the codebook's flags of passages; `unsure` has its own box always. Know its rules by name."""
        flags = codebook.flags
        self._rules = {e.id: f"{e.name} ({e.id})" for e in codebook.entries if isinstance(e, Rule)}
        unsure_key = next((flag.key for flag in flags if flag.id == UNSURE), "")
        while self._checks.count() > 1:
            item = self._checks.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.unsure.setText(_keyed("Unsure", unsure_key))
        self._flags = {}
        for flag in flags:
            if flag.of == "passage" and flag.id != UNSURE:
                box = self._box(_keyed(flag.name, flag.key), self._flagger(flag.id))
                self._flags[flag.id] = box
                self._checks.addWidget(box)

    def show_passage(self, passage: Passage | None, at_caret: Sequence[Passage], stored: Stored) -> None:
        """Show the passage in hand, and the list of all that cover the caret."""
        wanted = (passage, tuple(at_caret), stored, self._theme)
        if wanted == self._shown:
            return
        self._shown = wanted
        before, self._passage = self._passage, passage
        typed = self.note.note()
        another = before is None or passage is None or before.id != passage.id
        if another or passage is None or not self.note.hasFocus():
            self.note.show_note(passage.note if passage else "")
        self._stack.setCurrentIndex(0 if passage is None else 1)
        if passage is not None and self._styles is not None and self._theme is not None:
            self._fill(passage, self._styles[passage.label], self._theme, stored)
            self._list([p for p in at_caret if p.id != passage.id])
        if before is not None and another and typed.strip() != before.note:
            self.note_written.emit(before.id, typed)

    def _fill(self, passage: Passage, style: LabelStyle, theme: Theme, stored: Stored) -> None:
        self.sign.show_label(style, theme)
        self.label.say(style.name, theme.text)
        self.state.say(_STATES[stored], theme.warning if stored is Stored.NOT_SAVED else theme.saving)
        self.quote.say(f"“{shortened(passage.quote)}”", theme.text)
        self.place.say(f"Characters {passage.start}–{passage.end}", theme.muted)
        self.rule.setText(f"Rests on: {self._rules.get(passage.rule, passage.rule)}")
        self.rule.setVisible(bool(passage.rule))
        self.precedents.setVisible(bool(passage.rule))
        _set(self.unsure, on=passage.unsure)
        for flag, box in self._flags.items():
            _set(box, on=flag in passage.flags)

    def write_pending(self) -> None:
        """Store a note that is still being typed."""
        self._write_note()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store the note when its field is left."""
        if watched is self.note and event.type() is QEvent.Type.FocusOut:
            self._write_note()
        return super().eventFilter(watched, event)

    def _put_together(self) -> None:
        head = row(self.sign)
        head.addWidget(self.label, 1)
        head.addWidget(self.state)
        rests = row(gap=1)
        rests.addWidget(self.rule, 1)
        rests.addWidget(self.precedents, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(
            head,
            self.quote,
            self.place,
            rests,
            self.note,
            self._checks,
            self.others,
            None,
            gap=1,
            margin=2,
        )
        hint = column(
            text("Passage", strong=True),
            text(
                "Put the caret into a passage to see it here. A label’s key marks what is selected.",
                ink="muted",
            ),
            None,
            margin=2,
        )
        self.setLayout(self._stack)  # before its pages: one without a parent would flash up as a window
        self._stack.addWidget(holding(hint))
        self._stack.addWidget(holding(inside))

    def _box(self, words: str, changed: Callable[[bool], object]) -> QCheckBox:
        box = QCheckBox(words)
        box.clicked.connect(changed)
        return box

    def _flagger(self, flag: str) -> Callable[[bool], object]:
        return lambda on: self.flag_set.emit(self._id(), flag, on)

    def _id(self) -> str:
        return self._passage.id if self._passage else ""

    def _write_note(self) -> None:
        if self._passage is not None and self.note.note().strip() != self._passage.note:
            self.note_written.emit(self._passage.id, self.note.note())

    def _leave(self) -> None:
        self._write_note()
        self.left.emit()

    def _list(self, others: Sequence[Passage]) -> None:
        empty(self.others)
        if not others or self._styles is None:
            return
        self.others.addWidget(text("Also at the caret", ink="muted", size=0.9))
        for passage in others:
            style = self._styles[passage.label]
            words = f"{style.letter}   “{shortened(passage.quote, 32)}”"
            made = button(words, partial(self.picked.emit, passage.id), rank="link")
            made.setAccessibleName(f"{style.name}: {shortened(passage.quote, 80)}")
            self.others.addWidget(made)


def shortened(quote: str, length: int = QUOTE_LENGTH) -> str:
    """Return a quote on one line, with an ellipsis in its middle where it is longer than `length`."""
    flat = " ".join(quote.split())
    half = length // 2
    return flat if len(flat) <= length else f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"


def _keyed(name: str, key: str) -> str:
    """Return a name with the key that does the same."""
    return f"{name} ({normal(key)})" if key else name


def _set(box: QCheckBox, *, on: bool) -> None:
    if box.isChecked() != on:
        box.setChecked(on)
