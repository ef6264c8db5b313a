"""Bring articles in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.articles.reading import suffixes
from desktop.study.changes import Changes
from desktop.study.opening import SUFFIX
from desktop.study.proposals import set_setting, setting
from desktop.study.waiting import WaitingRow, forget_list, waiting_rows
from desktop.study.zones import code_boilerplate, codes_boilerplate
from desktop.ui.dialogs.proposals import ProposalsSheet
from desktop.ui.dialogs.report import DecideSheet
from desktop.ui.dialogs.waiting import WaitingSheet
from desktop.ui.verbs.kits import RETURN, take_in_by_dialog
from desktop.ui.verbs.projects import documents
from desktop.ui.workplace import Workplace
from desktop.wording import counted

RETURNS_LEAD_ONLY = "Returns are taken in in the lead’s view: choose who codes at the top of the window."
LEAD_ONLY = "Articles are added in the lead’s view: choose who codes at the top of the window."


def add_files_by_dialog(place: Workplace) -> None:
    """Ask for files and add them."""
    kinds = " ".join(f"*{suffix}" for suffix in suffixes())
    found, _ = QFileDialog.getOpenFileNames(
        place.window,
        "Add articles",
        str(documents()),
        f"What can be read ({kinds});;All files (*)",
    )
    if found:
        add(place, [Path(each) for each in found])


def add_folder_by_dialog(place: Workplace) -> None:
    """Ask for a folder and add what is in it."""
    found = QFileDialog.getExistingDirectory(place.window, "Add a folder of articles", str(documents()))
    if found:
        add(place, [Path(found)])


def dropped(place: Workplace, paths: Sequence[Path]) -> None:
    """Open a project that was dropped on the window, take returns in; add anything else as articles."""
    if len(paths) == 1 and paths[0].suffix == SUFFIX and paths[0].is_file():
        place.open(paths[0])
    elif place.project is not None and paths and all(path.suffix in (RETURN, SUFFIX) for path in paths):
        if place.project.kit or (place.seat is not None and place.seat.lead):
            take_in_by_dialog(place, paths)
        else:
            place.window.notice.warn(RETURNS_LEAD_ONLY)
    elif place.project is None:
        place.window.notice.warn("Open or begin a project first; then drop the articles on it.")
    else:
        add(place, paths)


def add(place: Workplace, paths: Sequence[Path]) -> None:
    """Add files and folders as articles: ask what must be asked, and report what became of them."""
    project = place.project
    if project is None or place.seat is None:
        return
    if not place.seat.lead:
        place.window.notice.warn(LEAD_ONLY)
        return
    from desktop.ui.importing import Importing  # noqa: PLC0415  (the readers come with the first import)

    Importing(place, project, paths).begin()


def reports_by_dialog(place: Workplace) -> None:
    """Show what every import of the project brought."""
    from desktop.ui.importing import show_reports  # noqa: PLC0415

    show_reports(place)


def waiting_by_dialog(place: Workplace) -> None:
    """Show which rows of lists wait for their text, and add the files that hold it."""
    project = place.project
    if project is None:
        return

    def show(rows: tuple[WaitingRow, ...]) -> None:
        sheet = WaitingSheet(place.window, rows)
        sheet.files_asked.connect(lambda: add_files_by_dialog(place))
        sheet.forget_asked.connect(lambda name: forget(sheet, name, rows))
        sheet.open()

    def forget(sheet: WaitingSheet, name: str, rows: tuple[WaitingRow, ...]) -> None:
        count = counted(sum(row.listed_in == name for row in rows), "article", "articles")
        words = (
            f"{count} of {name} will wait no longer. What it says of articles that are here stays with them."
        )
        asked = DecideSheet(sheet, "Let the list go?", words, (), "Let it go")
        asked.accepted.connect(lambda: place.dispatcher.run(lambda: forget_list(project, name), renew))
        asked.accepted.connect(sheet.accept)
        asked.open()

    def renew(_changes: Changes) -> None:
        waiting_by_dialog(place)

    place.dispatcher.run(lambda: waiting_rows(project), show)


def proposals_by_dialog(place: Workplace) -> None:
    """Show what the study proposes to coders and whether boilerplate is coded, and keep what is chosen."""
    project = place.project
    if project is None:
        return

    def ask(now: tuple[str, bool]) -> None:
        sheet = ProposalsSheet(place.window, now[0], boilerplate=now[1])

        def keep() -> Changes:
            changes = set_setting(project, sheet.proposals())
            return code_boilerplate(project, sheet.boilerplate()) or changes

        sheet.accepted.connect(lambda: place.dispatcher.run(keep))
        sheet.open()

    place.dispatcher.run(lambda: (setting(project), codes_boilerplate(project)), ask)
