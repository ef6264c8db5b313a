"""The palette itself: one line to type into, and what fits below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QStackedWidget, QWidget

from desktop.ui.palette.offers import OFFER, Offer, OfferDelegate, OfferModel, fitting
from desktop.ui.parts import column, holding, line, text
from desktop.ui.theme import STEP, Theme

LINES = 12
"""Lines that are in sight at once."""
WIDTH = 76 * STEP
Find = Callable[[str, Callable[[tuple[Offer, ...]], object]], object]
"""Looks for more that fits what was typed, and hands it over when it is found."""
_IN_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Palette(QDialog):
    """Offers what fits what is typed; Return does the chosen one, Escape nothing."""

    chosen = Signal(object)
    """The `Offer` that somebody wants."""

    def __init__(
        self, parent: QWidget, look: Theme, offers: Sequence[Offer], find: Find, lately: Sequence[str] = ()
    ) -> None:
        """Offer these, those used `lately` first, and whatever `find` finds."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Palette – Pressmark")
        self.setAccessibleName("Palette")
        self._offers, self._find, self._lately = tuple(offers), find, tuple(lately)
        self._before = QApplication.focusWidget()
        self.typed = self._make_line()
        self.model = OfferModel(self)
        self.list = self._make_list(look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        nothing = text("No action and no article has these words.", ink="muted")
        self._stack.addWidget(holding(column(nothing, None, margin=2)))
        self._put_together(parent)
        self._show(fitting("", self._offers, self._lately))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys move in the list while one types, and Return do what is chosen."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _IN_LIST:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _make_line(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText("Type what you want to do, or the title of an article")
        made.setAccessibleName("What do you want to do?")
        made.textChanged.connect(self._look)
        made.installEventFilter(self)
        return made

    def _make_list(self, look: Theme) -> QListView:
        made = QListView()
        made.setAccessibleName("What fits")
        made.setModel(self.model)
        made.setItemDelegate(OfferDelegate(look, self))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.clicked.connect(self._take)
        made.selectionModel().currentChanged.connect(self._tell)
        return made

    def _put_together(self, window: QWidget) -> None:
        top = column(self.typed)
        top.setContentsMargins(STEP, STEP, STEP, STEP)
        inside = column(holding(top), line(), self._stack, gap=0)
        inside.setContentsMargins(1, 1, 1, STEP)
        self.setLayout(column(holding(inside, "card"), gap=0))
        high = LINES * max(4 * STEP, self.fontMetrics().height() + STEP)
        self._stack.setFixedHeight(min(high, window.height() - 14 * STEP))
        self.setFixedWidth(min(WIDTH, window.width() - 4 * STEP))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 8 * STEP)

    def _look(self, typed: str) -> None:
        found = fitting(typed, self._offers, self._lately)
        self._show(found)
        if typed.strip():
            self._find(typed.strip(), lambda more: self._add(typed, found, more))

    def _add(self, typed: str, found: tuple[Offer, ...], more: tuple[Offer, ...]) -> None:
        """Show what was found elsewhere below what fits; too late where something else is typed by now."""
        if typed == self.typed.text() and more:
            self._show((*found, *more), self.list.currentIndex().row())

    def _show(self, offers: tuple[Offer, ...], at: int = 0) -> None:
        self.model.show_offers(offers)
        self._stack.setCurrentIndex(0 if offers else 1)
        self.list.setCurrentIndex(self.model.index(max(at, 0)))

    def _take(self, index: QModelIndex) -> None:
        offer = index.data(OFFER)
        if isinstance(offer, Offer):
            self.accept()
            if self._before is not None:  # what is done goes to where the person was
                self._before.activateWindow()
                self._before.setFocus()
            self.chosen.emit(offer)

    def _tell(self, index: QModelIndex) -> None:
        """Say the chosen line to those who hear it: the focus stays where one types."""
        offer = index.data(OFFER)
        if isinstance(offer, Offer):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, offer.spoken))
