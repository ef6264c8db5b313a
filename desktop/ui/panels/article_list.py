"""The list of articles as Qt wants it: a model over ids, and how one line is drawn."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.records import State
from desktop.study.reading import ArticleRow
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.marks import draw_state
from desktop.ui.theme import STEP, Theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEIGHT = 7 * STEP
SIGN = 14.0


def title_of(row: ArticleRow) -> str:
    """Return what the screen calls an article: its title, or its name where it has none."""
    return row.title or row.name


def second_line(row: ArticleRow) -> str:
    """Return what is known of an article beside its title."""
    known = [part for part in (row.outlet, row.date) if part]
    if row.practice:
        known.insert(0, "Practice")
    if not known and row.title:
        known.append(row.name)
    if row.duplicate_of:
        known.append("same text as another")
    if row.unconfirmed and row.state is None:
        known.insert(0, "zones not confirmed")
    return " · ".join(known)


def spoken(row: ArticleRow) -> str:
    """Return one line of the list in words, for those who hear it."""
    parts = [title_of(row), second_line(row)]
    if row.state is not None:
        parts.append(row.state.value)
    elif row.states:
        parts.append(finished_by(row))
    return ", ".join(part for part in parts if part)


def finished_by(row: ArticleRow) -> str:
    """Return how many coders have finished an article (the lead's view)."""
    done = sum(state is State.FINISHED for _, state in row.states)
    return f"finished by {done} of {len(row.states)} who began"


class ArticleModel(QAbstractListModel):
    """Articles by their ids; the lines in sight are asked for when they are first shown."""

    rows_wanted = Signal(object)
    """Ids (a list) of articles that are in sight and whose lines are not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with no article."""
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._rows: dict[str, ArticleRow] = {}
        self._old: set[str] = set()
        self._missing: dict[str, None] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)

    def show_ids(self, ids: tuple[str, ...]) -> None:
        """Show these articles; where they are the same as before, the view keeps its place."""
        if ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self._places = {}
            self.endResetModel()

    def take_rows(self, rows: Iterable[ArticleRow], *, renew: bool = False) -> None:
        """Show these lines; with `renew` all others are read again when they are next in sight."""
        if renew:
            self._old = set(self._rows)
        fresh = {row.id: row for row in rows}
        self._rows.update(fresh)
        self._old -= fresh.keys()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def article_at(self, index: Index) -> str | None:
        """Return the id of the article at an index."""
        return self._ids[index.row()] if index.isValid() else None

    def index_of(self, article: str | None) -> QModelIndex:
        """Return where an article stands, or an index that is not valid."""
        if not self._places:
            self._places = {identity: at for at, identity in enumerate(self._ids)}
        return self.index(self._places[article]) if article in self._places else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of articles shown."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one line: its record, its words, or what it says on hovering; None while it is read."""
        if not index.isValid():
            return None
        identity = self._ids[index.row()]
        row = self._rows.get(identity)
        if row is None or identity in self._old:
            self._missing[identity] = None
            self._later.start(0)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(row)
        return None

    def _ask(self) -> None:
        missing, self._missing = list(self._missing), {}
        if missing:
            self.rows_wanted.emit(missing)


class ArticleDelegate(QStyledItemDelegate):
    """Draws one article: its sign, its title, and below it what else is known."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of `look`."""
        super().__init__(parent)
        self.look = look
        self._first = interface_font()
        self._second = scaled(self._first, 0.88)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the same height for every line: long lists depend on it."""
        fonts = QFontMetricsF(self._first).height() + QFontMetricsF(self._second).height()
        return QSize(0, max(HEIGHT, round(fonts + 2.5 * STEP)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        row = index.data(ROW)
        if not isinstance(row, ArticleRow):
            return
        rect = QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._background(painter, rect, state, chosen=chosen)
        inner = rect.adjusted(2 * STEP, 1.25 * STEP, -1.5 * STEP, -1.25 * STEP)
        if row.state is not None:
            sign = QRectF(inner.left(), inner.top() + 1, SIGN, SIGN)
            draw_state(painter, sign, row.state, self.look)
            inner.setLeft(inner.left() + SIGN + 1.25 * STEP)
        self._words(painter, inner, row, chosen=chosen)
        painter.restore()

    def _background(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, QColor(self.look.accent_soft))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(self.look.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.look.hover))
        if state & QStyle.StateFlag.State_HasFocus and not chosen:
            painter.setPen(QColor(self.look.accent))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _words(self, painter: QPainter, inner: QRectF, row: ArticleRow, *, chosen: bool) -> None:
        strong = scaled(self._first, 1.0, strong=chosen)
        metrics = QFontMetricsF(strong)
        painter.setFont(strong)
        painter.setPen(QColor(self.look.text))
        elide = Qt.TextElideMode.ElideRight
        first = metrics.elidedText(title_of(row), elide, inner.width())
        painter.drawText(QRectF(inner.left(), inner.top() - 1, inner.width(), metrics.height()), first)
        width = inner.width()
        if row.states:
            width -= self._signs(painter, inner, row)
        lower = QFontMetricsF(self._second)
        painter.setFont(self._second)
        painter.setPen(QColor(self.look.muted))
        second = lower.elidedText(second_line(row), elide, width)
        at = QRectF(inner.left(), inner.bottom() - lower.height() + 1, width, lower.height())
        painter.drawText(at, second)

    def _signs(self, painter: QPainter, inner: QRectF, row: ArticleRow) -> float:
        """Draw one sign per coder at the right (the lead's view); return the width they take."""
        side = 11.0
        states = row.states[:8]
        left = inner.right() - len(states) * (side + 4)
        for at, (_, state) in enumerate(states):
            box = QRectF(left + at * (side + 4), inner.bottom() - side - 1, side, side)
            draw_state(painter, box, state, self.look)
        return inner.right() - left + STEP
