"""Bring articles in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.study.importing import ImportReport, add_articles
from desktop.study.opening import SUFFIX
from desktop.ui.choice import Choice
from desktop.ui.dialogs.report import ReportSheet, import_entries, import_sentence, needs_encoding
from desktop.ui.parts import button, row, text
from desktop.ui.verbs.kits import RETURN, take_in_by_dialog
from desktop.ui.verbs.projects import documents
from desktop.ui.workplace import Workplace

ENCODINGS = (
    ("cp1252", "Western (Windows)"),
    ("latin-1", "Western (ISO 8859-1)"),
    ("cp1250", "Central European (Windows)"),
    ("cp1251", "Cyrillic (Windows)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("mac-roman", "Western (Macintosh)"),
    ("utf-16", "Unicode (UTF-16)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("gb18030", "Chinese (GB 18030)"),
)
RETURNS_LEAD_ONLY = "Returns are taken in in the lead’s view: choose who codes at the top of the window."
LEAD_ONLY = "Articles are added in the lead’s view: choose who codes at the top of the window."


def add_files_by_dialog(place: Workplace) -> None:
    """Ask for files and add them."""
    found, _ = QFileDialog.getOpenFileNames(
        place.window, "Add articles", str(documents()), "Text files (*.txt)"
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
    elif place.project is not None and paths and all(path.suffix == RETURN for path in paths):
        if place.project.kit or (place.seat is not None and place.seat.lead):
            take_in_by_dialog(place, paths)
        else:
            place.window.notice.warn(RETURNS_LEAD_ONLY)
    elif place.project is None:
        place.window.notice.warn("Open or begin a project first; then drop the articles on it.")
    else:
        add(place, paths)


def add(place: Workplace, paths: Sequence[Path], encoding: str | None = None) -> None:
    """Add files and folders as articles and report what became of them."""
    project = place.project
    if project is None or place.seat is None:
        return
    if not place.seat.lead:
        place.window.notice.warn(LEAD_ONLY)
        return
    place.window.notice.tell("Adding articles…")
    place.dispatcher.run(
        lambda: add_articles(project, paths, encoding=encoding), lambda report: tell(place, report)
    )


def tell(place: Workplace, report: ImportReport) -> None:
    """Say what an import did: a sentence where all went well, the list where something needs a look."""
    sentence = import_sentence(report)
    if not report.items or any(item.message for item in report.items):
        place.window.notice.put_away()
        sheet = ReportSheet(place.window, "Adding articles", sentence, import_entries(report))
        if needs_encoding(report):
            _offer_encodings(place, sheet, [Path(item.path) for item in report.refused])
        sheet.open()
    else:
        place.window.notice.tell(sentence)


def _offer_encodings(place: Workplace, sheet: ReportSheet, paths: Sequence[Path]) -> None:
    """Let somebody say how the refused files were written, and add them so."""
    choice = Choice("Encoding of the files", ENCODINGS)

    def once_more() -> None:
        sheet.accept()
        add(place, paths, choice.current)

    again = button("Add again", once_more)
    sheet.put(row(text("Read these files as", wrap=False), choice, again, None))
