"""A table from outside is read whole or refused in one sentence that names the line."""

import pytest

from desktop.errors import UserError
from desktop.exchange.csv_in import MAX_CELL, read_table


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_table(data, "in.csv")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("in.csv, line ")
    return sentence.removeprefix("in.csv, ")


def test_rows_know_the_line_they_begin_on() -> None:
    table = read_table(b'a,b\n1,"two\nlines"\n\n3,4\n', "in.csv")
    read = [(row.line, row.get("a"), row.get("b")) for row in table.rows]
    assert read == [(2, "1", "two\nlines"), (5, "3", "4")]
    assert table.rows[0].get("absent") == ""


@pytest.mark.parametrize("separator", [b",", b";", b"\t"])
def test_the_separators_of_spreadsheets_are_understood(separator: bytes) -> None:
    header, row = separator.join([b"a", b"b"]), separator.join([b"1", b"2"])
    table = read_table(b"\xef\xbb\xbf" + header + b"\r\n" + row + b"\r\n", "in.csv")
    assert table.columns == ("a", "b")
    assert table.spreadsheet
    assert table.rows[0].cells == {"a": "1", "b": "2"}


def test_empty_columns_that_a_spreadsheet_adds_at_the_end_do_no_harm() -> None:
    table = read_table(b"a,b,,\n1,2,,\n3,,,\n", "in.csv")
    assert [row.cells for row in table.rows] == [{"a": "1", "b": "2"}, {"a": "3", "b": ""}]


def test_a_cell_may_be_longer_than_pythons_own_limit() -> None:
    table = read_table(b"a,b\n1," + b"x" * 200_000 + b"\n", "in.csv")
    assert len(table.rows[0].get("b")) == 200_000


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "no header"),
        (b"\n\n", 1, "no header"),
        (b"a,a\n1,2\n", 1, "two columns named “a”"),
        (b"a,b\n1\n", 2, "1 cells where the header has 2"),
        (b"a,b\n1,2\n1,2,3\n", 3, "3 cells where the header has 2"),
        (b'a,b\n1,"open\n2,3\n4,5\n', 2, "never closed"),
        (b'a,b\n"1"x,2\n', 2, "must be doubled"),
        (b'a,b\n1,"open\n2,"3"\n', 2, "must be doubled"),
        (b"a,b\n1,\x00\n", 2, "NUL"),
        (b"a,b\n1,\xff\n", 2, "byte 6 is not UTF-8"),
        (b"\xef\xbb\xbfa,b\n1,\xff\n", 2, "byte 9 is not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), 1, "UTF-16"),
        ("a,b\n1,2\n".encode("utf-32"), 1, "UTF-32"),
        ("a,b\n1,2\n".encode("utf-16-le"), 1, "NUL"),
        (b"a,b\n1," + b"x" * (MAX_CELL + 1) + b"\n", 2, "longer than 10,000,000"),
    ],
)
def test_bad_tables_are_refused_with_the_line(data: bytes, line: int, reason: str) -> None:
    sentence = refusal(data)
    assert sentence.startswith(f"line {line}: ")
    assert reason in sentence
