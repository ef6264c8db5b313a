"""Take returns in: which files, what they would bring, and then all of them or none."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.ui.dialogs.report import Entry, entries
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, empty, holding, row, text
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.exchange.merging import MergeItem, MergeReport

WORDS = (
    "Returns, kits at work and copies of the project, in any order and as often as you like. "
    "All of them come in, or none."
)
NEWER = "A kit of yours: its articles and its codebook come in, if they are not here yet."
KIT_WORDS = "A newer kit from the lead brings more articles and a new codebook; what you coded here stays."
FILES = "Returns, kits and projects (*.pressmark-return *.pressmark)"
Look = Callable[[tuple[Path, ...], "Callable[[MergeReport], object]", Callable[[str], object]], object]
"""Looks at files: calls the second with what they would bring, or the third with why not."""


class MergeSheet(Sheet):
    """Asks for files and shows what they would bring before anything is changed."""

    def __init__(self, parent: QWidget | None, look: Look, folder: Path, *, into_kit: bool = False) -> None:
        """`look` finds out what files would bring; `folder` is where they are looked for first.

        Into a kit come newer kits of its own coder, with more articles and a new codebook.
        """
        super().__init__(
            parent,
            "Take in a newer kit" if into_kit else "Take returns in",
            KIT_WORDS if into_kit else WORDS,
            680,
        )
        self._into_kit = into_kit
        self.setAcceptDrops(True)
        self._look = look
        self._folder = folder
        self._asked = 0
        self.files: tuple[Path, ...] = ()
        self._list: QVBoxLayout = column(gap=0.25, margin=1)
        self._found: QVBoxLayout = column(gap=1.5)
        add = button("Add files…", self._choose)
        hint = text("or drop them here", ink="muted")
        self.put(holding(self._list, "card"), row(add, hint, None, gap=1.5), self._found)
        self.first = self.answers("Take in")
        self.first.setEnabled(False)
        self._show_files()
        add.setFocus()

    def add(self, paths: Iterable[Path]) -> None:
        """Add files and look at all of them together."""
        new = [path for path in dict.fromkeys(paths) if path not in self.files]
        self.files = (*self.files, *new)
        self._show_files()
        self._ask()

    def drop_file(self, path: Path) -> None:
        """Leave a file out again."""
        self.files = tuple(each for each in self.files if each != path)
        self._show_files()
        self._ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        event.acceptProposedAction()
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _choose(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, "Take returns in", str(self._folder), FILES)
        if found:
            self.add(Path(each) for each in found)

    def _show_files(self) -> None:
        empty(self._list)
        if not self.files:
            self._list.addWidget(text("No file yet.", ink="muted"))
        for path in self.files:
            leave = button("Leave out", partial(self.drop_file, path), rank="quiet")
            leave.setAccessibleName(f"Leave out {path.name}")
            name = text(path.name, wrap=False)
            name.setToolTip(str(path))
            name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._list.addLayout(row(name, None, leave))
        self._grow()

    def _ask(self) -> None:
        self._asked += 1
        asked = self._asked
        empty(self._found)
        self.trouble("")
        self.first.setEnabled(False)
        self.first.setText("Take in")
        if not self.files:
            return
        self._found.addWidget(text("Looking…", ink="muted"))

        def show(report: "MergeReport") -> None:
            if asked == self._asked:
                self._show(report)

        def refuse(sentence: str) -> None:
            if asked == self._asked:
                empty(self._found)
                self.trouble(f"{sentence} Nothing was changed.")
                self._grow()

        self._look(self.files, show, refuse)

    def _show(self, report: "MergeReport") -> None:
        empty(self._found)
        newer = self._into_kit and any(item.kind == "kit" for item in report.items)
        self._found.addWidget(text(NEWER if newer else report.sentence(), strong=True))
        for name, items in report_parts(report):
            self._found.addLayout(column(text(name, strong=True), entries(items, name), gap=0.75))
        new = newer or bool(report.added) or any(item.waiting for item in report.items)
        self.first.setEnabled(new)
        self.first.setText(f"Take in {counted(report.added, 'step', 'steps')}" if report.added else "Take in")
        if new:
            self.first.setFocus()
        self._grow()

    def _grow(self) -> None:
        """Give what came in the room that it needs; the dialog never shrinks under the mouse."""
        inside = self.layout()
        if inside is not None:
            inside.activate()
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))


def report_parts(report: "MergeReport") -> tuple[tuple[str, Sequence[Entry]], ...]:
    """Return what a merge brings, or brought, as titled lists: each file, then how complete the work is."""
    files = [entry for item in report.items for entry in _file_entries(item)]
    complete: list[Entry] = [("", sentence, "") for sentence in report.completeness]
    twice: list[Entry] = [
        (name, f"edited {counted(count, 'passage', 'passages')} in two places; the coder should look", "")
        for name, count in report.conflicts
    ]
    parts = (("Files", files), ("How complete the work is", complete), ("Edited in two places", twice))
    return tuple((name, found) for name, found in parts if found)


def _file_entries(item: "MergeItem") -> Iterable[Entry]:
    whose = f" of {item.coder}" if item.coder else ""
    yield f"{Path(item.path).name}, {item.kind}{whose}", _brings(item), "muted"
    for sentence in item.remarks():
        yield "", f"{sentence}.", "warning"


def _brings(item: "MergeItem") -> str:
    counts = item.counts
    if not counts.revisions:
        return f"Nothing new; {counted(item.already_here, 'step is', 'steps are')} here already."
    passages = counted(counts.passages, "passage", "passages")
    changes = counted(counts.changed, "change", "changes")
    finished = counted(counts.finished, "article", "articles")
    here = f"; {item.already_here:,} here already" if item.already_here else ""
    steps = counted(counts.revisions, "step", "steps")
    return f"{steps} new: {passages}, {changes}, {finished} finished{here}."
