"""docs/study.md is true: its commands are run one after the other, as a team would."""

import re
import shlex
from pathlib import Path

from tests.cli.terminal import Terminal

PAGE = Path(__file__).resolve().parents[2] / "docs" / "study.md"
ASIDE = "Nothing was decided, of course."
AWAY = "The mayor was away, one hears."
TEXT = f"Meeting {{}}\nThe council met on Monday. {ASIDE} {AWAY} The next meeting is in May.\n"


def blocks() -> list[list[str]]:
    found = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [block.splitlines() for block in found]


def mark(terminal: Terminal, project: str, coder: str, article: str, *quotes: str) -> None:
    text = terminal.done("text", project, article, "-")
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    rows = [f"{article},{coder},editorialising,{start},{end}" for start, end in places]
    rows = ["article,coder,label,start,end", *rows, f"{article},{coder},,,"]
    terminal.write("in.csv", "\n".join(rows) + "\n")
    terminal.done("labels", "import", project, "in.csv")


def code(terminal: Terminal) -> None:
    """What happens between handing out and taking back: both coders code all they were given."""
    for coder, kit, quote in (("Ann", "ann.pressmark", ASIDE), ("Ben", "ben.pressmark", "of course")):
        for article in terminal.json("articles", kit)["articles"]:
            also = () if article["name"] == "first.txt" else (AWAY,)
            mark(terminal, kit, coder, article["name"], quote, *also)


def run(terminal: Terminal, line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "pressmark"
    if "ITEM" in words:
        items = terminal.json("adjudicate", "list", "study", "--coder", "Justitia")["items"]
        words[words.index("ITEM")] = items[0]["id"]
    if words[0] == "finish":  # before it is finished, the lead marks what is the known answer
        mark(terminal, "study", "Lee", words[2], ASIDE)
        return
    ran = terminal.run(*words)
    assert ran.code == 0, (line, ran)


def test_the_page_can_be_followed_from_top_to_bottom(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.write("articles/first.txt", TEXT.format("first"))
    for number in range(6):
        terminal.write(f"articles/{number}.txt", TEXT.format(number))
    for at, block in enumerate(blocks()):
        for line in block:
            run(terminal, line)
        if at == 1:
            code(terminal)
    gold = (tmp_path / "gold.csv").read_text(encoding="utf-8")
    assert "adjudicated" in gold
    assert "union" in (tmp_path / "package" / "decisions.csv").read_text(encoding="utf-8")
    training = terminal.json("plan", "training", "study")["coders"]
    assert [(one["coder"], one["state"]) for one in training] == [("Ann", "passed"), ("Ben", "not passed")]
    assert "codebook gap" in terminal.done("codebook", "study", "--log", "--json")
