"""Where the copies of a project are kept on this computer, and what is done with them.

In the program's data folder, for each project and each place a project lies in: `place.json` (where, and
where the backups go), `journal/`, and `backups/` unless another folder was chosen.
"""

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from db import backups, guard, locks, looking, purging, rebuilding, restoring, verify, whereabouts
from db import repair as repairing
from db.backups import Backup
from db.errors import NotAProjectError, NotFoundError, ProjectError
from db.keeper import Keeping
from db.project import Project
from db.repair import Repaired
from db.restoring import Restored
from desktop import __version__
from desktop.errors import UserError
from desktop.study.coders import all_coders, shown_name
from desktop.wording import counted

_ABOUT = "place.json"
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a project lies (or lay) in, and the folder of this computer that keeps its copies."""

    folder: Path
    path: Path
    project: str
    backups: Path

    @property
    def journal(self) -> Path:
        """The folder of its journal."""
        return self.folder / "journal"


def data_folder() -> Path:
    """Return the folder of this computer in which the program keeps copies."""
    return Path(platformdirs.user_data_dir("pressmark", appauthor=False)) / "projects"


def keeping_of(project: str, path: Path) -> Keeping:
    """Say where copies of this project at this path are kept, and take down that it lies there."""
    folder = data_folder() / project / _key(path)
    about = _about(folder)
    chosen = about.get("backups")
    told = {**about, "path": str(_real(path)), "project": project, "backups": chosen}
    if told != about:
        with suppress(OSError):  # a disk that takes no backups is told of when the first one fails
            _write_about(folder, told)
    return Keeping(backups=_backup_folder(folder, path, project, chosen), journal=folder / "journal")


def _backup_folder(folder: Path, path: Path, project: str, chosen: str | None) -> Path:
    return Path(chosen) / f"{path.stem}-{project[-_SHORT:]}" if chosen else folder / "backups"


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _key(path: Path) -> str:
    real = os.path.normcase(_real(path)).encode("utf-8", "surrogateescape")
    return hashlib.sha256(real).hexdigest()[:_SHORT]


def _about(folder: Path) -> dict[str, str | None]:
    try:
        found = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found) if isinstance(found, dict) else {}


def _write_about(folder: Path, about: dict[str, str | None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(about, ensure_ascii=True, indent=1) + "\n"
    (folder / _ABOUT).write_text(text, encoding="utf-8")


def places(path: Path, project: str = "") -> tuple[Place, ...]:
    """Return what this computer keeps of the project at `path`: of this place, then of where it was before.

    A project that is gone is known by its path; one that was moved, by its id, to be given while it is open.
    """
    here = [_place(folder) for folder in sorted(data_folder().glob(f"*/{_key(path)}"))]
    found = [place for place in here if place is not None]
    identity = project or _identity(path)
    if identity:
        same = [_place(folder) for folder in sorted((data_folder() / identity).glob("*"))]
        found = [place for place in found if place.project == identity]
        found += [place for place in same if place is not None and place not in found]
    return tuple(found)


def _place(folder: Path) -> Place | None:
    about = _about(folder)
    path, project = about.get("path"), about.get("project")
    if not path or not project:
        return None
    chosen = about.get("backups")
    return Place(folder, Path(path), project, _backup_folder(folder, Path(path), project, chosen))


def _identity(path: Path) -> str:
    """Return the id of the project at `path`, or "" where it cannot be read now."""
    if guard.is_open_here(path):
        return ""
    try:
        with looking.looked_at(path) as session:
            return looking.identity(session)
    except ProjectError:
        return ""


def backups_of(path: Path, project: str = "") -> tuple[Backup, ...]:
    """Return the copies of the project at `path` that count, the newest first, of all places it lay in.

    While the project is open its id is to be given.
    """
    found = [backup for place in places(path, project) for backup in backups.listing(place.backups)]
    return tuple(sorted(found, key=lambda backup: backup.name, reverse=True))


def backup_folder(path: Path, project: str = "") -> Path | None:
    """Return the folder that was chosen for the backups of the project at `path`; None for the usual one."""
    known = places(path, project)
    chosen = _about(known[0].folder).get("backups") if known else None
    return Path(chosen) if chosen else None


def has_journal(path: Path, project: str = "") -> bool:
    """Return whether this computer keeps a journal of the project at `path`."""
    return any(place.journal.is_dir() for place in places(path, project))


def set_backup_folder(path: Path, folder: Path | None) -> None:
    """Have the backups of the project at `path` go to another folder from its next opening on.

    None means the usual one. The copies there are stay where they are. UserError where that cannot be.
    """
    known = places(path)
    if not known:
        raise UserError(f"{path.name} was never opened on this computer; open it once first.")
    if folder is not None and not folder.is_dir():
        raise UserError(f"There is no folder {folder}; make it first.")
    about = _about(known[0].folder)
    about["backups"] = str(folder.resolve()) if folder is not None else None
    _write_about(known[0].folder, about)


def restore(path: Path, which: str) -> Restored:
    """Bring a copy back (by name, by number in the list, or a path); the replaced file stays beside it."""
    found = backups_of(path)
    if not found and not Path(which).exists():
        raise NotFoundError(f"There is no backup of {path.name} on this computer.")
    chosen, gone = _chosen(found, which), _purged(path)
    _copy_before(path)
    restored = restoring.restore(path, chosen)
    _purge_again(path, gone)
    _copy_after(path)
    return restored


def _purged(path: Path) -> tuple[str, ...]:
    """Return which articles were purged in a project that is about to be replaced."""
    try:
        with looking.looked_at(path) as session:
            return purging.purged(session)
    except ProjectError:
        return ()


def _purge_again(path: Path, gone: tuple[str, ...]) -> None:
    """Let what was purged stay purged in an older copy; its words are gone there already."""
    if gone:
        with Project.open(path, program=f"pressmark {__version__}") as project:
            for article in gone:
                with suppress(NotFoundError):
                    project.ask(purging.article, article)


def _copy_before(path: Path) -> None:
    """Let what is about to be replaced count as a copy, where it is whole."""
    with suppress(ProjectError, OSError):
        backups.adopt(path, keeping_of(_identity(path), path).backups, "replaced")


def _copy_after(path: Path) -> None:
    """Let what was brought back be the newest copy, so that nothing is missed that went by will."""
    with suppress(ProjectError, OSError):
        backups.adopt(path, keeping_of(_identity(path), path).backups, "restored")


def _chosen(found: tuple[Backup, ...], which: str) -> Backup:
    named = Path(which)
    if named.is_file():
        for backup in (*backups.listing(named.parent), *found):
            if backup.path.resolve() == named.resolve():
                return backup
        return backups.of_file(named)
    return backups.find(found, which)


def restore_from_journal(path: Path) -> Restored:
    """Make a lost project again from its last backup and its journal; a file in its place is kept."""
    known = [place for place in places(path) if place.journal.is_dir()]
    if not known:
        raise NotFoundError(f"There is no journal of {path.name} on this computer.")
    journaled = rebuilding.read([place.journal for place in known])
    found = [backup for backup in backups_of(path) if backup.project == known[0].project]
    # Copies that were brought back by will may be newer and hold less.
    base = max(found, key=lambda backup: (backup.counts.revisions, backup.name), default=None)
    restored = restoring.put_in_place(path, lambda draft: rebuilding.write(draft, base, journaled))
    _copy_after(path)
    return restored


def can_come_back(path: Path) -> bool:
    """Return whether a project that could not be opened may be brought back from what is kept of it."""
    if path.exists() and locks.held_elsewhere(path):
        return False
    return bool(backups_of(path)) or has_journal(path)


def move(path: Path, folder: Path) -> Path:
    """Bring a closed project into another folder; return where it lies then.

    The new file is written whole, brought to the disk and compared before the old one goes. UserError or
    ProjectError where that cannot be; then the old one stays.
    """
    target = folder / path.name
    if guard.is_open_here(path):
        raise UserError(f"{path.name} is open; close it first.")
    if not path.exists():
        raise NotFoundError(f"There is no project file {path}.")
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}; make it first.")
    if os.path.lexists(target):
        raise UserError(f"There is a {path.name} in {folder} already; choose another folder.")
    restoring.restore(target, backups.of_file(path))
    try:
        path.unlink()
    except OSError as error:
        reason = error.strerror or error
        raise UserError(
            f"{target} is there, but the old file could not be removed ({reason}): remove it yourself."
        ) from error
    return target


def repair(path: Path) -> Repaired | None:
    """Write a repaired copy beside the project at `path`; None where the project is whole.

    ProjectError where it is held, or damaged in what cannot be derived.
    """
    with suppress(NotAProjectError), Project.open(path, program=f"pressmark {__version__}") as project:
        if not project.ask(verify.check):
            return None
    return repairing.repair(path)


def forget(path: Path) -> int:
    """Remove all that this computer keeps of the project at `path`, backups and journal.

    Returns how many copies went. The project file itself stays. UserError while it is open.
    """
    if guard.is_open_here(path):
        raise UserError(f"{path.name} is open; close it first.")
    count = 0
    for place in places(path):
        for backup in backups.listing(place.backups):
            backups.discard(backup)
            count += 1
        with suppress(OSError):
            backups.sweep(place.backups)
            place.backups.rmdir()
        shutil.rmtree(place.folder, ignore_errors=True)
        with suppress(OSError):
            place.folder.parent.rmdir()
    return count


def loss_sentences(project: Project, coder: str = "") -> tuple[str, ...]:
    """Say, for an alarm, whose work a copy held when the project was opened, and the project did not.

    To a coder (by id) nothing is told of others' work but that some is missing.
    """
    names = {each.id: shown_name(each) for each in all_coders(project)}
    told = tuple(
        f"{names.get(loss.owner, 'The lead')} had {_passages(loss.passages_then)} in the newest backup and"
        f" now {loss.passages_now}, and nothing in the project says why; the backup is kept."
        for loss in project.losses
        if coder in ("", loss.owner)
    )
    if len(told) < len(project.losses):
        return (*told, "Work of others is missing too: tell the lead before anybody goes on.")
    return told


def _passages(count: int) -> str:
    return counted(count, "passage")


def shared_place_notice(project: Project) -> str:
    """Say once that the project lies in a synchronised or network folder; else return ""."""
    where = whereabouts.shared_place(project.path)
    folder = data_folder() / project.id / _key(project.path)
    about = _about(folder)
    if not where or about.get("told") == where:
        return ""
    with suppress(OSError):
        _write_about(folder, {**about, "told": where})
    return (
        f"{project.path.name} lies in {where}, which may copy it while it is being written; a folder of this"
        " computer is safer, and kits are the way to work together."
    )
