"""The verb: write the codings of a project to a table, and to a whole data package if asked."""

from contextlib import suppress
from pathlib import Path

from db.project import Project
from db.records import State
from desktop.exchange.data_package import left_over, package
from desktop.exchange.files import write_files
from desktop.exchange.labels_csv import ExportSettings, labels_table
from desktop.exchange.snapshot import take
from desktop.study.listing import comment_listing
from desktop.wording import counted


def export_labels(
    project: Project, out: Path, settings: ExportSettings, folder: Path | None = None
) -> tuple[str, ...]:
    """Write `out`, and with `folder` the whole data package; returns what to tell the user.

    All files are replaced together or none is. Raises `UserError` where a quote is not in its text, or a
    file cannot be written.
    """
    snapshot = take(project)
    contents = {out: labels_table(snapshot, settings)}
    told = []
    stale = []
    if folder is not None:
        files = package(snapshot, settings, comment_listing(project))
        contents |= {folder / path: content for path, content in files.items()}
        stale = left_over(folder, files)
        told.append(f"Wrote {counted(len(files), 'file')} to {folder}.")
    if settings.pseudonyms and settings.texts:
        told.append("Texts, quotes and notes may still hold names; an export without text leaves them out.")
    write_files(contents, folder)
    for path in stale:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    finished = sum(step.state is State.FINISHED for step in snapshot.progress)
    counts = f"{counted(len(snapshot.passages), 'passage')} and {counted(finished, 'finished article')}"
    return (f"Wrote {counts} to {out}.", *told)
