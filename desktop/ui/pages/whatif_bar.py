"""What is to be otherwise: the choices over the view *what if*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.agreement.inputs import HEADLINE
from desktop.study.agreement import Compared
from desktop.study.workspace.otherwise import WhatIf
from desktop.study.workspace.view import label_name
from desktop.ui.choice import Choice
from desktop.ui.parts import button, column, row

AS_IT_IS = ""


class WhatIfBar(QFrame):
    """Offers labels, coders, articles, zones, units and versions; `chosen` says that something changed."""

    chosen = Signal()

    def __init__(self) -> None:
        """Begin with everything as it is."""
        super().__init__()
        self.setAccessibleName("What if")
        self.one = Choice("Take this label", ((AS_IT_IS, "No labels taken as one"),))
        self.other = Choice("and this one as one", ((AS_IT_IS, "and …"),))
        self.coder = Choice("Leave out a coder", ((AS_IT_IS, "All coders"),))
        self.article = Choice("Leave out an article", ((AS_IT_IS, "All articles"),))
        self.zone = Choice("Leave out a zone", ((AS_IT_IS, "All zones"),))
        units = ((AS_IT_IS, "Same unit"), *((u, f"By {u}") for u in ("sentence", "token", "character")))
        self.unit = Choice("Unit", units)
        self.codebook = Choice("Codebook version", ((AS_IT_IS, "All codebook versions"),))
        self._all = (self.one, self.other, self.coder, self.article, self.zone, self.unit, self.codebook)
        for choice in self._all:
            choice.chosen.connect(lambda _key: self._changed())
        self.reset = button("As it is", self._reset, rank="quiet")
        self.setLayout(
            column(
                row(self.one, self.other, self.coder, None),
                row(self.article, self.zone, self.unit, self.codebook, self.reset, None),
            )
        )
        self.other.hide()

    def offer(self, compared: Compared) -> None:
        """Offer what is in a comparison; what was chosen stays where it is still there."""
        labels = [(label, label_name(compared.codebook, label)) for label in compared.continuum.labels]
        coders = zip((c.id for c in compared.coders), compared.continuum.coders, strict=True)
        articles = zip(compared.texts.ids, compared.texts.names, strict=True)
        versions = compared.template.codebook_versions
        self._fill(self.one, "No labels taken as one", [(k, f"{w} as one with …") for k, w in labels])
        self._fill(self.other, "and …", [(k, f"and {w}") for k, w in labels])
        self._fill(self.coder, "All coders", [(key, f"Without {name}") for key, name in coders])
        self._fill(self.article, "All articles", [(key, f"Without {name}") for key, name in articles])
        self._fill(self.zone, "All zones", [(kind, f"Without {kind.replace('-', ' ')}") for kind in HEADLINE])
        self._fill(self.codebook, "All codebook versions", [(str(n), f"Version {n} only") for n in versions])

    def what(self) -> WhatIf:
        """Return what was chosen."""
        pair = (self.one.current, self.other.current)
        return WhatIf(
            merge=pair if all(pair) and pair[0] != pair[1] else (),
            coder=self.coder.current,
            article=self.article.current,
            zone=self.zone.current,
            unit=self.unit.current,
            codebook=int(self.codebook.current or 0),
        )

    def _fill(self, choice: Choice, usual: str, options: list[tuple[str, str]]) -> None:
        choice.offer(((AS_IT_IS, usual), *options), choice.current)

    def _changed(self) -> None:
        self.other.setVisible(bool(self.one.current))
        if bool(self.one.current) == bool(self.other.current) or not self.one.current:
            self.chosen.emit()

    def _reset(self) -> None:
        for choice in self._all:
            choice.show_choice(AS_IT_IS)
        self.other.hide()
        self.chosen.emit()
