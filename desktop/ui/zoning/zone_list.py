"""The list of an article's zones: kind, whether it is confirmed, the rule that made it, how it begins."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.records import Zone
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.theme import STEP, Theme
from desktop.ui.zoning.looks import INNER, STATES, look_of, zone_styles

Index = QModelIndex | QPersistentModelIndex
ZONE = Qt.ItemDataRole.UserRole
BEGINNING = 90
"""Characters of a zone that its line in the list shows."""


class ZoneModel(QAbstractListModel):
    """Zones in reading order; with `only_open`, those that are not confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without an article."""
        super().__init__(parent)
        self._text = ""
        self._all: tuple[Zone, ...] = ()
        self._shown: tuple[Zone, ...] = ()
        self._flags: Mapping[str, Sequence[str]] = {}
        self._only_open = False

    def show_zones(
        self, text: str, zones: Sequence[Zone], flags: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Show these zones of a text; `flags` are coders' remarks, by zone."""
        self.beginResetModel()
        self._text, self._all, self._flags = text, tuple(zones), flags or {}
        self._pick()
        self.endResetModel()

    def show_only_open(self, *, on: bool) -> None:
        """Show only what is not confirmed, or everything."""
        self.beginResetModel()
        self._only_open = on
        self._pick()
        self.endResetModel()

    def zone_at(self, index: Index) -> Zone | None:
        """Return the zone of a line."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def index_of(self, zone: str) -> QModelIndex:
        """Return the line of a zone, or an index that is not valid."""
        at = next((at for at, each in enumerate(self._shown) if each.id == zone), None)
        return self.index(at) if at is not None else QModelIndex()

    def beginning(self, zone: Zone) -> str:
        """Return how a zone's text begins, on one line."""
        return " ".join(self._text[zone.start : min(zone.end, zone.start + BEGINNING)].split())

    def says(self, zone: Zone) -> str:
        """Return the second line of a zone: what coders say of it, else the rule that made it."""
        flags = self._flags.get(zone.id, ())
        return "; ".join(flags) if flags else zone.rule

    def flagged(self, zone: Zone) -> bool:
        """Return whether a coder says that something is wrong with it."""
        return bool(self._flags.get(zone.id))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of zones shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a zone's line: its record, or its words."""
        zone = self.zone_at(index)
        if zone is None:
            return None
        if role == ZONE:
            return zone
        if role == Qt.ItemDataRole.DisplayRole:
            return look_of(zone.kind).name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            state = STATES.get(zone.state, zone.state)
            return f"{look_of(zone.kind).name}, {state}. {self.says(zone)}. {self.beginning(zone)}"
        return None

    def _pick(self) -> None:
        wanted: Iterable[Zone] = self._all
        if self._only_open:
            wanted = (zone for zone in self._all if zone.state == "proposed" or self.flagged(zone))
        self._shown = tuple(wanted)


class ZoneDelegate(QStyledItemDelegate):
    """Draws one zone: its bar and kind, its state in words, its rule, and how it begins."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of `look`."""
        super().__init__(parent)
        self._first = interface_font()
        self._second = scaled(self._first, 0.88)
        self.set_look(look)

    def set_look(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.look = look
        self._styles = zone_styles(look)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the same height for every line: long threads depend on it."""
        heights = QFontMetricsF(self._first).height() + 2 * QFontMetricsF(self._second).height()
        return QSize(0, round(heights + 2.5 * STEP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        zone, model = index.data(ZONE), index.model()
        if not isinstance(zone, Zone) or not isinstance(model, ZoneModel):
            return
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(self.look.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.look.hover))
        inner = rect.adjusted((4 if zone.kind in INNER else 2) * STEP, STEP, -2 * STEP, -STEP)
        self._bar(painter, inner, zone)
        self._words(painter, inner.adjusted(1.5 * STEP, 0, 0, 0), zone, model)
        painter.restore()

    def _bar(self, painter: QPainter, inner: QRectF, zone: Zone) -> None:
        dashed = Qt.PenStyle.DashLine if zone.state == "proposed" else Qt.PenStyle.SolidLine
        ink = self.look.muted if zone.state == "rejected" else self._styles[zone.kind].ink
        pen = QPen(QColor(ink), 3, dashed)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(inner.topLeft(), inner.bottomLeft())

    def _words(self, painter: QPainter, inner: QRectF, zone: Zone, model: ZoneModel) -> None:
        strong, lower = scaled(self._first, 1.0, strong=True), QFontMetricsF(self._second)
        strong.setStrikeOut(zone.state == "rejected")
        flagged = model.flagged(zone)
        state = "flagged" if flagged else STATES.get(zone.state, zone.state)
        warning = flagged or zone.state == "proposed"
        width = lower.horizontalAdvance(state)
        height = QFontMetricsF(strong).height()
        name = QRectF(inner.left(), inner.top(), inner.width() - width - STEP, height)
        self._draw(painter, name, look_of(zone.kind).name, strong, self.look.text)
        right = QRectF(inner.right() - width, inner.top(), width + 1, height)
        self._draw(painter, right, state, self._second, self.look.warning if warning else self.look.saved)
        second = QRectF(inner.left(), name.bottom(), inner.width(), lower.height())
        ink = self.look.warning if flagged else self.look.muted
        self._draw(painter, second, model.says(zone), self._second, ink)
        third = second.translated(0, lower.height())
        self._draw(painter, third, model.beginning(zone), self._second, self.look.text)

    def _draw(self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
