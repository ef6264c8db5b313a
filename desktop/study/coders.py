"""Who codes: the names a project knows."""

from db import coders
from db.project import Project
from db.records import Coder
from desktop.study.changes import Changes, Kind, changed


def add_coder(project: Project, name: str) -> tuple[Coder, Changes]:
    """Add a coder of that name; raises `ConflictError` where it is in use."""
    coder = project.ask(coders.add, name)
    return coder, changed(Kind.CODERS, owner=coder.id)


def rename_coder(project: Project, coder: str, name: str) -> Changes:
    """Give the coder (name or id) another name; the work stays theirs."""
    found = find_coder(project, coder)
    project.ask(coders.rename, found, name)
    return changed(Kind.CODERS, owner=found.id)


def find_coder(project: Project, name_or_id: str) -> Coder:
    """Return the coder of that name or id; raises `NotFoundError`."""
    return project.ask(coders.find, name_or_id)


def all_coders(project: Project) -> tuple[Coder, ...]:
    """Return every coder of the project, in the order they were added."""
    return project.ask(coders.all)


def shown_name(coder: Coder) -> str:
    """Return what the screen calls a coder; an erased name leaves the beginning of the id."""
    return coder.name if coder.name else f"coder {coder.id[-6:]}"
