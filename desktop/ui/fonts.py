"""The type Pressmark brings along, so that it looks the same everywhere and on machines without any font."""

from PySide6.QtGui import QFont, QFontDatabase

import resources

INTERFACE = "Inter"
SHIPPED = (
    "Inter-Regular.otf",
    "Inter-SemiBold.otf",
    "SourceSerifPro-Regular.otf",
    "SourceSerifPro-It.otf",
    "SourceSerifPro-Semibold.otf",
)
STRONG = QFont.Weight.DemiBold
"""The one heavier weight that is shipped: any other would be drawn by thickening the regular one."""


def load_fonts() -> None:
    """Make the shipped families known to this program; needs a running application."""
    for name in SHIPPED:
        QFontDatabase.addApplicationFontFromData(resources.read_bytes(f"fonts/{name}"))


def interface_font() -> QFont:
    """Return the type of menus, lists and buttons, at the size the system asks for, within reason."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(INTERFACE)
    font.setPointSizeF(min(max(system.pointSizeF(), 10.0), 14.0))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def scaled(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """Return a copy of `font`, larger or smaller by a factor."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    if strong:
        other.setWeight(STRONG)
    return other
