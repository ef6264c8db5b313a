"""Ratings and span tables from outside: what they give, and one sentence where they are wrong."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest

from desktop.agreement import csv_tables
from desktop.agreement.report import COEFFICIENTS
from tests.cli.terminal import Terminal

RATINGS = "unit,Ann,Ben,Cleo\n1,1,1,\n2,2,2,3\n3,3,3,3\n4,1,2,1\n5,1,1,1\n6,2,2,2\n"
SPANS = (
    "article,length,coder,label,start,end\n"
    "one,100,A,x,5,15\none,100,A,x,20,30\none,100,B,x,5,15\n"
    "two,50,A,,,\ntwo,50,B,x,0,10\nthree,80,A,,,\nthree,80,B,,,\n"
)


def figures(terminal: Terminal, *words: str) -> list[dict[str, Any]]:
    document = terminal.json("agreement", *words)
    assert document["schema"] == 1
    rows: list[dict[str, Any]] = document["rows"]
    return rows


def figure(rows: list[dict[str, Any]], coefficient: str, **about: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    wanted = {"coefficient": coefficient, "scope": "pooled", "variable": None} | about
    (found,) = [row for row in rows if wanted.items() <= row.items()]
    return found


def test_a_ratings_table(terminal: Terminal) -> None:
    terminal.write("t.csv", RATINGS)
    table = np.array([[1, 2, 3, 1, 1, 2], [1, 2, 3, 2, 1, 2], [np.nan, 3, 3, 1, 1, 2]])
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        row = figure(figures(terminal, "--ratings", "t.csv", "--metric", metric), "alpha")
        assert row["value"] == pytest.approx(krippendorff.alpha(table, level_of_measurement=metric))
        assert (row["metric"], row["question"], row["label"], row["unit"]) == (
            metric,
            "all-labels",
            None,
            "unit",
        )
        assert (row["coders"], row["units"], row["clusters"]) == (["Ann", "Ben", "Cleo"], 6, "units")
    document = terminal.json("agreement", "--ratings", "t.csv")
    assert document["notes"] == [
        "the table has no article column: the units are the clusters of every interval"
    ]


def test_numbers_are_compared_as_numbers_and_words_as_words(terminal: Terminal) -> None:
    terminal.write("n.csv", "unit,A,B\n1,1,1.0\n2,2,02\n3,3,3e0\n4,1,2\n")
    assert figure(figures(terminal, "--ratings", "n.csv"), "percent")["value"] == 0.75
    terminal.write("w.csv", "unit,A,B\n1,1,1.0\n2,b,b\n3,c,b\n")
    assert figure(figures(terminal, "--ratings", "w.csv"), "percent")["value"] == pytest.approx(1 / 3)


def test_an_article_column_groups_units_for_the_interval(terminal: Terminal) -> None:
    random = np.random.default_rng(1)
    lines = []
    for unit in range(60):
        a = int(random.integers(3))
        b = a if random.random() < 0.7 else int(random.integers(3))
        lines.append(f"{unit},day {unit // 10},{a},{b}")
    terminal.write("t.csv", "unit,article,A,B\n" + "\n".join(lines) + "\n")
    row = figure(figures(terminal, "--ratings", "t.csv"), "alpha")
    assert (row["articles"], row["clusters"], row["units"]) == (6, "articles", 60)
    terminal.write(
        "u.csv", "unit,A,B\n" + "\n".join(",".join(np.array(x.split(","))[[0, 2, 3]]) for x in lines)
    )
    alone = figure(figures(terminal, "--ratings", "u.csv"), "alpha")
    assert alone["value"] == pytest.approx(row["value"])
    assert alone["se"] != pytest.approx(row["se"])
    assert alone["articles"] == 60
    single = [r for r in figures(terminal, "--ratings", "t.csv", "--articles") if r["scope"] == "article"]
    assert {r["article"] for r in single} == {f"day {i}" for i in range(6)}
    assert all(r["units"] == 10 for r in single)


def test_weights_pairs_intervals_and_a_choice_of_coefficients(terminal: Terminal) -> None:
    terminal.write("t.csv", RATINGS)
    rows = figures(terminal, "--ratings", "t.csv", "--weights", "quadratic", "--pairs")
    assert figure(rows, "ac2")["weights"] == "quadratic"
    assert figure(rows, "ac1")["weights"] is None
    assert {row["scope"] for row in rows} == {"pooled", "pair", "pair-mean", "coder-left-out"}
    assert len([row for row in rows if row["coefficient"] == "cohen_kappa" and row["scope"] == "pair"]) == 3
    some = figures(terminal, "--ratings", "t.csv", "--coefficient", "alpha", "--coefficient", "ac1")
    assert [row["coefficient"] for row in some] == ["alpha", "ac1"]
    for interval, name in (
        ("jackknife", "jackknife-t"),
        ("bootstrap", "bootstrap"),
        ("linearised", "linearised"),
    ):
        row = figure(figures(terminal, "--ratings", "t.csv", "--interval", interval), "alpha")
        assert row["interval"] == name
    assert "There is no coefficient" in terminal.refused(
        "agreement", "--ratings", "t.csv", "--coefficient", "kappa"
    )


def test_a_table_for_semicolon_spreadsheets_and_with_quoted_cells(terminal: Terminal) -> None:
    terminal.write("t.csv", '\ufeffunit;A;B\r\n"a;b";x;x\r\n"two\nlines";y;"x ""y"""\r\n\r\nlast;x;\r\n')
    row = figure(figures(terminal, "--ratings", "t.csv"), "percent")
    assert (row["value"], row["units"]) == (0.5, 2)


