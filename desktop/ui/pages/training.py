"""Training at a glance: who passes, each label's figure, and the places that differ from the known answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from db.records import State
from desktop.codebook import Codebook
from desktop.study.coders import shown_name
from desktop.study.training import LabelResult, PassMark, Trainee
from desktop.ui.marks import StateSign
from desktop.ui.pages import figures
from desktop.ui.pages.practice import practice_card
from desktop.ui.pages.start import centred
from desktop.ui.parts import area, button, column, empty, heading, holding, row, text
from desktop.ui.theme import STEP, Theme
from desktop.wording import counted

PLACES = 100
"""So many places of a coder are shown."""


@dataclass(frozen=True, slots=True)
class TrainingView:
    """What the page shows: the pass mark, everybody in training, titles by article id, the codebook."""

    mark: PassMark
    trainees: tuple[Trainee, ...]
    answers: int
    titles: dict[str, str]
    codebook: Codebook


class TrainingPage(QFrame):
    """Shows how training goes; its signals ask for another pass mark, a known answer, and a place."""

    mark_asked = Signal()
    answer_asked = Signal()
    shown = Signal(str, int, int)
    """Somebody wants to see a range, in code points, in the article of this id."""

    def __init__(self, look: Theme) -> None:
        """Begin without trainees."""
        super().__init__()
        area(self, "page")
        self.setAccessibleName("Training")
        self._look = look
        self._open: set[str] = set()
        self._view: TrainingView | None = None
        self._sentence = text("", ink="muted")
        self._list: QVBoxLayout = column(gap=2)
        buttons = row(
            button("Make a known answer…", self.answer_asked.emit),
            button("Change the pass mark…", self.mark_asked.emit),
            None,
        )
        inside = column(5, heading("Training", 1.7), self._sentence, 1, buttons, 3, self._list, 6, None)
        whole = column(gap=0)
        whole.addWidget(centred(holding(inside), 860))
        self.setLayout(whole)

    def show_training(self, view: TrainingView) -> None:
        """Show who is in training and how far."""
        self._view = view
        self._sentence.setText(_sentence(view))
        empty(self._list)
        for trainee in view.trainees:
            self._list.addWidget(self._card(trainee, view))

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        for sign in self.findChildren(StateSign):
            sign.recolour(look)

    def _card(self, trainee: Trainee, view: TrainingView) -> QWidget:
        done = State.FINISHED if trainee.passed else State.BEGUN if trainee.finished else State.NOT_BEGUN
        sign = StateSign(self._look, done, 22)
        name = shown_name(trainee.coder)
        sign.setAccessibleName(f"{name}: {trainee.state}")
        done_of = f"{trainee.finished} of {counted(trainee.articles, 'article', 'articles')} finished"
        partly = 0 < trainee.finished < trainee.articles
        said = done_of if partly else f"{trainee.state.capitalize()} · {done_of}"
        head = row(
            sign,
            column(text(name, strong=True, size=1.1), text(said, ink="muted", wrap=False), gap=0.25),
            gap=2,
        )
        head.addStretch(1)
        differ = [place for place in trainee.places if place[1].kind != "same"]
        shown = trainee.coder.id in self._open
        if differ:
            words = (
                "Hide the places" if shown else f"{counted(len(differ), 'place differs', 'places differ')}"
            )
            turn = button(words, partial(self._turn, trainee.coder.id), rank="link")
            turn.setAccessibleName(f"{name}: {words}")
            head.addWidget(turn)
        inside = column(head, _figures(trainee.labels, view), gap=1.5, margin=2)
        for article, place in differ[:PLACES] if shown else ():
            title = view.titles.get(article, "")
            show = partial(self.shown.emit, article, place.start, place.end)
            inside.addWidget(practice_card(place, view.codebook, title, you=name, show=show))
        return holding(inside, "card")

    def _turn(self, coder: str) -> None:
        self._open ^= {coder}
        if self._view is not None:
            self.show_training(self._view)


def _sentence(view: TrainingView) -> str:
    if not view.answers:
        return (
            "No article has a known answer yet. Code or adjudicate an article, make it a known answer, and "
            "plan it as a training article: then coders are compared with it."
        )
    figure = figures.COEFFICIENTS.get(view.mark.coefficient, view.mark.coefficient)
    return (
        f"{counted(view.answers, 'article has', 'articles have')} a known answer. A coder passes who reaches "
        f"{view.mark.threshold:.2f} ({figure} by {view.mark.unit}) for every label, as first finished."
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _figures(labels: Sequence[LabelResult], view: TrainingView) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * STEP)
    grid.setVerticalSpacing(round(STEP / 2))
    grid.setColumnStretch(3, 1)
    for at, found in enumerate(labels):
        label = view.codebook.label(found.label)
        grid.addWidget(text(label.name if label else found.label, wrap=False), at, 0)
        value = _number(found.value)
        grid.addWidget(text(value, strong=True, wrap=False), at, 1)
        verdict = "✓ passes" if found.passed else f"below {view.mark.threshold:.2f}"
        if found.value is None and not found.passed:
            verdict = "no figure"
        grid.addWidget(text(verdict, ink="saved" if found.passed else "warning", wrap=False), at, 2)
        grid.addWidget(text(found.reason or "", ink="muted", size=0.92), at, 3)
    return grid
