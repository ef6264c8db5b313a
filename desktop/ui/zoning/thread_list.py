"""The list of an article's comments: who wrote when, in answer to whom, as deep as the thread."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.articles.spans import Comment
from desktop.ui.fonts import interface_font, scaled
from desktop.ui.theme import STEP, Theme

Index = QModelIndex | QPersistentModelIndex
COMMENT = Qt.ItemDataRole.UserRole
DEPTH = Qt.ItemDataRole.UserRole + 1
DEEPEST = 8
"""Steps of indentation; what is answered more deeply stands as far in as that."""
BEGINNING = 120


def depths(comments: Sequence[Comment]) -> dict[int, int]:
    """Return how deep each comment (by number) stands below the one it answers; 0 at the top level."""
    found: dict[int, int] = {}
    for comment in comments:
        above = found.get(comment.parent) if comment.parent is not None else None
        found[comment.number] = 0 if above is None else above + 1
    return found


def answers(comment: Comment, authors: dict[int, str]) -> str:
    """Return in words what a comment answers; an orphan names somebody whose comment is not here."""
    if comment.parent is not None:
        return f"answers {comment.parent} ({authors.get(comment.parent) or 'no name'})"
    if comment.replies_to:
        return f"orphan: answers {comment.replies_to}, no such comment here"
    return ""


class ThreadModel(QAbstractListModel):
    """Comments in the order of their thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without comments."""
        super().__init__(parent)
        self._text = ""
        self._comments: tuple[Comment, ...] = ()
        self._depths: dict[int, int] = {}
        self._authors: dict[int, str] = {}

    def show_comments(self, text: str, comments: Sequence[Comment]) -> None:
        """Show the comments of a text."""
        self.beginResetModel()
        self._text, self._comments = text, tuple(comments)
        self._depths = depths(self._comments)
        self._authors = {comment.number: comment.author for comment in self._comments}
        self.endResetModel()

    def comment_at(self, index: Index) -> Comment | None:
        """Return the comment of a line."""
        inside = index.isValid() and index.row() < len(self._comments)
        return self._comments[index.row()] if inside else None

    def index_of(self, number: int | None) -> QModelIndex:
        """Return the line of a comment, or an index that is not valid."""
        at = next((at for at, each in enumerate(self._comments) if each.number == number), None)
        return self.index(at) if at is not None else QModelIndex()

    def first_line(self, comment: Comment) -> str:
        """Return a comment's number, author and time."""
        when = comment.posted_at.replace("T", " ") if comment.posted_at else comment.posted_text
        return " · ".join(part for part in (f"{comment.number}  {comment.author or 'no name'}", when) if part)

    def second_line(self, comment: Comment) -> str:
        """Return what a comment answers and what could not be told of it."""
        return " · ".join(part for part in (answers(comment, self._authors), *comment.notes) if part)

    def beginning(self, comment: Comment) -> str:
        """Return how a comment begins, on one line."""
        start, end = comment.body
        return " ".join(self._text[start : min(end, start + BEGINNING)].split())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of comments."""
        return 0 if parent.isValid() else len(self._comments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a comment's line: its record, its depth, or its words."""
        comment = self.comment_at(index)
        if comment is None:
            return None
        if role == COMMENT:
            return comment
        if role == DEPTH:
            return self._depths[comment.number]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.first_line(comment)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (self.first_line(comment), self.second_line(comment), self.beginning(comment))
            return ". ".join(part for part in parts if part)
        return None


class ThreadDelegate(QStyledItemDelegate):
    """Draws one comment: number, author and time, what it answers, how it begins."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of `look`."""
        super().__init__(parent)
        self.look = look
        self._first = interface_font()
        self._second = scaled(self._first, 0.88)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the same height for every line."""
        heights = QFontMetricsF(self._first).height() + 2 * QFontMetricsF(self._second).height()
        return QSize(0, round(heights + 2.5 * STEP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line, with a hairline at the left for each step of depth."""
        comment, model = index.data(COMMENT), index.model()
        if not isinstance(comment, Comment) or not isinstance(model, ThreadModel):
            return
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.look.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.look.hover))
        depth = min(int(index.data(DEPTH)), DEEPEST)
        painter.setPen(QColor(self.look.control))
        for step in range(depth):
            x = rect.left() + (2.5 + 1.5 * step) * STEP
            painter.drawLine(round(x), round(rect.top()), round(x), round(rect.bottom()))
        inner = rect.adjusted((2 + 1.5 * depth) * STEP, STEP, -2 * STEP, -STEP)
        strong, lower = scaled(self._first, 1.0, strong=True), QFontMetricsF(self._second)
        first = QRectF(inner.left(), inner.top(), inner.width(), QFontMetricsF(strong).height())
        self._draw(painter, first, model.first_line(comment), strong, self.look.text)
        orphan = comment.parent is None and bool(comment.replies_to)
        second = QRectF(inner.left(), first.bottom(), inner.width(), lower.height())
        ink = self.look.warning if orphan or comment.notes else self.look.muted
        self._draw(painter, second, model.second_line(comment), self._second, ink)
        third = second.translated(0, lower.height())
        self._draw(painter, third, model.beginning(comment), self._second, self.look.text)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
