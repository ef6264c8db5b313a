"""The lead looks at the agreement: figures, what is behind them, and the text itself."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.agreement.words import number
from desktop.study import finishing
from desktop.study.agreement import table
from desktop.study.changes import Kind, changed
from desktop.study.coders import add_coder
from desktop.study.discussion import discussion_sheet
from desktop.study.workspace.view import pooled
from desktop.ui.adjudication.page import AdjudicationPage
from desktop.ui.dialogs.agreement_report import AgreementReportSheet
from desktop.ui.pages.agreement import AgreementPage
from desktop.ui.pages.lead_reading import LeadReading
from desktop.ui.verbs import agreement
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow


def at_the_page(window: OpenWindow, demo: Path) -> tuple[Person, AgreementPage]:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.agreement")
    page = person.page()
    assert isinstance(page, AgreementPage)
    return person, page


def click_picture(person: Person, page: AgreementPage, row: int) -> None:
    page.sheet.picture.repaint()
    spot = next(each for each in page.sheet.picture._spots if each.row == row)
    place = spot.rect.center().toPoint()
    QTest.mouseClick(page.sheet.picture, Qt.MouseButton.LeftButton, pos=place)
    person.wait()


def click_view(person: Person, page: AgreementPage, title: str) -> None:
    item = page.views.findItems(title, Qt.MatchFlag.MatchExactly)[0]
    place = page.views.visualItemRect(item).center()
    QTest.mouseClick(page.views.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.wait()


def click_passage(person: Person, page: AgreementPage, row: int) -> None:
    place = page.behind.list.visualItemRect(page.behind.list.item(row)).center()
    QTest.mouseClick(page.behind.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.wait()


def test_every_number_is_the_one_that_the_agreement_command_prints(window: OpenWindow, demo: Path) -> None:
    person, page = at_the_page(window, demo)
    project = person.made.place.project
    assert project is not None
    rows = pooled(table(project, page.settings()), "sentence")
    assert [cells[1] for cells in page.sheet.numbers.numbers.rows] == [number(row.value) for row in rows]
    assert "3 coders, 11 articles, " in person.words()
    assert page.sheet.advice.isVisible()


def test_the_figures_follow_the_unit_that_is_chosen(window: OpenWindow, demo: Path) -> None:
    person, page = at_the_page(window, demo)
    page.unit.menu().actions()[1].trigger()
    person.wait()
    assert "by token" in person.words()


def test_a_bar_opens_the_passages_behind_it_and_a_passage_opens_its_article(
    window: OpenWindow, demo: Path
) -> None:
    person, page = at_the_page(window, demo)
    click_picture(person, page, 1)
    words = person.words()
    assert "Where coders differ about “Editorialising”" in words
    click_passage(person, page, 0)
    reading = person.page()
    assert isinstance(reading, LeadReading)
    bar = person.made.agreement.bar
    assert bar.isVisible()
    assert "A: " in bar.accessibleName()
    assert "% of this disagreement" in bar.accessibleName()
    assert not reading.pane.canvas.selection().empty
    person.click("Next", bar)
    assert bar.isVisible()
    assert "2 of " in bar.accessibleName()
    person.click("Back to the figures", bar)
    assert person.page() is page
    assert not bar.isVisible()


def test_enter_on_a_row_of_the_table_does_what_a_click_on_the_picture_does(
    window: OpenWindow, demo: Path
) -> None:
    person, page = at_the_page(window, demo)
    page.sheet.numbers.setFocus()
    page.sheet.numbers.selectRow(1)
    QTest.keyClick(page.sheet.numbers, Qt.Key.Key_Return)
    person.wait()
    assert "Where coders differ about “Editorialising”" in person.words()


def test_a_cell_of_the_matrix_opens_what_these_two_coders_differ_about(
    window: OpenWindow, demo: Path
) -> None:
    person, page = at_the_page(window, demo)
    click_view(person, page, "Coder by coder")
    click_picture(person, page, 2)
    assert "Where B and C differ" in person.words()


def test_an_empty_project_is_told_what_is_missing(window: OpenWindow, empty_project: Path) -> None:
    person = window()
    person.sit_as_lead(empty_project)
    person.made.place.show_view("agreement")
    person.wait()
    assert "Nobody has finished an article yet" in person.words()


def test_picture_and_numbers_are_saved(window: OpenWindow, demo: Path, tmp_path: Path) -> None:
    person, page = at_the_page(window, demo)
    view = page.sheet.view
    assert view is not None
    for ending, begin in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")):
        out = tmp_path / f"picture.{ending}"
        agreement.store_picture(person.made.place, view, out)
        person.wait()
        assert out.read_bytes().startswith(begin)
    agreement.store_numbers(person.made.place, view, tmp_path / "numbers.csv")
    person.wait()
    assert (
        (tmp_path / "numbers.csv").read_text(encoding="utf-8").startswith("Label,α,Interval (95 %),Verdict")
    )
    agreement.store_picture(person.made.place, view, tmp_path / "picture.docx")
    person.wait()
    assert person.notice() == "Pictures are saved as svg, pdf, png, not as “docx”."


def test_a_newcomer_finds_label_coder_and_sentence_in_three_clicks_each(
    window: OpenWindow, demo: Path
) -> None:
    """Which label is weakest? Agreement (1): the lowest bar, the advice. Who differs? Agreement (1), Coder by
    coder (2): the darkest cell. Which sentence first? Agreement (1): the first passage; it opens by click 2.
    """
    person = window()
    person.sit_as_lead(demo)
    person.click("Agreement")  # 1
    page = person.page()
    assert isinstance(page, AgreementPage)
    view = page.sheet.view
    assert view is not None
    weakest = min((row for row in view.rows[:3] if row[1] != "–"), key=lambda cells: float(cells[1]))
    page.sheet.picture.repaint()
    spot = next(each for each in page.sheet.picture._spots if each.words.startswith(weakest[0]))
    assert weakest[1] in spot.words
    click_view(person, page, "Coder by coder")  # 2
    furthest = page.sheet.view
    assert furthest is not None
    assert len(furthest.rows) == 3
    assert min(furthest.rows, key=lambda cells: float(cells[2]))[:2] == ("B", "C")
    click_passage(person, page, 0)  # from the first click on, 2
    assert isinstance(person.page(), LeadReading)
    assert "1 of " in person.made.agreement.bar.accessibleName()


def test_the_report_is_written_by_one_button(window: OpenWindow, demo: Path, tmp_path: Path) -> None:
    person, page = at_the_page(window, demo)
    for kind, begin in (("html", b"<!DOCTYPE"), ("pdf", b"%PDF"), ("md", b"# Agreement")):
        person.click("Report…", page)
        sheet = person.sheet()
        assert isinstance(sheet, AgreementReportSheet)
        sheet.file.setText(str(tmp_path / f"out.{kind}"))
        sheet.kind.show_choice(kind)
        sheet.facts.setPlainText("Coders trained for twelve hours.")
        person.answer("Write report")
        assert (tmp_path / f"out.{kind}").read_bytes().startswith(begin)
        assert person.notice() == f"Wrote out.{kind}."
    assert "twelve hours" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_what_if_shows_figures_beside_the_unchanged_ones(window: OpenWindow, demo: Path) -> None:
    person, page = at_the_page(window, demo)
    usual = page.sheet.view
    click_view(person, page, "What if")
    assert page.what_if.isVisible()
    page.what_if.coder.menu().actions()[3].trigger()
    person.wait()
    view = page.sheet.view
    assert view is not None
    assert usual is not None
    assert "Exploration, not a result: without C" in person.words()
    assert [row[1] for row in view.rows] == [row[1] for row in usual.rows]
    page.what_if.zone.menu().actions()[1].trigger()
    person.wait()
    fewer = page.sheet.view
    assert fewer is not None
    assert int(fewer.rows[0][7]) < int(view.rows[0][7])
    person.click("As it is", page)
    view = page.sheet.view
    assert view is not None
    assert [row[3] for row in view.rows] == [row[1] for row in usual.rows]
    click_view(person, page, "Overview")
    assert not page.what_if.isVisible()


def pointed_at(person: Person, page: AgreementPage) -> None:
    """Open the first passage, with somebody known as the adjudicator."""
    project = person.made.place.project
    assert project is not None
    judge, _ = add_coder(project, "Judge")
    store = person.made.place.store
    store.put(store.now.with_coder(f"{project.id}/adjudication", judge.id))
    click_passage(person, page, 0)


def press_in_the_window(person: Person, key: Qt.Key) -> None:
    person.made.window.activateWindow()
    person.wait()
    QTest.keyClick(person.made.window, key)
    person.wait()


def test_one_key_leads_from_the_text_to_settling_the_dispute(window: OpenWindow, demo: Path) -> None:
    person, page = at_the_page(window, demo)
    pointed_at(person, page)
    place = person.made.agreement.pointed
    assert place is not None
    press_in_the_window(person, Qt.Key.Key_A)
    item = person.made.lead_sides.adjudication.item
    assert isinstance(person.page(), AdjudicationPage)
    assert item is not None
    assert item.place.article == place.article_id
    assert item.place.start < place.end
    assert place.start < item.place.end
    assert not person.made.agreement.bar.isVisible()


def test_one_key_puts_the_dispute_on_the_discussion_sheet(window: OpenWindow, demo: Path) -> None:
    person, page = at_the_page(window, demo)
    pointed_at(person, page)
    press_in_the_window(person, Qt.Key.Key_D)
    assert person.notice().startswith("On the discussion sheet.")
    project = person.made.place.project
    assert project is not None
    assert [entry.discuss for entry in discussion_sheet(project).entries if entry.discuss] == [True]


def test_without_an_adjudicator_it_asks_who_it_is(window: OpenWindow, demo: Path) -> None:
    person, page = at_the_page(window, demo)
    click_passage(person, page, 0)
    person.click("Discuss", person.made.agreement.bar)
    assert person.notice().startswith("Choose first who adjudicates")
    assert isinstance(person.page(), AdjudicationPage)


def test_a_report_that_nobody_waits_for_is_not_written(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person, page = at_the_page(window, demo)
    page.report.click()
    sheet = person.sheet()
    assert isinstance(sheet, AgreementReportSheet)
    sheet.file.setText(str(tmp_path / "out.html"))
    sheet.accept()
    page.stopped.emit()
    person.wait()
    assert person.notice() == "Stopped: no report was written."
    assert not (tmp_path / "out.html").exists()
    assert page.sheet.view is not None


def test_a_change_is_seen_even_where_another_view_was_asked_for_meanwhile(
    window: OpenWindow, demo: Path
) -> None:
    person, page = at_the_page(window, demo)
    project = person.made.place.project
    assert project is not None
    page.time.show_choice("latest")
    page.asked.emit()
    person.wait()
    before = page.sheet.view
    first = page.behind.list.item(0).text()
    finishing.reopen(project, "01-lamp-order.txt", "A", "more to say")
    person.made.dispatcher.announce(changed(Kind.PROGRESS))
    page.go_to("pairs")
    page.go_to("overview")
    person.wait()
    after = page.sheet.view
    assert before is not None
    assert after is not None
    assert first
    assert after.rows != before.rows
