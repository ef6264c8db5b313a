"""The whole way by commands alone: plan, three kits, returns in two orders, agreement, adjudication, gold."""

import csv
import io
import itertools
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

CODERS = ("Ann", "Ben", "Cleo")
SENTENCES = (
    "The council met on Monday.",
    "Nothing was decided, of course.",
    "We doubt it ever will be.",
    "The mayor was away, one hears.",
    "The next meeting is in May.",
)
MARKED = {"Ann": (1, 2), "Ben": (1, 3), "Cleo": (1, 2, 3)}
"""Which sentences of every article each coder takes for editorialising."""


@pytest.fixture
def study(tmp_path: Path) -> Terminal:
    """Six articles, three coders, half of the articles coded by all three, and the sample locked."""
    terminal = Terminal(tmp_path)
    for number in range(6):
        terminal.write(f"in/{number}.txt", f"Meeting {number}\n{' '.join(SENTENCES)}\n")
    terminal.done("new", "study")
    terminal.done("add", "study", "in")
    terminal.done("coder", "add", "study", *CODERS)
    terminal.done("plan", "set", "study", "--kind", "share", "--share", "0.5", "--per-article", "3")
    terminal.done("plan", "lock", "study", "--label", "editorialising")
    return terminal


def code(terminal: Terminal, coder: str) -> None:
    """Write a coder's kit, code all that is in it, and pack the return."""
    kit = f"{coder}.pressmark"
    terminal.done("kit", "study", "--coder", coder, kit)
    rows = ["article,coder,label,start,end"]
    for article in terminal.json("articles", kit)["articles"]:
        text = terminal.done("text", kit, article["name"], "-")
        for at in MARKED[coder]:
            start = text.index(SENTENCES[at])
            rows.append(f"{article['name']},{coder},editorialising,{start},{start + len(SENTENCES[at])}")
        rows.append(f"{article['name']},{coder},,,")
    terminal.write(f"{coder}.csv", "\n".join(rows) + "\n")
    terminal.done("labels", "import", kit, f"{coder}.csv")
    terminal.done("return", kit, coder)


def settled(terminal: Terminal) -> list[dict[str, str]]:
    """Let Dora make gold of agreements and settle what is left: union where all marked, else by majority."""
    terminal.done("coder", "add", "study", "Dora")
    terminal.done("adjudicate", "agreements", "study", "--coder", "Dora")
    for item in terminal.json("adjudicate", "list", "study", "--coder", "Dora")["items"]:
        marked = sum(bool(given["passages"]) for given in item["given"])
        answer = "union" if marked > 1 else "none"
        words = ("--reason", "true ambiguity", "--note", f"{marked} of 3")
        terminal.done("adjudicate", "settle", "study", item["id"], answer, "--coder", "Dora", *words)
    terminal.done("labels", "export", "study", "gold.csv")
    table = (terminal.folder / "gold.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(table, newline="")) if row["layer"] == "adjudicated"]


def test_from_a_plan_to_one_gold_by_commands(study: Terminal) -> None:
    for coder in CODERS:
        code(study, coder)
    tables = set()
    for at, order in enumerate(itertools.permutations(CODERS)):
        copy = study.folder / f"copy {at}.pressmark"
        shutil.copyfile(study.folder / "study.pressmark", copy)
        for coder in order:
            study.done("merge", copy.name, f"{coder}.pressmark-return")
        tables.add(study.done("labels", "export", copy.name, "-"))
    assert len(tables) == 1
    report = study.json("merge", "study", *(f"{coder}.pressmark-return" for coder in CODERS))
    assert [line.rpartition(" ")[2] for line in report["completeness"]] == ["complete"] * 3
    assert study.done("labels", "export", "study", "-") in tables
    shown = study.json("plan", "show", "study")
    assert [coder["rest"] for coder in shown["coders"]] == [0, 0, 0]
    rows = study.json("agreement", "study", "--label", "editorialising", "--unit", "sentence")["rows"]
    (alpha,) = [
        r for r in rows if (r["coefficient"], r["question"], r["scope"]) == ("alpha", "label", "pooled")
    ][:1]
    assert 0.0 < alpha["value"] < 1.0
    assert (alpha["phase"], alpha["articles"]) == ("reliability", 3)
    gold = settled(study)
    assert [row["quote"] for row in gold] == [SENTENCES[1], SENTENCES[2], SENTENCES[3]] * 3
    assert {row["coder"] for row in gold} == {"Dora"}
    progress = study.json("adjudicate", "list", "study", "--coder", "Dora")["progress"]
    assert (progress["decided"], progress["agreed_gold"], progress["open"]) == (6, 3, 0)
    study.done("discussion", "study", "sheet.html")
    assert study.run("check", "study").code == 0
