"""Everything that the plan's page shows, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from db import articles, assignments
from db.project import Project
from desktop.study.agreement_draw import Sample
from desktop.study.dealing import ALL, RANDOM, SHARE, Scheme
from desktop.study.pace import CoderPace, pace
from desktop.study.phases import RELIABILITY
from desktop.study.plan import plan_in_force
from desktop.study.reliability import Lock, Look, locked_sample, looks
from desktop.study.workload import Workload, workload
from desktop.wording import counted


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan in force (None: nobody planned yet), how the work goes under it, the sample and its lock.

    `training` and `pilot` are article ids. `sample` is the drawn one, locked or not.
    """

    scheme: Scheme | None
    training: tuple[str, ...]
    pilot: tuple[str, ...]
    work: Workload
    paces: tuple[CoderPace, ...]
    sample: Sample | None
    lock: Lock | None
    looks: tuple[Look, ...]

    def pace_of(self, coder: str) -> CoderPace | None:
        """Return how fast a coder is, by id."""
        return next((each for each in self.paces if each.coder.id == coder), None)

    def sentence(self) -> str:
        """Say what the plan is."""
        if self.scheme is None:
            return "No plan is in force: everybody is given every article, in the order of their names."
        return f"{_dealt(self.scheme)}, {_order(self.scheme)}."


def plan_view(project: Project) -> PlanView:
    """Return what the plan's page shows."""
    told = plan_in_force(project)
    return PlanView(
        scheme=_scheme(told),
        training=_ids(told.get("training")),
        pilot=_ids(told.get("pilot")),
        work=workload(project),
        paces=pace(project).coders,
        sample=planned_sample(project),
        lock=locked_sample(project),
        looks=looks(project),
    )


def planned_sample(project: Project) -> Sample | None:
    """Return the sample that the plan in force has double-coded, as it was drawn; None where it has none."""
    lock = locked_sample(project)
    if lock:
        return lock.sample
    drawn = plan_in_force(project).get("sample")
    if not isinstance(drawn, dict):
        return None
    planned = {row.article for row in project.ask(assignments.all) if row.phase == RELIABILITY}
    known = {item.name: item.id for item in project.ask(articles.summaries) if item.id in planned}
    names = tuple(name for name in drawn["articles"] if name in known)
    strata = {str(one["name"]): (int(one["drawn"]), int(one["of"])) for one in drawn["strata"]}
    return Sample(tuple(known[name] for name in names), names, drawn["by"], strata, int(drawn["seed"]))


def _scheme(told: Mapping[str, object]) -> Scheme | None:
    stored: Any = told.get("scheme")
    if not isinstance(stored, dict):
        return None
    known = {each.name for each in fields(Scheme)}
    kept = {key: value for key, value in stored.items() if key in known}
    return Scheme(**{**kept, "coders": tuple(kept["coders"])})


def _ids(stored: object) -> tuple[str, ...]:
    return tuple(str(each) for each in stored) if isinstance(stored, list) else ()


def _dealt(scheme: Scheme) -> str:
    who = counted(len(scheme.coders), "coder")
    if scheme.kind == ALL:
        return f"Every article by all of {who}"
    if scheme.kind == SHARE:
        return (
            f"{100 * scheme.share:.0f} % of the articles by {scheme.per_article} of {who}, "
            "the others by one coder each"
        )
    return f"Every article by {scheme.per_article} of {who}"


def _order(scheme: Scheme) -> str:
    blocks = f" in blocks of {scheme.block}" if scheme.block > 1 else ""
    return f"in {'an order of their own' if scheme.order == RANDOM else 'the order of their names'}{blocks}"
