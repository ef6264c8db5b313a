"""The tool that keeps the sample codings in place when somebody edits a sample article."""

import csv
import io
import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "build_seeds.py"
TABLES = ("codings.csv", "practice.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(files("seeds")) as source:
        return Path(shutil.copytree(source, tmp_path / "seeds"))


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(TOOL), str(folder)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_the_tables_are_as_the_tool_leaves_them(folder: Path) -> None:
    before = [(folder / name).read_bytes() for name in TABLES]
    assert build(folder).returncode == 0
    assert [(folder / name).read_bytes() for name in TABLES] == before


def test_a_new_first_line_moves_every_passage_of_the_article(folder: Path) -> None:
    before = rows(folder / "codings.csv")
    article = folder / "articles" / "06-seal-pups.txt"
    article.write_text("News 🦭\n" + article.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    assert build(folder).returncode == 0
    for old, new in zip(before, rows(folder / "codings.csv"), strict=True):
        moved = 7 if old["article"] == article.name and old["label"] else 0
        assert int(new["start"] or 0) - int(old["start"] or 0) == moved
        assert new["quote"] == old["quote"]


def test_a_new_row_needs_only_its_quote(folder: Path) -> None:
    table = folder / "codings.csv"
    with table.open("a", encoding="utf-8", newline="") as file:
        file.write("03-lamp-test-street.txt,A,editorialising,,,it leads nowhere,0,,\n")
    assert build(folder).returncode == 0
    (row,) = (row for row in rows(table) if row["quote"] == "it leads nowhere")
    text = (folder / "articles" / row["article"]).read_text(encoding="utf-8")
    assert text[int(row["start"]) : int(row["end"])] == "it leads nowhere"


@pytest.mark.parametrize(
    ("quote", "reason"), [("no such words", "is not in the article"), ("Read Now", "times")]
)
def test_a_quote_that_settles_nothing_is_refused(folder: Path, quote: str, reason: str) -> None:
    table = folder / "codings.csv"
    with table.open("a", encoding="utf-8", newline="") as file:
        file.write(f"03-lamp-test-street.txt,A,editorialising,,,{quote},0,,\n")
    before = table.read_bytes()
    refused = build(folder)
    assert refused.returncode == 1
    assert reason in refused.stderr
    assert table.read_bytes() == before
