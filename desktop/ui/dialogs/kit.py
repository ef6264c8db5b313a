"""Hand out the work: for whom, which articles, into which folder. Says what a kit holds, and what not."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.study.coders import shown_name
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import button, column, holding, row, text
from desktop.ui.theme import STEP
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.exchange.handing_out import Share, Stock, Wanted

ALWAYS = "In each file: the articles, the codebook, what is to be coded, and the coder’s own earlier work."
AGAIN = "In each file: the articles to be coded again and the codebook. The earlier work stays here."
NEVER = "Not in it: anybody else’s passages, notes and names, and which articles are double-coded."
ANSWERS = (
    "The known answers of practice articles are in it; the program shows each once its article is finished."
)
NO_ANSWERS = "The known answers of practice articles stay with you."
SHOWN = 6
"""How many coders are in sight before the list is scrolled."""


class KitSheet(Sheet):
    """Asks for whom kits are written, of what, and where to."""

    def __init__(self, parent: QWidget | None, stock: "Stock", folder: Path) -> None:
        """Offer every coder of the project, those with something to code ticked."""
        super().__init__(
            parent, "Hand out the work", "One file for each coder. Send it to them as you send any file.", 600
        )
        self._stock = stock
        self.boxes: dict[str, QCheckBox] = {}
        self._list: QVBoxLayout = column(gap=0.5, margin=1)
        self._list.addStretch(1)
        self.new_name = QLineEdit()
        self.new_name.setAccessibleName("Name of a new coder")
        self.new_name.setPlaceholderText("Another coder")
        self.new_name.setMaxLength(120)
        self.new_name.returnPressed.connect(self._add_name)
        self._scrolled = _scrolled(self._list)
        for share in stock.shares:
            self._offer(share.coder.id, shown_name(share.coder), _has(share, stock))
        self._group("For", column(self._scrolled, row(self.new_name, button("Add", self._add_name)), gap=1))
        self.by_plan = QRadioButton("What the plan gives them; every article to those it does not name")
        self.everything = QRadioButton(f"Every article ({stock.articles})")
        self.again = QRadioButton("Only what they are to code again")
        self.again.setEnabled(any(share.again for share in stock.shares))
        self._choices = QButtonGroup(self)
        for choice in (self.by_plan, self.everything, self.again):
            self._choices.addButton(choice)
        self.by_plan.setChecked(True)
        self.answers_box = QCheckBox("A training kit: with the known answers of practice articles")
        self.answers_box.setEnabled(bool(stock.answers))
        kinds = column(self.by_plan, self.everything, self.again, self.answers_box, gap=0.5)
        self._group("Articles", kinds)
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName("Folder")
        self._group("Into the folder", row(self.folder, button("Choose…", self._choose)))
        self._holds = text("", ink="muted", size=0.92)
        self.put(self._holds)
        self._yes = self.answers("Write kits")
        self._choices.buttonToggled.connect(lambda _button, _on: self._weigh())
        self.again.toggled.connect(self._only_again)
        self.answers_box.toggled.connect(lambda _on: self._weigh())
        self.folder.textChanged.connect(lambda _words: self._weigh())
        self._weigh()

    def chosen(self) -> tuple[str, ...]:
        """Return ids of the ticked coders, and names of those who are new."""
        return tuple(who for who, box in self.boxes.items() if box.isChecked())

    def path(self) -> Path:
        """Return the folder the kits are written into."""
        return Path(self.folder.text().strip()).expanduser()

    def wanted(self) -> "Wanted":
        """Return what goes into the kits."""
        from desktop.exchange.handing_out import Wanted  # noqa: PLC0415  (only when kits are written)

        return Wanted(self.everything.isChecked(), self.answers_box.isChecked(), self.again.isChecked())

    def accept(self) -> None:
        """Close only where the folder is there."""
        if self.path().is_dir():
            super().accept()
        else:
            self.trouble("There is no such folder: make it first, or choose another one.")

    def _offer(self, who: str, name: str, has: str) -> None:
        box = QCheckBox(f"{name} – {has}".replace("&", "&&"))
        box.setChecked(True)
        box.toggled.connect(lambda _on: self._weigh())
        self.boxes[who] = box
        self._list.insertWidget(self._list.count() - 1, box)
        count = min(max(len(self.boxes), 1), SHOWN)
        self._scrolled.setFixedHeight(count * (box.sizeHint().height() + STEP // 2) + 2 * STEP)

    def _add_name(self) -> None:
        name = " ".join(self.new_name.text().split())
        known = {shown_name(share.coder).casefold() for share in self._stock.shares}
        if not name:
            return
        if name.casefold() in known | {each.casefold() for each in self.boxes}:
            self.trouble(f"“{name}” is in the list already.")
            return
        self.new_name.clear()
        self._offer(name, name, "new here, gets every article")
        self._weigh()

    def _only_again(self, only: bool) -> None:
        """Offer only those who have something to code again, or everybody."""
        for share in self._stock.shares:
            box = self.boxes[share.coder.id]
            box.setEnabled(not only or bool(share.again))
            box.setChecked(box.isEnabled())
        self._weigh()

    def _weigh(self) -> None:
        self.trouble("")
        count = len(self.chosen())
        self._yes.setText(f"Write {counted(count, 'kit', 'kits')}" if count else "Write kits")
        self._yes.setEnabled(bool(count and self.folder.text().strip()))
        again = self.again.isChecked()
        if again:
            self.answers_box.setChecked(False)
        self.answers_box.setEnabled(bool(self._stock.answers) and not again)
        answers = ANSWERS if self.answers_box.isChecked() else NO_ANSWERS
        self._holds.setText("\n".join((AGAIN if again else ALWAYS, NEVER, answers)))

    def _group(self, title: str, inside: QLayout) -> None:
        self.put(column(text(title, strong=True), inside, gap=0.75))

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Folder of the kits", self.folder.text())
        if found:
            self.folder.setText(found)


def _has(share: "Share", stock: "Stock") -> str:
    if not share.planned:
        has = f"not in the plan, gets every article ({stock.articles})"
    else:
        has = f"{counted(share.planned, 'article', 'articles')} by the plan"
    return f"{has}, {share.again} to code again" if share.again else has


def _scrolled(inside: QVBoxLayout) -> QScrollArea:
    area: QFrame = holding(inside, "card")
    made = QScrollArea()
    made.setAccessibleName("Coders")
    made.setWidget(area)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
