"""Open or begin a project."""

import time
from pathlib import Path

import resources
from db import codebooks, opening
from db.project import Project
from db.schema import CURRENT
from desktop import __version__, logbook
from desktop.codebook import parse
from desktop.study.keeping import keeping_of

PROGRAM = f"pressmark {__version__}"
SUFFIX = ".pressmark"
DEFAULT_CODEBOOK = "codebooks/media-bias.md"


def default_codebook() -> str:
    """Return the Markdown of the codebook that a new project begins with."""
    return resources.read_text(DEFAULT_CODEBOOK)


def project_path(path: Path) -> Path:
    """Return `path` with the ending of project files, which a user need not type."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def create(path: Path, codebook_text: str | None = None, source: str = "codebook") -> Project:
    """Begin an empty project at `path` with a codebook (the default one where none is given).

    Raises `CodebookError` before anything is written, `ProjectError` where the path is taken.
    """
    text = default_codebook() if codebook_text is None else codebook_text
    codebook = parse(text, source)
    project = Project.create(path, program=PROGRAM, keeping=keeping_of)
    try:
        project.ask(codebooks.install, codebook.text, codebook.sha256)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project


def examine(path: Path) -> None:
    """Raise `ProjectError`, in a sentence, where the file at `path` is no project that this program can open.

    Quick, and before anything is opened; the caller has no project open.
    """
    opening.check_header(path, CURRENT)


def open_project(path: Path) -> Project:
    """Open the project at `path`; raises `ProjectError` with one sentence where that cannot be."""
    began = time.monotonic()
    project = Project.open(path, program=PROGRAM, keeping=keeping_of)
    logbook.note(
        "open",
        project=project.id,
        seconds=time.monotonic() - began,
        unclean=project.unclean,
        read_only=bool(project.read_only),
        damage=len(project.damage),
    )
    return project