def test_a_span_table(terminal: Terminal) -> None:
    terminal.write("s.csv", SPANS)
    rows = figures(terminal, "--spans", "s.csv")
    assert figure(rows, "prevalence", label="x")["value"] == pytest.approx(40 / 460)
    assert figure(rows, "span_f1_exact", label="x")["value"] == pytest.approx(2 / 4)
    assert figure(rows, "percent", label="x")["units"] == 230
    assert {row["unit"] for row in rows} == {"character", "passage", "article"}
    assert {row["coefficient"] for row in rows} == set(COEFFICIENTS) - {"ac2"}


def test_the_document_has_the_agreed_form(terminal: Terminal) -> None:
    terminal.write("s.csv", SPANS)
    document = terminal.json("agreement", "--spans", "s.csv")
    agreed = {
        "coefficient", "metric", "question", "label", "scope", "coders", "article", "unit", "zones", "phase",
        "as_of", "codebook_versions", "value", "reason", "low", "high", "interval", "interval_reason",
        "level", "se", "articles", "articles_with_label", "units", "notes",
    }  # fmt: skip
    for row in document["rows"]:
        assert agreed <= set(row)
        assert (row["value"] is None) == (row["reason"] is not None)
        assert (row["interval"] is None) == (row["interval_reason"] is not None)
        assert (row["low"] is None) == (row["interval"] is None)
        assert row["question"] in ("label", "any-label", "all-labels", "both-marked")
        assert (row["label"] is not None) == (row["question"] == "label")
        assert row["level"] == 0.95


def test_the_same_rows_as_csv_and_in_words(terminal: Terminal) -> None:
    terminal.write("s.csv", SPANS)
    rows = figures(terminal, "--spans", "s.csv", "--pairs", "--articles")
    table = list(
        csv.DictReader(
            io.StringIO(terminal.done("agreement", "--spans", "s.csv", "--pairs", "--articles", "--csv"))
        )
    )
    assert len(table) == len(rows)
    for ours, cells in zip(rows, table, strict=True):
        assert cells["value"] == ("" if ours["value"] is None else repr(ours["value"]))
        assert cells["coders"] == "; ".join(ours["coders"])
    words = terminal.done("agreement", "--spans", "s.csv")
    alpha = figure(rows, "alpha", label="x")["value"]
    assert f"{alpha:.3f}" in words
    assert "only 3 articles compared; 5 are needed" in words


def test_a_plan_beside_the_figures(terminal: Terminal) -> None:
    lines = [f"a{k},60,{c},x,{5 + (k % 3) * (c == 'B')},{20 + k % 4}" for k in range(8) for c in "AB"]
    terminal.write("s.csv", "article,length,coder,label,start,end\n" + "\n".join(lines))
    document = terminal.json("agreement", "--spans", "s.csv", "--plan", "--half-width", "0.08")
    (pilot,) = document["plan"]["pilot"]
    assert (pilot["label"], pilot["h"], pilot["reason"]) == ("x", 0.08, None)
    assert set(pilot["needed"]) == {"half-width", "lower bound > .667", "lower bound > .800"}
    terminal.write("t.csv", RATINGS)
    words = terminal.done("agreement", "--ratings", "t.csv", "--plan")
    assert "How many articles must be coded twice" in words
    assert "all labels" in words


def test_one_source_and_no_other(terminal: Terminal) -> None:
    terminal.write("t.csv", RATINGS)
    assert "Name one of" in terminal.misspelt("agreement")
    assert "Name one of" in terminal.misspelt("agreement", "--ratings", "t.csv", "--spans", "t.csv")
    terminal.misspelt("agreement", "--ratings", "t.csv", "--metric", "cubic")


