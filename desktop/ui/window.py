"""The main window: what stands where. It shows what it is told to and says what was asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QStackedWidget, QWidget

from desktop.ui.pages.empty import EmptyPage
from desktop.ui.pages.start import StartPage
from desktop.ui.panels.banner import Banner
from desktop.ui.panels.header import Header, Keeping
from desktop.ui.panels.notice import Notice
from desktop.ui.parts import column, holding, line
from desktop.ui.preferences import Store
from desktop.ui.theme import STEP, Theme

if TYPE_CHECKING:
    from desktop.ui.pages.steps import StepsPage
    from desktop.ui.panels.articles import ArticlePanel
    from desktop.ui.panels.codebook import CodebookPanel
    from desktop.ui.panels.keys import KeysBar

WIDTHS = (288, 672, 320)
"""Widths of the three columns at 1280 pixels; what is left over goes to the article."""
NO_LIMIT = 16_777_215
"""What Qt takes for no greatest size."""
PANELS = ("articles", "codebook", "inspector", "keys", "overview")
"""What can be put away and brought back, by name."""
CODING = frozenset(PANELS)
READING = frozenset({"articles", "codebook"})
ALONE: frozenset[str] = frozenset()
"""Which panels belong to a page: to the desk all, to one that is only read two, to any other none."""


class MainWindow(QMainWindow):
    """One window: header, list of articles, the page in the middle, codebook and inspector, keys.

    It is on the screen before anything of a project is loaded; `furnish` brings the panels.
    """

    dropped = Signal(object)
    """Paths (a tuple) that were dropped on the window."""
    closing = Signal()
    on_screen = Signal()
    """The window was painted for the first time."""

    articles: "ArticlePanel"
    codebook: "CodebookPanel"
    keys: "KeysBar"
    steps: "StepsPage"

    def __init__(self, store: Store) -> None:
        """Lay out what is there without a project, as the window was left last time."""
        super().__init__()
        self._store = store
        self._panels = ALONE
        self._furnished = False
        self._painted = False
        self._parts: dict[str, QWidget] = {}
        self._stripped = False
        self._put_by: list[QWidget] = []
        self._passing: list[QWidget] = []
        self._widths: tuple[int, ...] = store.now.widths if len(store.now.widths) == 3 else WIDTHS
        self._before = QByteArray()
        self.project = ""
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 560)
        self.menuBar().setMinimumHeight(self._bar_height())
        self.header = Header()
        self.banner = Banner()
        self.notice = Notice()
        self.may_close: Callable[[], bool] = lambda: True
        """Whether the window may be closed now; whoever answers no has asked why."""
        self.start = StartPage()
        self.empty = EmptyPage()
        self.middle = QStackedWidget()
        self.middle.setMinimumWidth(50 * STEP)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.right = QSplitter(Qt.Orientation.Vertical)
        whole = column(self.header, line(), self.banner, self.notice, gap=0)
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.addWidget(self.columns)
        whole.addWidget(self.halves, 1)
        self._centre = column(self.middle, gap=0)
        self.columns.addWidget(holding(self._centre))
        self._whole = whole
        self.setCentralWidget(holding(whole))
        self.show_project("")
        self.resize(1280, 800)
        if store.now.geometry:
            self.restoreGeometry(QByteArray.fromHex(store.now.geometry.encode()))

    def furnish(self, look: Theme) -> None:
        """Bring the panels that a project needs."""
        from desktop.ui.pages.steps import StepsPage  # noqa: PLC0415  (the window is on the screen first)
        from desktop.ui.panels.articles import ArticlePanel  # noqa: PLC0415
        from desktop.ui.panels.codebook import CodebookPanel  # noqa: PLC0415
        from desktop.ui.panels.keys import KeysBar  # noqa: PLC0415

        self.articles = ArticlePanel(look)
        self.codebook = CodebookPanel(look)
        self.keys = KeysBar(look)
        self.steps = StepsPage(look)
        self.right.addWidget(self.codebook)
        self._foot: QFrame = holding(column(line(), self.keys, gap=0))
        self._foot.hide()
        self._whole.addWidget(self._foot)
        self._parts |= {"articles": self.articles, "codebook": self.codebook, "keys": self._foot}
        self._place_columns()
        self._furnished = True
        self._place_panels()

    def show_project(self, name: str) -> None:
        """Tell which project is open, or with "" that none is."""
        self.project = name
        self.setWindowTitle(f"{name} – Pressmark" if name else "Pressmark")
        self.header.show_seat(name, "", lead=False)
        self.header.show_article("")
        self.header.show_keeping(Keeping.NOTHING)
        self.header.setVisible(bool(name))
        self.empty.say("", "")

    def show_start(self) -> None:
        """Show the page of a window without a project."""
        self.show_project("")
        self.start.show_recent(self._store.now.recent)
        self.show_page(self.start)

    def show_opening(self, name: str) -> None:
        """Say that a project is being opened."""
        self.empty.say(f"Opening {name}", "")
        self.show_page(self.empty)

    def add_page(self, page: QWidget) -> None:
        """Add a page that is made only when it is first needed."""
        if self.middle.indexOf(page) < 0:
            self.middle.addWidget(page)

    def show_page(self, page: QWidget, panels: frozenset[str] = ALONE) -> None:
        """Show a page in the middle, with those of its panels beside it that are not put away."""
        self.add_page(page)
        self.middle.setCurrentWidget(page)
        self._panels = panels
        self._place_panels()

    def add_inspector(self, inspector: QWidget) -> None:
        """Put the inspector of the desk below the codebook."""
        self.right.addWidget(inspector)
        self.right.setStretchFactor(0, 1)
        self.right.setStretchFactor(1, 0)
        heights = self._store.now.heights
        self.right.setSizes(list(heights) if len(heights) == 2 else [400, 280])
        self.add_panel("inspector", inspector)

    def add_panel(self, name: str, panel: QWidget) -> None:
        """Let something that has its place already be put away under one of the names of `PANELS`."""
        self._parts[name] = panel
        self._place_panels()

    def add_passing(self, panel: QWidget) -> None:
        """Let something that comes and goes by itself make room too where only the text is wanted."""
        self._passing.append(panel)

    def add_above(self, bar: QWidget) -> None:
        """Put a bar over the page in the middle."""
        self._centre.insertWidget(0, bar)

    def add_below(self, panel: QWidget, height: int) -> None:
        """Put a panel below the three columns, at first so many pixels high."""
        self.halves.addWidget(panel)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 0)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([self.halves.height() - height, height])

    def put_away(self, panel: str, *, hidden: bool) -> None:
        """Put a panel away, or bring it back; remembered."""
        self._store.put(self._store.now.with_hidden(panel, hidden=hidden))
        self._place_panels()

    def show_only_text(self, *, on: bool) -> None:
        """Leave nothing but the article between two quiet lines, or bring all back; remembered."""
        self._store.put(replace(self._store.now, only_text=on))
        self._place_panels()

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        for part in (self.articles, self.codebook, self.keys, self.steps):
            part.set_theme(look)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders of this computer."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        if paths := _paths(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.on_screen.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood, and let everybody put their things away."""
        if not self.may_close():
            event.ignore()
            return
        self._remember()
        self.closing.emit()
        event.accept()

    def _place_columns(self) -> None:
        self.articles.setMinimumWidth(24 * STEP)
        self.right.setMinimumWidth(28 * STEP)
        for part in (self.articles, self.right):
            part.hide()
        self.columns.insertWidget(0, self.articles)
        self.columns.addWidget(self.right)
        for at, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(at, stretch)
        self.columns.setChildrenCollapsible(False)
        self.right.setChildrenCollapsible(False)
        self._share_width()

    def _place_panels(self) -> None:
        if not self._furnished:
            return
        now = self._store.now
        strip = now.only_text and bool(self._panels)
        shown = ALONE if strip else self._panels - set(now.hidden)
        self._widths = _kept(self.columns.sizes(), self._widths)
        there = self._there()
        for name, part in self._parts.items():
            part.setVisible(name in shown)
        self.right.setVisible(bool(shown & {"codebook", "inspector"}))
        if there != self._there():
            self._share_width()
        if strip != self._stripped:
            self._strip(on=strip)

    def _there(self) -> tuple[bool, bool]:
        """Say whether the columns at the left and at the right are there."""
        return not self.articles.isHidden(), not self.right.isHidden()

    def _share_width(self) -> None:
        """Give each column at the sides the width it had; the article has what is left."""
        left, _, right = self._widths
        at_left, at_right = self._there()
        rest = self.columns.width() - left * at_left - right * at_right
        self.columns.setSizes([left, max(rest, WIDTHS[1]), right])

    def _strip(self, *, on: bool) -> None:
        """Take away what is not a panel either, or put it back; the menu bar keeps its keys."""
        self._stripped = on
        if on:
            self._before = self.saveGeometry()
            beside = [self.halves.widget(at) for at in range(1, self.halves.count())]
            over = [item.widget() for at in range(self._centre.count()) if (item := self._centre.itemAt(at))]
            others = [each for each in (*beside, *over, *self._passing) if each and each is not self.middle]
            self._put_by = [each for each in others if not each.isHidden()]
        for each in self._put_by:
            each.setVisible(not on)
        self.header.show_bare(bare=on)
        self.menuBar().setMaximumHeight(0 if on else NO_LIMIT)
        self.menuBar().setMinimumHeight(0 if on else self._bar_height())
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)

    def _bar_height(self) -> int:
        return self.fontMetrics().height() + 2 * STEP

    def _remember(self) -> None:
        now = self._store.now
        geometry = self._before if self._stripped else self.saveGeometry()
        self._store.put(
            replace(
                now,
                geometry=bytes(geometry.toHex().data()).decode(),
                widths=_kept(self.columns.sizes(), self._widths),
                heights=_kept(self.right.sizes(), now.heights),
            )
        )


def _kept(sizes: Sequence[int], before: tuple[int, ...]) -> tuple[int, ...]:
    """Return the sizes; what is put away keeps the one it had before, and without one nothing is kept."""
    if all(sizes) or len(before) != len(sizes):
        return tuple(sizes) if all(sizes) else before
    return tuple(now or then for now, then in zip(sizes, before, strict=True))


def _paths(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
