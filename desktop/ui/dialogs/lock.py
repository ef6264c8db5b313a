"""Lock the reliability sample with what will be computed from it, and plan what is coded again."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from desktop.study.agreement_draw import Sample
from desktop.study.reliability import Lock
from desktop.ui.choice import Choice
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.pages import figures
from desktop.ui.parts import Item, column, off_frame, row, text
from desktop.wording import counted

UNITS = (("sentence", "By sentence"), ("token", "By token"), ("character", "By character"))
ZONES = (
    ("", "In title, deck, key points and body"),
    ("body", "In the body alone"),
    ("quotation", "In quotations"),
    ("comment", "In comments"),
)
CUSTOMARY = ("alpha", "ac1", "cohen_kappa", "fleiss_kappa", "scott_pi", "bennett_s", "percent")


class LockSheet(Sheet):
    """Asks which figure counts; `lock` gives it with the sample."""

    def __init__(self, parent: QWidget | None, sample: Sample, labels: Sequence[tuple[str, str]]) -> None:
        """Offer to lock `sample`; labels are (id, name) pairs."""
        super().__init__(
            parent,
            "Lock the reliability sample",
            "The figure that counts for the study is the one below, as the articles are first finished. "
            "It is locked once and for all; every other figure that you look at is listed in the report.",
            560,
        )
        self._sample = sample
        self.coefficient = Choice(
            "Coefficient", [(key, figures.COEFFICIENTS[key]) for key in CUSTOMARY], "alpha"
        )
        self.unit = Choice("Unit", UNITS, "sentence")
        self.label = Choice("Label", [("", "Every label"), *labels])
        self.zones = Choice("Zones", ZONES)
        self.threshold = off_frame(QDoubleSpinBox())
        self.threshold.setAccessibleName("Threshold")
        self.threshold.setRange(0, 1)
        self.threshold.setSingleStep(0.05)
        self.threshold.setValue(0.8)
        drawn = f"{counted(len(sample.ids), 'article')}, {sample.by_what}, seed {sample.seed}"
        self.put(
            titled("Sample", text(drawn, wrap=False)),
            titled("Figure", self.coefficient, self.unit),
            titled("Of", self.label, self.zones),
            titled("It must reach", self.threshold),
        )
        self.first = self.answers("Lock for good")

    def lock(self) -> Lock:
        """Return what was asked for."""
        return Lock(
            sample=self._sample,
            coefficient=self.coefficient.current,
            unit=self.unit.current,
            label=self.label.current,
            zones=(self.zones.current,) if self.zones.current else (),
            threshold=round(self.threshold.value(), 3),
        )


class RecodeSheet(Sheet):
    """Asks which coder is to code how many of their own finished articles again."""

    def __init__(
        self,
        parent: QWidget | None,
        coders: Sequence[tuple[str, str]],
        plan: Callable[[str, int], str],
    ) -> None:
        """`plan` gets the coder's id and the number, and returns "" or why not."""
        super().__init__(
            parent,
            "Plan recoding",
            "Some weeks later the coder codes a few of the own articles again, in a kit without the earlier "
            "work: how far a coder agrees with themselves.",
            520,
        )
        self._plan = plan
        self.coder = Choice("Coder", coders)
        self.number = off_frame(QSpinBox())
        self.number.setAccessibleName("Articles to code again")
        self.number.setRange(1, 9999)
        self.number.setValue(5)
        self.put(titled("Coder", self.coder), titled("Articles, drawn at random", self.number))
        self.first = self.answers("Plan recoding")

    def accept(self) -> None:
        """Close only once it was planned."""
        sentence = self._plan(self.coder.current, self.number.value())
        if sentence:
            self.trouble(sentence)
        else:
            super().accept()


def titled(title: str, *fields: Item) -> Item:
    """Return fields below what they are called."""
    return column(text(title, strong=True), row(*fields, None), gap=0.5)
