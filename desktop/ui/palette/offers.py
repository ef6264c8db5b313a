"""What the palette offers, as Qt wants a list of it, and how one line is drawn."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.desk.commands import Commands, Scope
from desktop.ui.desk.keys import shown
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.palette.ranking import rank
from desktop.ui.theme import STEP, Theme

Index = QModelIndex | QPersistentModelIndex
OFFER = Qt.ItemDataRole.UserRole
HEIGHT = 4 * STEP


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done: its words, where it belongs, its keys and the function that does it."""

    id: str
    title: str
    group: str
    keys: tuple[str, ...]
    run: Callable[[], object]

    @property
    def spoken(self) -> str:
        """The line in words, for those who hear it."""
        return ", ".join(part for part in (self.title, " or ".join(self.keys), self.group) if part)


def offers_of(commands: Commands, *, in_text: bool) -> tuple[Offer, ...]:
    """Return every command as an offer; those of the text only where an article is `in_text` reach."""
    return tuple(
        Offer(c.id, c.title, c.group, tuple(shown(key) for key in commands.keys_of(c.id)), c.run)
        for c in sorted(commands.all(), key=lambda command: not command.listed)
        if in_text or c.scope is Scope.WINDOW
    )


def fitting(typed: str, offers: Iterable[Offer], lately: Sequence[str] = ()) -> tuple[Offer, ...]:
    """Return the offers that fit what was typed, the best first; of equal ones those used `lately`."""
    found = []
    for at, offer in enumerate(offers):
        fit = rank(typed, offer.title, offer.group, offer.keys)
        if fit is not None:
            used = lately.index(offer.id) if offer.id in lately else len(lately)
            found.append((fit, used, at, offer))
    return tuple(each[3] for each in sorted(found, key=lambda each: each[:3]))


class OfferModel(QAbstractListModel):
    """The offers that fit, from the best to the last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show these offers."""
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many offers there are."""
        return 0 if parent is not None and parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of an offer, or the offer itself."""
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        known: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole.value: offer.title,
            Qt.ItemDataRole.AccessibleTextRole.value: offer.spoken,
            OFFER.value: offer,
        }
        return known.get(int(role))


class OfferDelegate(QStyledItemDelegate):
    """Draws one offer: its words, where it belongs, and its keys at the right."""

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  (Qt's own)
        """Return the room of a line, more where the type of the system is large."""
        return QSize(STEP, max(HEIGHT, option.fontMetrics.height() + STEP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        offer: Offer = index.data(OFFER)
        look, box = self._look, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.accent_soft))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(look.accent))
        inside = box.adjusted(2 * STEP, 0, -2 * STEP, 0)
        right = self._draw_at_right(painter, inside, " or ".join(offer.keys[:2]), look.text)
        inside.setRight(right - 2 * STEP)
        right = self._draw_at_right(painter, inside, offer.group, look.muted)
        inside.setRight(right - 2 * STEP)
        painter.setFont(interface_font())
        painter.setPen(QColor(look.text))
        words = painter.fontMetrics().elidedText(offer.title, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _AT_LEFT, words)
        painter.restore()

    def _draw_at_right(self, painter: QPainter, inside: QRect, words: str, ink: str) -> int:
        """Draw words at the right end and return where they begin."""
        painter.setFont(scaled(interface_font(), 0.9))
        painter.setPen(QColor(ink))
        painter.drawText(inside, _AT_RIGHT, words)
        return inside.right() - painter.fontMetrics().horizontalAdvance(words)


_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
