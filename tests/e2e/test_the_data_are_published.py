"""A finished study is published: no names, no texts, and every sentence figure can be computed again."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.person import Person

HEADLINE = {"title", "deck", "key-points", "body"}


def test_a_package_without_names_or_texts_gives_the_same_alpha(tmp_path: Path) -> None:
    lead = Person(tmp_path)
    lead.does("demo study --headless")
    project = "study/demo.pressmark"
    export = f"labels export {project} public.csv --pseudonyms --no-text --with-tables public"
    lead.does(export)
    files = {path.name: path.read_bytes() for path in (tmp_path / "public").iterdir()}
    assert set(files) >= {
        "labels.csv",
        "units.csv",
        "articles.csv",
        "progress.csv",
        "codebook.md",
        "datapackage.json",
    }
    assert "texts" not in files
    lead.does(export)
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "public").iterdir()}
    described = {resource["name"] for resource in json.loads(files["datapackage.json"])["resources"]}
    assert {name.removesuffix(".csv") for name in files if name.endswith(".csv")} <= described

    with (tmp_path / "public" / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] == "editorialising" and row["value"]]
    assert {row["coder"][:6] for row in rows} == {"coder-"}
    units: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["phase"] == "production" and HEADLINE & set(row["counts_for"].split()):
            units.setdefault((row["article"], row["sentence"]), []).append(row["value"])
    said = lead.reads(f"agreement {project} --unit sentence --label editorialising --coefficient alpha")[
        "rows"
    ]
    value = next(row["value"] for row in said if row["question"] == "label" and row["scope"] == "pooled")
    assert nominal_alpha(list(units.values())) == pytest.approx(value, abs=1e-12)


def nominal_alpha(units: list[list[str]]) -> float:
    """Return Krippendorff's α of nominal values."""
    pairable = [unit for unit in units if len(unit) > 1]
    total = Counter(value for unit in pairable for value in unit)
    n = total.total()
    apart = sum(sum(a != b for a in unit for b in unit) / (len(unit) - 1) for unit in pairable)
    return 1 - (n - 1) * apart / sum(total[a] * total[b] for a in total for b in total if a != b)
