"""What is known of an article: fields to fill in, stored as soon as one is left, and how the text came in."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea

from db.records import Article
from desktop.study.article_view import KEPT
from desktop.ui.parts import button, column, empty, holding, line, row, text
from desktop.ui.theme import STEP

LINE_ENDS = {"lf": "LF", "crlf": "CRLF", "cr": "CR", "mixed": "mixed", "none": "none"}


class DetailsForm(QScrollArea):
    """The fields of one article; `changed` gives all of them (a dict) when one of them was changed."""

    changed = Signal(object)

    def __init__(self) -> None:
        """Begin without an article."""
        super().__init__()
        self.setAccessibleName("What is known of the article")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields: dict[str, QLineEdit] = {}
        self._known: dict[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(STEP)
        self._grid.setHorizontalSpacing(2 * STEP)
        self._new = QLineEdit()
        self._new.setPlaceholderText("Another field, such as genre")
        self._new.setAccessibleName("Name of another field")
        self._new.returnPressed.connect(self._add)
        self._facts = column(gap=0.5)
        inside = column(self._grid, row(self._new, button("Add", self._add)), 1, line(), 1, gap=1, margin=2)
        inside.addLayout(self._facts)
        inside.addStretch(1)
        self.setWidget(holding(inside))

    def show_article(self, article: Article, offered: Sequence[str], notes: Iterable[str] = ()) -> None:
        """Show what is known of an article; `offered` are the fields that every article has."""
        self._known = {**dict(article.metadata), "title": article.title}
        names = dict.fromkeys((*offered, *(key for key in self._known if key not in KEPT)))
        if list(names) != list(self.fields):
            self._lay_out(names)
        for name, field in self.fields.items():
            if not field.isModified() or not field.hasFocus():
                field.setText(self._known.get(name, ""))
                field.setCursorPosition(0)
        empty(self._facts)
        for fact in (*facts(article), *notes):
            words = text(fact, ink="muted", size=0.92)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(words)

    def values(self) -> dict[str, str]:
        """Return what the fields hold, without white space at their ends."""
        return {name: field.text().strip() for name, field in self.fields.items()}

    def take_changes(self) -> None:
        """Give out what was typed, if it differs from what is known."""
        now = self.values()
        if any(self._known.get(name, "") != value for name, value in now.items()):
            self._known = {name: value for name, value in now.items() if value}
            for field in self.fields.values():
                field.setModified(False)
            self.changed.emit(now)

    def _lay_out(self, names: Iterable[str]) -> None:
        empty(self._grid)
        self.fields = {}
        for at, name in enumerate(names):
            self._put(at, name)

    def _put(self, at: int, name: str) -> QLineEdit:
        words = name[:1].upper() + name[1:].replace("_", " ").replace("-", " ")
        field = QLineEdit()
        field.setAccessibleName("URL" if name == "url" else words)
        field.editingFinished.connect(self.take_changes)
        title = text("URL" if name == "url" else words, ink="muted", wrap=False)
        title.setBuddy(field)
        self._grid.addWidget(title, at, 0)
        self._grid.addWidget(field, at, 1)
        self.fields[name] = field
        return field

    def _add(self) -> None:
        name = "_".join(self._new.text().casefold().split())
        if name and name not in self.fields:
            self._put(len(self.fields), name)
        if name:
            self.fields[name].setFocus(Qt.FocusReason.TabFocusReason)
            self._new.clear()


def facts(article: Article) -> Iterable[str]:
    """Return how a text came in, in sentences."""
    yield f"{article.name}, version {article.version}, {len(article.text):,} characters."
    read = f"Read by “{article.reader}”, version {article.reader_version}"
    coded = f", as {article.encoding}" if article.encoding else ""
    ends = LINE_ENDS.get(article.line_ends.lower(), article.line_ends)
    yield f"{read}{coded}, line ends {ends}."
    yield from article.notices
