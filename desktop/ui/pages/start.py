"""What the window shows while no project is open."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.parts import area, at_most, button, column, empty, heading, holding, row, text
from desktop.ui.theme import STEP

READ_WIDTH = 640


def centred(inside: QWidget, width: int = READ_WIDTH) -> QScrollArea:
    """Return a page with its content in a column of that width, scrolled where it is too long."""
    at_most(inside, width)
    outer = row(gap=0)
    outer.addStretch(1)
    outer.addWidget(inside, 20)
    outer.addStretch(1)
    outer.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
    page = QScrollArea()
    page.setWidget(area(holding(outer), "page"))
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return page


class StartPage(QFrame):
    """Open, begin, or try: the three ways in, and the projects opened last."""

    open_asked = Signal()
    new_asked = Signal()
    demo_asked = Signal()
    recent_asked = Signal(str)

    def __init__(self) -> None:
        """Begin without recent projects."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Start")
        ways = row(
            button("New project…", self.new_asked.emit, rank="first"),
            button("Open project…", self.open_asked.emit),
            button("Try the sample project", self.demo_asked.emit),
            None,
        )
        self._recent: QVBoxLayout = column(gap=0.5)
        inside = column(
            14,
            heading("Pressmark", 2.6),
            text("Code news articles, and learn how far your coders agree.", ink="muted", size=1.25),
            4,
            ways,
            6,
            self._recent,
            None,
        )
        whole = column(gap=0)
        whole.addWidget(centred(holding(inside)))
        self.setLayout(whole)

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """Offer the projects that were opened last and are still there."""
        empty(self._recent)
        there = [Path(each) for each in paths if Path(each).is_file()]
        if not there:
            self._recent.addWidget(text("Or drop a project file on this window.", ink="muted"))
            return
        self._recent.addWidget(text("Opened last", ink="muted", strong=True, size=0.92))
        for path in there:
            self._recent.addLayout(self._line(path))

    def _line(self, path: Path) -> QVBoxLayout:
        name = button(path.stem, lambda: self.recent_asked.emit(str(path)), rank="link")
        name.setAccessibleDescription(str(path.parent))
        folder = text(str(path.parent), ink="muted", size=0.88, wrap=False)
        return column(row(name, folder, None, gap=1.5))
