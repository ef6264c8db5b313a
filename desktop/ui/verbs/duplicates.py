"""What stands in the project twice: looked up, flagged, opened."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from db import articles
from db.project import Project
from desktop.study.desk import shortened
from desktop.study.duplicates import Duplicates, Repeated, duplicates, flag_duplicates
from desktop.ui.dialogs.duplicates import (
    BY_ITSELF,
    COUNTS,
    FLAGGED,
    IDENTICAL,
    NEAR,
    PARAGRAPH,
    DuplicatesSheet,
    Twice,
)
from desktop.ui.workplace import Workplace
from desktop.wording import counted

WHOLE, EARLIER = "the whole article", "earlier in the article"
WORDS = 12
"""So many words of a paragraph are shown."""


def duplicates_by_dialog(place: Workplace) -> None:
    """Compare all articles and show what stands there twice; flag it, or take flags back, as is asked."""
    if place.project is not None:
        _Looking(place, place.project).begin()


class _Looking(QObject):
    """One look at what stands twice; the dialog may be closed while the articles are being compared."""

    def __init__(self, place: Workplace, project: Project) -> None:
        super().__init__(place)
        self._place = place
        self._project = project
        self._sheet = DuplicatesSheet(place.window)
        self._sheet.flag_asked.connect(self._flag)
        self._sheet.open_asked.connect(self._open)
        self._sheet.finished.connect(self.deleteLater)

    def begin(self) -> None:
        self._sheet.open()
        self._look()

    def _look(self) -> None:
        self._place.dispatcher.run(
            lambda: later_occurrences(self._project), self._show, failed=self._tell_trouble
        )

    def _show(self, found: tuple[Twice, ...]) -> None:
        if not self._sheet.gone:
            self._sheet.show_found(found)

    def _flag(self, article: str, on: bool) -> None:
        self._sheet.wait()
        self._place.dispatcher.run(
            lambda: flag_duplicates(self._project, on=on, article=article or None),
            lambda done: self._tell(done[0], on=on),
            failed=self._tell_trouble,
        )

    def _tell(self, count: int, *, on: bool) -> None:
        stretches = counted(count, "stretch", "stretches")
        self._place.window.notice.tell(f"{'Flagged' if on else 'Took back the flag of'} {stretches}.")
        if not self._sheet.gone:
            self._look()

    def _tell_trouble(self, sentence: str) -> None:
        if self._sheet.gone:
            self._place.window.notice.warn(sentence)
        else:
            self._sheet.show_found(self._sheet.model.everything)
            self._sheet.trouble(sentence)

    def _open(self, article: str, start: int, end: int) -> None:
        self._sheet.accept()
        self._place.stretch_asked.emit(article, start, end)


def later_occurrences(project: Project) -> tuple[Twice, ...]:
    """Return what stands twice: articles, the most alike first, then paragraphs by article."""
    found = duplicates(project)
    ids = {item.name: item.id for item in project.ask(articles.summaries)}
    twins = frozenset(pair.other for pair in found.pairs if pair.identical)
    return (*_pairs(found, ids, twins), *_paragraphs(project, found.repeats, ids, twins))


def _pairs(found: Duplicates, ids: dict[str, str], twins: frozenset[str]) -> Iterable[Twice]:
    for pair in found.pairs:
        what = WHOLE if pair.identical else f"nearly the whole article ({int(pair.share * 100)}%)"
        kind = IDENTICAL if pair.identical else NEAR
        figures = BY_ITSELF if pair.other in twins else (FLAGGED if pair.flagged else COUNTS)
        yield Twice(kind, ids[pair.other], pair.other, 0, 0, what, pair.one, figures)


def _paragraphs(
    project: Project, repeats: Iterable[Repeated], ids: dict[str, str], twins: frozenset[str]
) -> Iterable[Twice]:
    text, of = "", ""
    for each in repeats:
        identity = ids[each.article]
        if identity != of:
            text, of = project.ask(articles.get, identity).text, identity
        what = f"“{shortened(text[each.start : each.end], WORDS)}”"
        figures = FLAGGED if each.flagged else (BY_ITSELF if each.article in twins else COUNTS)
        yield Twice(PARAGRAPH, identity, each.article, each.start, each.end, what, EARLIER, figures)
