"""What is kept of a project on this computer: looked at, brought back, sent elsewhere; moving a project."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.study import keeping
from desktop.ui.dialogs.backups import BackupsSheet, Kept, named, own_or_all, restore_sentence
from desktop.ui.dialogs.report import DecideSheet, ReportSheet
from desktop.ui.verbs.projects import documents
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from db.restoring import Restored

FROM_JOURNAL = (
    "The newest copy and the journal together give the project as it was saved last. It takes the place of"
    " the file as it is now, which stays beside it under another name."
)


def kept_of(path: Path, project: str) -> Kept:
    """Look up what this computer keeps of the project at `path`; its id is to be given while it is open."""
    return Kept(
        path,
        keeping.backups_of(path, project),
        keeping.backup_folder(path, project),
        keeping.has_journal(path, project),
    )


def backups_by_dialog(place: Workplace, path: Path | None = None) -> None:
    """Show the copies of the open project, or of the one at `path` that could not be opened."""
    project = place.project
    if path is None and project is None:
        return
    about = path or (project.path if project else Path())
    known = project.id if project is not None and path is None else ""
    place.dispatcher.run(lambda: kept_of(about, known), lambda kept: _show(place, kept, known))


def _show(place: Workplace, kept: Kept, known: str) -> None:
    seat = place.seat
    may_see = own_or_all(seat.coder.id if known and seat is not None and seat.coder is not None else "")
    can_copy = bool(known) and place.project is not None and not place.project.read_only
    sheet = BackupsSheet(place.window, kept, may_see, now=can_copy)

    def renew() -> None:
        place.dispatcher.run(lambda: kept_of(kept.path, known), sheet.show_kept)

    def restore(name: str) -> None:
        found = named(keeping.backups_of(kept.path, known), name)
        said = restore_sentence(found, may_see(found))
        _ask(
            place, ("Bring this copy back?", said, "Bring back"), lambda: _come_back(place, sheet, kept, name)
        )

    def rebuild() -> None:
        asked = ("Make the project again?", FROM_JOURNAL, "Make again")
        _ask(place, asked, lambda: _come_back(place, sheet, kept, ""))

    def copy() -> None:
        if project := place.project:
            place.dispatcher.run(lambda: project.back_up("asked"), lambda _: renew(), failed=sheet.trouble)

    def send_to(folder: Path | None) -> None:
        place.dispatcher.run(
            lambda: keeping.set_backup_folder(kept.path, folder), lambda _: renew(), failed=sheet.trouble
        )

    def choose() -> None:
        found = QFileDialog.getExistingDirectory(sheet, "Folder for copies", str(kept.folder or documents()))
        if found:
            send_to(Path(found))

    sheet.restore_asked.connect(restore)
    sheet.journal_asked.connect(rebuild)
    sheet.copy_asked.connect(copy)
    sheet.folder_asked.connect(choose)
    sheet.usual_asked.connect(lambda: send_to(None))
    sheet.open()


def _ask(place: Workplace, words: tuple[str, str, str], do: Callable[[], object]) -> None:
    """Ask with a title, a sentence and the word for yes."""
    title, sentence, yes = words
    sheet = DecideSheet(place.window, title, sentence, (), yes)
    sheet.accepted.connect(do)
    sheet.open()


def _come_back(place: Workplace, sheet: BackupsSheet, kept: Kept, name: str) -> None:
    """Close the project, bring a copy back (without a name: from the journal), say so, and open it again."""
    who = _who(place)
    sheet.close()
    place.leave_project()
    place.window.show_opening(kept.path.stem)

    def again(title: str, sentence: str) -> None:
        place.window.show_start()
        told = ReportSheet(place.window, title, sentence, ())
        told.finished.connect(lambda _: place.open(kept.path, who))
        told.open()

    place.dispatcher.run(
        lambda: keeping.restore(kept.path, name) if name else keeping.restore_from_journal(kept.path),
        lambda done: again("Brought back", restored_sentence(done)),
        failed=lambda sentence: again("Not brought back", sentence),
    )


def restored_sentence(done: "Restored") -> str:
    """Say what was brought back, and where the file is that it replaced."""
    articles = counted(done.counts.articles, "article", "articles")
    said = f"{done.path.name} holds {articles} again, with all that was marked in them by then."
    if done.waiting:
        lost = counted(done.waiting, "change of the journal", "changes of the journal")
        said += f" {lost} could not be used: what stands before is lost."
    if done.replaced:
        said += f" The file that was there is now {done.replaced.name}."
    return said


def _who(place: Workplace) -> str | None:
    seat = place.seat
    return seat.coder.id if seat is not None and seat.coder is not None else None


def move_by_dialog(place: Workplace) -> None:
    """Ask for a folder of this computer and move the project there."""
    if place.project is None:
        return
    found = QFileDialog.getExistingDirectory(place.window, "Move the project to", str(documents()))
    if found:
        move(place, Path(found))


def move(place: Workplace, folder: Path) -> None:
    """Close the project, move it and open it where it lies then."""
    if place.project is None:
        return
    path, who = place.project.path, _who(place)
    place.leave_project()
    place.window.show_opening(path.stem)

    def failed(sentence: str) -> None:
        told = ReportSheet(place.window, "Not moved", sentence, ())
        told.finished.connect(lambda _: place.open(path, who))
        place.window.show_start()
        told.open()

    place.dispatcher.run(
        lambda: keeping.move(path, folder), lambda moved: place.open(moved, who), failed=failed
    )
