"""Backups: copies of a project that were opened, checked and counted before they count.

A copy is `STAMP-WHY.pressmark` with `STAMP-WHY.json` beside it; the second is written last and says what the
first holds. A copy without it, or one whose bytes are others, is none.
"""

import contextlib
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import counts, disk, looking, tails, thinning
from db.counts import Counts
from db.errors import NotFoundError, ProjectError
from db.ids import new_id
from db.session import Session, rfc3339

SUFFIX = ".pressmark"
_DRAFT = ".draft"
_STEP = 1024
"""Pages copied before others get their turn on the thread."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of a project: where it is, when (RFC 3339 UTC) and why it was made, and what it holds."""

    path: Path
    made_at: str
    why: str
    size: int
    counts: Counts
    sha256: str
    of: str
    """The path that the project had."""
    project: str
    pinned: bool = False

    @property
    def name(self) -> str:
        """What the copy is called in lists and commands."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class Draft:
    """A copy that was written and not yet checked."""

    path: Path
    counts: Counts
    why: str
    of: str
    project: str


def write(session: Session, folder: Path, why: str, breathe: Callable[[], None]) -> Draft:
    """Copy the project into `folder`; `breathe` is called between pieces and lets others have their turn.

    To be checked by `confirm` on any thread. ProjectError where the copy cannot be written.
    """
    path = folder / f"{new_id()}{_DRAFT}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(session.connection, path, breathe)
    except (OSError, sqlite3.Error) as error:
        remove(path)
        raise ProjectError(f"No backup could be written to “{folder}”: {error}.") from error
    except BaseException:
        remove(path)
        raise
    return Draft(path, counts.of(session), why, str(session.path), looking.identity(session))


def _copy(source: sqlite3.Connection, path: Path, breathe: Callable[[], None]) -> None:
    copy = sqlite3.connect(path, isolation_level=None)
    try:
        # The copy is worth nothing before it was synced and checked as a whole.
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = OFF")
        source.backup(copy, pages=_STEP, progress=lambda _, remaining, __: breathe() if remaining else None)
    finally:
        copy.close()


def confirm(draft: Draft, now: datetime | None = None) -> Backup:
    """Open, check and count a copy; only then it counts. ProjectError, and no copy, if it is not whole."""
    made_at = now or datetime.now(UTC)
    stem = f"{made_at:%Y%m%dT%H%M%S}.{made_at.microsecond // 1000:03d}Z-{draft.why}"
    path = draft.path.with_name(stem + SUFFIX)
    try:
        disk.sync_file(draft.path)
        check(draft.path, draft.counts)
        backup = Backup(
            path,
            rfc3339(made_at),
            draft.why,
            draft.path.stat().st_size,
            draft.counts,
            sha256_of(draft.path),
            draft.of,
            draft.project,
        )
        draft.path.replace(path)
        _write_about(backup)
    except OSError as error:
        raise ProjectError(f"No backup could be written to “{path.parent}”: {error}.") from error
    finally:
        remove(draft.path)
    return backup


def adopt(source: Path, folder: Path, why: str) -> Backup:
    """Let a closed project file count as a copy of its own; ProjectError where it is not whole."""
    held = check(source)
    draft = folder / f"{new_id()}{_DRAFT}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, draft)
    except OSError as error:
        remove(draft)
        raise ProjectError(f"No backup could be written to “{folder}”: {error}.") from error
    with looking.looked_at(draft) as session:
        project = looking.identity(session)
    return confirm(Draft(draft, held, why, str(source), project))


def check(path: Path, expected: Counts | None = None) -> Counts:
    """Return what a copy holds; ProjectError where it is damaged, or holds something else than expected."""
    with looking.looked_at(path) as session:
        row = session.connection.execute("PRAGMA integrity_check(1)").fetchone()
        wrong = tails.damage(session) or (() if row[0] == "ok" else (str(row[0]),))
        if wrong:
            raise ProjectError(f"The copy “{path.name}” is damaged: {wrong[0]}")
        found = counts.of(session)
    if expected is not None and found != expected:
        raise ProjectError(f"The copy “{path.name}” does not hold what the project held.")
    return found


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _write_about(backup: Backup) -> None:
    about = {
        "made_at": backup.made_at,
        "why": backup.why,
        "sha256": backup.sha256,
        "of": backup.of,
        "project": backup.project,
        "pinned": backup.pinned,
        "counts": backup.counts.to_json(),
    }
    place = _about(backup.path)
    draft = place.with_name(f"{new_id()}{_DRAFT}")
    draft.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    disk.sync_file(draft)
    disk.put_in_place(draft, place)


def _about(path: Path) -> Path:
    return path.with_suffix(".json")


def renew(backup: Backup) -> Backup:
    """Write down anew what a copy holds, after something in it was purged."""
    size, sha256, held = backup.path.stat().st_size, sha256_of(backup.path), check(backup.path)
    changed = Backup(
        backup.path, backup.made_at, backup.why, size, held, sha256, backup.of, backup.project, backup.pinned
    )
    _write_about(changed)
    return changed


def pin(backup: Backup) -> None:
    """Let a copy stay whatever happens: it may hold what the project lost."""
    if not backup.pinned:
        values = {name: getattr(backup, name) for name in Backup.__slots__}
        _write_about(Backup(**{**values, "pinned": True}))


def listing(folder: Path) -> tuple[Backup, ...]:
    """Return the copies in a folder that count, the newest first."""
    found = [_read(path) for path in folder.glob("*.json")]
    backups = [backup for backup in found if backup is not None]
    return tuple(sorted(backups, key=lambda backup: backup.name, reverse=True))


def _read(about: Path) -> Backup | None:
    path = about.with_suffix(SUFFIX)
    try:
        found: dict[str, Any] = json.loads(about.read_text(encoding="utf-8"))
        return Backup(
            path,
            str(found["made_at"]),
            str(found["why"]),
            path.stat().st_size,
            Counts.from_json(found["counts"]),
            str(found["sha256"]),
            str(found["of"]),
            str(found["project"]),
            bool(found["pinned"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def of_file(path: Path) -> Backup:
    """Return any whole project file as a copy to be brought back; ProjectError where it is not whole."""
    held = check(path)
    with looking.looked_at(path) as session:
        project = looking.identity(session)
    made_at = rfc3339(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return Backup(path, made_at, "file", path.stat().st_size, held, sha256_of(path), str(path), project)


def find(found: tuple[Backup, ...], which: str) -> Backup:
    """Return the copy of this name, or of this number in the list (1 is the newest)."""
    for number, backup in enumerate(found, start=1):
        if which in (str(number), backup.name, backup.path.name, str(backup.path)):
            return backup
    raise NotFoundError(f"There is no backup “{which}”; the list names those there are.")


def thin(folder: Path, most_bytes: int, now: datetime | None = None) -> int:
    """Remove the copies that are one too many, and return how many."""
    found = listing(folder)
    copies = [thinning.Copy(b.name, datetime.fromisoformat(b.made_at), b.size, b.pinned) for b in found]
    dropped = thinning.to_drop(copies, now or datetime.now(UTC), most_bytes)
    for backup in found:
        if backup.name in dropped:
            discard(backup)
    return len(dropped)


def discard(backup: Backup) -> None:
    """Remove a copy: first what says that it counts."""
    remove(_about(backup.path))
    remove(backup.path)


def sweep(folder: Path) -> None:
    """Remove the drafts that a killed program left."""
    for draft in folder.glob(f"*{_DRAFT}*"):
        remove(draft)


def remove(path: Path) -> None:
    """Remove a file, if it is there and can be removed."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
