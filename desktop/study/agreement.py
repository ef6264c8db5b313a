"""The agreement of a project: which work is compared, and the table of how far it agrees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from db import articles as db_articles
from db import codebooks as db_codebooks
from db import coders as db_coders
from db import progress as db_progress
from db.project import Project
from db.records import PRODUCTION, ArticleMark, Coder, Finished, Progress, State
from desktop.agreement.article_rows import Variable
from desktop.agreement.atoms import Units, sweep, units
from desktop.agreement.continuum_table import BLANK, continuum_rows
from desktop.agreement.contributions import Costs, Stretch, costs
from desktop.agreement.inputs import HEADLINE, Continuum, zone_bits
from desktop.agreement.plan_table import document, plans_of
from desktop.agreement.report import AgreementReport, AgreementSettings, Row
from desktop.agreement.rulers import SENTENCE
from desktop.codebook import Codebook
from desktop.errors import UserError
from desktop.study.accepted import marked_beside
from desktop.study.agreement_texts import Texts, read_texts
from desktop.study.agreement_variables import article_variables, passage_variables, set_aside_variable
from desktop.study.codebooks import current_codebook
from desktop.study.coders import shown_name
from desktop.study.phases import RELIABILITY, phases
from desktop.study.zones import named

PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a table is computed from: the continuum, the passages in its order, and what rows are named by.

    `finished` is the work that was compared; `continuum.passages` holds its passages in the same order.
    """

    continuum: Continuum
    finished: tuple[Finished, ...]
    coders: tuple[Coder, ...]
    texts: Texts
    codebook: Codebook
    phase: str
    template: Row
    notes: tuple[str, ...]
    set_aside: tuple[Progress, ...]
    marks: tuple[ArticleMark, ...]


def table(project: Project, settings: AgreementSettings) -> AgreementReport:
    """Return the agreement table of a project: what coders finished in one phase.

    Raises `UserError` for a label, zone, phase or codebook version that the project does not know.
    """
    compared = compare(project, settings)
    return report_of(compared, settings)


def report_of(compared: Compared, settings: AgreementSettings) -> AgreementReport:
    """Return the table of work that was read before: no database, so it may run in any thread."""
    plain = compared.continuum
    if settings.unsure == "without":
        plain = plain.only(~plain.passages.unsure)
        beside: tuple[Variable, ...] = ()
    else:
        beside = variables(compared)
    rows = continuum_rows(plain, settings, compared.template, beside)
    if settings.unsure == "both" and plain.passages.unsure.any():
        rows += _without_unsure(compared, settings)
    shown = asdict(settings) | {
        "phase": compared.phase,
        "coders": list(plain.coders),
        "articles": list(plain.articles),
        "labels": list(settings.labels or plain.labels),
    }
    plan = document(plans_of(compared.continuum, settings), settings) if settings.plan else None
    return AgreementReport(shown, tuple(rows), compared.notes, overview(compared), plan)


def _without_unsure(compared: Compared, settings: AgreementSettings) -> list[Row]:
    """Return α and raw agreement once more, of the passages that nobody doubted."""
    few = tuple(name for name in ("alpha", "percent") if settings.wants(name))
    if not few:
        return []
    units = settings.units or ("sentence", "token")
    narrowed = replace(settings, unsure="without", coefficients=few, units=units)
    sure = compared.continuum.only(~compared.continuum.passages.unsure)
    return continuum_rows(sure, narrowed, compared.template)


def overview(compared: Compared) -> dict[str, object]:
    """Return the counts that surround a table: finished and set aside per coder, articles in common."""
    done = compared.continuum.finished
    aside = Counter(step.coder for step in compared.set_aside)
    return {
        "finished": {name: int(done[i].sum()) for i, name in enumerate(compared.continuum.coders)},
        "set_aside": {shown_name(coder): aside[coder.id] for coder in compared.coders},
        "compared_articles": int((done.sum(axis=0) >= 2).sum()),
    }


