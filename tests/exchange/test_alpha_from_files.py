"""α computed again from the exported files alone, with arithmetic that knows nothing of the program."""

import csv
import hashlib
import io
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.cli import pressmark

Values = dict[str, list[dict[str, str]]]
"""By article, the units of it: what each coder who finished says of the unit."""

HEADLINE = {"title", "deck", "key-points", "body"}
TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def alpha(units: Iterable[dict[str, str]]) -> float:
    """Return Krippendorff's α, nominal, by coincidences within units of two values or more."""
    observed, total = 0.0, Counter[str]()
    for unit in units:
        counts = Counter(unit.values())
        m = counts.total()
        if m > 1:
            observed += (m * m - sum(n * n for n in counts.values())) / (m - 1)
            total += counts
    n = total.total()
    return 1 - (n - 1) * observed / (n * n - sum(count * count for count in total.values()))


def standard_error(values: Values) -> float:
    """Return the delete-one-article jackknife standard error of α."""
    without = [
        alpha(unit for other, units in values.items() if other != article for unit in units)
        for article in values
    ]
    mean = sum(without) / len(without)
    return math.sqrt((len(without) - 1) / len(without) * sum((value - mean) ** 2 for value in without))


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_bytes().decode(), newline=""), strict=True))


def by_sentence(folder: Path, label: str, *, default: bool) -> Values:
    """Read `units.csv` alone: 1 where the label is marked, or, if asked, given by default."""
    values: Values = defaultdict(list)
    units: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in table(folder, "units.csv"):
        compared = row["phase"] == "production" and HEADLINE & set(row["counts_for"].split())
        if row["label"] == label and row["value"] and compared:
            held = "1" in (row["value"], row["by_default"] if default else "0")
            units[row["article"], row["sentence"]][row["coder"]] = str(held)
    for (article, _), unit in units.items():
        values[article].append(unit)
    return values


def by_place(folder: Path, label: str, *, default: bool, tokens: bool) -> Values:
    """Read texts, zones, progress and passages at first finish: each token or character is a unit."""
    values: Values = {}
    rows = [row for row in table(folder, "first_finish.csv") if row["phase"] == "production"]
    zones = [z for z in table(folder, "zones.csv") if z["state"] == "accepted" and z["kind"] in HEADLINE]
    for article in table(folder, "articles.csv"):
        text = (folder / article["text_file"]).read_bytes().decode()
        assert hashlib.sha256(text.encode()).hexdigest() == article["text_sha256"]
        own = [row for row in rows if row["article_id"] == article["article_id"]]
        inside = [(int(z["start"]), int(z["end"])) for z in zones if z["article_id"] == article["article_id"]]
        places = [m.start() for m in TOKEN.finditer(text)] if tokens else range(len(text))
        compared = [place for place in places if any(start <= place < end for start, end in inside)]
        said: dict[str, dict[int, set[str]]] = {}
        for coder in sorted({row["coder"] for row in own if not row["label"]}):
            marks: dict[int, set[str]] = {place: set() for place in compared}
            for row in own:
                if row["coder"] == coder and row["label"]:
                    for place in range(int(row["start"]), int(row["end"])):
                        if place in marks:
                            marks[place].add(row["label"])
            said[coder] = marks
        if said:
            values[article["article"]] = [
                {coder: str(label in marks[p] or (default and not marks[p])) for coder, marks in said.items()}
                for p in compared
            ]
    return values


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    """The demo study's package of files, and what the command line says of its agreement."""
    folder = tmp_path_factory.mktemp("alpha")
    project = str(folder / "demo.pressmark")
    from desktop.exchange.demo import make_demo

    make_demo(folder)
    runner = CliRunner()
    export = [
        "labels",
        "export",
        project,
        str(folder / "labels.csv"),
        "--with-tables",
        str(folder / "package"),
    ]
    assert runner.invoke(pressmark, export).exit_code == 0
    units = ["--unit", "sentence", "--unit", "token", "--unit", "character"]
    said = runner.invoke(pressmark, ["agreement", project, "--json", *units])
    assert said.exit_code == 0, said.output
    return folder / "package", json.loads(said.stdout)["rows"]


@pytest.mark.parametrize("unit", ["sentence", "token", "character"])
@pytest.mark.parametrize("label", ["reporting", "editorialising", "user-comment"])
def test_alpha_and_its_standard_error_come_out_the_same(
    printed: tuple[Path, list[dict[str, object]]], label: str, unit: str
) -> None:
    folder, rows = printed
    default = label == "reporting"
    if unit == "sentence":
        values = by_sentence(folder, label, default=default)
    else:
        values = by_place(folder, label, default=default, tokens=unit == "token")
    wanted = {
        "coefficient": "alpha",
        "question": "label",
        "label": label,
        "scope": "pooled",
        "unit": unit,
        "unsure": "with",
    }
    (row,) = [row for row in rows if wanted.items() <= row.items() and set(row["zones"]) == HEADLINE]  # type: ignore[call-overload]
    everything = [unit for units in values.values() for unit in units]
    assert row["articles"] == len(values)
    if len({value for unit in everything for value in unit.values()}) == 1:
        # Comments have rows of their own: in the outlet's text no coder finds one.
        assert label == "user-comment"
        assert (row["value"], row["se"]) == (None, None)
        return
    assert row["value"] == pytest.approx(alpha(everything), abs=1e-12)
    assert row["se"] == pytest.approx(standard_error(values), abs=1e-12)


def test_alpha_of_the_published_example_is_right() -> None:
    # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: four observers.
    text = ["11*1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "*555", "**11", "*3**"]
    units = [{str(i): value for i, value in enumerate(unit) if value != "*"} for unit in text]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)
