"""From an empty project to a figure, all in the window."""

from pathlib import Path

import resources
from desktop.study.coders import all_coders
from desktop.study.opening import DEFAULT_CODEBOOK
from desktop.ui.verbs import articles, labels, study
from tests.ui.conftest import OpenWindow


def test_steps_are_ticked_as_they_are_done(window: OpenWindow, empty_project: Path, tmp_path: Path) -> None:
    person = window()
    person.open(empty_project)
    assert "1 of 6 steps done" in person.words()
    for name in ("Anna", "Ben"):
        person.click("Add a coder…")
        person.sheet().name.setText(name)  # type: ignore[attr-defined]
        person.answer("Add")
    assert "2 of 6 steps done" in person.words()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text("Bridge closed\n\nIt is shut.", encoding="utf-8")
    person.drop(tmp_path / "in")
    assert person.notice() == "1 article added."
    assert "3 of 6 steps done" in person.words()


def test_a_name_in_use_is_refused_in_the_dialog(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.coder")
    person.sheet().name.setText("A")  # type: ignore[attr-defined]
    person.answer("Add")
    assert not person.no_sheet()
    assert "A" in person.words(person.sheet())
    person.answer("Cancel")
    project = person.made.place.project
    assert project is not None
    assert [coder.name for coder in all_coders(project)] == ["A", "B", "C"]


def test_the_same_file_again_says_so_and_changes_nothing(
    window: OpenWindow, empty_project: Path, tmp_path: Path
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("A line.", encoding="utf-8")
    person = window()
    person.open(empty_project)
    person.drop(article)
    person.drop(article)
    shown = person.notice() if person.no_sheet() else person.words(person.sheet())
    assert "1 article already here." in shown
    assert len(person.made.place.survey.rows) == 1


def test_a_coder_cannot_add_articles(window: OpenWindow, demo: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("A line.", encoding="utf-8")
    person = window()
    person.open(demo, "A")
    person.drop(article)
    assert person.notice() == articles.LEAD_ONLY
    assert len(person.made.place.survey.rows) == 12


def changed_codebook(folder: Path) -> Path:
    text = resources.read_text(DEFAULT_CODEBOOK)
    assert "## Reporting" in text
    assert "unit=clause" in text
    text = text.replace("## Reporting", "## Plain reporting", 1).replace("unit=clause", "unit=sentence", 1)
    path = folder / "second.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_codebook_shows_its_differences_and_the_passages_to_review_before_it_is_installed(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    study.propose_codebook(person.made.place, changed_codebook(tmp_path))
    person.wait()
    words = person.words(person.sheet())
    assert "“Reporting”" in words
    assert "“Plain reporting”" in words
    assert "Passages to review" in words
    before = person.made.place.survey.codebook
    person.answer("Cancel")
    assert person.made.place.survey.codebook == before
    study.propose_codebook(person.made.place, changed_codebook(tmp_path))
    person.wait()
    person.answer("Install codebook")
    now = person.made.place.survey.codebook
    assert now is not None
    label = now.label("reporting")
    assert label is not None
    assert label.name == "Plain reporting"


def test_a_codebook_that_is_in_force_already_asks_nothing(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    same = tmp_path / "same.md"
    same.write_text(resources.read_text(DEFAULT_CODEBOOK), encoding="utf-8")
    person = window()
    person.sit_as_lead(demo)
    study.propose_codebook(person.made.place, same)
    person.wait()
    assert person.no_sheet()
    assert "in force already" in person.notice()


def test_a_broken_codebook_is_refused_with_file_and_line(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text('# X\n\n## A {#a key=a colour="#112233"}\n\n## B {#a key=b colour="#223344"}\n')
    person = window()
    person.sit_as_lead(demo)
    study.propose_codebook(person.made.place, broken)
    person.wait()
    assert person.no_sheet()
    assert person.notice().startswith("broken.md, line 5")


def test_labels_go_out_through_the_dialog_and_come_back_in(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person = window()
    person.sit_as_lead(demo)
    sheet = labels.export_by_dialog(person.made.place)
    assert sheet is not None
    out = tmp_path / "labels.csv"
    sheet.file.setText(str(out))
    sheet.pseudonyms.setChecked(True)
    person.answer("Export")
    assert out.is_file()
    assert person.notice().startswith("Wrote ")
    sheet = labels.export_by_dialog(person.made.place)
    assert sheet is not None
    sheet.file.setText(str(out))
    person.answer("Export")
    labels.check_import(person.made.place, out)
    person.wait()
    assert "already" in person.words(person.sheet())
    person.answer("Cancel")


def test_a_table_that_does_not_hold_is_refused_in_one_sentence(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    table_file = tmp_path / "wrong.csv"
    table_file.write_text("article,coder,label,start,end\n01-lamp-order.txt,A,reporting,5,99999999\n")
    person = window()
    person.sit_as_lead(demo)
    labels.check_import(person.made.place, table_file)
    person.wait()
    assert person.no_sheet()
    assert "line 2" in person.notice()


def test_the_lead_reads_every_layer_and_is_told_who_marked_what(window: OpenWindow, demo: Path) -> None:
    from desktop.ui.desk.movement import at
    from desktop.ui.pages.lead_reading import LeadReading

    person = window()
    person.sit_as_lead(demo)
    person.do("study.desk")
    person.choose("01-lamp-order.txt")
    page = person.page()
    assert isinstance(page, LeadReading)
    assert "finished by A, B, C" in person.words()
    start = page.pane.canvas.text.index("somehow we doubt")
    page.pane.canvas.select(at(start))
    person.wait()
    words = person.words()
    assert "A: editorialising" in words
    assert "B: editorialising" in words
    page.whose.menu().actions()[1].trigger()
    person.wait()
    page.pane.canvas.select(at(start + 1))
    person.wait()
    assert "B: editorialising" not in person.words()
