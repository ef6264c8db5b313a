"""The project's codebook: what is in force, and what a new version would change."""

from dataclasses import dataclass
from functools import lru_cache

from db import codebooks, passages
from db.project import Project
from db.records import ADJUDICATED, CODER, CodebookVersion, Passage
from desktop.codebook import Codebook, Difference, differences, labels_for_review, parse
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A codebook that could be installed: what differs, and the passages to look at again."""

    codebook: Codebook
    current: Codebook | None
    differences: tuple[Difference, ...]
    affected: tuple[Passage, ...]


@lru_cache(maxsize=32)
def _parsed(text: str) -> Codebook:
    return parse(text)


def current_version(project: Project) -> CodebookVersion:
    """Return the version in force; raises `UserError` where the project has none yet."""
    version = project.ask(codebooks.current)
    if version is None:
        raise UserError("This project has no codebook yet: install one with `pressmark codebook --set`.")
    return version


def current_codebook(project: Project) -> Codebook:
    """Return the codebook in force, parsed."""
    return _parsed(current_version(project).text)


def every_codebook(project: Project) -> dict[str, Codebook]:
    """Return all versions the project ever had, by content hash."""
    return {version.sha256: _parsed(version.text) for version in project.ask(codebooks.all)}


def propose(project: Project, text: str, source: str) -> Proposal:
    """Say what installing this Markdown would change; raises `CodebookError` where it cannot be read."""
    new = parse(text, source)
    version = project.ask(codebooks.current)
    old = _parsed(version.text) if version else None
    review = labels_for_review(old, new) if old else frozenset()
    stored = project.ask(passages.all)
    affected = tuple(p for p in stored if p.label in review and p.layer in (CODER, ADJUDICATED))
    return Proposal(new, old, differences(old, new), affected)


def install(project: Project, proposal: Proposal) -> Changes:
    """Put a proposed codebook in force; passages keep the version they were marked under."""
    if proposal.current and proposal.current.sha256 == proposal.codebook.sha256:
        return NOTHING
    project.ask(codebooks.install, proposal.codebook.text, proposal.codebook.sha256)
    return changed(Kind.CODEBOOK)


def to_review(project: Project) -> tuple[Passage, ...]:
    """Return live passages marked under an earlier codebook whose label means something else today."""
    current = current_codebook(project)
    versions = every_codebook(project)
    review = {
        sha: labels_for_review(book, current) for sha, book in versions.items() if sha != current.sha256
    }
    stored = project.ask(passages.all)
    return tuple(p for p in stored if p.label in review.get(p.codebook, frozenset()))
