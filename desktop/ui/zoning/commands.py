"""What can be done with the zones of the article on the screen, with its keys."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.desk.commands import Command, Scope

if TYPE_CHECKING:
    from desktop.ui.zoneside import ZoneSide

GROUP = "Zone"


def zone_commands(verbs: "ZoneSide") -> Iterable[Command]:
    """Give the commands of the article view."""
    make = _make
    yield make("zone.accept", "Accept the zone", verbs.accept, "A", "Return")
    yield make("zone.reject", "Reject the zone", verbs.reject, "Delete", "X")
    yield make("zone.kind", "Change its kind…", verbs.ask_kind, "K")
    yield make("zone.begin", "Let it begin at the caret", verbs.begin_here, "[")
    yield make("zone.end", "Let it end at the caret", verbs.end_here, "]")
    for which, start in (("begin", True), ("end", False)):
        for way, down, key in (("earlier", False, "Up"), ("later", True, "Down")):
            shift = "Shift+" if start else ""
            yield make(
                f"zone.{which}-{way}",
                f"Let it {which} a line {way}",
                partial(verbs.move_end, start=start, down=down),
                f"Alt+{shift}{key}",
            )
    yield make("zone.split", "Part it in two at the caret", verbs.split, "S")
    yield make("zone.draw", "New zone from the selection…", verbs.draw, "N")
    yield make("zone.next", "Next zone", lambda: verbs.step(1), ".")
    yield make("zone.previous", "Previous zone", lambda: verbs.step(-1), ",")
    yield make("zone.caret", "The zone at the caret", verbs.choose_at_caret, "Z")
    yield make("zone.open", "Next zone that is not confirmed", verbs.next_open, "U")
    yield make("zone.parent", "The comment that this one answers", verbs.go_to_parent, "P")
    yield from _wide(verbs)


def _wide(verbs: "ZoneSide") -> Iterable[Command]:
    wide = Scope.WINDOW
    yield _make(
        "zone.accept-article", "Accept all of this article", verbs.accept_article, "Ctrl+Return", scope=wide
    )
    yield _make("zone.accept-project", "Accept all in the project…", verbs.accept_project, scope=wide)
    yield _make("zone.again-article", "Propose again", verbs.propose_again, scope=wide)
    yield _make("zone.again-project", "Propose again in the project…", verbs.propose_all_again, scope=wide)
    for at, name in enumerate(("zones", "comments", "details"), 1):
        yield _make(
            f"zone.tab-{name}",
            f"Show the {name}",
            partial(verbs.show_tab, name),
            f"Alt+{at}",
            scope=wide,
        )
    undo = f"Undo: {verbs.undo_words}" if verbs.undo_words else "Undo"
    redo = f"Redo: {verbs.redo_words}" if verbs.redo_words else "Redo"
    yield _make("zone.undo", undo, verbs.undo, "Ctrl+Z", scope=wide)
    yield _make("zone.redo", redo, verbs.redo, "Ctrl+Shift+Z", "Ctrl+Y", scope=wide)


def _make(name: str, title: str, run: Callable[[], object], *keys: str, scope: Scope = Scope.TEXT) -> Command:
    return Command(name, title, GROUP, run, keys, scope=scope)
