"""The project's codebook: what is in force, and what a new version would change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from db import codebooks, passages
from db.project import Project
from db.records import ADJUDICATED, CODER, CodebookVersion, Passage
from desktop.codebook import (
    Codebook,
    CodebookError,
    Difference,
    differences,
    labels_for_review,
    parse,
    rules_for_review,
)
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed

if TYPE_CHECKING:
    from db.session import Session


@dataclass(frozen=True, slots=True)
class Proposal:
    """A codebook that could be installed: what differs, and the passages to look at again."""

    codebook: Codebook
    current: Codebook | None
    differences: tuple[Difference, ...]
    affected: tuple[Passage, ...]
    number: int
    """Which version of this project it would be, counted from 1."""


@lru_cache(maxsize=32)
def _parsed(text: str) -> Codebook:
    return parse(text)


def current_version(project: Project) -> CodebookVersion:
    """Return the version in force; raises `UserError` where the project has none yet."""
    return _there(project.ask(codebooks.current))


def _there(version: CodebookVersion | None) -> CodebookVersion:
    if version is None:
        raise UserError("This project has no codebook yet: install one with `pressmark codebook --set`.")
    return version


def current_codebook(project: Project) -> Codebook:
    """Return the codebook in force, parsed."""
    return project.ask(in_force)


def in_force(session: "Session") -> Codebook:
    """Return the codebook in force, parsed, to whoever is on the project's thread already."""
    return _parsed(_there(codebooks.current(session)).text)


def every_codebook(project: Project) -> dict[str, Codebook]:
    """Return all versions the project ever had, by content hash."""
    return {version.sha256: _parsed(version.text) for version in project.ask(codebooks.all)}


def propose(project: Project, text: str, source: str) -> Proposal:
    """Say what installing this Markdown would change; raises `CodebookError` where it cannot be read.

    So it is where an id of an earlier version would come to mean something else.
    """
    new = parse(text, source)
    versions = tuple(_parsed(version.text) for version in project.ask(codebooks.all))
    old, earlier = (versions[-1], versions[:-1]) if versions else (None, ())
    found = differences(old, new, earlier)
    reused = next((difference for difference in found if difference.kind == "reused"), None)
    if reused:
        reason = f"{reused.sentence} Give it an id that was never used"
        raise CodebookError(source, _line_of(text, reused.subject), reason)
    stored = [p for p in project.ask(passages.all) if p.layer in (CODER, ADJUDICATED)]
    affected = tuple(p for p in stored if _meant_otherwise(p, old, new, earlier)) if old else ()
    return Proposal(new, old, found, affected, len(versions) + 1)


def _line_of(text: str, subject: str) -> int:
    """Return the line of an entry's heading, from 1."""
    heading = re.compile(rf"#+ .*\{{#{re.escape(subject)}[ }}]")
    return next((n for n, line in enumerate(text.split("\n"), 1) if heading.match(line)), 1)


def _meant_otherwise(
    passage: Passage, old: Codebook, new: Codebook, earlier: Sequence[Codebook] = ()
) -> bool:
    labels, rules = _reviews(old, new, tuple(earlier))
    return passage.label in labels or passage.rule in rules


@lru_cache(maxsize=32)
def _reviews(
    old: Codebook, new: Codebook, earlier: tuple[Codebook, ...]
) -> tuple[frozenset[str], frozenset[str]]:
    labels = labels_for_review(old, new, earlier)
    return frozenset(labels), frozenset(rules_for_review(old, new, earlier))


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
    stored = project.ask(passages.all)
    return tuple(
        p
        for p in stored
        if p.codebook in versions
        and p.codebook != current.sha256
        and _meant_otherwise(p, versions[p.codebook], current)
    )
