"""A person's own keys: what may be chosen, what is remembered, and why a key is refused."""

from collections.abc import Callable
from dataclasses import replace

from desktop.ui.desk.commands import LABELS, Command, Commands
from desktop.ui.desk.keys import normal, shown
from desktop.ui.preferences import Store

IN_CODEBOOK = "This key stands in the codebook: the lead changes it there, in a new version."
_CARET = ("Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown")
RESERVED = frozenset(
    {
        *(f"{held}{key}" for key in _CARET for held in ("", "Shift+")),
        *(f"{held}{key}" for key in ("Home", "End") for held in ("Ctrl+", "Ctrl+Shift+")),
        *("Tab", "Shift+Tab", "Escape", "Ctrl+C", "Ctrl+A", "Ctrl+V", "Ctrl+X", "Alt+F4"),
    }
)
"""Keys that every text and every window has a use for of its own."""


class KeyChoices:
    """Changes keys, remembers them for this person, and has everything show them."""

    def __init__(
        self,
        store: Store,
        commands: Callable[[], Commands],
        elsewhere: Callable[[], Commands],
        renew: Callable[[], object],
    ) -> None:
        """`elsewhere` gives what others than the one who sits here can do; `renew` shows the keys anew."""
        self._store = store
        self._commands = commands
        self._elsewhere = elsewhere
        self._renew = renew

    def apply(self, commands: Commands) -> None:
        """Give commands the keys that this person chose."""
        commands.choose_keys(dict(self._store.now.keys))

    def keys_of(self, command: str) -> tuple[str, ...]:
        """Return the keys that lead to a command now."""
        return self._commands().keys_of(command)

    def changed(self, command: str) -> bool:
        """Return True where this person chose the command's key."""
        return command in dict(self._store.now.keys)

    @property
    def any_changed(self) -> bool:
        """True where at least one key is not the one the program came with."""
        return bool(self._store.now.keys)

    def change(self, command: Command, key: str) -> str:
        """Give a command that key alone; return "", or the sentence that says why not."""
        key = normal(key)
        refusal = self._refusal(command, key)
        if not refusal:
            self._put({**dict(self._store.now.keys), command.id: (key,)})
        return refusal

    def back(self, command: Command) -> str:
        """Give a command its own keys again; return "", or the sentence that says why not."""
        refusals = [self._refusal(command, normal(key)) for key in command.keys]
        if refusals and all(refusals):
            return refusals[0]
        self._put({i: keys for i, keys in self._store.now.keys if i != command.id})
        return ""

    def all_back(self) -> None:
        """Give every command its own keys again."""
        self._put({})

    def _refusal(self, command: Command, key: str) -> str:
        if command.group == LABELS:
            return IN_CODEBOOK
        if key in RESERVED and key not in map(normal, command.keys):
            return f"{shown(key)} has its own use in every text: choose another key."
        for commands in (self._commands(), self._elsewhere()):
            other = commands.clashes(command.id, key)
            if other is not None:
                words = other.title.rstrip("…")
                return f"{shown(key)} is the key of “{words}”: choose another one, or change that one first."
        return ""

    def _put(self, keys: dict[str, tuple[str, ...]]) -> None:
        self._store.put(replace(self._store.now, keys=tuple(sorted(keys.items()))))
        self._renew()
