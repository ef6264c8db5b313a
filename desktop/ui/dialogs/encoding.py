"""In which encoding were these files written? Chosen while the text is in sight."""

import codecs
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from desktop.study.import_questions import ENCODINGS, EncodingPreview, Question
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, row, text
from desktop.ui.theme import STEP

NAMES = {
    "windows-1252": "Western (Windows-1252)",
    "windows-1250": "Central European (Windows-1250)",
    "windows-1251": "Cyrillic (Windows-1251)",
    "windows-1253": "Greek (Windows-1253)",
    "windows-1254": "Turkish (Windows-1254)",
    "windows-1256": "Arabic (Windows-1256)",
    "iso-8859-15": "Western (ISO 8859-15)",
    "mac-roman": "Western (Macintosh)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "utf-16-le": "Unicode (UTF-16, little end first)",
    "utf-16-be": "Unicode (UTF-16, big end first)",
    "shift_jis": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "euc_kr": "Korean (EUC)",
}
PATH = Qt.ItemDataRole.UserRole
Take = Callable[[EncodingPreview], object]
Look = Callable[[Path, str | None, Take], object]
"""Reads the beginning of a file in an encoding (None: the preset) and hands it on, sooner or later."""


class EncodingSheet(Sheet):
    """Asks for the encoding of files that are not UTF-8; `chosen` gives it by file once accepted."""

    def __init__(self, parent: QWidget | None, files: Sequence[Question], look: Look) -> None:
        """Ask about these files; `look` reads what the preview shows."""
        many = len(files) > 1
        which = f"These {len(files)} files are" if many else f"{files[0].name} is"
        super().__init__(
            parent,
            "How was it written?",
            f"{which} not UTF-8. Choose the encoding in which every letter below looks right.",
            740,
        )
        self._look = look
        self._asked = 0
        self._chosen: dict[Path, str] = {}
        self._good: dict[Path, bool] = {}
        self.left_out = False
        self.files = self._make_files(files)
        self.encoding = self._make_choice()
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName("Beginning of the file, read in this encoding")
        self.shown.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.shown.setMinimumHeight(30 * STEP)
        name = text("Encoding", strong=True, wrap=False)
        name.setBuddy(self.encoding)
        self.put(row(name, self.encoding, None))
        beside = row(gap=2)
        if many:
            beside.addLayout(column(text("Choice holds for the chosen files", ink="muted"), self.files))
        beside.addWidget(self.shown, 1)
        self.put(beside)
        self.aside(button("Leave them out" if many else "Leave it out", self._leave_out))
        self._yes = self.answers("Add with this encoding")
        self.files.currentItemChanged.connect(lambda _now, _then: self._show())
        self.encoding.currentTextChanged.connect(lambda _words: self._choose())
        self.files.setCurrentRow(0)
        self.files.selectAll()
        self.encoding.setFocus()

    def chosen(self) -> dict[Path, str]:
        """Return the encoding of each file."""
        return dict(self._chosen)

    def done(self, answer: int) -> None:
        """Wait for no preview any more."""
        self._asked += 1
        super().done(answer)

    def _make_files(self, files: Sequence[Question]) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName("Files")
        made.setProperty("kind", "choices")
        made.ensurePolished()
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setMaximumWidth(34 * STEP)
        for each in files:
            item = QListWidgetItem(each.name)
            item.setData(PATH, str(each.path))
            item.setToolTip(each.name)
            made.addItem(item)
        return made

    def _make_choice(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("Encoding")
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.setMinimumWidth(38 * STEP)
        for each in ENCODINGS:
            made.addItem(NAMES.get(each, each), each)
        made.setMaxVisibleItems(len(ENCODINGS))
        return made

    def _path(self) -> Path:
        return Path(self.files.item(max(self.files.currentRow(), 0)).data(PATH))

    def _named(self) -> str:
        """Return the encoding that stands in the box: one of the list, or any name that was typed."""
        at = self.encoding.findText(self.encoding.currentText())
        return str(self.encoding.itemData(at)) if at >= 0 else self.encoding.currentText().strip()

    def _choose(self) -> None:
        name = self._named()
        for item in self.files.selectedItems() or [self.files.currentItem()]:
            self._chosen[Path(item.data(PATH))] = name
        self._ask(self._path(), name)

    def _show(self) -> None:
        path = self._path()
        self._ask(path, self._chosen.get(path))

    def _ask(self, path: Path, encoding: str | None) -> None:
        self._asked += 1
        asked = self._asked
        self._look(path, encoding, lambda found: self._take(path, found, asked))

    def _take(self, path: Path, found: EncodingPreview, asked: int) -> None:
        if asked != self._asked:
            return
        at = self._known(found.encoding)
        name = str(self.encoding.itemData(at)) if at >= 0 else found.encoding
        self._chosen.setdefault(path, name)
        self._good[path] = not found.problem
        self.shown.setPlainText(found.text)
        self.trouble(found.problem)
        self._yes.setEnabled(all(self._good.values()))
        if not self.encoding.hasFocus() or at >= 0:
            self.encoding.blockSignals(True)  # noqa: FBT003  (Qt's own)
            self.encoding.setCurrentIndex(at)
            self.encoding.blockSignals(False)  # noqa: FBT003

    def _known(self, encoding: str) -> int:
        """Return which line of the box an encoding is, whatever name of it is used; -1 for none."""
        for at, each in enumerate(ENCODINGS):
            if codecs.lookup(each).name == codecs.lookup(encoding).name:
                return at
        return -1

    def _leave_out(self) -> None:
        self.left_out = True
        self.accept()
