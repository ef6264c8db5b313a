"""One spelling for every key: what a key press is called in commands, settings and on the cheat sheet."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_NAMES = {
    "Esc": "Escape",
    "Del": "Delete",
    "Ins": "Insert",
    "PgUp": "PageUp",
    "PgDown": "PageDown",
    "Enter": "Return",
}
_SHOWN = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "Escape": "Esc"}
_BARE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_unknown,
)


def key_of(event: QKeyEvent) -> str:
    """Return the name of a key press, "" for a modifier alone.

    A sign is named by what it types ("?", "["), wherever it stands; a letter by its capital, with "Shift+"
    where Shift is held, whatever Caps Lock says; all else as in `QKeySequence`.
    """
    if event.key() in _BARE:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    if _types(text, modifiers):
        return _of_text(text, shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
    modifiers &= ~Qt.KeyboardModifier.GroupSwitchModifier
    combination = QKeyCombination(modifiers, Qt.Key(event.key()))
    return normal(QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText))


def normal(name: str) -> str:
    """Return the one spelling of a key's name: "ctrl+pgdown" becomes "Ctrl+PageDown", "e" becomes "E"."""
    if len(name) == 1:
        return _upper(name)
    *modifiers, key = name.removesuffix("+").split("+") if name != "+" else [name]
    if name.endswith("+"):
        key = "+"
        modifiers = name[:-2].split("+") if len(name) > 2 else []
    held = {modifier.strip().capitalize() for modifier in modifiers if modifier.strip()}
    key = key.strip() or "+"
    key = _upper(key) if len(key) == 1 else key[:1].upper() + key[1:]
    key = {"Pgdown": "PageDown", "Pgup": "PageUp", "Backtab": "Tab"}.get(key, _NAMES.get(key, key))
    return "+".join([each for each in ("Ctrl", "Alt", "Shift", "Meta") if each in held] + [key])


def shown(name: str) -> str:
    """Return a key's name as a person reads it: arrows as arrows, modifiers spelled out."""
    *modifiers, key = [name] if len(name) == 1 else name.split("+")
    return "+".join([*modifiers, _SHOWN.get(key, key)])


def _types(text: str, modifiers: Qt.KeyboardModifier) -> bool:
    """Say whether a press types a sign; AltGr is Ctrl+Alt on one system, a group switch on another."""
    if len(text) != 1 or not text.isprintable() or text.isspace():
        return False
    ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    if modifiers & Qt.KeyboardModifier.MetaModifier:
        return False
    return ctrl == alt if not text.isalnum() else not ctrl and not alt


def _of_text(text: str, *, shift: bool) -> str:
    letter = _upper(text)
    has_case = text.lower() != text.upper()
    return f"Shift+{letter}" if shift and has_case else letter


def _upper(text: str) -> str:
    return text.upper() if len(text.upper()) == 1 else text
