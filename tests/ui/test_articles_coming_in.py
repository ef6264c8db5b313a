"""Files come in through the window: what must be asked is asked first, and what became of each is told."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from db import articles
from db.project import Project
from db.records import Article
from desktop.ui.dialogs.check_text import CheckTextSheet, Paragraphs, joined
from desktop.ui.dialogs.columns import ColumnsSheet
from desktop.ui.dialogs.encoding import EncodingSheet
from desktop.ui.dialogs.imported import ImportedSheet, ReportsSheet
from desktop.ui.dialogs.progress import ProgressSheet
from desktop.ui.importing import write_reports
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

CAFE = "Café closed\n\nThe café by the harbour is closed, the owner’s “last word” on it.\n"


@pytest.fixture
def lead(window: OpenWindow, empty_project: Path) -> Person:
    """Somebody who leads a study without any article yet."""
    person = window()
    person.open(empty_project)
    return person


def project_of(person: Person) -> Project:
    project = person.made.place.project
    assert project is not None
    return project


def article(person: Person, name: str) -> Article:
    project = project_of(person)
    return project.ask(articles.get, project.ask(articles.find, name).id)


def names(person: Person) -> set[str]:
    return {row.name for row in person.made.place.survey.rows}


def make_pdf(path: Path, lines: list[str]) -> None:
    """Write a one-page PDF with these lines, by hand."""
    shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
    stream = f"BT /F1 11 Tf 50 780 Td\n{shown}ET".encode()
    fonts = b"<< /Font << /F1 5 0 R >> >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)


# Encodings


def test_the_encoding_is_chosen_with_the_text_in_sight_and_begins_with_windows_1252(
    lead: Person, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cafe.txt").write_bytes(CAFE.encode("cp1252"))
    (tmp_path / "in" / "plain.txt").write_text("Ferry\n\nIt runs.", encoding="utf-8")
    lead.drop(tmp_path / "in")
    sheet = lead.sheet()
    assert isinstance(sheet, EncodingSheet)
    assert sheet.encoding.currentText() == "Western (Windows-1252)"
    assert "“last word”" in sheet.shown.toPlainText()
    sheet.encoding.setCurrentIndex(sheet.encoding.findData("mac-roman"))
    lead.wait()
    assert "“last word”" not in sheet.shown.toPlainText()
    sheet.encoding.setCurrentIndex(sheet.encoding.findData("windows-1252"))
    lead.wait()
    lead.answer("Add with this encoding")
    assert lead.notice() == "2 articles added."
    assert article(lead, "cafe.txt").text == CAFE


def test_one_choice_holds_for_all_files_that_are_chosen_in_the_list(lead: Person, tmp_path: Path) -> None:
    for name, encoding in (("a.txt", "cp1251"), ("b.txt", "cp1251"), ("c.txt", "koi8-r")):
        (tmp_path / name).write_bytes("Мост закрыт на неделю.".encode(encoding))
    lead.drop(*(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")))
    sheet = lead.sheet()
    assert isinstance(sheet, EncodingSheet)
    sheet.encoding.setCurrentIndex(sheet.encoding.findData("windows-1251"))
    lead.wait()
    sheet.files.clearSelection()
    sheet.files.setCurrentRow(2)
    lead.wait()
    sheet.encoding.setCurrentIndex(sheet.encoding.findData("koi8-r"))
    lead.wait()
    lead.answer("Add with this encoding")
    assert {article(lead, name).text for name in ("a.txt", "b.txt", "c.txt")} == {"Мост закрыт на неделю."}


def test_an_encoding_that_does_not_fit_says_so_and_cannot_be_taken(lead: Person, tmp_path: Path) -> None:
    (tmp_path / "cafe.txt").write_bytes(CAFE.encode("cp1252"))
    lead.drop(tmp_path / "cafe.txt")
    sheet = lead.sheet()
    assert isinstance(sheet, EncodingSheet)
    sheet.encoding.setCurrentIndex(sheet.encoding.findData("euc_kr"))
    lead.wait()
    assert "is not" in lead.words(sheet)
    lead.answer("Leave it out")
    assert names(lead) == set()


# Tables


def test_columns_are_guessed_shown_and_changed_by_keyboard(lead: Person, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text(
        'id;headline;medium;body;kicker\n1;Bridge shut;Harbour Times;"It is shut.\nFor a week.";Town\n'
        "2;Ferry runs;Harbour Times;;Sea\n",
        encoding="utf-8",
    )
    lead.drop(table)
    sheet = lead.sheet()
    assert isinstance(sheet, ColumnsSheet)
    assert dict(sheet.columns()) == {
        "id": "id",
        "title": "headline",
        "outlet": "medium",
        "text": "body",
    }
    assert "1 of the first 2 rows without a text" in lead.words(sheet)
    sheet.fields["outlet"].setFocus()
    QTest.keyClick(sheet.fields["outlet"], Qt.Key.Key_End)
    assert dict(sheet.columns())["outlet"] == "kicker"
    lead.answer("Add the articles")
    assert "1 article added, 1 waits for its text." in lead.words(lead.sheet())
    lead.answer("Close")
    assert dict(article(lead, "list.csv/1").metadata)["outlet"] == "Town"


def test_one_column_cannot_be_two_things(lead: Person, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("title,text\nBridge,It is shut.\n", encoding="utf-8")
    lead.drop(table)
    sheet = lead.sheet()
    assert isinstance(sheet, ColumnsSheet)
    sheet.fields["outlet"].setCurrentIndex(1)
    assert "cannot be two things" in lead.words(sheet)
    sheet.fields["outlet"].setCurrentIndex(0)
    sheet.fields["title"].setCurrentIndex(0)
    sheet.fields["text"].setCurrentIndex(0)
    assert "Say which column holds the text" in lead.words(sheet)
    lead.answer("Leave this table out")
    assert names(lead) == set()


def test_tables_with_the_same_columns_are_asked_about_once(lead: Person, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("one.csv", "two.csv"):
        (tmp_path / "in" / name).write_text(f"title,text\nBridge {name},It is shut: {name}.\n")
    lead.drop(tmp_path / "in")
    lead.answer("Add the articles")
    assert lead.notice() == "2 articles added."


# PDF


def test_the_paragraphs_of_a_pdf_are_checked_before_it_comes_in(lead: Person, tmp_path: Path) -> None:
    lines = ["The bridge is shut from Monday.", "It is old.", "", "Boats run all night long."]
    make_pdf(tmp_path / "bridge.pdf", lines)
    lead.drop(tmp_path / "bridge.pdf")
    sheet = lead.sheet()
    assert isinstance(sheet, CheckTextSheet)
    before = list(sheet.paragraphs.paragraphs)
    QTest.keyClick(sheet.paragraphs, Qt.Key.Key_Delete)
    assert sheet.paragraphs.paragraphs == [f"{before[0]} {before[1]}", *before[2:]]
    lead.answer("Add it")
    lead.wait()
    assert article(lead, "bridge.pdf").text == "\n\n".join(sheet.paragraphs.paragraphs)
    assert project_of(lead).ask(articles.original, article(lead, "bridge.pdf").id)[:4] == b"%PDF"


def test_return_parts_and_backspace_joins_and_both_are_taken_back(qtbot: QtBot) -> None:
    pane = Paragraphs(["The bridge is shut. Boats run.", "The mayor pro-", "mised\u00a0it 🚢 again."])
    qtbot.addWidget(pane)
    cursor = pane.textCursor()
    cursor.setPosition(len("The bridge is shut."))
    pane.setTextCursor(cursor)
    QTest.keyClick(pane, Qt.Key.Key_Return)
    assert pane.paragraphs[:2] == ["The bridge is shut.", "Boats run."]
    cursor = pane.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    pane.setTextCursor(cursor)
    QTest.keyClick(pane, Qt.Key.Key_Backspace)
    assert pane.paragraphs[-1] == "The mayor promised\u00a0it 🚢 again."
    QTest.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pane.paragraphs == ["The bridge is shut. Boats run.", "The mayor pro-", "mised\u00a0it 🚢 again."]


def test_a_broken_word_is_made_whole_and_a_dash_before_a_name_is_not() -> None:
    assert joined("inter-", "national") == "international"
    assert joined("the Rhine-", "Main line") == "the Rhine- Main line"


# What became of it


def test_one_bad_file_blocks_no_other_and_is_named_with_its_reason(lead: Person, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("Bridge\n\nIt is shut.", encoding="utf-8")
    (tmp_path / "in" / "bad.docx").write_bytes(b"PK\x03\x04 cut off")
    lead.drop(tmp_path / "in")
    sheet = lead.sheet()
    assert isinstance(sheet, ImportedSheet)
    assert "1 article added, 1 not added." in lead.words(sheet)
    table = sheet.findChild(QTableView)
    assert table is not None
    first = [table.model().index(0, column).data() for column in range(3)]
    assert first[:2] == ["bad.docx", "not added"]
    assert first[2]
    lead.answer("Close")
    assert names(lead) == {"good.txt"}


def test_what_was_added_is_looked_up_later_and_written_as_a_table(lead: Person, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Bridge\n\nIt is shut.", encoding="utf-8")
    lead.drop(tmp_path / "good.txt", tmp_path / "gone.txt")
    lead.answer("Close")
    lead.do("study.added")
    sheet = lead.sheet()
    assert isinstance(sheet, ReportsSheet)
    assert "1 article added, 1 not added." in lead.words(sheet)
    lead.answer("Close")
    from desktop.study.import_reports import import_reports

    out = tmp_path / "report.csv"
    write_reports(lead.made.place, out, lambda: import_reports(project_of(lead)))
    lead.wait()
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    assert {(row["article"], row["outcome"]) for row in rows} == {
        ("good.txt", "added"),
        ("gone.txt", "refused"),
    }


def test_long_work_shows_how_far_it_is_and_can_be_stopped(lead: Person) -> None:
    sheet = ProgressSheet(lead.made.window, "Adding articles", "What is added is whole.")
    sheet.open()
    assert sheet.report(3, 1000, "a.txt")
    lead.wait()
    assert "4 of 1,000: a.txt" in lead.words(sheet)
    lead.click("Stop", sheet)
    assert not sheet.report(4, 1000, "b.txt")
    assert "Stopping" in lead.words(sheet)
    sheet.finish()


def test_leaving_the_question_open_adds_nothing(lead: Person, tmp_path: Path) -> None:
    (tmp_path / "cafe.txt").write_bytes(CAFE.encode("cp1252"))
    lead.drop(tmp_path / "cafe.txt")
    lead.press(Qt.Key.Key_Escape)
    assert lead.no_sheet()
    assert names(lead) == set()
