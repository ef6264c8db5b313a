"""The panel below: what to find in the whole project, where, and each finding with what surrounds it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStackedWidget,
)

from db.records import Coder, State
from desktop.codebook import Codebook, Label
from desktop.study.coders import shown_name
from desktop.study.finding import MOST_COUNTED, Filters, Found, Where
from desktop.ui.choice import Choice
from desktop.ui.desk.styles import styles_of
from desktop.ui.finding.rows import FindingDelegate, FindingModel
from desktop.ui.parts import area, button, column, holding, line, row, text
from desktop.ui.theme import STEP, Theme

TYPING = 250
"""Milliseconds after the last key before something is looked for."""
WHERE = (
    ("", "Everywhere"),
    (Where.TEXT, "In texts"),
    (Where.PASSAGE, "In passages"),
    (Where.NOTE, "In notes"),
)
UNITS = {Where.TEXT: "paragraph", Where.PASSAGE: "passage", Where.NOTE: "note"}
HINT = (
    "Type words that stand in one paragraph, or a phrase in quotation marks; lamp* finds lamplight too. "
    "Choosing a label or Unsure lists passages."
)


class FindingsPanel(QFrame):
    """Query, filters and list; it knows neither project nor search."""

    wanted = Signal()
    """Something else is to be found."""
    opened = Signal(object)
    """A finding (`Hit`) is to be shown in its article."""
    left = Signal()

    def __init__(self, look: Theme) -> None:
        """Begin empty and hidden."""
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Find in all articles")
        self._look = look
        self._codebook: Codebook | None = None
        self.query = QLineEdit()
        self.query.setPlaceholderText("Find in all articles")
        self.query.setAccessibleName("Find in all articles")
        self.query.setClearButtonEnabled(True)
        self.query.setMinimumWidth(24 * STEP)
        self.where = Choice("Where to look", WHERE)
        self.label = Choice("Label", (("", "Any label"),))
        self.coder = Choice("Whose passages", (("", "Any coder"),))
        self.outlet = Choice("Outlet", (("", "Any outlet"),))
        self.progress = Choice(
            "Progress", (("", "Any progress"), *((state, state.value.capitalize()) for state in State))
        )
        self.unsure = QCheckBox("Unsure")
        self.shut = button("Close", self.left.emit, rank="quiet")
        self.named = button("", self._choose_named, rank="quiet")
        self.told = text("", ink="muted", size=0.88, wrap=False)
        self.model = FindingModel(self)
        self.delegate = FindingDelegate(look, self)
        self.list = self._make_list()
        self._hint = text(HINT, ink="muted")
        self._stack = QStackedWidget()
        self._named: Label | None = None
        self._put_together()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._connect()
        self.hide()

    # --- what is asked --------------------------------------------------------------------------------

    def words(self) -> str:
        """Return what was typed."""
        return self.query.text()

    def filters(self) -> Filters:
        """Return what was chosen."""
        return Filters(
            where=Where(self.where.current) if self.where.current else None,
            label=self.label.current,
            coder=self.coder.current,
            outlet=self.outlet.current,
            progress=State(self.progress.current) if self.progress.current else None,
            unsure=self.unsure.isChecked(),
        )

    def ask(self, words: str = "") -> None:
        """Show the panel and let somebody type; `words` stand there already."""
        self.show()
        if words and words != self.words():
            self.query.setText(words)
            self._send()
        self.query.selectAll()
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self, codebook: Codebook | None, coders: Sequence[Coder], *, lead: bool) -> None:
        """Forget everything and offer what is there for who sits here now."""
        self.query.clear()
        self._typing.stop()
        for choice in (self.where, self.label, self.coder, self.outlet, self.progress):
            choice.show_choice("")
        self.unsure.setChecked(False)
        self.coder.setVisible(lead)
        self.delegate.names = {each.id: shown_name(each) for each in coders} if lead else {}
        self.coder.offer((("", "Any coder"), *((each.id, shown_name(each)) for each in coders)))
        self.show_codebook(codebook)
        self.show_nothing()

    def show_codebook(self, codebook: Codebook | None) -> None:
        """Offer the labels of a codebook."""
        self._codebook = codebook
        labels = codebook.labels if codebook else ()
        self.label.offer((("", "Any label"), *((each.id, each.name) for each in labels)), self.label.current)
        self._dress()

    def offer_outlets(self, names: Sequence[str]) -> None:
        """Offer the outlets of the articles; without any the choice is not shown."""
        self.outlet.setVisible(bool(names))
        self.outlet.offer((("", "Any outlet"), *((name, name) for name in names)), self.outlet.current)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        self._dress()

    # --- what is found --------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Show no list: nothing is asked."""
        self.model.show_first((), more=False)
        self._say(HINT)
        self.told.setText("")

    def show_reading(self, done: int, of: int) -> None:
        """Say how many articles were read so far: before the first answer all of them are."""
        self._say(f"Reading the articles: {done:,} of {of:,}…")

    def show_found(self, found: Found) -> None:
        """Show what was found, from the beginning."""
        hits = found.hits
        spot, line_ = self.model.spot_at(self.list.currentIndex()), self.list.currentIndex().row()
        self.model.show_first(hits, more=found.after is not None)
        if not hits:
            self._say("Nothing was found.")
        else:
            self._stack.setCurrentIndex(0)
            again = self.model.row_of(spot)
            at = again if again >= 0 else min(max(line_, 0), len(hits) - 1)
            self.list.setCurrentIndex(self.model.index(at))
        self._tell(found)

    def offer_label(self, label: Label | None) -> None:
        """Offer the passages with the label that was perhaps meant."""
        self._named = label
        self.named.setVisible(label is not None)
        if label is not None:
            self.named.setText(f"Passages labelled {label.name.lower()}")

    def step(self, *, forward: bool) -> None:
        """Open the next finding, or the one before."""
        at = self.list.currentIndex().row() + (1 if forward else -1)
        index = self.model.index(at)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self._open(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down and Enter lead from the line that is typed into to the list."""
        if watched is self.query and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, wherever in the panel it is pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # --- inside ---------------------------------------------------------------------------------------

    def _tell(self, found: Found) -> None:
        unit, count = self._unit(), found.pieces
        least = "more than " if found.more or count >= MOST_COUNTED else ""
        self.told.setText(f"{least}{count:,} {unit}{'' if count == 1 else 's'}" if count else "")

    def _unit(self) -> str:
        """Return what is counted."""
        asked = self.filters()
        of_passages = bool(asked.label or asked.coder or asked.unsure)
        if asked.where is not None:
            return UNITS[Where.PASSAGE if of_passages and asked.where is Where.TEXT else asked.where]
        return "place" if self.words().strip() else UNITS[Where.PASSAGE]

    def _make_list(self) -> QListView:
        view = QListView()
        view.setAccessibleName("Findings")
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.activated.connect(self._open)
        view.clicked.connect(self._open)
        return view

    def _put_together(self) -> None:
        first = row(self.query, self.where, self.label, self.shut, gap=0.5)
        first.setStretch(0, 1)
        first.setContentsMargins(2 * STEP, STEP, STEP, 0)
        second = row(
            self.told, self.named, None, self.unsure, self.coder, self.outlet, self.progress, gap=0.5
        )
        second.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
        self.named.hide()
        self.outlet.hide()
        self._stack.addWidget(self.list)
        self._stack.addWidget(holding(column(self._hint, None, margin=2)))
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        whole = column(line(), first, second, gap=0.5)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.setMinimumHeight(18 * STEP)

    def _connect(self) -> None:
        self.query.installEventFilter(self)
        self.query.textEdited.connect(lambda _words: self._typing.start())
        self.query.textChanged.connect(lambda words: None if words else self._typing.start())
        self._typing.timeout.connect(self._send)
        for choice in (self.where, self.label, self.coder, self.outlet, self.progress):
            choice.chosen.connect(lambda _key: self._send())
        self.unsure.clicked.connect(lambda _on: self._send())

    def _send(self) -> None:
        self._typing.stop()
        self.wanted.emit()

    def _enter(self) -> None:
        """Look at once where something was typed since, else open the finding that is chosen."""
        if self._typing.isActive():
            self._send()
        elif self.list.currentIndex().isValid():
            self._open(self.list.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        hit = self.model.hit_at(index)
        if hit is not None:
            self.opened.emit(hit)

    def _choose_named(self) -> None:
        if self._named is not None:
            self.label.show_choice(self._named.id)
            self.query.clear()
            self._send()

    def _say(self, words: str) -> None:
        self._hint.setText(words)
        self._stack.setCurrentIndex(1)

    def _dress(self) -> None:
        self.delegate.look = self._look
        self.delegate.styles = styles_of(self._codebook.labels if self._codebook else (), self._look)
        self.list.viewport().update()
