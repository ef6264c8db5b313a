"""The queue as a list: what it is about, how coders differ, what it costs, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.records import State
from desktop.study.adjudication import DECIDED, LATER, OPEN, STALE, Item
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.marks import draw_state
from desktop.ui.theme import STEP, Theme

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
HEIGHT = 7 * STEP
SIGN = 14.0
SIGNS = {OPEN: State.NOT_BEGUN, LATER: State.SET_ASIDE, DECIDED: State.FINISHED, STALE: State.BEGUN}
WORDS = {OPEN: "open", LATER: "put off", DECIDED: "settled", STALE: "settled, changed since"}
KINDS = {"label": "other labels", "boundary": "other ends", "only one marked": "not marked by all"}


class QueueModel(QAbstractListModel):
    """The items of a queue in the order wanted."""

    def __init__(self, parent: QObject) -> None:
        """Begin without items."""
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these; where only states differ the list stays where it is."""
        places = [each.place for each in self.items]
        if (
            items
            and len(places) == len(items)
            and all(a is b.place for a, b in zip(places, items, strict=True))
        ):
            before, self.items = self.items, tuple(items)
            for row, (old, new) in enumerate(zip(before, items, strict=True)):
                if old is not new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an item, or what a screen reader says of it."""
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _one_line(item.place.quote)[:300]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_one_line(item.place.quote)[:120]}. {about(item)}. {WORDS[item.state]}"
        return None


class _Delegate(QStyledItemDelegate):
    """Draws one item: a sign, the quote, and below it what it is."""

    def __init__(self, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(30 * STEP, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, item = self.look, index.data(ITEM)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(look.accent_soft))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(look.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(look.hover))
        draw_state(
            painter, QRectF(rect.left() + 2 * STEP, rect.top() + 11, SIGN, SIGN), SIGNS[item.state], look
        )
        left = rect.left() + 5 * STEP
        width = rect.right() - left - STEP
        lines = (
            (_one_line(item.place.quote)[:200], 1.0, look.text, 7.0),
            (about(item), 0.88, look.muted, 29.0),
        )
        for words, size, ink, top in lines:
            font = scaled(interface_font(), size)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            cut = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, rect.top() + top, width, 20), Qt.AlignmentFlag.AlignVCenter, cut)
        painter.restore()


class QueueList(QListView):
    """The list of disagreements; `opened` gives the id of the one that somebody went to."""

    opened = Signal(str)

    def __init__(self, look: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self.setAccessibleName("Disagreements")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.queue = QueueModel(self)
        self._delegate = _Delegate(look, self)
        self.setModel(self.queue)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)

    def show_items(self, items: Sequence[Item], current: str) -> None:
        """Show these items, one of them chosen."""
        self.queue.show_items(items)
        at = next((row for row, item in enumerate(items) if item.id == current), -1)
        if at >= 0:
            self.setCurrentIndex(self.queue.index(at))
        else:
            self.clearSelection()

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._delegate.look = look
        self.viewport().update()

    def _go(self, index: QModelIndex) -> None:
        self.opened.emit(self.queue.items[index.row()].id)


def about(item: Item) -> str:
    """Return how coders differ, where, and what share of all disagreement it is."""
    share = f"{100 * item.cost:.1f} %" if item.cost else "costs nothing in figures"
    return f"{KINDS.get(item.place.kind, item.place.kind)} · {share} · {item.article_name}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
