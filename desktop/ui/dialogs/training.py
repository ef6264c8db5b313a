"""What a coder must reach to pass, and which article gets a known answer."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from desktop.study.training import PassMark
from desktop.ui.choice import Choice
from desktop.ui.dialogs.lock import CUSTOMARY, UNITS, titled
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.pages import figures
from desktop.ui.parts import off_frame


class MarkSheet(Sheet):
    """Asks for the pass mark."""

    def __init__(self, parent: QWidget | None, before: PassMark) -> None:
        """`before` is the mark in force."""
        super().__init__(
            parent, "Change the pass mark", "A coder passes who reaches it for every label.", 480
        )
        self.coefficient = Choice(
            "Coefficient", [(key, figures.COEFFICIENTS[key]) for key in CUSTOMARY], before.coefficient
        )
        self.unit = Choice("Unit", UNITS, before.unit)
        self.threshold = off_frame(QDoubleSpinBox())
        self.threshold.setAccessibleName("Pass mark")
        self.threshold.setRange(0, 1)
        self.threshold.setSingleStep(0.05)
        self.threshold.setValue(before.threshold)
        self.put(titled("Figure", self.coefficient, self.unit), titled("It must reach", self.threshold))
        self.first = self.answers("Set the pass mark")

    def mark(self) -> PassMark:
        """Return what was asked for."""
        return PassMark(round(self.threshold.value(), 3), self.coefficient.current, self.unit.current)


class AnswerSheet(Sheet):
    """Asks out of whose work the known answer of which article is made."""

    def __init__(
        self,
        parent: QWidget | None,
        articles: Sequence[tuple[str, str]],
        coders: Sequence[tuple[str, str]],
        take: Callable[[str, str], str],
    ) -> None:
        """`take` gets article and coder by id and returns "" or why not."""
        super().__init__(
            parent,
            "Make a known answer",
            "Out of what somebody settled or finished in an article. Coders see it only after they finished "
            "the article, and only in a training kit.",
            560,
        )
        self._take = take
        self.article = Choice("Article", articles)
        self.coder = Choice("Coder", coders)
        self.put(titled("Article", self.article), titled("As settled or coded by", self.coder))
        self.first = self.answers("Make it the known answer")

    def accept(self) -> None:
        """Close only once it was made."""
        sentence = self._take(self.article.current, self.coder.current)
        if sentence:
            self.trouble(sentence)
        else:
            super().accept()
