"""The keys of adjudication: every answer, reason and movement has one, so the mouse is never needed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from desktop.ui.desk.commands import Command

ADJUDICATION = "Adjudicate"


class Hands(Protocol):
    """What the commands ask of whoever carries them out."""

    def accept(self, number: int) -> None:
        """Take over the lane of that number, from 1."""

    def answer(self, name: str) -> None:
        """Give one of the other answers."""

    def step(self, by: int) -> None:
        """Go so many items down the list."""

    def next_open(self) -> None:
        """Go to the next item that is not settled."""

    def ask_reason(self) -> None:
        """Ask for a reason."""

    def write_note(self) -> None:
        """Go to the note."""

    def turn_discuss(self) -> None:
        """Put the item on the sheet for the next meeting, or take it off."""

    def turn_names(self) -> None:
        """Show or hide the coders' names."""

    def next_rule(self) -> None:
        """Read the next of the codebook's entries on this item."""

    def withdraw(self) -> None:
        """Take back what was decided here."""

    def settle_agreements(self) -> None:
        """Make gold of all agreements."""

    def undo(self) -> None:
        """Take back the last decision."""

    def redo(self) -> None:
        """Decide again what was taken back."""

    def show_team(self) -> None:
        """Show what other adjudicators said of the item."""

    def clear_leftovers(self) -> None:
        """Take away decisions on places that nobody marks any more."""

    def save_draft(self) -> None:
        """Store the passages that were drawn."""

    def leave(self) -> None:
        """Leave drawing."""


def adjudication_commands(hands: Hands) -> Iterator[Command]:
    """Give the commands of the page."""
    for number in range(1, 10):
        title = f"Accept lane {number}"
        yield _make(
            f"adjudicate.accept.{number}",
            title,
            partial(hands.accept, number),
            str(number),
            listed=number == 1,
        )
    for name, title, key in (
        ("union", "Take the union", "U"),
        ("intersection", "Take the intersection", "I"),
        ("draw", "Draw another passage", "D"),
        ("none", "No passage is right", "X"),
        ("later", "Later", "L"),
    ):
        yield _make(f"adjudicate.{name}", title, partial(hands.answer, name), key)
    yield _make("adjudicate.withdraw", "Take the decision back", hands.withdraw, "Backspace")
    yield _make("adjudicate.next", "Next disagreement", partial(hands.step, 1), "J", "Alt+Down")
    yield _make("adjudicate.previous", "Previous disagreement", partial(hands.step, -1), "K", "Alt+Up")
    yield _make("adjudicate.open", "Next open disagreement", hands.next_open, "O")
    yield _make("adjudicate.reason", "Give a reason", hands.ask_reason, "R")
    yield _make("adjudicate.note", "Write a note", hands.write_note, "N")
    yield _make("adjudicate.discuss", "Discuss it with the team", hands.turn_discuss, "T")
    yield _make("adjudicate.rule", "Read the next rule", hands.next_rule, "C")
    yield _make("adjudicate.names", "Show or hide names", hands.turn_names, "H")
    yield _make("adjudicate.team", "What the team said", hands.show_team, "M")
    yield _make("adjudicate.leftovers", "Clear decisions on places nobody marks", hands.clear_leftovers)
    yield _make("adjudicate.agreements", "Make gold of all agreements", hands.settle_agreements, "Shift+A")
    yield _make("adjudicate.undo", "Undo the decision", hands.undo, "Ctrl+Z")
    yield _make("adjudicate.redo", "Redo the decision", hands.redo, "Ctrl+Shift+Z", "Ctrl+Y")
    yield _make("adjudicate.save-draft", "Store what was drawn", hands.save_draft, "Return", listed=False)
    yield _make("adjudicate.leave", "Leave drawing", hands.leave, "Escape", listed=False)


def _make(name: str, title: str, run: Callable[[], object], *keys: str, listed: bool = True) -> Command:
    return Command(name, title, ADJUDICATION, run, keys, listed=listed)