def compare(project: Project, settings: AgreementSettings, before: Compared | None = None) -> Compared:
    """Read from a project what a table compares; everything after this needs no database.

    Texts that were read `before` are not read again: they never change.
    """
    codebook = current_codebook(project)
    phase, done = _finished(project, settings)
    versions = _Versions(project)
    if settings.codebook is not None:
        versions.known(settings.codebook)
        done = tuple(item for item in done if versions.of(item) == {settings.codebook})
    summaries = {item.id: item for item in project.ask(db_articles.summaries)}
    older = sum(item.progress.article not in summaries for item in done)
    done = tuple(item for item in done if item.progress.article in summaries)
    wanted = [summaries[i] for i in {item.progress.article for item in done}]
    texts = read_texts(project, wanted, settings, before.texts.read if before else {})
    done = tuple(item for item in done if item.progress.article in texts.number)
    everyone = sorted(project.ask(db_coders.all), key=shown_name)
    at_work = {item.progress.coder for item in done}
    coders = tuple(coder for coder in everyone if coder.id in at_work)
    labels = _labels(codebook, done, settings)
    kept = _without_proposals(done)
    left_out = sum(len(a.passages) - len(b.passages) for a, b in zip(done, kept, strict=True))
    continuum = texts.continuum(
        kept, [coder.id for coder in coders], [shown_name(c) for c in coders], labels, codebook
    )
    counted = phases(project)
    steps = counted.progress(project.ask(db_progress.all))
    marks = counted.marks(project.ask(db_progress.article_marks))
    template = replace(
        BLANK,
        phase=phase,
        as_of=settings.as_of,
        codebook_versions=tuple(sorted({number for item in done for number in versions.of(item)})),
    )
    return Compared(
        continuum, kept, coders, texts, codebook, phase, template,
        _notes(left_out, marked_beside(done) if left_out else 0, older, texts),
        tuple(s for s in steps if s.state is State.SET_ASIDE and s.phase == phase and s.article in summaries),
        tuple(m for m in marks if m.phase == phase and m.article in texts.number),
    )  # fmt: skip


def _finished(project: Project, settings: AgreementSettings) -> tuple[str, tuple[Finished, ...]]:
    """Return the phase that is compared and what was finished in it: reliability first, else production."""
    if settings.as_of not in ("first", "latest"):
        raise UserError(f"“{settings.as_of}” is neither first nor latest.")
    as_of: Literal["first", "latest"] = "latest" if settings.as_of == "latest" else "first"
    wanted = [settings.phase] if settings.phase else [RELIABILITY, PRODUCTION]
    everything = phases(project).finished(project.ask(db_progress.finished, phase=None, as_of=as_of))
    done: tuple[Finished, ...] = ()
    for phase in wanted:
        done = tuple(item for item in everything if item.progress.phase == phase)
        if done:
            return phase, done
    return wanted[-1], done


def _labels(codebook: Codebook, done: Sequence[Finished], settings: AgreementSettings) -> tuple[str, ...]:
    """Return the ids of the codebook's labels, and after them those that only the passages still have."""
    known = [label.id for label in codebook.labels]
    used = {passage.label for item in done for passage in item.passages}
    labels = (*known, *sorted(used - set(known)))
    for wanted in settings.labels:
        if wanted not in labels:
            raise UserError(f"There is no label “{wanted}” in this project; it has {', '.join(labels)}.")
    return labels


def _without_proposals(done: Sequence[Finished]) -> tuple[Finished, ...]:
    """Leave out passages accepted from proposals: two coders did not find them independently."""
    return tuple(
        replace(item, passages=tuple(p for p in item.passages if p.origin != PROPOSAL)) for item in done
    )


