"""Privacy: an article's words, or a coder's name, taken out of the project and of all copies of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import articles, backups, coders, forgetting, purging
from db.errors import ProjectError
from db.forgetting import Gone
from db.project import Project
from desktop.study import finding, keeping
from desktop.study.changes import Changes, Kind, changed
from desktop.study.coders import find_coder
from desktop.wording import counted

_BESIDE = ("{}.replaced-*{}", "{}.before-format-*{}", "{}.repaired*{}")
_STRAYS = "{}-*.stray-*"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: in how many copies and journal files something was taken out, what was removed whole.

    `troubles` are sentences about files that nothing could be taken out of, and that are not ours to remove.
    """

    copies: int
    journals: int
    removed: int
    troubles: tuple[str, ...]
    changes: Changes

    def sentence(self) -> str:
        """Say it in one sentence."""
        copies, journals = counted(self.copies, "copy", "copies"), counted(self.journals, "file")
        parts = [f"taken out of the project, {copies} and {journals} of the journal"]
        if self.removed:
            parts.append(f"{counted(self.removed, 'damaged copy', 'damaged copies')} removed")
        return "; ".join(parts).capitalize() + "."


def purge_article(project: Project, article: str) -> Forgotten:
    """Take the text, quotes and notes of an article out of everything; offsets and hash stay.

    By name all its versions go, by id one. A text that another article shares stays with that one.
    """
    found = project.ask(articles.find, article)
    wanted = (found.id,) if article == found.id else project.ask(forgetting.versions, found.name)
    gone = []
    for identity in wanted:
        gone.append(project.ask(forgetting.article, identity))
        project.ask(purging.article, identity)
    project.ask(forgetting.compact)
    finding.forget(project)
    return _everywhere(project, gone, changed(Kind.ARTICLES, Kind.PASSAGES))


def erase_coder(project: Project, coder: str) -> Forgotten:
    """Take a coder's name out of everything; the id and all work stay."""
    found = find_coder(project, coder)
    project.ask(coders.erase, found)
    project.ask(forgetting.compact)
    return _everywhere(project, [forgetting.Name(found.id)], changed(Kind.CODERS, owner=found.id))


def _everywhere(project: Project, gone: Sequence[Gone], changes: Changes) -> Forgotten:
    copies = removed = journals = 0
    troubles: list[str] = []
    with project.copies_at_rest():
        for place in keeping.places(project.path, project.id):
            journals += forgetting.in_journal(place.journal, gone)
            for backup in backups.listing(place.backups):
                try:
                    if forgetting.in_file(backup.path, gone):
                        backups.renew(backup)
                        copies += 1
                except (ProjectError, OSError):
                    backups.discard(backup)
                    removed += 1
    for path in _beside(project.path):
        try:
            copies += forgetting.in_file(path, gone)
        except (ProjectError, OSError) as error:
            troubles.append(f"{path} could not be purged ({error}); remove it yourself.")
    for stray in project.path.parent.glob(_STRAYS.format(_escaped(project.path.name))):
        backups.remove(stray)
    return Forgotten(copies, journals, removed, tuple(troubles), changes)


def _beside(path: Path) -> list[Path]:
    """Return the files that a migration, a restore or a repair left beside a project."""
    patterns = [pattern.format(_escaped(path.stem), path.suffix) for pattern in _BESIDE]
    return [found for pattern in patterns for found in sorted(path.parent.glob(pattern))]


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
