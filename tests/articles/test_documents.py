"""Documents of word processors, PDFs and tables arrive as the text their authors wrote."""

import pytest

from desktop.articles.assembling import assemble
from desktop.articles.readers.pdf import CHECK, check_text
from desktop.articles.readers.tables import guess_columns, preview
from desktop.articles.reading import ReadArticle, Source, read_bytes
from desktop.errors import UserError
from tests.articles.made_files import docx, odt, pdf, xlsx, zipped


def read(name: str, data: bytes, encoding: str | None = None, **columns: str) -> tuple[ReadArticle, ...]:
    return read_bytes(Source(name, data, encoding, columns))


def text(name: str, data: bytes) -> str:
    (article,) = read(name, data)
    return assemble(article).text


def test_markdown_stays_as_it_is() -> None:
    assert text("a.md", b"# Lamps\n\n*Forty* of them.\r\n") == "# Lamps\n\n*Forty* of them.\n"


def test_a_word_document_gives_its_paragraphs_and_styles() -> None:
    data = docx(
        [("Title", "The Lamps"), "One\u00a0two.", ("Quote", "Said he."), "Three."], title="Core title"
    )
    (article,) = read("a.docx", data)
    assert [(block.kind, block.raw) for block in article.blocks] == [
        ("title", "The Lamps"),
        ("text", "One\u00a0two."),
        ("quotation", "Said he."),
        ("text", "Three."),
    ]
    assert dict(article.metadata)["title"] == "Core title"
    assembled = assemble(article)
    assert assembled.title == "The Lamps"
    kinds = [(zone.kind, assembled.text[zone.start : zone.end]) for zone in assembled.zones]
    assert ("title", "The Lamps") in kinds
    assert ("quotation", "Said he.") in kinds


def test_a_word_document_keeps_its_own_empty_lines() -> None:
    assert text("a.docx", docx(["One.", "", "Two.", "Three."])) == "One.\n\nTwo.\nThree."
    assert text("a.docx", docx(["One.", "Two."])) == "One.\n\nTwo."


def test_what_word_deleted_or_noted_is_no_text() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {space}><w:body>"
        "<w:p><w:r><w:t>Kept</w:t><w:tab/><w:t>here</w:t><w:br/><w:t>too.</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "</w:body></w:document>"
    )
    (article,) = read("a.docx", zipped({"word/document.xml": body, "word/footnotes.xml": "<x/>"}))
    assert assemble(article).text == "Kept\there\ntoo.\n\nA cell."
    assert article.warnings == ("The document's footnotes were left out.",)


def test_an_opendocument_text_gives_its_paragraphs() -> None:
    body = (
        '<text:h text:style-name="Heading">The Lamps</text:h>'
        '<text:p>One<text:s text:c="3"/>two<text:tab/>three\u00a0<text:span>four</text:span> five'
        "<text:line-break/>six"
        "<text:note><text:p>a note</text:p></text:note>.</text:p>"
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
    )
    assert text("a.odt", odt(body)) == "The Lamps\n\nOne   two\tthree\u00a0four five\nsix."


def test_rich_text_gives_its_text() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}}{\info{\title x}}{\*\generator y;}"
        rb"\pard Gr\'f6\'dfe \u8220?so\u8221?\~\{x\} \u-10179?\u-8704?\line two\par"
        b"\r\n" + rb"{\pict\bin3 }}}}three \emdash  four\par}"
    )
    assert text("a.rtf", rtf) == "Größe “so”\u00a0{x} 😀\ntwo\nthree — four"


def test_rich_text_in_another_code_page() -> None:
    assert text("a.rtf", rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2}") == "Привет"


LINES = [
    "The harbour board of Brell delayed a contract for lamp posts on",
    "Monday after a second bidder complained, three people fami-",
    "liar with the matter said.",
    "The board had been due to sign on Friday with a maker whose name",
    "nobody could remember afterwards.",
]


