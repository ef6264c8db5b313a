"""What the agreement page saves: pictures, numbers and the report."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.agreement.report import AgreementSettings
from desktop.exchange.csv_out import DATA, table_bytes
from desktop.exchange.files import write_file
from desktop.exchange.report.asking import ReportSettings
from desktop.exchange.report.contents import document
from desktop.exchange.report.document import Document
from desktop.exchange.report.writing import write_html, write_markdown, write_tables
from desktop.study.workspace.view import View
from desktop.study.workspace.watch import Stopped, Watch
from desktop.ui.dialogs.agreement_report import AgreementReportSheet
from desktop.ui.drawing.files import save_picture, svg_of
from desktop.ui.drawing.paper import report_as_pdf
from desktop.ui.verbs.projects import usual_folder
from desktop.ui.workplace import Workplace

PICTURES = "Drawing (*.svg);;Page (*.pdf);;Image (*.png)"
TABLES = "Table (*.csv)"


def picture_by_dialog(place: Workplace, view: View) -> None:
    """Ask where to, and save the picture of a view."""
    found = _asked(place, "Save picture", f"{view.title}.svg", PICTURES)
    if found is not None:
        store_picture(place, view, found)


def store_picture(place: Workplace, view: View, out: Path) -> None:
    """Save the picture of a view, in the look of paper, by the ending of the file's name."""
    picture = view.picture
    if picture is None:
        return
    place.dispatcher.run(
        lambda: save_picture(picture, out), lambda _none: place.window.notice.tell(f"Saved {out.name}.")
    )


def numbers_by_dialog(place: Workplace, view: View) -> None:
    """Ask where to, and save the numbers of a view."""
    found = _asked(place, "Save numbers", f"{view.title}.csv", TABLES)
    if found is not None:
        store_numbers(place, view, found)


def store_numbers(place: Workplace, view: View, out: Path) -> None:
    """Save the table of a view as CSV."""
    content = table_bytes(view.heads, view.rows, DATA)
    place.dispatcher.run(
        lambda: write_file(out, content), lambda _none: place.window.notice.tell(f"Saved {out.name}.")
    )


@dataclass(frozen=True, slots=True)
class Writing:
    """Who watches a report being written, and what is called when it begins and when it is over."""

    watch: Watch
    begin: Callable[[], object]
    over: Callable[[], object]


def report_by_dialog(
    place: Workplace, settings: AgreementSettings, writing: Writing
) -> AgreementReportSheet | None:
    """Ask what the report is to be, and write it."""
    if place.project is None:
        return None
    name = f"{place.project.path.stem} agreement.html"
    sheet = AgreementReportSheet(place.window, usual_folder(place) / name)
    sheet.accepted.connect(
        lambda: write_report(place, sheet.asked(settings), sheet.path(), sheet.kind.current, writing)
    )
    sheet.open()
    return sheet


def write_report(place: Workplace, asked: ReportSettings, out: Path, kind: str, writing: Writing) -> None:
    """Write the report away from the window; it can be stopped until its file is written."""
    project = place.project
    if project is None:
        return

    def work() -> bool:
        try:
            _write(document(project, asked, writing.watch), out, kind)
        except Stopped:
            return False
        return True

    def tell(written: bool) -> None:
        writing.over()
        words = f"Wrote {out.name}." if written else "Stopped: no report was written."
        place.window.notice.tell(words)

    def refuse(sentence: str) -> None:
        writing.over()
        place.window.notice.warn(sentence)

    writing.begin()
    place.window.notice.tell("Writing the report…")
    place.dispatcher.run(work, tell, failed=refuse)


def _write(report: Document, out: Path, kind: str) -> None:
    if kind == "csv":
        write_tables(report, out)
    elif kind == "md":
        write_markdown(report, out)
    elif kind == "pdf":
        write_file(out, report_as_pdf(report))
    else:
        write_html(report, {name: svg_of(picture) for name, picture in report.pictures.items()}, out)


def _asked(place: Workplace, title: str, name: str, kinds: str) -> Path | None:
    found, _ = QFileDialog.getSaveFileName(place.window, title, str(usual_folder(place) / name), kinds)
    return Path(found) if found else None
