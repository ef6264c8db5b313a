"""`pressmark demo`: the sample study in one command, and again; each run is a process of its own."""

import json
from pathlib import Path

from tests.cli.terminal import Terminal

PNG = b"\x89PNG\r\n\x1a\n"


def test_everything_it_names_is_there(terminal: Terminal) -> None:
    ran = terminal.process("demo", "a demo é", "--headless", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    made = json.loads(ran.stdout)
    assert set(made) == {"project", "labels", "agreement", "figures", "picture"}
    for path in made.values():
        assert (terminal.folder / path).is_file()
    assert (terminal.folder / made["picture"]).read_bytes().startswith(PNG)
    rows = json.loads((terminal.folder / made["figures"]).read_text(encoding="utf-8"))["rows"]
    headline = [row for row in rows if row["coefficient"] == "alpha" and row["label"] == "editorialising"]
    assert 0.4 < headline[0]["value"] < 0.9
    assert "editorialising" in (terminal.folder / made["agreement"]).read_text(encoding="utf-8").casefold()
    assert terminal.run("check", made["project"]).code == 0


def test_a_second_time_it_uses_what_is_there_and_says_so(terminal: Terminal) -> None:
    assert terminal.process("demo", "demo", "--headless").returncode == 0
    before = (terminal.folder / "demo" / "labels.csv").read_bytes()
    terminal.done("coder", "add", "demo/demo.pressmark", "Dana")
    again = terminal.process("demo", "demo", "--headless")
    assert again.returncode == 0
    assert "here already" in again.stderr
    assert (terminal.folder / "demo" / "labels.csv").read_bytes() == before
    assert "Dana" in terminal.done("coder", "list", "demo/demo.pressmark")


def test_without_a_folder_it_goes_to_the_documents_and_without_a_display_it_draws(terminal: Terminal) -> None:
    ran = terminal.process("demo", QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 0
    places = {
        line.partition(":")[0]: Path(line.partition(":")[2].strip()) for line in ran.stdout.splitlines()
    }
    assert places["project"].parent.name == "Pressmark demo"
    assert places["project"].is_file()
    assert places["picture"].read_bytes().startswith(PNG)


def test_where_a_demo_cannot_be_put_is_named(terminal: Terminal) -> None:
    terminal.write("file", b"")
    assert "file" in terminal.refused("demo", "file", "--headless")
