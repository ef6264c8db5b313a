"""About this program."""

from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop import __version__
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import row, text


class AboutSheet(Sheet):
    """Says what this program is, which version, and under which licences its parts come."""

    def __init__(self, parent: QWidget | None) -> None:
        """Prepare the page."""
        super().__init__(parent, "About Pressmark", f"Version {__version__}", 480)
        picture = QPixmap()
        picture.loadFromData((files("resources") / "icons" / "pressmark.png").read_bytes())
        icon = QLabel()
        icon.setPixmap(
            picture.scaled(
                72, 72, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        words = text("Code news articles, and learn how far your coders agree. Nothing leaves this computer.")
        beside = row(icon, gap=2)
        beside.addWidget(words, 1)
        self.put(beside)
        self.put(
            text(
                "Free software under the MIT licence. "
                "Set in Inter and Source Serif Pro (SIL Open Font License), drawn with Qt (LGPL).",
                ink="muted",
                size=0.92,
            )
        )
        self.answers("Close", "")
