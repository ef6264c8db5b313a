"""docs/commands.md and the real commands say the same: nothing undocumented, nothing promised in vain."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from desktop.cli import pressmark

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def commands(
    group: click.Group = pressmark, before: str = "pressmark"
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that help lists, with its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        elif not command.hidden:
            yield f"{before} {name}", command


def sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(command: click.Command) -> set[str]:
    found = [part for part in command.params if isinstance(part, click.Option)]
    return {name for part in found for name in part.opts if name.startswith("--")}


COMMANDS = dict(commands())


def test_no_section_stands_on_the_page_twice() -> None:
    heads = re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(heads) == len(set(heads))


def test_the_page_has_a_section_for_each_command_and_no_other() -> None:
    assert list(sections()) == ["pressmark", *COMMANDS]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_names_each_option_and_no_other(name: str) -> None:
    section = sections()[name]
    table = set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
    usage = set(re.findall(r"--[a-z-]+", section.split("```")[1]))
    assert table == options(COMMANDS[name])
    assert usage <= table
    assert usage == table or "[options]" in section.split("```")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_names_each_argument_in_order(name: str) -> None:
    usage = sections()[name].split("```")[1]
    context = click.Context(COMMANDS[name])
    arguments = [part for part in COMMANDS[name].params if isinstance(part, click.Argument)]
    places = [usage.find(part.make_metavar(context).strip("[]")) for part in arguments]
    assert -1 not in places
    assert places == sorted(places)


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        assert command.help, name
        first = command.help.partition("\n")[0]
        assert first.endswith("."), name
        for part in command.params:
            assert not isinstance(part, click.Option) or part.help, (name, part.name)