def test_a_pdf_is_joined_into_paragraphs_and_says_that_it_wants_checking() -> None:
    (article,) = read(
        "a.pdf", pdf([[*LINES, "1"], ["Second page begins with a line that is as long as others are,", "2"]])
    )
    assert article.warnings == (CHECK,)
    first, second = assemble(article).text.split("\n\n")[:2]
    assert first.startswith(
        "The harbour board of Brell delayed a contract for lamp posts on Monday after a second"
    )
    assert first.endswith("three people familiar with the matter said.")
    assert second.endswith("a maker whose name nobody could remember afterwards.")


def test_the_lines_of_a_pdf_are_shown_before_they_are_joined() -> None:
    checked = check_text(Source("a.pdf", pdf([LINES])))
    assert checked.lines.split("\n") == LINES
    assert checked.pages == 1


def test_a_pdf_of_pictures_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError, match="text recognition"):
        read("a.pdf", pdf([[]]))


CSV = """Headline;Media_Name;Publish-Date;Text
"Lamps; again";Fog Horn;2019-04-02;"One ""two"".
Three."
Bare;Quay;;
"""


def test_a_table_gives_one_article_a_row_with_its_metadata() -> None:
    lamps, bare = read("list.csv", CSV.encode("utf-8-sig"))
    assert [block.raw for block in lamps.blocks] == ["Lamps; again", 'One "two".\nThree.']
    assert dict(lamps.metadata) == {
        "title": "Lamps; again", "outlet": "Fog Horn", "date": "2019-04-02", "row": "2",
    }  # fmt: skip
    assert lamps.name == "list.csv/row 2"
    assert bare.waits_for_text
    with pytest.raises(UserError, match="no text"):
        assemble(bare)


def test_the_guess_at_the_columns_can_be_seen_and_overruled() -> None:
    seen = preview(Source("list.csv", CSV.encode()))
    assert dict(seen.guess) == {
        "title": "Headline",
        "outlet": "Media_Name",
        "date": "Publish-Date",
        "text": "Text",
    }
    assert seen.rows[0][0] == "Lamps; again"
    lamps, _ = read("list.csv", CSV.encode(), text="Headline", id="Media_Name")
    assert lamps.name == "list.csv/Fog Horn"
    assert [block.raw for block in lamps.blocks] == ["Lamps; again"]
    with pytest.raises(UserError, match="no column “Body”"):
        read("list.csv", CSV.encode(), text="Body")


def test_columns_of_a_media_cloud_list_are_known() -> None:
    columns = ["stories_id", "publish_date", "title", "url", "language", "media_name"]
    assert guess_columns(columns) == {
        "id": "stories_id", "title": "title", "outlet": "media_name", "date": "publish_date", "url": "url",
    }  # fmt: skip


def test_tabs_and_long_cells_are_read() -> None:
    long = "word " * 40_000
    (article,) = read("list.tsv", f"id\ttext\n7\t{long}\n".encode())
    assert article.name == "list.tsv/7"
    assert len(assemble(article).text) == len(long)


def test_a_spreadsheet_gives_one_article_a_row() -> None:
    rows: list[list[object]] = [
        ["id", "title", "text", "note"],
        [7, "Lamps", "One\nTwo.", None],
        [None, None, None, None],
        [8, "Fog", "Three.", 2.0],
    ]
    lamps, fog = read("list.xlsx", xlsx(rows))
    assert (lamps.name, [block.raw for block in lamps.blocks]) == ("list.xlsx/7", ["Lamps", "One\nTwo."])
    assert dict(fog.metadata)["note"] == "2"


def test_a_zip_gives_its_articles_and_names_what_is_none() -> None:
    data = zipped(
        {
            "in/a.txt": "One.",
            "b.docx": docx(["Two."]),
            "c.jpeg": b"\xff",
            "__MACOSX/._a.txt": "x",
            ".h.txt": "x",
        }
    )
    articles = read("all.zip", data)
    assert [(article.name, assemble(article).text) for article in articles] == [
        ("all.zip/in/a.txt", "One."),
        ("all.zip/b.docx", "Two."),
    ]
    assert articles[0].original == b"One."
    ((name, reason),) = articles[0].unread
    assert name == "all.zip/c.jpeg"
    assert "cannot be read" in reason
