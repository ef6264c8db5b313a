"""What a file from outside may do: nothing but be read, or be refused in one sentence, within reason."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.assembling import assemble
from desktop.articles.reading import READERS, Reader, Source, read_bytes
from desktop.errors import UserError
from tests.articles.made_files import docx, locked_pdf, odt, pdf, xlsx, zipped

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def refused(name: str, data: bytes) -> str:
    with pytest.raises(UserError) as error:
        read_bytes(Source(name, data))
    said = str(error.value)
    assert said.startswith(f"{name}: ")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_password_protected_office_files(name: str) -> None:
    assert "password" in refused(name, OLE)


def test_a_password_protected_pdf() -> None:
    assert "password" in refused("a.pdf", locked_pdf([["One."]]))


MADE: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: docx(["One two three."] * 50),
    "a.odt": lambda: odt("<text:p>One two three.</text:p>"),
    "a.xlsx": lambda: xlsx([["text"], ["One."]]),
    "a.pdf": lambda: pdf([["One two three."] * 30]),
    "a.zip": lambda: zipped({"a.txt": "One."}),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_truncated_files_are_refused_or_read_as_far_as_they_go(name: str, part: float) -> None:
    data = MADE[name]()
    try:
        read_bytes(Source(name, data[: int(len(data) * part)]))
    except UserError:
        refused(name, data[: int(len(data) * part)])


@pytest.mark.parametrize("reader", list(READERS), ids=lambda reader: reader.name)
@settings(deadline=None)
@given(data=st.binary(min_size=1, max_size=300))
def test_any_bytes_under_any_name_are_read_or_refused(reader: Reader, data: bytes) -> None:
    name = f"a{reader.suffixes[0]}"
    try:
        read_bytes(Source(name, data))
    except UserError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way is right; a refusal must be one sentence


@settings(deadline=None)
@given(
    place=st.integers(0, 2_000), noise=st.binary(min_size=1, max_size=20), name=st.sampled_from(sorted(MADE))
)
def test_damaged_files_never_crash(place: int, noise: bytes, name: str) -> None:
    data = MADE[name]()
    place %= len(data)
    try:
        read_bytes(Source(name, data[:place] + noise + data[place + len(noise) :]))
    except UserError as error:
        assert str(error).startswith(name)  # noqa: PT017 - either way is right; a refusal must name the file


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_xml_with_entities_is_refused(name: str) -> None:
    data = docx(["&b;"], head=LAUGHS) if name == "a.docx" else zipped({"content.xml": LAUGHS + "<x>&b;</x>"})
    assert "entities" in refused(name, data)


def test_a_zip_of_a_thousand_to_one() -> None:
    bomb = zipped({"a.txt": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    assert "packed so tightly" in refused("a.zip", bomb)
    assert "packed so tightly" in refused("a.docx", zipped({"word/document.xml": b" " * 50_000_000}))
    assert "larger than" in refused(
        "a.zip", zipped({f"{number}.txt": b"0" * 60_000_000 for number in range(4)})
    )


def test_a_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(zipped({"a.txt": b"one two three " * 1000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert "a.txt" in refused("a.zip", bytes(data))


@pytest.mark.parametrize(
    "entry", ["../x.txt", "/etc/x.txt", "CON.txt", "a/../../x.txt", "C:\\x.txt", "nul.txt", "com1.txt"]
)
def test_names_that_point_outside_are_refused_and_the_others_read(entry: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(entry), "evil")
        archive.writestr("good.txt", "Good.")
    (article,) = read_bytes(Source("a.zip", out.getvalue()))
    assert article.name == "a.zip/good.txt"
    ((name, reason),) = article.unread
    assert name == f"a.zip/{entry}"
    assert "points outside" in reason


def test_a_zip_in_a_zip_is_not_opened() -> None:
    assert "inside a ZIP" in refused("a.zip", zipped({"b.zip": zipped({"c.txt": "x"})}))


def test_a_page_of_nested_tables_is_read() -> None:
    html = "<table><tr><td>" * 3_000 + "<p>Deep down there is a sentence.</p>" + "</td></tr></table>" * 3_000
    (article,) = read_bytes(Source("a.html", html.encode()))
    assert "Deep down there is a sentence." in assemble(article).text


def test_a_page_of_unclosed_elements_is_read() -> None:
    (article,) = read_bytes(Source("a.html", ("<div>" * 20_000 + "Deep.").encode()))
    assert assemble(article).text == "Deep."


def test_a_page_of_scripts_alone_has_no_text() -> None:
    assert "no text" in refused("a.html", b"<script>alert(1)</script><img src='file:///etc/passwd'>")


def test_a_table_of_one_giant_cell_is_refused() -> None:
    assert "longer than 20 million" in refused("a.csv", b"text\n" + b"x" * 100_000_000 + b"\n")


def test_a_header_line_that_never_ends() -> None:
    assert "first line is longer" in refused("a.csv", b"x," * 5_000_000)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'text\n"unclosed', "line 2"),
        (b"\n\n\n", "empty"),
        (b"text\n", "no row"),
        (b"x,y\n1,2\n", "no column looks like"),
    ],
)
def test_tables_that_are_none(data: bytes, reason: str) -> None:
    assert reason in refused("a.csv", data)


def test_documents_without_text() -> None:
    assert "no text" in refused("a.docx", docx(["", " "]))
    assert "no Word document" in refused("a.docx", zipped({"x": "y"}))
    assert "no RTF" in refused("a.rtf", b"plain")
    assert "empty" in refused("a.pdf", b"")


def test_a_rich_text_of_braces() -> None:
    assert "nested too deeply" in refused("a.rtf", b"{\\rtf1 " + b"{" * 100_000)
