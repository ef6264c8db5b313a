"""The real commands on real files; each test of this room drives them as a person would."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in a folder of its own."""
    return Terminal(tmp_path)


@pytest.fixture
def study(terminal: Terminal) -> Terminal:
    """A project with two coders and two articles."""
    terminal.write(
        "in/bridge.txt", "Toll rises\nThe toll rises on Monday.\nFair, one supposes, to people who fly.\n"
    )
    terminal.write("in/more/otter.txt", "Otters counted\nVolunteers counted 41 otters.\n")
    terminal.done("new", "study.pressmark")
    terminal.done("coder", "add", "study.pressmark", "Anna", "Ben")
    terminal.done("add", "study.pressmark", "in")
    return terminal
