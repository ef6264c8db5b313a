"""A key has one name, whatever keyboard it is pressed on, and a codebook's keys go before all others."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.desk.commands import LABELS, Command, Commands
from desktop.ui.desk.keys import key_of, normal, shown

K, M = Qt.Key, Qt.KeyboardModifier


@pytest.mark.parametrize(
    ("key", "held", "text", "name"),
    [
        (K.Key_E, M.NoModifier, "e", "E"),
        (K.Key_E, M.ShiftModifier, "E", "Shift+E"),
        (K.Key_E, M.NoModifier, "E", "E"),  # Caps Lock
        (K.Key_E, M.ControlModifier, "\x05", "Ctrl+E"),
        (K.Key_E, M.AltModifier, "e", "Alt+E"),
        (K.Key_Question, M.ShiftModifier, "?", "?"),
        (K.Key_BracketLeft, M.ControlModifier | M.AltModifier, "[", "["),  # AltGr on one system
        (K.Key_BracketLeft, M.GroupSwitchModifier, "[", "["),  # and on another
        (K.Key_1, M.KeypadModifier, "1", "1"),
        (K.Key_Enter, M.KeypadModifier, "\r", "Return"),
        (K.Key_Space, M.ShiftModifier, " ", "Shift+Space"),
        (K.Key_Backtab, M.ShiftModifier, "", "Shift+Tab"),
        (K.Key_Right, M.ControlModifier | M.ShiftModifier, "", "Ctrl+Shift+Right"),
        (K.Key_PageDown, M.NoModifier, "", "PageDown"),
        (K.Key_Delete, M.NoModifier, "\x7f", "Delete"),
        (K.Key_Shift, M.ShiftModifier, "", ""),
        (0x0416, M.NoModifier, "ж", "Ж"),
    ],
)
def test_the_name_of_a_key_press(key: int, held: Qt.KeyboardModifier, text: str, name: str) -> None:
    assert key_of(QKeyEvent(QEvent.Type.KeyPress, int(key), held, text)) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("e", "E"),
        ("ctrl+pgdown", "Ctrl+PageDown"),
        ("Shift+Ctrl+z", "Ctrl+Shift+Z"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
    ],
)
def test_however_a_key_is_written_it_is_the_same_key(written: str, name: str) -> None:
    assert normal(written) == name


def test_a_key_is_shown_as_people_read_it() -> None:
    assert shown("Ctrl+Shift+Right") == "Ctrl+Shift+→"
    assert shown("+") == "+"


def test_a_labels_key_goes_before_a_command_which_falls_back_to_its_spare_key() -> None:
    done: list[str] = []
    commands = Commands([Command("note", "Note", "Passage", lambda: done.append("note"), ("N",), ("F4",))])
    assert commands.press("N")
    commands.add(Command("label.news", "News", LABELS, lambda: done.append("news"), ("n",)))
    assert commands.press("N")
    assert commands.press("F4")
    assert not commands.press("X")
    assert done == ["note", "news", "note"]
    assert commands.keys_of("note") == ("F4",)
    commands.drop(LABELS)
    assert commands.keys_of("note") == ("N",)


def test_a_person_may_choose_other_keys_but_not_for_labels() -> None:
    commands = Commands(
        [
            Command("note", "Note", "Passage", lambda: None, ("N",)),
            Command("label.news", "News", LABELS, lambda: None, ("w",)),
        ]
    )
    commands.choose_keys({"note": ["ctrl+m"], "label.news": ["x"]})
    assert commands.keys_of("note") == ("Ctrl+M",)
    assert commands.keys_of("label.news") == ("W",)
    clash = commands.clashes("note", "W")
    assert clash is not None
    assert clash.id == "label.news"
