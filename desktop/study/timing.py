"""Active time: whether it is measured, and how much of it there is. The lead decides; coders are told."""

from db import settings, timing
from db.project import Project
from db.timing import Active
from desktop.study.changes import NOTHING, Changes, Kind, changed

SETTING = "desk/active-time"
"""The key of the setting; what begins with "desk/" goes along with kits."""
OFF = "off"

MEASURED = (
    "Time at work is measured here, article by article: pauses of over two minutes are left out, "
    "and nothing else is recorded. Only the lead sees it, and can switch it off."
)
NOT_MEASURED = "Time at work is not measured in this project."


def is_measured(project: Project) -> bool:
    """Return whether active time is stored with what coders do; it is unless the lead switched it off."""
    return project.ask(settings.get, SETTING) != OFF


def measure(project: Project, *, on: bool) -> Changes:
    """Switch the measuring of active time on or off for all coders, from now on."""
    if is_measured(project) == on:
        return NOTHING
    project.ask(settings.put, SETTING, "on" if on else OFF)
    return changed(Kind.SETTINGS)


def active_times(project: Project) -> tuple[Active, ...]:
    """Return the active time of every coder in every article, by coder and article."""
    return project.ask(timing.active)


def telling_a_pace(project: Project) -> frozenset[tuple[str, str]]:
    """Return (coder, article) of the work that was done at a desk, which alone says how fast it goes.

    Where time is measured, work in which some was; where it is not, also what was finished without an import.
    """
    timed = {(each.coder, each.article) for each in active_times(project)}
    if not is_measured(project):
        timed |= {(each.coder, each.article) for each in project.ask(timing.first_finishes)}
    return frozenset(timed)
