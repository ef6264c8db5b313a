"""The lead's article view: the text with its zones, and beside it zones, comments and details as lists."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from db.records import Zone
from desktop.articles.spans import Comment
from desktop.study.article_view import METADATA, ArticleView
from desktop.ui.desk.keys import key_of
from desktop.ui.desk.movement import Selection, at
from desktop.ui.parts import area, button, column, holding, line, paint, row, text
from desktop.ui.theme import STEP, Reading, Theme
from desktop.ui.zoning.details import DetailsForm
from desktop.ui.zoning.looks import look_of, ordered
from desktop.ui.zoning.pane import ZonePane
from desktop.ui.zoning.switch import ZONES, SideSwitch
from desktop.ui.zoning.thread_list import ThreadDelegate, ThreadModel
from desktop.ui.zoning.zone_list import ZoneDelegate, ZoneModel
from desktop.wording import counted

KeyTaker = Callable[[str], bool]
TABS = ("zones", "comments", "details")
SIDE = 43 * STEP
"""Width of the lists beside the text at first."""
WRONG = "wrong"


class ArticleViewPage(QFrame):
    """Shows one article's zones and says what was asked for; it changes nothing itself."""

    dragged = Signal(str, int, int)
    """A zone's id and the ends it was dragged to, in code points."""
    kind_asked = Signal(str)
    """The kind that the chosen zone is to be of."""
    drawn = Signal(str, int, int)
    """A new zone is wanted: its kind and its ends."""

    def __init__(self, look: Theme, reading: Reading) -> None:
        """Begin without an article."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Article with zones, comments and details")
        self.view: ArticleView | None = None
        self.current: Zone | None = None
        self._keys: KeyTaker = lambda _key: False
        self.switch = SideSwitch(ZONES)
        self.state = text("", ink="muted", wrap=False)
        self.pane = ZonePane(look, reading)
        self.zones = ZoneModel(self)
        self.comments = ThreadModel(self)
        self._zone_look, self._comment_look = ZoneDelegate(look, self), ThreadDelegate(look, self)
        self.zone_list = self._list("Zones", self.zones, self._zone_look)
        self.comment_list = self._list("Comments", self.comments, self._comment_look)
        self.details = DetailsForm()
        self.only_open = QCheckBox("Only what is not confirmed")
        self.buttons: QHBoxLayout = row(gap=0.5)
        self.foot: QHBoxLayout = row(gap=0.5)
        self.comment_buttons: QHBoxLayout = row(gap=0.5)
        self._tabs: dict[str, QToolButton] = {}
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.zone_list)

    # What is shown

    def show_view(self, view: ArticleView) -> None:
        """Show an article; the same one again keeps its place and the chosen zone."""
        again = self.view is not None and self.view.article.id == view.article.id
        chosen = self.current.id if again and self.current else ""
        if not again:
            self.pane.show_text(view.article.text)
        self.view = view
        zones = ordered(view.zones)
        flags: dict[str, list[str]] = {}
        for flag in view.flags:
            what = "wrong" if flag.says == WRONG else f"should be {look_of(flag.says).name.lower()}"
            flags.setdefault(flag.zone, []).append(f"{flag.coder}: {what}")
        row_before = self.zone_list.currentIndex().row()
        self.zones.show_zones(view.article.text, zones, flags)
        self.comments.show_comments(view.article.text, view.comments)
        notes = [f"The same text as {view.duplicate_of}."] if view.duplicate_of else []
        if view.repeats:
            notes.append(f"Paragraphs that stand in it before: {len(view.repeats)}.")
        self.details.show_article(view.article, METADATA, notes)
        self._tell(view)
        self._choose_again(zones, chosen, row_before if again else -1)

    def choose(self, zone: Zone | None, *, reveal: bool = True) -> None:
        """Choose a zone: it is drawn strongly, its ends can be moved, the keys are for it."""
        self.current = zone
        if self.view is not None:
            self.pane.show_zones(self.view.zones, zone)
        if zone is None:
            return
        index = self.zones.index_of(zone.id)
        if index.isValid() and index != self.zone_list.currentIndex():
            self.zone_list.setCurrentIndex(index)
        if index.isValid():
            self.zone_list.scrollTo(index)
        if reveal:
            self.pane.canvas.select(at(zone.start))

    def step(self, by: int) -> None:
        """Choose the next zone of the list, or the one before."""
        index = self.zone_list.currentIndex()
        row_wanted = min(max(index.row() + by, 0), self.zones.rowCount() - 1) if index.isValid() else 0
        self.choose(self.zones.zone_at(self.zones.index(row_wanted)))

    def next_open(self, *, forward: bool = True) -> bool:
        """Choose the next zone that is not confirmed, from the chosen one on; False where there is none."""
        waiting = [z for z in ordered(self.view.zones) if z.state == "proposed"] if self.view else []
        if not waiting:
            return False
        here = (self.current.start, -self.current.end) if self.current else (-1, 0)
        after = [z for z in waiting if (z.start, -z.end) > here] if forward else []
        self.choose((after or waiting)[0])
        return True

    def zone_at_caret(self) -> Zone | None:
        """Return the innermost zone at the caret."""
        caret = self.pane.canvas.selection().caret
        found = [z for z in self.pane.between(caret, caret + 1) if z.start <= caret < z.end]
        return min(found, key=lambda zone: zone.end - zone.start, default=None)

    def comment(self) -> Comment | None:
        """Return the chosen comment."""
        return self.comments.comment_at(self.comment_list.currentIndex())

    def show_comment(self, number: int | None) -> None:
        """Choose a comment and show it in the text."""
        index = self.comments.index_of(number)
        comment = self.comments.comment_at(index)
        if comment is None:
            return
        self.comment_list.setCurrentIndex(index)
        self.comment_list.scrollTo(index)
        self.pane.canvas.select(Selection(comment.body[0], comment.body[1]))

    def show_tab(self, name: str) -> None:
        """Show zones, comments or details beside the text."""
        self._tabs[name].setChecked(True)
        self._stack.setCurrentIndex(TABS.index(name))

    def take_keys(self, taker: KeyTaker, claims: KeyTaker) -> None:
        """Send key presses in the text and in the lists to `taker` first."""
        self._keys = taker
        self.pane.take_keys(taker, claims)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.pane.set_look(look)
        self._zone_look.set_look(look)
        self._comment_look.look = look
        if self.view is not None:
            self.pane.show_zones(self.view.zones, self.current)

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another type."""
        self.pane.set_reading(reading)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keys of the lists to the commands, and Return to the place in the text."""
        if isinstance(event, QKeyEvent) and watched in (self.zone_list, self.comment_list):
            if event.type() is QEvent.Type.ShortcutOverride and not event.modifiers():
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress and self._keys(key_of(event)):
                return True
        return super().eventFilter(watched, event)

    # How it is put together

    def _tell(self, view: ArticleView) -> None:
        waiting = sum(zone.state == "proposed" for zone in view.zones)
        whole = sum(zone.state != "rejected" for zone in view.zones)
        flagged = len({flag.zone for flag in view.flags})
        words = (
            f"{waiting} of {whole} zones not confirmed"
            if waiting
            else f"{counted(whole, 'zone')}, all confirmed"
        )
        words += f", {flagged} flagged by coders" if flagged else ""
        self.state.setText(words)
        paint(self.state, "warning" if waiting or flagged else "saved")
        orphans = sum(c.parent is None and bool(c.replies_to) for c in view.comments)
        self._tabs["comments"].setText(f"Comments ({len(view.comments)})" if view.comments else "Comments")
        comments = counted(len(view.comments), "comment")
        self._orphans.setText(
            f"{comments}, {counted(orphans, 'orphan')}: whom they answer is not here."
            if orphans
            else ("" if view.comments else "No comments were found in this article.")
        )
        self._orphans.setVisible(bool(self._orphans.text()))

    def _choose_again(self, zones: Sequence[Zone], chosen: str, row_before: int) -> None:
        zone = next((each for each in zones if each.id == chosen), None)
        if zone is not None and self.zones.index_of(zone.id).isValid():
            self.choose(zone, reveal=False)
        elif row_before >= 0 and self.zones.rowCount():
            line_now = self.zones.index(min(row_before, self.zones.rowCount() - 1))
            self.choose(self.zones.zone_at(line_now), reveal=False)
        else:
            self.choose(self.zones.zone_at(self.zones.index(0)), reveal=False)

    def _list(self, name: str, model: ZoneModel | ThreadModel, look: QObject) -> QListView:
        made = QListView()
        made.setAccessibleName(name)
        made.setModel(model)
        if isinstance(look, (ZoneDelegate, ThreadDelegate)):
            made.setItemDelegate(look)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.installEventFilter(self)
        return made

    def _lay_out(self) -> None:
        top = row(self.switch, None, self.state, gap=1.5)
        top.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        left = column(top, line(), gap=0)
        left.addWidget(self.pane, 1)
        self._orphans = text("", ink="muted", size=0.92)
        for made in (self._zones_tab(), self._comments_tab(), self.details):
            self._stack.addWidget(made)
        side = column(self._tab_row(), line(), gap=0)
        side.addWidget(self._stack, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(holding(left, "page"))
        beside = holding(side, "panel")
        beside.setMinimumWidth(SIDE - 5 * STEP)
        halves.addWidget(beside)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 0)
        halves.setChildrenCollapsible(False)
        halves.setSizes([10 * SIDE, SIDE])
        self.pane.setMinimumWidth(45 * STEP)
        whole = column(gap=0)
        whole.addWidget(halves)
        self.setLayout(whole)

    def _tab_row(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        for name in TABS:
            made = QToolButton()
            made.setText(name.capitalize())
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, name=name: self.show_tab(name))
            group.addButton(made)
            self._tabs[name] = made
        self._tabs["zones"].setChecked(True)
        made_row = row(*self._tabs.values(), None, gap=0.5)
        made_row.setContentsMargins(STEP, STEP, STEP, STEP)
        return made_row

    def _zones_tab(self) -> QWidget:
        foot = column(self.only_open, self.buttons, self.foot, gap=1)
        foot.setContentsMargins(2 * STEP, STEP, 2 * STEP, 2 * STEP)
        whole = column(gap=0)
        whole.addWidget(self.zone_list, 1)
        whole.addWidget(line())
        whole.addLayout(foot)
        return holding(whole)

    def _comments_tab(self) -> QWidget:
        foot = column(self._orphans, self.comment_buttons, gap=1)
        foot.setContentsMargins(2 * STEP, STEP, 2 * STEP, 2 * STEP)
        whole = column(gap=0)
        whole.addWidget(self.comment_list, 1)
        whole.addWidget(line())
        whole.addLayout(foot)
        return holding(whole)

    def _connect(self) -> None:
        self.pane.band.picked.connect(self._picked)
        self.pane.handles.dragged.connect(
            lambda zone, start, end, _exact: self.dragged.emit(zone, start, end)
        )
        self.only_open.toggled.connect(lambda on: self._show_only_open(on=on))
        self.zone_list.selectionModel().currentChanged.connect(self._line_chosen)
        self.comment_list.clicked.connect(self._comment_chosen)
        self.comment_list.activated.connect(self._comment_chosen)

    def _picked(self, zone: str) -> None:
        found = next((each for each in self.view.zones if each.id == zone), None) if self.view else None
        self.show_tab("zones")
        self.choose(found, reveal=False)

    def _line_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        zone = self.zones.zone_at(now)
        if zone is not None and (self.current is None or zone.id != self.current.id):
            self.choose(zone)

    def _comment_chosen(self, index: QModelIndex) -> None:
        comment = self.comments.comment_at(index)
        if comment is not None:
            self.show_comment(comment.number)

    def _show_only_open(self, *, on: bool) -> None:
        self.zones.show_only_open(on=on)
        self.choose(self.current if self.current else self.zones.zone_at(self.zones.index(0)), reveal=False)


def action(words: str, tip: str, pressed: Callable[[], object]) -> QWidget:
    """Return a small button that tells its key on hovering."""
    made = button(words, pressed)
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
