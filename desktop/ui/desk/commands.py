"""Everything that can be done, in one list: menus, palette, cheat sheet and key settings all read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from desktop.ui.desk.keys import normal


class Scope(Enum):
    """Where a command's keys work."""

    TEXT = "text"
    """While the article's text has the focus."""
    WINDOW = "window"
    """Anywhere in the window."""


LABELS = "Label"
"""The group of the commands that the codebook brings; their keys go before all others."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done: its words, its keys and the function that does it.

    `spare` are the keys it has where the codebook gave all of `keys` to labels or flags.
    """

    id: str
    title: str
    group: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    scope: Scope = Scope.TEXT
    listed: bool = True
    """False for a variant that lists and menus leave out ("the same, extending the selection")."""


class Commands:
    """The commands at hand. Keys are spelled as in `desktop.ui.desk.keys`."""

    def __init__(self, commands: Iterable[Command] = ()) -> None:
        self._commands: dict[str, Command] = {}
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._table: dict[str, str] | None = None
        self.add(*commands)

    def add(self, *commands: Command) -> None:
        """Add commands; one with an id that is there already takes its place."""
        if any(_keyed(self._commands.get(command.id)) != _keyed(command) for command in commands):
            self._table = None  # else only words or functions are others, and the keys lead where they led
        self._commands.update({command.id: command for command in commands})

    def drop(self, group: str) -> None:
        """Take the commands of a group away."""
        self._commands = {i: c for i, c in self._commands.items() if c.group != group}
        self._table = None

    def all(self) -> tuple[Command, ...]:
        """Return the commands, in the order in which they were added."""
        return tuple(self._commands.values())

    def get(self, command: str) -> Command:
        """Return a command by id; KeyError where there is none."""
        return self._commands[command]

    def run(self, command: str) -> None:
        """Do what a command does."""
        self._commands[command].run()

    def keys_of(self, command: str) -> tuple[str, ...]:
        """Return the keys that lead to a command now."""
        return tuple(key for key, found in self._keys().items() if found == command)

    def at_key(self, key: str) -> Command | None:
        """Return the command that a key leads to now."""
        found = self._keys().get(key)
        return self._commands[found] if found else None

    def press(self, key: str) -> bool:
        """Do what a key leads to; False where it leads nowhere."""
        found = self.at_key(key)
        if found is None:
            return False
        found.run()
        return True

    def choose_keys(self, chosen: Mapping[str, Iterable[str]]) -> None:
        """Give commands other keys than their own; a label's keys are the codebook's and stay."""
        self._chosen = {command: tuple(normal(key) for key in keys) for command, keys in chosen.items()}
        self._table = None

    def clashes(self, command: str, key: str) -> Command | None:
        """Return the other command that has a key now, if any."""
        found = self.at_key(normal(key))
        return None if found is None or found.id == command else found

    def _keys(self) -> dict[str, str]:
        if self._table is None:
            self._table = self._tabled()
        return self._table

    def _tabled(self) -> dict[str, str]:
        table: dict[str, str] = {}
        ordered = sorted(
            self._commands.values(),
            key=lambda command: (command.group != LABELS, command.id not in self._chosen),
        )
        for command in ordered:
            own = self._chosen.get(command.id, command.keys) if command.group != LABELS else command.keys
            free = [key for key in map(normal, own) if key not in table]
            for key in free or [key for key in map(normal, command.spare) if key not in table]:
                table[key] = command.id
        return table


def _keyed(command: Command | None) -> tuple[object, ...]:
    """Return what of a command decides which keys lead to it."""
    return (command.keys, command.spare, command.group) if command else ()
