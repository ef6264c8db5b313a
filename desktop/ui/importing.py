"""From files to articles in the window: first what must be asked, then they come in, then the report."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.project import Project
from desktop.articles.readers.tables import Preview
from desktop.articles.spans import Pairs
from desktop.exchange.files import write_file
from desktop.study.import_questions import (
    CHECK,
    COLUMNS,
    ENCODING,
    EncodingPreview,
    Question,
    encoding_preview,
    pdf_preview,
    questions,
    table_preview,
)
from desktop.study.import_reports import ALREADY_HERE, KeptReport, import_reports, report_csv
from desktop.study.importing import FileChoice, ImportReport, add_articles
from desktop.ui.dialogs.check_text import CheckTextSheet
from desktop.ui.dialogs.columns import ColumnsSheet
from desktop.ui.dialogs.encoding import EncodingSheet
from desktop.ui.dialogs.imported import ImportedSheet, ReportsSheet, summary
from desktop.ui.dialogs.progress import ProgressSheet
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.articles.readers.pdf import CheckedText


class Importing(QObject):
    """One import, from the files that were chosen to its report; it lets go of itself at the end."""

    def __init__(self, place: Workplace, project: Project, paths: Sequence[Path]) -> None:
        """Take these files and folders into `project`."""
        super().__init__(place)
        self._place = place
        self._project = project
        self._paths = tuple(paths)
        self._choices: dict[Path, FileChoice] = {}
        self._columns: dict[tuple[str, ...], Pairs] = {}
        """What was said of a table holds for others with the same columns."""

    def begin(self) -> None:
        """Look at the files, and ask what must be asked."""
        sheet = ProgressSheet(self._place.window, "Adding articles", "Looking at the files…")

        def looked(found: tuple[Question, ...]) -> None:
            sheet.finish()
            if sheet.stopped:
                self.deleteLater()
            else:
                self._ask_encodings(found)

        self._run(lambda: questions(self._paths), looked, sheet)

    # What is asked first

    def _ask_encodings(self, found: Sequence[Question]) -> None:
        files = [each for each in found if each.kind == ENCODING]
        others = [each for each in found if each.kind != ENCODING]
        if not files:
            self._ask(others)
            return

        def look(path: Path, encoding: str | None, then: Callable[[EncodingPreview], object]) -> None:
            self._place.dispatcher.run(lambda: encoding_preview(path, encoding), then)

        sheet = EncodingSheet(self._place.window, files, look)

        def taken() -> None:
            if sheet.left_out:
                self._leave_out(each.path for each in files)
            else:
                for path, encoding in sheet.chosen().items():
                    self._choices[path] = FileChoice(encoding=encoding)
            self._ask(others)

        sheet.accepted.connect(taken)
        sheet.rejected.connect(self.deleteLater)
        sheet.open()

    def _ask(self, left: Sequence[Question]) -> None:
        """Ask the next of the questions that are left; when there is none, take the files in."""
        if not left:
            self._take_in()
            return
        question, rest = left[0], left[1:]
        choice = self._choices.get(question.path, FileChoice())
        if choice.leave_out:
            self._ask(rest)
        elif question.kind == COLUMNS:
            self._run(
                lambda: table_preview(question.path, choice.encoding),
                lambda preview: self._ask_columns(question, preview, rest),
                failed=lambda _sentence: self._ask(rest),
            )
        elif question.kind == CHECK:
            self._run(
                lambda: pdf_preview(question.path),
                lambda checked: self._ask_text(question, checked, rest),
                failed=lambda _sentence: self._ask(rest),
            )
        else:
            self._ask(rest)

    def _ask_columns(self, question: Question, preview: Preview, rest: Sequence[Question]) -> None:
        encoding = self._choices.get(question.path, FileChoice()).encoding
        if preview.columns in self._columns:
            columns = self._columns[preview.columns]
            self._choices[question.path] = FileChoice(encoding=encoding, columns=columns)
            self._ask(rest)
            return
        sheet = ColumnsSheet(self._place.window, question.name, preview)

        def taken() -> None:
            if sheet.left_out:
                self._leave_out([question.path])
            else:
                self._columns[preview.columns] = sheet.columns()
                self._choices[question.path] = FileChoice(encoding=encoding, columns=sheet.columns())
            self._ask(rest)

        sheet.accepted.connect(taken)
        sheet.rejected.connect(self.deleteLater)
        sheet.open()

    def _ask_text(self, question: Question, checked: "CheckedText", rest: Sequence[Question]) -> None:
        more = sum(each.kind == CHECK for each in rest)
        sheet = CheckTextSheet(self._place.window, question.name, checked, more)

        def taken() -> None:
            if sheet.left_out:
                self._leave_out([question.path])
            elif sheet.text() != checked.paragraphs:
                self._choices[question.path] = FileChoice(text=sheet.text())
            as_they_are = sheet.all_as_they_are
            self._ask([each for each in rest if not (as_they_are and each.kind == CHECK)])

        sheet.accepted.connect(taken)
        sheet.rejected.connect(self.deleteLater)
        sheet.open()

    def _leave_out(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self._choices[path] = FileChoice(leave_out=True)

    # What comes in

    def _take_in(self) -> None:
        sheet = ProgressSheet(
            self._place.window,
            "Adding articles",
            "What is added is whole, whenever you stop.",
        )
        project, paths, choices = self._project, self._paths, dict(self._choices)

        def done(report: ImportReport) -> None:
            sheet.finish()
            self._tell(report)
            self.deleteLater()

        self._run(lambda: add_articles(project, paths, report=sheet.report, choices=choices), done, sheet)

    def _tell(self, report: ImportReport) -> None:
        """Say what came in: a sentence where all went well, the table where something needs a look."""
        sentence = summary(report.items, cancelled=report.cancelled)
        needs_a_look = report.cancelled or any(
            item.message or item.outcome == ALREADY_HERE for item in report.items
        )
        if report.items and not needs_a_look:
            self._place.window.notice.tell(sentence)
            return
        self._place.window.notice.put_away()
        if not report.items:
            self._place.window.notice.warn(sentence)
            return
        ImportedSheet(
            self._place.window,
            report.items,
            cancelled=report.cancelled,
            export=lambda: export_reports(self._place, self._project, newest=True),
        ).open()

    def _run(
        self,
        work: Callable[[], object],
        then: Callable[..., object],
        sheet: ProgressSheet | None = None,
        *,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        def refused(sentence: str) -> None:
            if sheet is not None:
                sheet.finish()
            self._place.window.notice.warn(sentence)
            self.deleteLater()

        self._place.dispatcher.run(work, then, failed=failed or refused)


def show_reports(place: Workplace) -> None:
    """Show what every import of the project brought."""
    project = place.project
    if project is None:
        return

    def show(reports: tuple[KeptReport, ...]) -> None:
        ReportsSheet(place.window, reports, lambda chosen: _write_by_dialog(place, lambda: chosen)).open()

    place.dispatcher.run(lambda: import_reports(project), show)


def export_reports(place: Workplace, project: Project, *, newest: bool) -> None:
    """Ask for a file and write the reports of the project to it: the newest alone, or all."""
    _write_by_dialog(place, lambda: import_reports(project)[: 1 if newest else None])


def _write_by_dialog(place: Workplace, reports: Callable[[], Sequence[KeptReport]]) -> None:
    found, _ = QFileDialog.getSaveFileName(
        place.window, "Write as a table", "import-report.csv", "Table (*.csv)"
    )
    if found:
        write_reports(place, Path(found), reports)


def write_reports(place: Workplace, out: Path, reports: Callable[[], Sequence[KeptReport]]) -> None:
    """Write reports to a CSV file and say so."""
    place.dispatcher.run(
        lambda: write_file(out, report_csv(reports())),
        lambda _done: place.window.notice.tell(f"Wrote {out.name}."),
    )
