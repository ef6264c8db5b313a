"""How the program starts, finds its commands, and takes what nobody expected."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from desktop import __version__
from desktop.cli import pressmark
from desktop.cli.group import COMMANDS
from tests.cli.terminal import Terminal

SECRET = "the minister's own words"


def test_the_version_is_printed_without_loading_anything_heavy(terminal: Terminal) -> None:
    code = (
        "import sys; from desktop.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'PySide6', 'sqlite_utils', 'markdown', 'nh3', 'sqlite3'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    words = [sys.executable, "-c", code, "--version"]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True, cwd=terminal.folder)
    assert ran.stdout.splitlines() == [f"pressmark, version {__version__}", "[]"]


def test_help_lists_the_commands_in_working_order_and_hides_what_is_for_developers(
    terminal: Terminal,
) -> None:
    shown = terminal.done("--help")
    listed = shown.partition("Commands:")[2].splitlines()
    names = [line.split()[0] for line in listed if line.strip()]
    assert names == [name for name in COMMANDS if name not in ("shots", "window")]
    assert not any(line.rstrip().endswith("...") for line in listed if "agreement" not in line)


def test_without_a_display_the_window_says_what_works_instead(
    study: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for words in ("", "study.pressmark", "study --coder Anna", "--coder Anna study.pressmark"):
        assert "no display" in study.refused(*words.split())


def test_a_project_of_a_commands_name_can_still_be_opened_by_its_path(
    study: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (study.folder / "study.pressmark").rename(study.folder / "demo")
    assert "no display" in study.refused("./demo")


def test_a_project_is_refused_while_another_process_has_it(study: Terminal) -> None:
    from desktop.study.opening import open_project

    with open_project(study.folder / "study.pressmark"):
        ran = study.process("articles", "study.pressmark")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
    assert "study.pressmark" in ran.stderr
    assert study.process("articles", "study.pressmark").returncode == 0


def test_json_is_one_document_and_messages_stay_off_it(study: Terminal) -> None:
    study.write("Müller 🚗.txt", "Ein Text.\n")
    for environment in ({"PYTHONIOENCODING": "utf-8"}, {"PYTHONIOENCODING": "latin-1"}):
        ran = study.process("add", "study.pressmark", "Müller 🚗.txt", "gone.txt", "--json", **environment)
        assert ran.returncode == 1
        assert json.loads(ran.stdout)["items"][0]["name"] == "Müller 🚗.txt"
        assert "gone.txt" in ran.stderr


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that fails as no command should."""

    @click.command()
    def fails() -> None:
        """Fail."""
        raise KeyError(SECRET)

    import desktop.cli.project

    monkeypatch.setattr(desktop.cli.project, "check", fails)


@pytest.mark.usefixtures("broken")
def test_our_own_bug_is_owned_up_to_and_reported_without_anybodys_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["pressmark", "check", f"{SECRET}.pressmark"])
    result = CliRunner().invoke(pressmark, ["check"])
    assert result.exit_code == 1
    assert "bug of ours" in result.stderr
    assert "Traceback" not in result.stderr
    path = Path(result.stderr.strip().rpartition(" is in ")[2].rstrip("."))
    report = path.read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "in fails" in report
    assert "command: check" in report
    assert SECRET not in report + result.stderr


@pytest.mark.usefixtures("broken")
def test_a_bug_that_cannot_even_be_reported_still_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    for name in ("HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(blocked / "home"))
    result = CliRunner().invoke(pressmark, ["check"])
    assert result.exit_code == 1
    assert "bug of ours" in result.stderr
    assert "line" in result.stderr


def test_a_reader_that_goes_away_is_no_bug(study: Terminal) -> None:
    code = f"{sys.executable!r} -m desktop articles study.pressmark --json | head -c 1"
    if sys.platform == "win32":
        pytest.skip("needs a POSIX shell")
    words = ["/bin/sh", "-c", code]
    ran = subprocess.run(words, cwd=study.folder, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in ran.stderr
    assert "bug of ours" not in ran.stderr
