"""The study plan by commands alone: dealt out, locked, shown; training and recoding."""

import pytest

from tests.cli.terminal import Terminal

FAIR = "Fair, one supposes, to people who fly."


@pytest.fixture
def many(study: Terminal) -> Terminal:
    """Ten more articles, so that a share can be drawn."""
    for number in range(10):
        study.write(f"in/n{number}.txt", f"Article {number}.\nSomething happened. Nobody asked, of course.\n")
    study.done("add", "study.pressmark", "in")
    return study


def test_a_share_is_planned_locked_and_shown(many: Terminal) -> None:
    many.write(
        "plan.toml", 'kind = "share"\nshare = 0.25\ncoders = ["Anna", "Ben"]\nseed = 7\npilot = ["n0.txt"]\n'
    )
    dry = many.run("plan", "set", "study.pressmark", "plan.toml", "--dry-run")
    assert dry.err.startswith("Would be: ")
    assert many.json("plan", "show", "study.pressmark")["scheme"] is None
    said = many.run("plan", "set", "study.pressmark", "plan.toml", "--per-article", "2")
    assert said.err.replace("Planned", "Would be") == dry.err
    shown = many.json("plan", "show", "study.pressmark")
    assert shown["scheme"]["seed"] == 7
    assert len(shown["sample"]["articles"]) == 3
    assert [pair["planned"] for pair in shown["pairs"]] == [4]
    assert sum(coder["planned"] for coder in shown["coders"]) == 2 + 2 * 3 + 8
    many.done("plan", "lock", "study.pressmark", "--label", "editorialising", "--threshold", "0.7")
    text = many.done("plan", "show", "study.pressmark")
    assert "3 articles locked on" in text
    assert "alpha by sentence of editorialising must reach 0.7" in text
    assert "Anna and Ben" in text
    assert "stays as it is" in many.refused("plan", "lock", "study.pressmark")


def test_every_other_look_at_a_figure_is_taken_down(many: Terminal) -> None:
    many.done("plan", "set", "study.pressmark", "--kind", "share", "--share", "0.25")
    many.done("agreement", "study.pressmark", "--as-of", "latest")
    assert many.json("plan", "show", "study.pressmark")["looks"] == []
    many.done("plan", "lock", "study.pressmark")
    for _ in range(2):
        many.done("agreement", "study.pressmark", "--as-of", "latest")
    (look,) = many.json("plan", "show", "study.pressmark")["looks"]
    assert look["asked"]["as_of"] == "latest"
    shown = many.done("plan", "show", "study.pressmark")
    assert "1 other look" in shown
    assert shown.endswith(": as it is now\n")
    many.done("report", "study.pressmark", "report.md")
    assert ": as it is now" in (many.folder / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("kind = ", "not TOML"),
        ('sort = "all"', "no “sort”"),
        ("share = true", "cannot be True"),
        ('coders = "Anna"', "list of names"),
        ('coders = ["Dora"]', "No coder called “Dora”"),
        ('kind = "most"', "all, share or each"),
        ('training = ["nowhere.txt"]', "nowhere.txt"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_by_the_word(study: Terminal, content: str, reason: str) -> None:
    study.write("plan.toml", content)
    assert reason in study.refused("plan", "set", "study.pressmark", "plan.toml")
    assert study.json("plan", "show", "study.pressmark")["scheme"] is None


def test_nothing_is_locked_before_a_sample_is_drawn(study: Terminal) -> None:
    assert "plan set --kind share" in study.refused("plan", "lock", "study.pressmark")
    assert "No reliability sample" in study.done("plan", "show", "study.pressmark")


def test_training_is_held_against_the_known_answer(study: Terminal) -> None:
    study.done("coder", "add", "study.pressmark", "Lee")
    assert "plan answer" in study.run("plan", "training", "study.pressmark").err
    mark(study, "Lee", FAIR, "production")
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Lee")
    study.done("plan", "answer", "study.pressmark", "bridge.txt", "--from", "Lee")
    words = ["--coder", "Anna", "--coder", "Ben", "--training", "bridge.txt"]
    study.done("plan", "set", "study.pressmark", *words)
    mark(study, "Anna", FAIR, "training")
    mark(study, "Ben", "to people", "training")
    for name in ("Anna", "Ben"):
        study.done("finish", "study.pressmark", "bridge.txt", "--coder", name)
    told = study.json("plan", "training", "study.pressmark")
    assert [(one["coder"], one["state"]) for one in told["coders"]] == [
        ("Anna", "passed"),
        ("Ben", "not passed"),
    ]
    (place,) = told["coders"][1]["places"]
    assert (place["article"], place["kind"], place["quote"]) == ("bridge.txt", "boundary", FAIR)
    shown = study.done("plan", "training", "study.pressmark", "--coder", "Ben", "--pass-mark", "0.9")
    assert "(not enough)" in shown
    assert study.json("plan", "training", "study.pressmark")["pass_mark"]["threshold"] == 0.9
    study.done("plan", "training", "study.pressmark", "--pass-mark", "0.01")
    assert study.json("plan", "training", "study.pressmark", "--coder", "Ben")["coders"][0]["passed"]


def mark(study: Terminal, coder: str, quote: str, phase: str) -> None:
    text = (study.folder / "in/bridge.txt").read_text(encoding="utf-8")
    at = text.index(quote)
    row = f"bridge.txt,{coder},editorialising,{at},{at + len(quote)},{phase}"
    study.write("one.csv", f"article,coder,label,start,end,phase\n{row}\n")
    study.done("labels", "import", "study.pressmark", "one.csv")


def test_a_coder_codes_again_after_some_weeks(study: Terminal) -> None:
    mark(study, "Anna", FAIR, "production")
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Anna")
    command = ("plan", "recode", "study.pressmark", "1", "--coder", "Anna")
    assert "2 weeks ago or earlier" in study.refused(*command, "--weeks", "2")
    study.done(*command)
    assert "Nobody" in study.run("plan", "recoded", "study.pressmark").err
    mark(study, "Anna", FAIR, "recoding")
    study.write("done.csv", "article,coder,label,start,end,phase\nbridge.txt,Anna,,,,recoding\n")
    study.done("labels", "import", "study.pressmark", "done.csv")
    (found,) = study.json("plan", "recoded", "study.pressmark", "--coder", "Anna")["coders"]
    assert (found["coder"], found["articles"]) == ("Anna", 1)
    assert {row["coders"][1] for row in found["rows"] if row["coders"]} == {"Anna again"}
    assert "1.000" in study.done("plan", "recoded", "study.pressmark")
