"""The passages behind a figure, dearest first: each opens its article with the stretch in dispute marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.study.dearest import QUOTE_WIDTH, Dearest
from desktop.study.workspace.behind import Behind
from desktop.study.workspace.view import plural
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.pages.dispute_bar import cost
from desktop.ui.parts import area, column, text
from desktop.ui.theme import STEP, Theme

NOTHING = "Nothing is in dispute here."
PLACE = Qt.ItemDataRole.UserRole
_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
Index = QModelIndex | QPersistentModelIndex


class PlaceDelegate(QStyledItemDelegate):
    """Draws one stretch: the quote, who gave what, where it stands and what it costs."""

    def __init__(self, look: Theme, parent: QListWidget) -> None:
        """Draw in the colours of a look."""
        super().__init__(parent)
        self.look = look
        small = scaled(interface_font(), 0.88)
        self._fonts = (scaled(interface_font(), 0.96), scaled(interface_font(), 0.92, strong=True), small)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the room that the three parts take below each other."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 300
        return QSize(width, sum(self._heights(width - 3 * STEP, index)) + 3 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the three parts."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        look = self.look
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.fillRect(rect, QColor(look.accent_soft if chosen else look.hover))
        left, top = rect.left() + 2 * STEP, rect.top() + STEP
        width = rect.width() - 3 * STEP
        inks = (look.text, look.text, look.muted)
        heights = self._heights(width, index)
        for font, ink, words, height in zip(self._fonts, inks, _parts(index), heights, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(QRect(left, top, width, height), _WRAP, words)
            top += height + STEP // 4
        painter.setPen(QColor(look.border))
        painter.drawLine(rect.left() + STEP, rect.bottom(), rect.right() - STEP, rect.bottom())

    def _heights(self, width: int, index: Index) -> list[int]:
        return [
            QFontMetrics(font).boundingRect(0, 0, width, 10_000, _WRAP, words).height()
            for font, words in zip(self._fonts, _parts(index), strict=True)
        ]


class BehindPanel(QFrame):
    """A list of stretches; `opened` gives the row of the one to be shown in its article."""

    opened = Signal(int)

    def __init__(self, look: Theme) -> None:
        """Begin empty."""
        super().__init__()
        area(self, "panel")
        self._shown: Behind | None = None
        self._words = text("", strong=True)
        self._total = text("", ink="muted", size=0.92)
        self.list = QListWidget()
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.list.setLayoutMode(QListWidget.LayoutMode.Batched)  # a long list never holds the window
        self.list.setBatchSize(12)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # What is measured without a scroll bar would be drawn narrower once it comes.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setAccessibleName("Passages in dispute, dearest first")
        self._drawn = PlaceDelegate(look, self.list)
        self.list.setItemDelegate(self._drawn)
        self.list.itemClicked.connect(self._open)
        self.list.itemActivated.connect(self._open)
        head = column(self._words, self._total, gap=0.5)
        head.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, STEP)
        whole = column(head, gap=0)
        whole.addWidget(self.list, 1)
        self.setLayout(whole)
        self.setMinimumWidth(34 * STEP)

    def show_behind(self, found: Behind) -> None:
        """Show what is behind a figure."""
        if found == self._shown:
            return
        self._shown = found
        self._words.setText(found.words)
        self._total.setText(_total(found))
        self.setAccessibleName(f"{found.words}: {_total(found)}")
        self.list.clear()
        for place in found.places:
            item = QListWidgetItem(" · ".join(_words(place)))  # what a screen reader says
            item.setData(PLACE, place)
            self.list.addItem(item)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._drawn.look = look
        self.list.viewport().update()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(self.list.row(item))


def _total(found: Behind) -> str:
    if not found.total:
        return NOTHING
    fewer = len(found.places) < found.total
    shown = f"the dearest {len(found.places)} of them" if fewer else "dearest first"
    return f"{plural(found.total, 'passage')} in dispute, {shown}"


def _parts(index: Index) -> tuple[str, str, str]:
    place = index.data(PLACE)
    return _words(place) if isinstance(place, Dearest) else ("", "", "")


def _words(place: Dearest) -> tuple[str, str, str]:
    quote = " ".join(place.quote[: QUOTE_WIDTH + 1].split())
    if len(place.quote) > QUOTE_WIDTH:
        quote = f"{quote[: quote.rfind(' ')]} …"
    given = " · ".join(f"{name}: {what}" for name, what in place.given)
    return f"“{quote}”", given, f"{place.article} · {cost(place)}"
