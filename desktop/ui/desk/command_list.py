"""The desk's commands with their own keys. Keys that a codebook gives to labels and flags go before them."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from desktop.codebook import Codebook
from desktop.ui.desk.beside import Beside
from desktop.ui.desk.coding import Coding
from desktop.ui.desk.commands import LABELS, Command, Scope
from desktop.ui.desk.inspector import UNSURE
from desktop.ui.desk.landmarks import Unit
from desktop.ui.desk.moving import Moving

if TYPE_CHECKING:
    from desktop.ui.desk.reading_desk import ReadingDesk

MOVE, SELECT, PASSAGE, ARTICLE, VIEW = "Move", "Select", "Passage", "Article", "View"
_UNSURE_TITLE = "Unsure, or sure again"
_UNITS = (
    (Unit.WORD, "Ctrl+Right", "Ctrl+Left"),
    (Unit.CLAUSE, "Alt+Right", "Alt+Left"),
    (Unit.SENTENCE, "Alt+Down", "Alt+Up"),
    (Unit.PARAGRAPH, "Ctrl+Down", "Ctrl+Up"),
    (Unit.COMMENT, "Alt+PageDown", "Alt+PageUp"),
)


def desk_commands(desk: "ReadingDesk") -> tuple[Command, ...]:
    """Return the commands that every codebook has."""
    return (
        *_movement(desk),
        *_selecting(desk),
        *_passages(desk),
        *_whole_article(desk),
        *_viewing(desk),
    )


def label_commands(codebook: Codebook, coding: Coding) -> tuple[Command, ...]:
    """Return a codebook's commands: a key for each label, with Shift (or Alt) for the exact selection."""
    return (*_of_labels(codebook, coding), *_of_flags(codebook, coding))


def rule_commands(codebook: Codebook, beside: Beside) -> tuple[Command, ...]:
    """Return a command for each rule with a key: with Alt, as rules have a set of keys of their own."""
    return tuple(_of_rules(codebook, beside))


def _of_labels(codebook: Codebook, coding: Coding) -> Iterable[Command]:
    for label in codebook.labels:
        exact = f"Shift+{label.key}" if label.key.isalpha() else f"Alt+{label.key}"
        yield Command(
            f"label.{label.id}",
            f"Mark as {label.name.lower()}",
            LABELS,
            _marker(coding, label.id),
            (label.key,),
        )
        yield Command(
            f"label.{label.id}.exact",
            f"Mark exactly what is selected as {label.name.lower()}",
            LABELS,
            _marker(coding, label.id, exact=True),
            (exact,),
            listed=False,
        )


def _of_flags(codebook: Codebook, coding: Coding) -> Iterable[Command]:
    for flag in codebook.flags:
        if flag.of == "passage" and flag.key:
            if flag.id == UNSURE:
                yield Command("passage.unsure", _UNSURE_TITLE, LABELS, coding.toggle_unsure, (flag.key,))
            else:
                title = f"Flag: {flag.name.lower()}, or not"
                yield Command(f"flag.{flag.id}", title, LABELS, _flagger(coding, flag.id), (flag.key,))


def _of_rules(codebook: Codebook, beside: Beside) -> Iterable[Command]:
    for rule in codebook.rules:
        if rule.key:
            run = partial(beside.set_rule, rule.id)
            title, key = f"Rests on: {rule.name}", f"Alt+{rule.key}"
            yield Command(f"rule.{rule.id}", title, LABELS, run, (key,), listed=False)


def _movement(desk: "ReadingDesk") -> Iterable[Command]:
    moving = desk.moving
    for unit, ahead, back in _UNITS:
        for forward, key, words in ((True, ahead, "Next"), (False, back, "Previous")):
            name = f"{unit.value}.{words.lower()}"
            title = f"{words} {unit.value}"
            spaces = {"clause.next": ("Space",), "clause.previous": ("Shift+Space",)}.get(name, ())
            yield Command(
                f"move.{name}", title, MOVE, _stepper(moving, unit, forward=forward), (*spaces, key)
            )
            modifiers, _, arrow = key.rpartition("+")
            yield Command(
                f"select.{name}",
                f"{title}, selecting",
                SELECT,
                _stepper(moving, unit, forward=forward, extend=True),
                (f"{modifiers}+Shift+{arrow}",),
                listed=False,
            )
    yield Command("passage.next", "Next passage", MOVE, lambda: moving.step_passage(forward=True), (".",))
    yield Command(
        "passage.previous", "Previous passage", MOVE, lambda: moving.step_passage(forward=False), (",",)
    )
    yield Command(
        "uncoded.next", "Next uncoded stretch", MOVE, lambda: moving.step_uncoded(forward=True), (";",)
    )
    yield Command(
        "uncoded.previous",
        "Previous uncoded stretch",
        MOVE,
        lambda: moving.step_uncoded(forward=False),
        (":",),
    )


