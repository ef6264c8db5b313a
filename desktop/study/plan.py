"""The study plan: who codes what in which phase. Proposed first, then put; no work is ever thrown away."""

import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from db import articles, assignments, progress, settings
from db.project import Project
from db.records import PRODUCTION, ArticleSummary, Assignment, State
from db.session import rfc3339
from desktop.errors import UserError
from desktop.study.agreement_draw import Sample, draw_sample
from desktop.study.changes import Changes, Kind, changed
from desktop.study.coders import find_coder, shown_name
from desktop.study.dealing import SHARE, Piece, Scheme, deal, ordered
from desktop.study.desk import PRACTICE
from desktop.study.phases import PILOT, RECODING, RELIABILITY, TRAINING, phases, told
from desktop.study.reliability import locked_sample
from desktop.wording import counted

if TYPE_CHECKING:
    from db.session import Session

PLAN = "plan"
"""The setting that says how the plan came about: scheme, seed, training and pilot articles."""


_Job = tuple[str, str]
"""An article and the phase it is coded in."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that could be put in force. `kept` counts assignments that stay only because work was begun."""

    scheme: Scheme
    assignments: tuple[Assignment, ...]
    sample: Sample | None
    training: tuple[str, ...]
    pilot: tuple[str, ...]
    kept: int

    def sentence(self) -> str:
        """Say in one sentence what it amounts to."""
        people = counted(len({row.coder for row in self.assignments}), "coder")
        drawn = f", {counted(len(self.sample.ids), 'article')} double-coded" if self.sample else ""
        stay = counted(self.kept, "assignment stays", "assignments stay")
        kept = f"; {stay} because work was begun" if self.kept else ""
        return f"{counted(len(self.assignments), 'assignment')} for {people}{drawn}{kept}."


def propose(
    project: Project,
    scheme: Scheme,
    *,
    training: Sequence[str] = (),
    pilot: Sequence[str] = (),
) -> Proposal:
    """Work out a plan: training first, then the pilot, then what the scheme deals. Changes nothing.

    `training` and `pilot` are articles by name or id, coded by everybody. Practice articles are training;
    purged ones are not planned, unless work on them was begun. A locked
    reliability sample is kept as it is; else a share is drawn with the scheme's seed. Raises
    `UserError` for a scheme that cannot be carried out, `NotFoundError` for an article that is not there.
    """
    scheme.check()
    readable = set(project.ask(articles.versions))
    listed = [
        item for item in project.ask(articles.summaries) if item.duplicate_of is None and item.id in readable
    ]
    first = _ids(project, training, (item.id for item in listed if dict(item.metadata).get(PRACTICE)))
    second = tuple(article for article in _ids(project, pilot, ()) if article not in first)
    rest = [item for item in listed if item.id not in first and item.id not in second]
    sample = _sample(project, scheme, rest)
    begun = _begun(project)
    at_work: dict[str, set[str]] = defaultdict(set)
    for coder, article, _ in begun:
        at_work[article].add(coder)
    drawn = set(sample.ids) if sample else set()
    dealt = deal(scheme, [Piece(item.id, item.length) for item in rest], drawn, at_work)
    shares: dict[str, list[_Job]] = {coder: [] for coder in scheme.coders}
    for coder, jobs in shares.items():
        jobs.extend([(article, TRAINING) for article in first] + [(article, PILOT) for article in second])
        jobs.extend(
            (article, dealt[coder][article]) for article in ordered(scheme, coder, list(dealt[coder]))
        )
    kept = _keep(project, shares, begun)
    rows = [
        Assignment(coder, article, phase, at)
        for coder, share in shares.items()
        for at, (article, phase) in enumerate(share)
    ]
    return Proposal(scheme, tuple(rows), sample, first, second, kept)