def _notes(left_out: int, beside: int, older: int, texts: Texts) -> tuple[str, ...]:
    notes = []
    if left_out:
        notes.append(f"passages accepted from proposals are left out: {left_out}")
    if beside:
        notes.append(
            "passages marked by hand where another coder accepted a proposal of the same label count as "
            f"differences: {beside}"
        )
    if texts.unconfirmed:
        notes.append(
            f"zones are not confirmed in {named(texts.unconfirmed)}: proposed zones change no figure, and an "
            "article without an accepted zone is compared as one body"
        )
    if older:
        notes.append(f"work on earlier versions of articles is left out: {older}")
    if texts.purged:
        notes.append(f"articles whose text was purged are left out: {texts.purged}")
    return tuple(notes)


class _Versions:
    """Which codebook versions stood behind a coder's finished article."""

    def __init__(self, project: Project) -> None:
        self._all = project.ask(db_codebooks.all)
        self._number = {version.sha256: version.number for version in self._all}

    def known(self, number: int) -> None:
        """Raise `UserError` where the project has no version of this number."""
        if number not in self._number.values():
            last = len(self._all)
            known = "only version 1" if last == 1 else f"versions 1 to {last}"
            raise UserError(f"This project has no codebook version {number}; it has {known}.")

    def of(self, item: Finished) -> set[int]:
        """Return the versions its passages were marked under; where there are none, the one in force then."""
        marked = {self._number[p.codebook] for p in item.passages if p.codebook in self._number}
        if marked:
            return marked
        before = [v.number for v in self._all if v.installed_at <= item.progress.finished_at]
        return {before[-1] if before else self._all[0].number} if self._all else set()


def variables(compared: Compared) -> tuple[Variable, ...]:
    """Return what coders decided beside labels: set aside or not, and the codebook's flags and attributes."""
    coders = [coder.id for coder in compared.coders]
    aside = set_aside_variable(compared.finished, compared.set_aside, coders)
    return (
        *((aside,) if aside is not None else ()),
        *passage_variables(compared.codebook, compared.finished),
        *article_variables(compared.codebook, compared.finished, compared.marks, coders, compared.texts.ids),
    )


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What the disagreement costs, by stretch, with what it was computed from.

    `stretches` are those of `costs`, dearest first; article numbers are places in `compared.texts`.
    """

    costs: Costs
    compared: Compared

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Where coders differ, dearest first."""
        return self.costs.stretches


def disagreements(
    project: Project, settings: AgreementSettings, *, label: str | None = None
) -> Disagreements | None:
    """Return where the coders of a project differ and what it costs, for one label or (None) all of them.

    By the first unit of the settings (sentence if none is named), in their zones (the headline's if none).
    None where nothing is compared by two coders.
    """
    compared = compare(project, settings)
    return disagreements_of(compared, settings, label=label)


def disagreements_of(
    compared: Compared, settings: AgreementSettings, *, label: str | None = None
) -> Disagreements | None:
    """Return the same for work that was read before, without a database."""
    continuum = _sure(compared.continuum, settings)
    if label is not None and label not in continuum.labels:
        raise UserError(f"There is no label “{label}” in this project; it has {', '.join(continuum.labels)}.")
    if not continuum.finished.size:
        return None
    number = None if label is None else continuum.labels.index(label)
    found = costs(units_of(compared, settings), continuum.base, continuum.finished, label=number)
    return None if found is None else Disagreements(found, compared)


def units_of(compared: Compared, settings: AgreementSettings) -> Units:
    """Return what is compared, unit by unit: the first unit of the settings, in their zones."""
    continuum = _sure(compared.continuum, settings)
    unit = settings.units[0] if settings.units else SENTENCE
    kinds = zone_bits(settings.zones or HEADLINE)
    default = not settings.explicit
    return units(continuum, sweep(continuum), unit, kinds, default=default, share=settings.share)


def _sure(continuum: Continuum, settings: AgreementSettings) -> Continuum:
    return continuum.only(~continuum.passages.unsure) if settings.unsure == "without" else continuum
