"""Labels out and in."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.ui.dialogs.labels import ExportSheet
from desktop.ui.dialogs.report import DecideSheet, Entry
from desktop.ui.verbs.projects import usual_folder
from desktop.ui.workplace import Workplace

TABLE = "Tables (*.csv)"


def export_by_dialog(place: Workplace) -> ExportSheet | None:
    """Ask what to export and where to."""
    if place.project is None:
        return None
    sheet = ExportSheet(place.window, usual_folder(place) / f"{place.project.path.stem} labels.csv")
    sheet.accepted.connect(lambda: export(place, sheet))
    sheet.open()
    return sheet


def export(place: Workplace, asked: ExportSheet) -> None:
    """Write the table, and beside it, if wanted, everything it was computed from."""
    project = place.project
    if project is None:
        return
    out, settings, tables = asked.path(), asked.settings(), asked.tables()
    from desktop.exchange.labels_export import export_labels  # noqa: PLC0415  (only when first used)

    place.dispatcher.run(
        lambda: export_labels(project, out, settings, tables),
        lambda sentences: place.window.notice.tell(" ".join(sentences)),
    )


def import_by_dialog(place: Workplace) -> None:
    """Ask for a table of labels and show what it would bring."""
    found, _ = QFileDialog.getOpenFileName(place.window, "Import labels", str(usual_folder(place)), TABLE)
    if found:
        check_import(place, Path(found))


def check_import(place: Workplace, path: Path) -> None:
    """Check a table row by row, show what it would bring, and bring it in if that is wanted."""
    project = place.project
    if project is None:
        return
    from desktop.exchange.labels_import import LabelsReport, import_labels  # noqa: PLC0415

    def ask(report: LabelsReport) -> None:
        warnings: list[Entry] = [(f"Line {each.line}", each.sentence, "muted") for each in report.remarks]
        sheet = DecideSheet(
            place.window,
            f"Import {path.name}?",
            report.sentence(),
            (("Rows to look at", warnings),),
            "Import labels",
        )
        sheet.accepted.connect(
            lambda: place.dispatcher.run(
                lambda: import_labels(project, path, add_coders=True),
                lambda done: place.window.notice.tell(done.sentence()),
            )
        )
        sheet.open()

    place.dispatcher.run(lambda: import_labels(project, path, add_coders=True, dry_run=True), ask)
