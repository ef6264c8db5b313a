"""A theme on the screen: Qt's palette and a restrained style sheet.

Qt's own colour scheme does nothing where the platform has no theme, so the palette is always ours.
"""

from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop.ui.fonts import interface_font
from desktop.ui.theme import Theme, contrast, mix, theme

WHITE, NIGHT = "#ffffff", "#10202f"


def chosen_theme(application: QApplication, choice: str) -> Theme:
    """Return the theme for a person's choice, asking the system where the choice is to follow it."""
    dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return theme(choice, system_dark=dark)


def dress(application: QApplication, look: Theme) -> None:
    """Put the whole program into one theme."""
    application.setStyle("Fusion")
    application.setFont(interface_font())
    application.setPalette(palette(look))
    application.setStyleSheet(sheet(look))


def palette(look: Theme) -> QPalette:
    """Return the palette of a theme, disabled colours included."""
    made = QPalette()
    role = QPalette.ColorRole
    for key, colour in {
        role.Window: look.window,
        role.WindowText: look.text,
        role.Base: look.field,
        role.AlternateBase: look.panel,
        role.Text: look.text,
        role.PlaceholderText: look.muted,
        role.Button: look.panel,
        role.ButtonText: look.text,
        role.BrightText: look.warning,
        role.Highlight: look.selection,
        role.HighlightedText: look.selection_text,
        role.Link: look.accent,
        role.LinkVisited: look.accent,
        role.ToolTipBase: look.text,
        role.ToolTipText: look.page,
        role.Light: look.panel,
        role.Midlight: look.border,
        role.Mid: look.border,
        role.Dark: look.control,
        role.Shadow: look.control,
        role.Accent: look.accent,
    }.items():
        made.setColor(key, QColor(colour))
    faded = QColor(mix(look.muted, look.window, 0.25))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, faded)
    return made


def sheet(look: Theme) -> str:
    """Return the style sheet of a theme."""
    names = {name: getattr(look, name) for name in Theme.__dataclass_fields__}
    names["faded"] = mix(look.muted, look.window, 0.25)
    names["scroll"] = mix(look.border, look.control, 0.35)
    names["tick"] = _picture("tick", on_light=contrast(look.accent, WHITE) < contrast(look.accent, NIGHT))
    names |= {name: _picture(name, on_light=not look.dark) for name in ("up", "down")}
    names["pressed"] = mix(look.accent, look.text, 0.15)
    text = resources.read_text("themes/window.qss")
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"@{name}", str(names[name]))
    return text


def _picture(name: str, *, on_light: bool) -> str:
    """Return the path of a sign that can be seen on light or on dark: a style sheet takes paths only."""
    path = files("resources") / "icons" / f"{name}-on-{'light' if on_light else 'dark'}.png"
    return str(path).replace("\\", "/")
