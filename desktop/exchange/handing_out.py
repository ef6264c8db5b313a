"""Handing out the work: what each coder would get, and the kits of several coders in one go."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import articles, assignments, coders, passages
from db.errors import ProjectError
from db.project import Project
from db.records import Coder
from desktop.errors import UserError
from desktop.exchange.kits import KitReport, write_kit
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.opening import SUFFIX
from desktop.study.phases import RECODING
from desktop.study.practice import ANSWER

_UNUSABLE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What one system or another does not take in the name of a file."""


@dataclass(frozen=True, slots=True)
class Share:
    """What the plan has for one coder: articles to code (0: the plan says nothing), and to code again."""

    coder: Coder
    planned: int
    again: int


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to hand out: each coder's share, how many articles, and how many known answers."""

    shares: tuple[Share, ...]
    articles: int
    answers: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into kits: everything or what the plan says, known answers, or only what is coded again."""

    everything: bool = False
    with_answers: bool = False
    recoding: bool = False


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The kits that were written, and for whom none was: name and sentence."""

    written: tuple[KitReport, ...]
    refused: tuple[tuple[str, str], ...]
    changes: Changes

    def sentence(self) -> str:
        """Say in one sentence how many kits there are."""
        count = len(self.written)
        kits = "Wrote 1 kit" if count == 1 else f"Wrote {count} kits"
        return f"{kits}; {len(self.refused)} could not be written." if self.refused else f"{kits}."


def stock(project: Project) -> Stock:
    """Return what there is to hand out, and to whom."""
    plan = project.ask(assignments.all)
    planned = Counter(row.coder for row in plan if row.phase != RECODING)
    again = Counter(row.coder for row in plan if row.phase == RECODING)
    answers = {answer.article for answer in project.ask(passages.all, layer=ANSWER)}
    return Stock(
        tuple(Share(coder, planned[coder.id], again[coder.id]) for coder in project.ask(coders.all)),
        len(project.ask(articles.summaries)),
        len(answers),
    )


def kit_name(project: str, coder: str) -> str:
    """Return the name of a coder's kit as every system takes it."""
    return f"{_UNUSABLE.sub('-', f'{project}, {coder}').strip(' .')}{SUFFIX}"


def hand_out(project: Project, names: Sequence[str], folder: Path, wanted: Wanted) -> HandedOut:
    """Write a kit for each of these coders (names or ids; new names are added) into a folder.

    Kits that are there already are brought up to date. One that cannot be written keeps no other back.
    """
    written: list[KitReport] = []
    refused: list[tuple[str, str]] = []
    for name in names:
        known = next((c for c in project.ask(coders.all) if name in (c.id, c.name)), None)
        called = known.name if known and known.name else name
        out = folder / kit_name(project.path.stem, called)
        try:
            written.append(
                write_kit(
                    project,
                    name,
                    out,
                    with_answers=wanted.with_answers,
                    recoding=wanted.recoding,
                    everything=wanted.everything,
                )
            )
        except (UserError, ProjectError) as error:
            refused.append((called, str(error)))
    new = any(report.new_coder for report in written)
    return HandedOut(tuple(written), tuple(refused), changed(Kind.CODERS) if new else NOTHING)
