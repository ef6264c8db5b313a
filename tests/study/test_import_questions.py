"""Before files come in: which of them need an answer first, and what it would look like."""

from pathlib import Path

import pytest

from db import articles
from db.project import Project
from desktop.errors import UserError
from desktop.study.import_questions import (
    encoding_preview,
    mapped_preview,
    pdf_preview,
    questions,
    table_preview,
)
from desktop.study.import_reports import import_reports, report_csv
from desktop.study.importing import FileChoice, add_articles
from tests.articles.made_files import pdf, xlsx

TABLE = "Kopf,Wo,Wann,Volltext\nLamps,Fog Horn,2019-05-03,They are dark.\nFog,Quay,2019-05-04,\n"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Plain.", encoding="utf-8")
    (folder / "b.txt").write_bytes("Café.".encode("cp1252"))
    (folder / "c.csv").write_text(TABLE, encoding="utf-8")
    (folder / "d.pdf").write_bytes(pdf([["A line that goes", "on here."]]))
    (folder / "e.xlsx").write_bytes(xlsx([["title", "text"], ["Lamps", "They are dark."]]))
    (folder / "f.exe").write_bytes(b"MZ")
    return folder


def test_only_what_needs_an_answer_is_asked(mixed: Path) -> None:
    assert [(question.name, question.kind) for question in questions([mixed])] == [
        ("b.txt", "encoding"),
        ("c.csv", "columns"),
        ("d.pdf", "check"),
        ("e.xlsx", "columns"),
    ]


def test_a_table_is_mapped_before_it_comes_in(empty: Project, mixed: Path) -> None:
    preview = table_preview(mixed / "c.csv")
    assert preview.columns == ("Kopf", "Wo", "Wann", "Volltext")
    assert dict(preview.guess) == {"text": "Volltext"}
    columns = (("title", "Kopf"), ("outlet", "Wo"), ("date", "Wann"), ("text", "Volltext"))
    first, second = mapped_preview(preview, columns)
    assert (first["title"], first["outlet"], first["waits"]) == ("Lamps", "Fog Horn", "")
    assert (second["title"], second["waits"]) == ("Fog", "yes")
    add_articles(empty, [mixed / "c.csv"], choices={mixed / "c.csv": FileChoice(columns=columns)})
    (found,) = empty.ask(articles.summaries)
    assert (found.title, dict(found.metadata)["outlet"]) == ("Lamps", "Fog Horn")
    assert dict(table_preview(mixed / "e.xlsx").guess) == {"title": "title", "text": "text"}


def test_an_encoding_is_looked_at_before_it_is_chosen(empty: Project, mixed: Path) -> None:
    assert encoding_preview(mixed / "b.txt").encoding in ("windows-1252", "cp1252")
    assert encoding_preview(mixed / "b.txt").text == "Café."
    assert encoding_preview(mixed / "b.txt", "windows-1251").text == "Cafй."
    wrong = encoding_preview(mixed / "b.txt", "shift_jis")
    assert wrong.problem.endswith(".")
    add_articles(empty, [mixed / "b.txt"], choices={mixed / "b.txt": FileChoice("windows-1252")})
    (found,) = empty.ask(articles.summaries)
    assert empty.ask(articles.get, found.id).text == "Café."


def test_a_pdf_is_checked_and_comes_in_as_it_was_corrected(empty: Project, mixed: Path) -> None:
    assert pdf_preview(mixed / "d.pdf").paragraphs == "A line that goes on here."
    choice = FileChoice(text="A line that goes on there.")
    add_articles(empty, [mixed / "d.pdf"], choices={mixed / "d.pdf": choice})
    (found,) = empty.ask(articles.summaries)
    article = empty.ask(articles.get, found.id)
    assert article.text == "A line that goes on there."
    assert empty.ask(articles.original, found.id) == (mixed / "d.pdf").read_bytes()
    assert "checked" in article.notices[0]
    (mixed / "f.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(UserError, match=r"f\.pdf"):
        pdf_preview(mixed / "f.pdf")


def test_a_file_can_be_left_out(empty: Project, mixed: Path) -> None:
    report = add_articles(
        empty, [mixed / "a.txt", mixed / "b.txt"], choices={mixed / "b.txt": FileChoice(leave_out=True)}
    )
    assert [item.name for item in report.items] == ["a.txt"]


def test_the_report_is_kept_with_the_project_and_can_be_handed_on(empty: Project, mixed: Path) -> None:
    add_articles(empty, [mixed / "a.txt", mixed / "b.txt"])
    add_articles(empty, [mixed / "a.txt"])
    (kept,) = import_reports(empty)
    assert [(item.name, item.outcome) for item in kept.items] == [("a.txt", "added"), ("b.txt", "refused")]
    assert not kept.cancelled
    lines = report_csv([kept]).decode().splitlines()
    assert lines[0] == "at,article,outcome,message"
    assert lines[1] == f"{kept.at},a.txt,added,"
    assert str(mixed) not in report_csv([kept]).decode()
