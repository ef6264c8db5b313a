"""The left panel: which articles there are, how far each is, and a box that narrows them down."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QStackedWidget, QVBoxLayout

from desktop.study.reading import Picking, WorkingOrder
from desktop.ui.panels.article_list import ArticleDelegate, ArticleModel
from desktop.ui.panels.picking import PickingBar
from desktop.ui.parts import area, column, holding, text
from desktop.ui.theme import STEP, Theme
from desktop.wording import counted


class WholeLines(QListView):
    """A list whose last line in sight is never cut: what is left over stays free below it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room below for what is not a whole line."""
        line = self.sizeHintForRow(0)
        if line > 0:
            self.setViewportMargins(0, 0, 0, self.height() % line)
        super().resizeEvent(event)


class ArticlePanel(QFrame):
    """Article list with filter box; `opened` gives the id of the article that somebody wants on the desk."""

    opened = Signal(str)
    words_wanted = Signal(str)
    """Only the articles that hold these words are wanted; "" for all."""

    def __init__(self, look: Theme) -> None:
        """Begin empty."""
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Articles")
        self._order = WorkingOrder()
        self._coding = False
        self._current: str | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter articles")
        self.filter.setAccessibleName("Filter articles")
        self.filter.setClearButtonEnabled(True)
        self.picking = PickingBar()
        self.model = ArticleModel(self)
        self._delegate = ArticleDelegate(look, self)
        self.list = self._make_list()
        self._count = text("", ink="muted", size=0.88, wrap=False)
        self._nothing = text("No article is like that.", ink="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(holding(column(self._nothing, None, margin=2)))
        self.setLayout(self._layout())
        self.filter.textChanged.connect(lambda _words: self.words_wanted.emit(self.words()))
        self.picking.changed.connect(lambda: self.words_wanted.emit(self.words()))
        self.filter.installEventFilter(self)

    def words(self) -> str:
        """Return what was typed into the filter."""
        return self.filter.text().strip()

    def narrowed(self) -> bool:
        """Return whether anything but every article in working order is wanted."""
        return bool(self.words()) or self.picking.picking() != Picking()

    def show_order(self, order: WorkingOrder, current: str | None, *, coding: bool) -> None:
        """Show the articles of the project, the one on the desk chosen; `coding` counts the finished."""
        self._order, self._coding, self._current = order, coding, current
        self.picking.show_seat(coding=coding)
        if not self.narrowed():
            self.show_picked(order.ids)
        self._tell()

    def show_picked(self, ids: tuple[str, ...]) -> None:
        """Show only these articles."""
        self.model.show_ids(ids)
        self.choose(self._current)
        self._tell()

    def choose(self, article: str | None) -> None:
        """Show which article is on the desk."""
        self._current = article
        self.list.setCurrentIndex(self.model.index_of(article))
        self._reveal()

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._delegate.look = look
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while one types, and Return open what stands first."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
                self._open(self.model.index(0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _make_list(self) -> QListView:
        view = WholeLines()
        view.setAccessibleName("List of articles")
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.activated.connect(self._open)
        view.clicked.connect(self._open)
        view.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._reveal())
        return view

    def _reveal(self) -> None:
        """Scroll to the article on the desk; done again whenever the list is laid out anew."""
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    def _layout(self) -> QVBoxLayout:
        top = column(self.filter, self.picking, margin=0)
        top.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, STEP)
        foot = column(self._count)
        foot.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        whole = column(top, gap=0)
        whole.addWidget(self._stack, 1)
        whole.addLayout(foot)
        return whole

    def _open(self, index: QModelIndex) -> None:
        article = self.model.article_at(index)
        if article is not None:
            self.opened.emit(article)

    def _tell(self) -> None:
        shown, all_ = self.model.rowCount(), len(self._order.ids)
        self._stack.setCurrentIndex(0 if shown or not all_ else 1)
        picked = self.picking.picking() != Picking()
        self._nothing.setText("No article is like that." if picked else "No article holds these words.")
        words = counted(all_, "article")
        if all_ and self._coding:
            words += f", {self._order.done:,} finished"
        if self.narrowed() and shown != all_:
            words = f"{shown:,} of {words}"
        self._count.setText(words)
