"""Bad input: one sentence naming the place, exit status 1, and nothing changed."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

HEADER = "article,coder,label,start,end"


@pytest.fixture
def before(study: Terminal) -> object:
    """What the project holds before anything is refused."""
    return study.json("articles", "study.pressmark")


@pytest.mark.parametrize("command", ["articles", "check", "zones", "comments", "codebook"])
def test_what_is_no_project_is_refused_by_name(terminal: Terminal, command: str) -> None:
    terminal.write(
        "text.pressmark", "just a text, though long enough to have a header of a hundred bytes" * 3
    )
    terminal.write("empty.pressmark", b"")
    (terminal.folder / "folder.pressmark").mkdir()
    for name in ("text.pressmark", "empty.pressmark", "folder.pressmark", "gone.pressmark"):
        assert name in terminal.refused(command, name)


def test_a_path_that_is_no_command_must_be_there(terminal: Terminal) -> None:
    assert "exprot" in terminal.refused("exprot")


def test_a_project_is_never_made_over_something(study: Terminal) -> None:
    before = (study.folder / "study.pressmark").read_bytes()
    assert "study.pressmark" in study.refused("new", "study.pressmark")
    assert (study.folder / "study.pressmark").read_bytes() == before
    assert "nowhere" in study.refused("new", "nowhere/study")


@pytest.mark.parametrize(
    ("book", "place"),
    [
        ('# T\n\n## A {#a colour="#112233"}\n', "line 3"),
        ('# T\n\n## A {#a key=a colour="#112233"}\n\n## B {#a key=b colour="#112233"}\n', "line 5"),
        ('# T\n\n## A {#a key=a colour="reddish"}\n', "line 3"),
    ],
)
def test_a_codebook_that_cannot_be_is_refused_with_its_line(study: Terminal, book: str, place: str) -> None:
    study.write("book.md", book)
    kept = study.json("codebook", "study.pressmark")
    for words in (
        ["codebook", "study.pressmark", "--set", "book.md"],
        ["new", "fresh", "--codebook", "book.md"],
    ):
        sentence = study.refused(*words)
        assert "book.md" in sentence
        assert place in sentence
    assert study.json("codebook", "study.pressmark") == kept
    assert not (study.folder / "fresh.pressmark").exists()


@pytest.mark.parametrize("name", ["gone.md", "in", "study.pressmark"])
def test_a_codebook_is_a_text_file(study: Terminal, name: str) -> None:
    assert name in study.refused("codebook", "study.pressmark", "--set", name)


def test_names_that_are_not_in_the_project_are_refused(study: Terminal) -> None:
    assert "gone.txt" in study.refused("text", "study.pressmark", "gone.txt", "out.txt")
    assert "gone.txt" in study.refused("zones", "study.pressmark", "gone.txt")
    assert "gone.txt" in study.refused("finish", "study.pressmark", "gone.txt", "--coder", "Anna")
    assert "Nobody" in study.refused("finish", "study.pressmark", "bridge.txt", "--coder", "Nobody")
    assert not (study.folder / "out.txt").exists()


def test_a_name_that_could_be_two_articles_is_refused(study: Terminal) -> None:
    study.write("in/again/otter.txt", "Other otters\n")
    study.done("add", "study.pressmark", "in")
    assert "otter" in study.refused("text", "study.pressmark", "otter.txt", "out.txt")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (f"{HEADER}\nbridge.txt,Anna,editorialising,0,10\ngone.txt,Anna,editorialising,0,10\n", "line 3"),
        (f"{HEADER}\nbridge.txt,Nobody,editorialising,0,10\n", "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,nonsense,0,10\n", "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,editorialising,0,1000\n", "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,editorialising,-5,10\n", "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,editorialising,NaN,10\n", "line 2"),
        (f"{HEADER},quote\nbridge.txt,Anna,editorialising,0,10,Toll falls\n", "line 2"),
        (f'{HEADER},quote\nbridge.txt,Anna,editorialising,0,10,"Toll rises\nbridge.txt,Ben,,,\n', "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,editorialising,0\n", "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,editorialising,0,10,more\n", "line 2"),
        ("article,coder,label,start\n", "line 1"),
        ("", "line 1"),
        (b"article,coder\x00,label,start,end\n", "line 1"),
        (HEADER.encode("utf-16"), "line 1"),
        (f"{HEADER}\nbridge.txt,Anna,".encode() + b"\xff\xfe,0,10\n", "line 2"),
        (f"{HEADER}\nbridge.txt,Anna,editorialising,0,".encode() + b"1" * 12_000_000 + b"\n", "line 2"),
    ],
)
def test_bad_labels_are_refused_whole(
    study: Terminal, before: object, content: str | bytes, place: str
) -> None:
    study.write("in.csv", content)
    for words in ((), ("--json",), ("--dry-run",)):
        sentence = study.refused("labels", "import", "study.pressmark", "in.csv", *words)
        assert f"in.csv, {place}: " in sentence
    assert study.json("articles", "study.pressmark") == before
    study.done("labels", "export", "study.pressmark", "out.csv")
    assert (study.folder / "out.csv").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize("name", ["gone.csv", "in", "study.pressmark"])
def test_labels_come_from_a_table(study: Terminal, name: str) -> None:
    assert name in study.refused("labels", "import", "study.pressmark", name)


def test_output_never_lands_on_the_project_a_folder_or_nowhere(study: Terminal) -> None:
    for name in ("study.pressmark", "in", "nowhere/out.csv"):
        assert name.partition("/")[0] in study.refused("labels", "export", "study.pressmark", name)
        assert name.partition("/")[0] in study.refused("text", "study.pressmark", "bridge.txt", name)
    assert study.run("check", "study.pressmark").code == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_to_is_named(study: Terminal) -> None:
    locked = study.folder / "locked"
    locked.mkdir(mode=0o500)
    assert "locked" in study.refused("labels", "export", "study.pressmark", "locked/out.csv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named(study: Terminal) -> None:
    assert "/dev/full" in study.refused("labels", "export", "study.pressmark", "/dev/full")


def test_wrong_usage_is_told_apart_from_refusal(study: Terminal) -> None:
    study.misspelt("add", "study.pressmark")
    study.misspelt("labels", "export", "study.pressmark", "out.csv", "--for", "word")
    study.misspelt("labels", "export", "study.pressmark", "out.csv", "--nonsense")
    study.misspelt("finish", "study.pressmark", "bridge.txt")
    study.misspelt("labels", "explode")


@pytest.mark.parametrize(
    "option", [("--level", "nan"), ("--share", "nan"), ("--half-width", "inf"), ("--phase", "nope")]
)
def test_a_setting_that_is_no_setting_is_wrong_usage(study: Terminal, option: tuple[str, str]) -> None:
    study.misspelt("agreement", "study.pressmark", *option)


def test_setting_aside_needs_a_reason(study: Terminal) -> None:
    assert "why" in study.refused("set-aside", "study.pressmark", "bridge.txt", "--coder", "Anna")


def test_the_name_of_a_file_cannot_steer_the_terminal(study: Terminal) -> None:
    if sys.platform == "win32":
        pytest.skip("such names cannot be there")
    study.write("in/\x1b[31mred.txt", "An article with an unkind name.\n")
    assert "\x1b" not in study.done("add", "study.pressmark", "in")
    assert "\x1b" not in study.done("articles", "study.pressmark")


def test_an_id_with_another_meaning_is_refused_with_its_line(study: Terminal) -> None:
    head = "# T\n\n## A {#a key=a}\n\nOne thing.\n\n"
    for book in (head + "## B {#b key=b}\n\nAnother.\n", head):
        study.write("book.md", book)
        study.done("codebook", "study.pressmark", "--set", "book.md")
    study.write("book.md", head + "## C {#b key=c}\n\nSomething quite else, and a third thing.\n")
    sentence = study.refused("codebook", "study.pressmark", "--set", "book.md")
    assert sentence.startswith("book.md, line 7: ")


def test_the_window_is_refused_a_file_that_is_no_project(terminal: Terminal) -> None:
    terminal.write(
        "words.pressmark", "just a text, though long enough to have a header of a hundred bytes" * 3
    )
    assert "words.pressmark" in terminal.refused("words")


def test_a_version_that_is_not_there_is_told_which_are(study: Terminal) -> None:
    command = ("agreement", "study.pressmark", "--codebook-version", "99")
    assert "it has only version 1" in study.refused(*command)
    study.write("book.md", "# T\n\n## A {#a key=a}\n\nOne thing.\n")
    study.done("codebook", "study.pressmark", "--set", "book.md")
    assert "it has versions 1 to 2" in study.refused(*command)


def test_tables_need_a_folder(study: Terminal) -> None:
    study.write("taken", "a file")
    command = ("labels", "export", "study.pressmark")
    assert "taken is a file" in study.refused(*command, "out.csv", "--with-tables", "taken")
    assert "a file of its own" in study.refused(*command, "-", "--with-tables", "tables")
    assert not (study.folder / "out.csv").exists()