LEAVE_EMPTY = "leave the cell empty where a coder gave none"
UTF_16 = "line 1: this is not UTF-8 (it looks like UTF-16); save the table as UTF-8"
BAD_RATINGS: dict[str, tuple[str | bytes, str]] = {
    "ragged": ("unit,A,B\n1,1,1\n2,1\n", "line 3: 2 cells where the header has 3"),
    "wider": ("unit,A,B\n1,1,1,1\n", "line 2: 4 cells where the header has 3"),
    "a unit twice": (
        "unit,A,B\n1,1,1\n2,1,2\n1,2,2\n",
        "line 4: the unit “1” stands on line 2 already",
    ),
    "a unit twice in an article": (
        "unit,article,A,B\n1,x,1,1\n1,y,1,2\n1,x,2,2\n",
        "line 4: the unit “1” stands on line 2 already",
    ),
    "NaN": ("unit,A,B\n1,1,1\n2,nan,1\n", f"line 3: “nan” is no value; {LEAVE_EMPTY}"),
    "infinite": ("unit,A,B\n1,1,inf\n", f"line 2: “inf” is no value; {LEAVE_EMPTY}"),
    "beyond any number": ("unit,A,B\n1,1,1e999\n", "line 2: “1e999” is beyond any number"),
    "NA among numbers": ("unit,A,B\n1,1,1\n2,NA,1\n", f"line 3: “NA” stands among numbers; {LEAVE_EMPTY}"),
    "no unit": ("unit,A,B\n,1,1\n", "line 2: the unit in the first column has no name"),
    "no article": ("unit,article,A,B\n1,,1,1\n", "line 2: the article is not named"),
    "no coder": ("unit\n1\n", "line 1: there is no column for a coder"),
    "a coder twice": ("unit,A,a\n1,1,1\n", "line 1: the column “a” stands there twice"),
    "a column without a name": ("unit,A,\n1,1,1\n", "line 1: a column has no name"),
    "the article first": (
        "article,A,B\n1,1,1\n",
        "line 1: the first column is the unit; “article” may be any other",
    ),
    "an unclosed quote": ('unit,A,B\n1,1,1\n2,"1,1\n', "line 3: a quotation mark is not closed"),
    "empty": ("", "line 1: the file is empty; a table needs a header and rows"),
    "a header alone": ("unit,A,B\n", "line 1: there is a header and no row after it"),
    "not UTF-8": (b"unit,A,B\n1,caf\xe9,b\n", "line 2: byte 14 is not UTF-8; save the table as UTF-8"),
    "UTF-16": ("unit,A,B\n1,1,1\n".encode("utf-16"), UTF_16),
    "UTF-16 without a mark": ("unit,A,B\n1,1,1\n".encode("utf-16-le"), UTF_16),
}


@pytest.mark.parametrize("name", BAD_RATINGS)
def test_a_bad_ratings_table_is_refused_in_one_sentence(terminal: Terminal, name: str) -> None:
    content, sentence = BAD_RATINGS[name]
    terminal.write("t.csv", content)
    assert terminal.refused("agreement", "--ratings", "t.csv", "--json") == f"t.csv, {sentence}."


@pytest.mark.parametrize("metric", ["ordinal", "interval", "ratio"])
def test_text_where_numbers_are_needed(terminal: Terminal, metric: str) -> None:
    terminal.write("t.csv", "unit,A,B\n1,1,1\n2,two,2\n")
    assert terminal.refused("agreement", "--ratings", "t.csv", "--metric", metric) == (
        "t.csv, line 3: “two” is not a number, and this metric or these weights need numbers."
    )
    assert terminal.run("agreement", "--ratings", "t.csv").code == 0


BAD_SPANS = {
    "outside the length": ("one,100,A,x,95,101", "the passage 95–101 lies outside the length 100"),
    "empty passage": ("one,100,A,x,5,5", "the passage 5–5 is empty; end must be beyond start"),
    "backwards": ("one,100,A,x,9,5", "the passage 9–5 is empty; end must be beyond start"),
    "another length": ("one,90,A,x,1,5", "“one” has the length 90 here and 100 before"),
    "negative": ("one,100,A,x,-1,5", "start is “-1”; a whole number from 0 to 100000000 is needed"),
    "no whole number": ("one,100,A,x,1.5,5", "start is “1.5”; a whole number from 0 to 100000000 is needed"),
    "not a number": ("one,100,A,x,1,nan", "end is “nan”; a whole number from 0 to 100000000 is needed"),
    "no end": ("one,100,A,x,1,", "end is nothing; a whole number from 0 to 100000000 is needed"),
    "no label": ("one,100,A,,1,5", "there are offsets and no label"),
    "no coder": ("one,100,,x,1,5", "the coder is not named"),
    "no article": (",100,A,x,1,5", "the article is not named"),
    "no length": ("one,,A,x,1,5", "length is nothing; a whole number from 0 to 100000000 is needed"),
    "ragged": ("one,100,A,x,1", "5 cells where the header has 6"),
}


