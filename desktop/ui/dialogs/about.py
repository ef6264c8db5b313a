"""About this program."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

import resources
from desktop import __version__
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.parts import row, text


class AboutSheet(Sheet):
    """Says what this program is, which version, and under which licences its parts come."""

    def __init__(self, parent: QWidget | None) -> None:
        """Prepare the page."""
        super().__init__(parent, "About Pressmark", f"Version {__version__}", 480)
        picture = QPixmap()
        picture.loadFromData(resources.read_bytes("icons/pressmark.png"))
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