def _selecting(desk: "ReadingDesk") -> Iterable[Command]:
    jump = desk.jump
    yield Command("jump.clause", "Select a clause by its letter", SELECT, jump.to_clause, ("J",), ("Ctrl+G",))
    yield Command(
        "jump.words", "Select words by their letters", SELECT, jump.to_words, ("W",), ("Ctrl+Shift+G",)
    )
    yield Command("select.grow", "Grow the selection", SELECT, desk.moving.grow, ("+", "="))
    yield Command("select.shrink", "Shrink the selection", SELECT, desk.moving.shrink, ("-",))
    yield Command("select.none", "Select nothing", SELECT, desk.moving.unselect, ("Escape",), listed=False)


def _passages(desk: "ReadingDesk") -> Iterable[Command]:
    coding, beside = desk.coding, desk.beside
    yield Command("mark.repeat", "Mark with the last label again", PASSAGE, coding.repeat_label, ("Return",))
    yield Command("passage.relabel", "Another label…", PASSAGE, beside.ask_label, ("L", "F2"))
    yield Command("passage.note", "Write a note", PASSAGE, desk.write_note, ("N", "F4"))
    yield Command("passage.unsure", _UNSURE_TITLE, PASSAGE, coding.toggle_unsure, ("Q",), ("F8",))
    yield Command(
        "passage.end.later", "End one word later", PASSAGE, lambda: coding.shift_end(forward=True), ("]",)
    )
    yield Command(
        "passage.end.earlier",
        "End one word earlier",
        PASSAGE,
        lambda: coding.shift_end(forward=False),
        ("[",),
    )
    yield Command(
        "passage.start.later",
        "Start one word later",
        PASSAGE,
        lambda: coding.shift_start(forward=True),
        ("}",),
    )
    yield Command(
        "passage.start.earlier",
        "Start one word earlier",
        PASSAGE,
        lambda: coding.shift_start(forward=False),
        ("{",),
    )
    yield Command("passage.ends", "Move the boundaries…", PASSAGE, beside.ask_ends, ("B",), ("F8",))
    yield Command("passage.rule", "The rule it rests on…", PASSAGE, beside.ask_rule, ("'",))
    yield Command("passage.precedents", "Precedents of its rule", PASSAGE, desk.show_precedents, ("P", "F5"))
    yield Command("label.comments", "Label every comment", PASSAGE, beside.label_comments, ("Ctrl+U",))
    yield Command("passage.split", "Split at the caret", PASSAGE, coding.split, ("|", "F6"))
    yield Command("passage.merge", "Merge with the next", PASSAGE, coding.merge, ("&", "F7"))
    yield Command("passage.delete", "Delete the passage", PASSAGE, coding.delete, ("Delete", "Backspace"))


def _whole_article(desk: "ReadingDesk") -> Iterable[Command]:
    yield Command("undo", "Undo", ARTICLE, desk.undo, ("Ctrl+Z",), scope=Scope.WINDOW)
    yield Command("redo", "Redo", ARTICLE, desk.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), scope=Scope.WINDOW)
    again = ("Ctrl+S",)
    yield Command("save.again", "Try to save again", ARTICLE, desk.save_again, again, scope=Scope.WINDOW)
    yield Command(
        "article.finish", "Finish the article", ARTICLE, desk.finish, ("Ctrl+Return",), scope=Scope.WINDOW
    )


def _stepper(moving: Moving, unit: Unit, *, forward: bool, extend: bool = False) -> Callable[[], None]:
    return lambda: moving.step(unit, forward=forward, extend=extend)


def _marker(coding: Coding, label: str, *, exact: bool = False) -> Callable[[], None]:
    return lambda: coding.press_label(label, exact=exact)


def _flagger(coding: Coding, flag: str) -> Callable[[], None]:
    return lambda: coding.toggle_flag(flag)


def _viewing(desk: "ReadingDesk") -> Iterable[Command]:
    showing = desk.showing
    yield Command(
        "view.only-label", "Only this label, or all again", VIEW, showing.only_this_label, ("O",), ("F7",)
    )
    yield Command("view.dim", "Dim what is not marked", VIEW, showing.dim_unmarked, ("Ctrl+D",))
