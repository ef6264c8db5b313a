"""The line below the article: one key per label, and what else a coder needs at hand."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from desktop.codebook import Codebook, Label
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.parts import button, empty, row
from desktop.ui.theme import STEP, Theme

CAP = 22.0


class LabelKey(QAbstractButton):
    """A key cap in the label's own ink, with the label's name: pressing it is pressing the key."""

    def __init__(self, label: Label, look: Theme) -> None:
        """Show the key of `label`."""
        super().__init__()
        self._label = label
        self._look = look
        self.setText(label.name)
        self.setAccessibleName(f"{label.name}, key {label.key}")
        self.setToolTip(f"Mark the selection as {label.name.lower()} ({label.key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the room that cap and name need."""
        return QSize(round(CAP) + 2 * STEP + self.fontMetrics().horizontalAdvance(self.text()), 4 * STEP)

    def recolour(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap with its letter, and the name."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(self.rect(), 5, 5)
        cap = QRectF(STEP / 2, (self.height() - CAP) / 2, CAP, CAP)
        painter.setBrush(QColor(look.label_ink(self._label.colour)))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(look.on_label(self._label.colour)))
        painter.setFont(scaled(interface_font(), 1.0, strong=True))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._label.letter)
        painter.setPen(QColor(look.text))
        painter.setFont(self.font())
        beside = QRectF(self.rect()).adjusted(CAP + 1.5 * STEP, 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setPen(QColor(look.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()
        event.accept()


class KeysBar(QFrame):
    """The labels with their keys, and the two ways to leave an article."""

    label_pressed = Signal(str)
    finish_asked = Signal()
    reopen_asked = Signal()
    aside_asked = Signal()

    def __init__(self, look: Theme) -> None:
        """Begin without labels."""
        super().__init__()
        self.setFixedHeight(6 * STEP)
        self.setAccessibleName("Keys")
        self._look = look
        self._labels: QHBoxLayout = row(gap=1)
        self.aside = button("Set aside…", self.aside_asked.emit, rank="quiet")
        self.finish = button("Finish article", self.finish_asked.emit, rank="first")
        self.reopen = button("Reopen", self.reopen_asked.emit)
        whole = row(self._labels, None, self.aside, self.reopen, self.finish)
        whole.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
        self.setLayout(whole)
        self.show_state(begun=True)

    def show_codebook(self, codebook: Codebook | None) -> None:
        """Show the labels of a codebook with their keys."""
        empty(self._labels)
        for label in codebook.labels if codebook else ():
            self._labels.addWidget(self._key(label))

    def show_state(self, *, begun: bool) -> None:
        """Offer finishing to an article that is being coded, reopening to one that is done."""
        self.finish.setVisible(begun)
        self.aside.setVisible(begun)
        self.reopen.setVisible(not begun)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        for key in self.findChildren(LabelKey):
            key.recolour(look)

    def _key(self, label: Label) -> LabelKey:
        made = LabelKey(label, self._look)
        made.clicked.connect(lambda: self.label_pressed.emit(label.id))
        return made
