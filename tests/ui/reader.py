"""The window under another user, who may not write: `python -m tests.ui.reader WARM PROJECT CODER QUOTE`.

Everything is loaded with a project that may be written to; then the user changes, and the other is opened.
Prints as JSON what the window says and what it took.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.desk.movement import Selection
from desktop.ui.pictures import assembled, put_away, settle

NOBODY = 65534


def look(warm: Path, path: Path, coder: str, quote: str) -> dict[str, object]:
    """Open the project as nobody and try to mark a quote in it."""
    made = assembled("light", (1280, 800))
    desk = made.deskside.desk

    def mark() -> None:
        start = desk.controller.text.index(quote)
        desk.canvas.select(Selection(start, start + len(quote)))
        desk.pane.setFocus()
        QTest.keyClick(desk.pane, Qt.Key.Key_E)
        settle(made)

    made.place.open(warm, coder)
    settle(made)
    mark()
    made.place.leave_project()
    if os.geteuid() == 0:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
    made.place.open(path, coder)
    settle(made)
    before = [passage.id for passage in desk.controller.index.all()]
    mark()
    found = {
        "banner": made.window.banner.sentence(),
        "said": desk.quiet.sentence(),
        "same": before == [passage.id for passage in desk.controller.index.all()],
        "unsaved": desk.controller.unsaved,
    }
    put_away(made)
    return found


def main(words: list[str]) -> None:
    """Print what was found."""
    print(json.dumps(look(Path(words[0]), Path(words[1]), *words[2:])))


if __name__ == "__main__":
    main(sys.argv[1:])
