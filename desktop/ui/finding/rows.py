"""The findings as Qt wants them: a model over ids that fetches what is shown, and how one line is drawn."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.study.finding import Hit, Spot, Where
from desktop.ui.desk.margin_painter import paint_chip
from desktop.ui.desk.painter import Mark
from desktop.ui.desk.styles import Styles, styles_of
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.theme import STEP, Theme

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole
KEPT = 400
"""How many findings are remembered with their words; the others are fetched again when they are shown."""
SIGN = 18.0


class FindingModel(QAbstractListModel):
    """Findings by their ids, page after page as somebody scrolls down."""

    more_wanted = Signal()
    """The list was scrolled to its end: the next page, if there is one."""
    words_wanted = Signal(object)
    """Spots (a list) that are on the screen and whose words are to be fetched again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._spots: list[Spot] = []
        self._known: OrderedDict[Spot, Hit] = OrderedDict()
        self._missing: dict[Spot, None] = {}
        self._more = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask_for_missing)

    def show_first(self, hits: Iterable[Hit], *, more: bool) -> None:
        """Show another list from its beginning; `more` says that it goes on."""
        self.beginResetModel()
        self._known.clear()
        self._missing.clear()
        self._spots = [hit.spot for hit in self._remembered(hits)]
        self._more = more
        self.endResetModel()

    def show_next(self, hits: Iterable[Hit], *, more: bool) -> None:
        """Show the next page below."""
        hits = tuple(hits)
        self._more = more
        if hits:
            self.beginInsertRows(QModelIndex(), len(self._spots), len(self._spots) + len(hits) - 1)
            self._spots += [hit.spot for hit in self._remembered(hits)]
            self.endInsertRows()

    def take_words(self, hits: Iterable[Hit]) -> None:
        """Show the words that were fetched again."""
        self._remembered(hits)
        if self._spots:
            self.dataChanged.emit(self.index(0), self.index(len(self._spots) - 1))

    def hit_at(self, index: Index) -> Hit | None:
        """Return the finding at an index, None where its words are on their way."""
        return self._known.get(self._spots[index.row()]) if index.isValid() else None

    def spot_at(self, index: Index) -> Spot | None:
        """Return the id of the finding at an index."""
        return self._spots[index.row()] if index.isValid() else None

    def row_of(self, spot: Spot | None) -> int:
        """Return the row of a finding, -1 where it is not in the list."""
        return self._spots.index(spot) if spot in self._spots else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of findings so far."""
        return 0 if parent.isValid() else len(self._spots)

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether another page follows."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; it comes when it comes."""
        if not parent.isValid() and self._more:
            self._more = False
            self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one finding, or its words."""
        if not index.isValid():
            return None
        spot = self._spots[index.row()]
        hit = self._known.get(spot)
        if hit is None:
            self._missing[spot] = None
            self._later.start(0)
            return None
        self._known.move_to_end(spot)
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(hit)
        return None

    def _remembered(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        hits = tuple(hits)
        self._known.update((hit.spot, hit) for hit in hits)
        while len(self._known) > max(KEPT, len(hits)):
            self._known.popitem(last=False)
        return hits

    def _ask_for_missing(self) -> None:
        missing, self._missing = list(self._missing), {}
        if missing:
            self.words_wanted.emit(missing)


def flat(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())


def spoken(hit: Hit) -> str:
    """Return one finding in words, for those who hear it."""
    kind = {Where.NOTE: "note: ", Where.PASSAGE: "passage: "}.get(hit.spot.where, "")
    return f"{kind}{flat(f'{hit.left}{hit.match}{hit.right}')}, in {hit.title}"


class FindingDelegate(QStyledItemDelegate):
    """Draws one finding: label or note sign, article, and the words in the middle of what surrounds them."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of `look`."""
        super().__init__(parent)
        self.look = look
        self.styles: Styles = styles_of((), look)
        self.names: Mapping[str, str] = {}
        """Coders by id, where whose passage it is may be told (the lead's view)."""
        self._font = interface_font()
        self._small = scaled(self._font, 0.88)
        self._strong = scaled(self._font, 1.0, strong=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the same height for every line."""
        return QSize(0, max(4 * STEP, round(QFontMetricsF(self._strong).height() + 1.5 * STEP)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line; an empty one while its words are on their way."""
        hit = index.data(HIT)
        rect, state = QRectF(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._background(painter, rect, state, chosen=chosen)
        if isinstance(hit, Hit):
            inner = rect.adjusted(2 * STEP, 0, -2 * STEP, 0)
            beside = min(max(inner.width() * 0.2, 16 * STEP), 34 * STEP)
            self._sign(painter, inner, hit)
            title = QRectF(inner.left() + SIGN + STEP, inner.top(), beside - SIGN - 2 * STEP, inner.height())
            self._title(painter, title, hit)
            self._words(painter, inner.adjusted(beside + STEP, 0, 0, 0), hit)
        painter.restore()

    def _background(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, QColor(self.look.accent_soft))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(self.look.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.look.hover))

    def _sign(self, painter: QPainter, inner: QRectF, hit: Hit) -> None:
        box = QRectF(inner.left(), round(inner.center().y() - SIGN / 2), SIGN, SIGN)
        if hit.label:
            painter.setFont(self._small)
            paint_chip(painter, box, Mark("", hit.label, 0, 0), self.styles[hit.label], self.look)
        if hit.spot.where is Where.NOTE:
            painter.setFont(self._strong)
            painter.setPen(QColor(self.look.muted))
            beside = box.translated(SIGN * 0.8, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, "✎")

    def _title(self, painter: QPainter, box: QRectF, hit: Hit) -> None:
        if hit.spot.where is Where.NOTE:
            box = box.adjusted(SIGN * 0.8, 0, 0, 0)
        whose = self.names.get(hit.owner, "")
        painter.setFont(self._small)
        painter.setPen(QColor(self.look.muted))
        metrics = QFontMetricsF(self._small)
        words = f"{whose} · {hit.title}" if whose else hit.title
        shown = metrics.elidedText(flat(words), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _words(self, painter: QPainter, box: QRectF, hit: Hit) -> None:
        """Draw the words found, bold and always at the same place, between what stands around them."""
        plain, strong = QFontMetricsF(self._font), QFontMetricsF(self._strong)
        room = box.width() * 0.42
        before = plain.elidedText(_single(hit.left).lstrip(), Qt.TextElideMode.ElideLeft, room)
        middle = strong.elidedText(flat(hit.match), Qt.TextElideMode.ElideMiddle, box.width() - room)
        at, width = box.left() + room, strong.horizontalAdvance(middle)
        after = plain.elidedText(_single(hit.right), Qt.TextElideMode.ElideRight, box.right() - at - width)
        line = box.center().y() + (plain.ascent() - plain.descent()) / 2
        patch = QRectF(at - 2, box.center().y() - strong.height() / 2, width + 4, strong.height())
        painter.fillRect(patch, QColor(self.look.selection))
        painter.setFont(self._font)
        painter.setPen(QColor(self.look.text))
        painter.drawText(QPointF(at - 2 - plain.horizontalAdvance(before), line), before)
        painter.drawText(QPointF(at + width + 2, line), after)
        painter.setFont(self._strong)
        painter.setPen(QColor(self.look.selection_text))
        painter.drawText(QPointF(at, line), middle)


def _single(words: str) -> str:
    return words.replace("\n", " ").replace("\t", " ")
