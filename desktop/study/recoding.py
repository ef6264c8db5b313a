"""Recoding: how far coders agree with themselves when they code an article again, weeks later."""

from collections import defaultdict
from dataclasses import dataclass, replace

from db import progress
from db.project import Project
from db.records import Coder, Finished
from desktop.agreement.continuum_table import BLANK
from desktop.agreement.report import AgreementSettings, Row
from desktop.study.codebooks import current_codebook
from desktop.study.coders import all_coders, shown_name
from desktop.study.pairing import figures_of, texts_of
from desktop.study.phases import PILOT, RECODING, TRAINING, phases

_AGAIN = " again"
"""What stands after a coder's id and name for the second time."""


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """One coder, the first time against the second: `articles` coded twice, and the agreement table of it."""

    coder: Coder
    articles: int
    rows: tuple[Row, ...]


def intra_coder(
    project: Project, coder: Coder | None = None, settings: AgreementSettings | None = None
) -> tuple[SelfAgreement, ...]:
    """Return how far one coder, or everybody who coded something again, agrees with the own earlier work.

    Both times as at first finish, whatever `settings` say of time and phase. None for whom nothing was coded
    again.
    """
    asked = replace(settings or AgreementSettings(), as_of="first")
    done = phases(project).finished(project.ask(progress.finished, phase=None, as_of="first"))
    first: dict[str, dict[str, Finished]] = defaultdict(dict)
    again: dict[str, dict[str, Finished]] = defaultdict(dict)
    for item in done:
        step = item.progress
        if step.phase == RECODING:
            again[step.coder][step.article] = item
        elif step.phase not in (TRAINING, PILOT):
            first[step.coder][step.article] = item
    wanted = (coder,) if coder else all_coders(project)
    return tuple(
        _of_coder(project, who, first[who.id], again[who.id], asked) for who in wanted if again.get(who.id)
    )


def _of_coder(
    project: Project,
    coder: Coder,
    first: dict[str, Finished],
    again: dict[str, Finished],
    settings: AgreementSettings,
) -> SelfAgreement:
    twice = sorted(first.keys() & again.keys())
    other = coder.id + _AGAIN
    done = [first[article] for article in twice]
    done += [_as(other, again[article]) for article in twice]
    if not twice:
        return SelfAgreement(coder, 0, ())
    name = shown_name(coder)
    template = replace(BLANK, phase=RECODING, as_of="first")
    texts = texts_of(project, done, settings)
    who = [(coder.id, name), (other, name + _AGAIN)]
    rows = figures_of(texts, current_codebook(project), who, done, settings, template)
    return SelfAgreement(coder, len(twice), rows)


def _as(owner: str, item: Finished) -> Finished:
    """Return the same work as if another coder had done it."""
    passages = tuple(replace(passage, owner=owner) for passage in item.passages)
    return Finished(replace(item.progress, coder=owner), passages)
