"""The verb: write the codings of a project to a table, and to a whole data package if asked."""

from contextlib import suppress
from pathlib import Path

from db.project import Project
from db.records import State
from desktop.errors import UserError
from desktop.exchange.data_package import left_over, package
from desktop.exchange.files import write_files
from desktop.exchange.labels_csv import ExportSettings, labels_table
from desktop.exchange.snapshot import Snapshot, take
from desktop.study.listing import comment_listing
from desktop.wording import counted


def export_labels(
    project: Project, out: Path, settings: ExportSettings, folder: Path | None = None
) -> tuple[str, ...]:
    """Write `out`, and with `folder` the whole data package; returns what to tell the user.

    All files are replaced together or none is. Raises `UserError` where a quote is not in its text, or a
    file cannot be written.
    """
    if folder is not None and folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file; name a folder for the tables, new or there already.")
    snapshot = take(project)
    contents = {out: labels_table(snapshot, settings)}
    told = []
    stale = []
    if folder is not None:
        files = package(snapshot, settings, comment_listing(project))
        contents |= {folder / path: content for path, content in files.items()}
        stale = left_over(folder, files)
        told.append(f"Wrote {counted(len(files), 'file')} to {folder}.")
    write_files(contents, folder)
    for path in stale:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return (f"Wrote {_counts(snapshot)} to {out}.", *told, *_warnings(settings))


def labels_bytes(project: Project, settings: ExportSettings) -> tuple[bytes, tuple[str, ...]]:
    """Return the table alone, for standard output, and what to tell the user."""
    snapshot = take(project)
    return labels_table(snapshot, settings), (f"{_counts(snapshot)}.", *_warnings(settings))


def _counts(snapshot: Snapshot) -> str:
    finished = sum(step.state is State.FINISHED for step in snapshot.progress)
    return f"{counted(len(snapshot.passages), 'passage')} and {counted(finished, 'finished article')}"


def _warnings(settings: ExportSettings) -> list[str]:
    if settings.pseudonyms and settings.texts:
        return ["Texts, quotes and notes may still hold names; an export without text leaves them out."]
    return []
