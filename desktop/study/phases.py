"""Phases: what an assignment is for, and what a coder is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from db import assignments
from db.project import Project
from db.records import PRODUCTION, ArticleMark, Assignment, Finished, Passage, Progress

TRAINING = "training"
PILOT = "pilot"
RELIABILITY = "reliability"
RECODING = "recoding"

Row = TypeVar("Row", Progress, Passage, ArticleMark)


def told(phase: str) -> str:
    """Return the phase that a coder is told, and that work is stored under.

    Which articles are double-coded is the lead's knowledge alone: reliability is coded as production is.
    """
    return PRODUCTION if phase == RELIABILITY else phase


@dataclass(frozen=True, slots=True)
class Phases:
    """What work counts as: production on an article that is planned for reliability is reliability."""

    reliability: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def planned(cls, plan: Iterable[Assignment]) -> "Phases":
        """Return what a plan says of phases."""
        return cls(frozenset((row.coder, row.article) for row in plan if row.phase == RELIABILITY))

    def of(self, coder: str, article: str, phase: str) -> str:
        """Return the phase that a coder's work on an article counts for."""
        if phase == PRODUCTION and (coder, article) in self.reliability:
            return RELIABILITY
        return phase

    def progress(self, rows: Iterable[Progress]) -> tuple[Progress, ...]:
        """Return rows of progress under the phases they count for."""
        return tuple(self._moved(row, row.coder) for row in rows)

    def passages(self, rows: Iterable[Passage]) -> tuple[Passage, ...]:
        """Return passages under the phases they count for."""
        return tuple(self._moved(row, row.owner) for row in rows)

    def marks(self, rows: Iterable[ArticleMark]) -> tuple[ArticleMark, ...]:
        """Return marks of articles under the phases they count for."""
        return tuple(self._moved(row, row.coder) for row in rows)

    def finished(self, items: Iterable[Finished]) -> tuple[Finished, ...]:
        """Return finished articles under the phases they count for, by coder, article and phase."""
        found = [
            Finished(self._moved(i.progress, i.progress.coder), self.passages(i.passages)) for i in items
        ]
        return tuple(
            sorted(found, key=lambda item: (item.progress.coder, item.progress.article, item.progress.phase))
        )

    def _moved(self, row: Row, coder: str) -> Row:
        if row.phase != PRODUCTION or (coder, row.article) not in self.reliability:
            return row
        return replace(row, phase=RELIABILITY)


def in_training(project: Project) -> frozenset[str]:
    """Return the articles that the plan gives to anybody for training; no sample is drawn from them."""
    return frozenset(row.article for row in project.ask(assignments.all) if row.phase == TRAINING)


def phases(project: Project) -> Phases:
    """Return what the plan says of phases."""
    return Phases.planned(project.ask(assignments.all))