@pytest.mark.parametrize("name", BAD_SPANS)
def test_a_bad_span_table_is_refused_in_one_sentence(terminal: Terminal, name: str) -> None:
    line, sentence = BAD_SPANS[name]
    terminal.write("s.csv", f"article,length,coder,label,start,end\none,100,B,x,1,5\n{line}\n")
    assert terminal.refused("agreement", "--spans", "s.csv") == f"s.csv, line 3: {sentence}."


def test_spans_need_their_columns_and_know_no_sentences(terminal: Terminal) -> None:
    terminal.write("s.csv", "article,coder,label,start,end\none,A,x,1,5\n")
    assert terminal.refused("agreement", "--spans", "s.csv") == (
        "s.csv, line 1: the column “length” is missing; a span table has"
        " article, length, coder, label, start, end."
    )
    terminal.write("s.csv", SPANS)
    assert "no text" in terminal.refused("agreement", "--spans", "s.csv", "--unit", "sentence")
    assert "no zones" in terminal.refused("agreement", "--spans", "s.csv", "--zone", "body")
    assert "There is no label “q” in s.csv; it has x." in terminal.refused(
        "agreement", "--spans", "s.csv", "--label", "q"
    )


def test_what_is_no_file_or_too_large(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal.refused("agreement", "--ratings", "nowhere.csv") == "nowhere.csv is not there."
    (terminal.folder / "folder").mkdir()
    assert terminal.refused("agreement", "--spans", "folder") == "folder is a folder; a CSV file is needed."
    large = terminal.write("large.csv", b"unit,A,B\n")
    with large.open("r+b") as file:  # a sparse file: it says its size and takes no room
        file.truncate(csv_tables.LARGEST + 1024 * 1024)
    assert terminal.refused("agreement", "--ratings", "large.csv") == (
        "large.csv, line 1: the file has 101 MB; over 100 MB is refused."
    )


def test_a_cell_longer_than_the_csv_module_likes(terminal: Terminal) -> None:
    terminal.write("t.csv", f"unit,A,B\n1,{'x' * 200_000},b\n2,b,b\n")
    assert terminal.run("agreement", "--ratings", "t.csv").code == 0


def test_a_table_of_thousands_of_different_values_says_what_it_does_not_compute(terminal: Terminal) -> None:
    """Lengths in characters, say: interval α is quick, a table of all pairs of values would not be."""
    random = np.random.default_rng(1)
    a = random.integers(0, 10**6, 3000)
    b = a + random.integers(-50, 50, 3000)
    terminal.write(
        "t.csv", "unit,A,B\n" + "".join(f"{i},{x},{y}\n" for i, (x, y) in enumerate(zip(a, b, strict=True)))
    )
    rows = figures(terminal, "--ratings", "t.csv", "--metric", "interval")
    alpha = figure(rows, "alpha")
    expected = 1.0 - np.square(a - b).mean() / (2.0 * np.concatenate((a, b)).var(ddof=1))
    assert alpha["value"] == pytest.approx(float(expected))
    assert alpha["interval"] == "jackknife-t"
    assert figure(rows, "percent")["value"] == pytest.approx(float((a == b).mean()))
    assert "different values are too many" in figure(rows, "ac1")["reason"]
    for metric in ("ordinal", "ratio"):
        row = figure(
            figures(terminal, "--ratings", "t.csv", "--metric", metric, "--coefficient", "alpha"), "alpha"
        )
        assert "different values are too many" in row["reason"]
    nominal = figure(figures(terminal, "--ratings", "t.csv", "--coefficient", "alpha"), "alpha")
    assert nominal["value"] == pytest.approx(float((a == b).mean()), abs=1e-3)


def test_what_is_printed_is_one_document(terminal: Terminal, tmp_path: Path) -> None:
    terminal.write("s.csv", SPANS)
    out = terminal.done("agreement", "--spans", "s.csv", "--json")
    assert json.loads(out)["schema"] == 1
    assert "NaN" not in out
    assert list(tmp_path.iterdir()) == [tmp_path / "s.csv"]
