"""Adjudication by commands alone: list, settle, take back, all agreements at once, gold out."""

import csv
import io
from typing import Any

import pytest

from tests.cli.terminal import Terminal

FAIR = "Fair, one supposes, to people who fly."
RISES = "The toll rises on Monday."


@pytest.fixture
def coded(study: Terminal) -> Terminal:
    """Anna and Ben agree on one passage and differ on another; Cleo adjudicates."""
    text = (study.folder / "in/bridge.txt").read_text(encoding="utf-8")
    lines = ["article,coder,label,start,end"]
    for coder, quote in (("Anna", RISES), ("Ben", RISES), ("Anna", FAIR), ("Ben", "one supposes")):
        at = text.index(quote)
        lines.append(f"bridge.txt,{coder},editorialising,{at},{at + len(quote)}")
    lines += ["bridge.txt,Anna,,,", "bridge.txt,Ben,,,"]
    study.write("in.csv", "\n".join(lines) + "\n")
    study.done("labels", "import", "study.pressmark", "in.csv")
    study.done("coder", "add", "study.pressmark", "Cleo")
    return study


Listed = dict[str, Any]
"""What a JSON document says."""


def listed(coded: Terminal, *more: str) -> Listed:
    found: Listed = coded.json("adjudicate", "list", "study.pressmark", "--coder", "Cleo", *more)
    return found


def only(coded: Terminal, *more: str) -> Listed:
    items: list[Listed] = listed(coded, *more)["items"]
    assert len(items) == 1
    return items[0]


def settle(coded: Terminal, *words: str) -> str:
    identity = str(only(coded)["id"])
    ran = coded.run("adjudicate", "settle", "study.pressmark", identity, *words, "--coder", "Cleo")
    assert ran.code == 0, ran
    return ran.err


def gold(coded: Terminal) -> list[tuple[str, str]]:
    coded.done("labels", "export", "study.pressmark", "out.csv")
    table = (coded.folder / "out.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(table, newline=""))
    return [(row["coder"], row["quote"]) for row in rows if row["layer"] == "adjudicated"]


def test_from_the_list_to_gold_in_a_table(coded: Terminal) -> None:
    item = only(coded)
    assert (item["kind"], item["quote"], item["state"], item["decision"]) == ("boundary", FAIR, "open", None)
    assert item["cost"] == pytest.approx(1.0)
    assert {given["coder"] for given in item["given"]} == {"A", "B"}
    assert "Anna" not in coded.done("adjudicate", "list", "study.pressmark", "--coder", "Cleo")
    said = settle(coded, "accept", "--of", "ben", "--reason", "slip", "--note", "the aside alone")
    assert said == "1 of 1 disagreement is settled; 0 of 1 agreement is gold.\n"
    coded.done("adjudicate", "agreements", "study.pressmark", "--coder", "Cleo")
    assert gold(coded) == [("Cleo", RISES), ("Cleo", "one supposes")]
    assert only(coded)["decision"]["reason"] == "slip"
    assert listed(coded)["progress"] == {
        "total": 1, "open": 0, "later": 0, "decided": 1, "stale": 0, "agreed": 1, "agreed_gold": 1,
    }  # fmt: skip
    assert coded.run("check", "study.pressmark").code == 0


def test_every_answer_can_be_given_and_taken_back(coded: Terminal) -> None:
    text = (coded.folder / "in/bridge.txt").read_text(encoding="utf-8")
    at = text.index("to people")
    for words, left in (
        (["union"], [FAIR]),
        (["intersection"], ["one supposes"]),
        (["draw", "--label", "reporting", "--range", str(at), str(at + 9)], ["to people"]),
        (["none"], []),
        (["later", "--discuss"], []),
        (["note", "--note", "see R3"], []),
        (["withdraw"], []),
    ):
        settle(coded, *words)
        assert [quote for _, quote in gold(coded)] == left
    assert only(coded)["state"] == "open"
    settle(coded, "union")
    coded.done("adjudicate", "undo", "study.pressmark", "--coder", "Cleo")
    assert gold(coded) == []


def test_the_list_is_narrowed_down(coded: Terminal) -> None:
    for words in (["--label", "editorialising"], ["--article", "bridge"], ["--pair", "Anna", "Ben"]):
        assert only(coded, *words)
    for words in (["--label", "user-comment"], ["--kind", "label"], ["--state", "decided"]):
        assert listed(coded, *words)["items"] == []
    shown = coded.done("adjudicate", "list", "study.pressmark", "--coder", "Cleo", "--names")
    assert "Anna: editorialising" in shown


def test_what_cannot_be_settled_is_refused_in_a_sentence(coded: Terminal) -> None:
    command = ("adjudicate", "settle", "study.pressmark")
    assert "no item" in coded.refused(*command, "nonsense", "none", "--coder", "Cleo")
    item = str(only(coded)["id"])
    assert "--of" in coded.refused(*command, item, "accept", "--coder", "Cleo")
    assert "at least one" in coded.refused(*command, item, "draw", "--coder", "Cleo")
    assert "nothing to take back" in coded.refused("adjudicate", "undo", "study.pressmark", "--coder", "Cleo")
    assert "No coder" in coded.refused("adjudicate", "list", "study.pressmark", "--coder", "Dora")


def test_two_adjudicators_are_compared(coded: Terminal) -> None:
    coded.done("coder", "add", "study.pressmark", "Dora")
    for who in ("Cleo", "Dora"):
        coded.done("adjudicate", "agreements", "study.pressmark", "--coder", who)
        item = str(only(coded)["id"])
        coded.done("adjudicate", "settle", "study.pressmark", item, "union", "--coder", who)
    found = coded.json("adjudicate", "compare", "study.pressmark", "Cleo", "Dora")
    assert (found["both"], found["same"], found["articles"]) == (1, 1, 1)
    assert found["rows"]


def test_the_sheet_for_the_meeting_and_the_log_of_the_codebook(coded: Terminal) -> None:
    settle(coded, "later", "--reason", "codebook gap", "--note", "is “one” the outlet?", "--discuss")
    assert "Fair, **one" not in coded.done("discussion", "study.pressmark", "-")
    assert "is “one” the outlet?" in coded.done("discussion", "study.pressmark", "-", "--format", "html")
    coded.done("discussion", "study.pressmark", "sheet.md")
    assert "to be discussed" in (coded.folder / "sheet.md").read_text(encoding="utf-8")
    assert "md or html" in coded.refused("discussion", "study.pressmark", "sheet.docx")
    shown = coded.done("codebook", "study.pressmark", "--log")
    assert "Open: " in shown
    (gap,) = coded.json("codebook", "study.pressmark", "--log")["open"]
    coded.done("codebook", "study.pressmark", "--because", gap["decision"])
    log = coded.json("codebook", "study.pressmark", "--log")
    assert log["open"] == []
    assert log["versions"][0]["causes"][0]["note"] == "is “one” the outlet?"
    assert "because of" in coded.done("codebook", "study.pressmark", "--log")
