"""Tables that every reader reads, and that no spreadsheet takes for a program."""

import csv
import io
import re

import pandas as pd  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.csv_out import DATA, EXCEL, guarded, spreadsheet_text, table_bytes, unguarded

NASTY = ["a,b", 'say "no"', "two\nlines", "cr\rhere", "crlf\r\nhere", " lead", "trail ", "tab\there", "-"]
NASTY += ["é🚗\u2028\x85"]
anything = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"))


def test_data_is_plain_utf8_with_line_feeds_and_a_header() -> None:
    assert table_bytes(("a", "b"), [("x", 1), ("é", None)], DATA) == "a,b\nx,1\né,\n".encode()


def test_excel_gets_a_byte_order_mark_and_crlf() -> None:
    assert table_bytes(("a",), [("x",)], EXCEL) == b"\xef\xbb\xbfa\r\nx\r\n"


def test_nasty_cells_come_back_whole_from_the_csv_module_and_from_pandas() -> None:
    data = table_bytes(("n", "cell"), list(enumerate(NASTY)), DATA)
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert [row[1] for row in rows[1:]] == NASTY
    assert list(pd.read_csv(io.BytesIO(data), keep_default_na=False)["cell"]) == NASTY


@given(st.lists(st.tuples(anything, anything), min_size=1))
def test_any_text_comes_back_whole(rows: list[tuple[str, str]]) -> None:
    data = table_bytes(("a", "b"), rows, DATA)
    read = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert read[1:] == [list(row) for row in rows]


def test_formulas_are_harmless_in_the_spreadsheet_variant_and_intact_in_data() -> None:
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", '"=1+1"', "safe;=1+1", "safe\n=1+1", "a,@b"]
    for formula in formulas:
        cell = table_bytes(("a",), [(formula,)], EXCEL).decode("utf-8-sig")
        assert not re.search(r"""(^|[,;|\t\r\n])[\s"]*[=+\-@]""", cell.partition("\r\n")[2])
        plain = io.StringIO(table_bytes(("a",), [(formula,)], DATA).decode(), newline="")
        assert next(csv.DictReader(plain))["a"] == formula


@given(anything)
def test_no_text_whatever_begins_a_formula_in_a_spreadsheet(text: str) -> None:
    for piece in re.split(r"[,;|\t\r\n]", guarded(text)):
        assert piece.lstrip().lstrip("\"' ")[:1] not in ("=", "+", "-", "@") or "'" in piece


@given(anything.filter(lambda text: "'" not in text))
def test_the_guard_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_cell_too_long_for_a_spreadsheet_is_cut_and_says_so() -> None:
    assert spreadsheet_text("x" * 40_000).endswith("[…]")
    assert len(spreadsheet_text("x" * 40_000)) < 32_767