def _keep(project: Project, shares: dict[str, list[_Job]], begun: Iterable[tuple[str, str, str]]) -> int:
    """Add what a new plan would leave out although work on it was begun, and what is to be coded again."""
    kept = 0
    for coder, article, phase in begun:
        share = shares.setdefault(coder, [])
        if not any(other == article and told(planned) == told(phase) for other, planned in share):
            share.append((article, phase))
            kept += 1
    for row in project.ask(assignments.all):
        if row.phase == RECODING and (row.article, RECODING) not in shares.setdefault(row.coder, []):
            shares[row.coder].append((row.article, RECODING))
    return kept


def _ids(project: Project, names: Sequence[str], more: Iterable[str]) -> tuple[str, ...]:
    found = [project.ask(articles.find, name).id for name in names]
    return tuple(dict.fromkeys((*found, *more)))


def _sample(project: Project, scheme: Scheme, rest: Sequence[ArticleSummary]) -> Sample | None:
    if scheme.kind != SHARE:
        return None
    lock = locked_sample(project)
    if lock:
        return lock.sample
    wanted = math.ceil(scheme.share * len(rest) - 1e-9)
    return draw_sample(project, wanted, by=scheme.by, seed=scheme.seed, among={item.id for item in rest})


def _begun(project: Project) -> list[tuple[str, str, str]]:
    """Return (coder, article, phase) of all work that was begun."""
    rows = phases(project).progress(project.ask(progress.all))
    return [(row.coder, row.article, row.phase) for row in rows if row.state is not State.NOT_BEGUN]


def put(project: Project, proposal: Proposal) -> Changes:
    """Put a proposed plan in force."""
    told_of = {
        "scheme": asdict(proposal.scheme),
        "training": list(proposal.training),
        "pilot": list(proposal.pilot),
        "sample": proposal.sample.as_dict() if proposal.sample else None,
    }
    project.ask(_put, proposal.assignments, json.dumps(told_of, ensure_ascii=False, sort_keys=True))
    return changed(Kind.PLAN, Kind.SETTINGS)


def _put(session: "Session", rows: tuple[Assignment, ...], told_of: str) -> None:
    with session.write():
        assignments.set(session, rows)
        settings.put(session, PLAN, told_of)


def plan_recoding(
    project: Project, coder: str, wanted: int, *, seed: int = 20260101, weeks: int = 0
) -> tuple[int, Changes]:
    """Have a coder (name or id) code `wanted` of the own finished articles again, drawn with a seed.

    Only articles finished in reliability or production, at least `weeks` ago, are drawn, and none that is to
    be recoded already. Returns how many were added. Raises `UserError` where there are not so many.
    """
    who = find_coder(project, coder)
    now = datetime.fromisoformat(project.ask(lambda session: session.now()))
    latest = rfc3339(now - timedelta(weeks=weeks))
    plan = project.ask(assignments.all)
    again = {row.article for row in plan if (row.coder, row.phase) == (who.id, RECODING)}
    done = [
        row.article
        for row in phases(project).progress(project.ask(progress.all))
        if row.coder == who.id and row.state is State.FINISHED and row.phase in (RELIABILITY, PRODUCTION)
        if row.finished_at <= latest
    ]
    readable = set(project.ask(articles.versions))
    pool = sorted({article for article in done if article in readable and article not in again})
    if not 0 < wanted <= len(pool):
        ago = f" {weeks} weeks ago or earlier" if weeks else ""
        raise UserError(f"{shown_name(who)} finished {len(pool)} articles{ago} to code again, not {wanted}.")
    drawn = random.Random(f"{seed} recoding {who.id}").sample(pool, wanted)  # noqa: S311 - no secret
    at = max((row.position for row in plan if row.coder == who.id), default=-1) + 1
    added = tuple(Assignment(who.id, article, RECODING, at + i) for i, article in enumerate(drawn))
    project.ask(assignments.set, (*plan, *added))
    return len(added), changed(Kind.PLAN, owner=who.id)


def plan_in_force(project: Project) -> dict[str, object]:
    """Return how the plan in force came about: scheme, training, pilot and sample; empty without a plan."""
    stored = project.ask(settings.get, PLAN)
    return dict(json.loads(stored)) if stored else {}
